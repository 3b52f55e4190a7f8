import { Injectable } from '@nestjs/common';
import { ActivitiesService } from '../activities/activities.service.js';
import { amountOf, printAmount } from '../indicators/domain/amount.js';
import { type Language } from '../kernel/ratio.js';
import { readReportingPeriod } from '../kernel/reporting-period.js';
import { type PublishedResult } from '../scorecards/domain/published-result.js';
import { ResultsService } from '../scorecards/results.service.js';
import { ScorecardsService } from '../scorecards/scorecards.service.js';
import { TargetAnswers } from '../targets/target-answers.js';
import { TargetsService } from '../targets/targets.service.js';
import { type Level } from '../units/domain/unit.js';
import { activityDetail } from './domain/activity-detail.js';
import { type ReportPeriod } from './domain/report-period.js';
import { type ActivityFacts, type ScorecardFacts, type TargetFacts } from './domain/snapshot.js';
import { type ReportView } from './report-views.service.js';

const MOST_RANKED = 100;

/** What was aimed at, what was done, and how the units were graded. */
@Injectable()
export class WorkFacts {
  constructor(
    private readonly targets: TargetsService,
    private readonly targetAnswers: TargetAnswers,
    private readonly activities: ActivitiesService,
    private readonly scorecards: ScorecardsService,
    private readonly results: ResultsService,
  ) {}

  /** Targets of units of the scope that have begun, first due first. */
  async targetsOf({ at, tree, scope }: ReportView): Promise<TargetFacts[]> {
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

  /** Trainings and handovers that began in the period, earliest first. */
  async activitiesOf({ at, scope }: ReportView, { from }: ReportPeriod): Promise<ActivityFacts[]> {
    const within = scope.map(({ id }) => id);
    const rows = await this.activities.list({ within, from, to: at.asOf }, at);
    const unitOf = await this.activities.namedUnits(rows, at.revision);
    return rows.toReversed().map((row) => ({
      ...{ kind: row.kind, from: row.startsOn, to: row.endsOn, title: row.title },
      detail: activityDetail(row, unitOf(row, row.organiserId)?.name ?? null),
    }));
  }

  /** The last published result of the period's year, of each scorecard that has one and for years alone. */
  async scorecardsOf({ at, tree }: ReportView, { code }: ReportPeriod): Promise<ScorecardFacts[]> {
    const period = readReportingPeriod(code);
    if (period?.kind !== 'year') return [];
    const found: ScorecardFacts[] = [];
    for (const { code: scorecard, name, nameEn } of await this.scorecards.list(at.revision)) {
      const [last] = await this.results.list(scorecard, period.year, at.revision);
      if (!last) continue;
      const { grades, units, publishedOn } = JSON.parse(last.snapshot) as PublishedResult;
      if (publishedOn !== null && publishedOn > at.asOf) continue;
      found.push({
        ...{ name, nameEn },
        grades: grades.map(({ grade, name: words, count }) => ({
          grade: words ? `${grade} (${words})` : grade,
          units: count,
        })),
        ranked: units.slice(0, MOST_RANKED).map(({ unit, points, maximum, grade, rank }) => ({
          unit: { name: unit.name, kind: tree.find(unit.id)?.kind ?? '' },
          ...{ rank, grade, points: printed(points), maximum: maximum === null ? null : printed(maximum) },
        })),
      });
    }
    return found;
  }
}

/** Points as they print in each language: `98,75`; what was not stated stays empty. */
function printed(points: number | null): Readonly<Record<Language, string>> {
  const amount = points === null ? null : amountOf(points);
  return amount === null ? { vi: '', en: '' } : { vi: printAmount(amount, 'vi'), en: printAmount(amount, 'en') };
}
