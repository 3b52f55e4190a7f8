import { Injectable } from '@nestjs/common';
import { TargetAnswers } from '../../targets/target-answers.js';
import { TargetsService } from '../../targets/targets.service.js';
import { type Level } from '../../units/domain/unit.js';
import { type TargetFacts } from '../domain/snapshot.js';
import { type ReportView } from './report-views.service.js';

/** What was aimed at, and how it stands. */
@Injectable()
export class TargetFactsService {
  constructor(
    private readonly targets: TargetsService,
    private readonly targetAnswers: TargetAnswers,
  ) {}

  /** Targets of units of the scope that have begun, first due first. */
  async of({ at, tree, scope }: ReportView): Promise<TargetFacts[]> {
    const own = (await this.targets.list(at.revision)).filter(({ scopeId, startsOn }) => {
      const unit = tree.find(scopeId);
      return unit !== undefined && startsOn <= at.asOf && scope.some(({ id }) => tree.isWithin(unit, id));
    });
    const [vi, en] = await Promise.all([this.targetAnswers.of(own, at, 'vi'), this.targetAnswers.of(own, at, 'en')]);
    return vi.map((target, index): TargetFacts => {
      const { name, system, level, dueOn, goal, current, status, legalBasis } = target;
      const english = en[index];
      const nothing = { vi: 'chưa có số liệu', en: 'no data yet' };
      return {
        ...{ name: { vi: name, en: name }, system, level: level as Level | null, legalBasis },
        due: dueOn as TargetFacts['due'],
        goal: { vi: goal.print, en: english?.goal.print ?? goal.print },
        value: current ? { vi: current.print, en: english?.current?.print ?? current.print } : nothing,
        status: status as TargetFacts['status'],
      };
    });
  }
}
