import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { IndicatorsService } from '../indicators/indicators.service.js';
import { type Language } from '../kernel/ratio.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitsService } from '../units/units.service.js';
import { nameStatus, printArithmetic, printFraction } from './domain/target.js';
import { type Fraction } from './domain/target-status.js';
import { type TargetAnswer, type TargetValueAnswer } from './dto/target.answers.js';
import { TargetJudgements } from './target-judgements.service.js';
import { type TargetRow } from './targets.service.js';

/** Writes targets out for the caller, with their status and how that came about. */
@Injectable()
export class TargetAnswers {
  constructor(
    private readonly judgements: TargetJudgements,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly indicators: IndicatorsService,
    private readonly links: DocumentLinksService,
  ) {}

  async of(targets: readonly TargetRow[], at: ReadPoint, language: Language): Promise<TargetAnswer[]> {
    const { revision } = at;
    const [judged, systems, indicators, scopes, documentsOf] = await Promise.all([
      this.judgements.of(targets, at),
      this.systems.codes(revision),
      this.indicators.codes(revision),
      this.units.onDays(
        targets.map(({ scopeId, startsOn }) => ({ id: scopeId, day: startsOn })),
        revision,
      ),
      this.links.documentsOf(
        'target',
        targets.map(({ id }) => id),
        revision,
      ),
    ]);
    return judged.map(({ target, course, baselineKnown, current, judgement }, index) => {
      const { id, name, systemId, indicatorId, scopeId, level, kind, measure, startsOn, dueOn, legalBasis } = target;
      const valueOf = ({ value, of }: Fraction): TargetValueAnswer => ({
        value: value / of,
        print: printFraction({ value, of }, measure, language),
      });
      const { status, judgedOn, elapsed, expected } = judgement;
      return {
        ...{
          id,
          name,
          system: systems.get(systemId ?? 0) ?? null,
          indicator: indicators.get(indicatorId ?? 0) ?? null,
        },
        scope: { id: scopeId, code: scopes[index]?.code ?? '', name: scopes[index]?.name ?? '' },
        ...{ level, kind, measure, startsOn, dueOn, legalBasis, documents: documentsOf(id) },
        ...{ status, statusName: nameStatus(status, language), judgedOn, current: current && valueOf(current) },
        ...{ goal: valueOf(course.goal), baseline: valueOf(course.baseline), baselineKnown },
        ...{ expected: valueOf(expected), elapsedDays: elapsed.days, totalDays: elapsed.of },
        arithmetic: printArithmetic(course, judgement, measure, language),
      };
    });
  }
}
