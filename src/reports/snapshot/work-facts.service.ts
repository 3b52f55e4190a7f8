import { Injectable } from '@nestjs/common';
import { ActivitiesService } from '../../activities/activities.service.js';
import { type Activity, statedAttendance, unitsOf } from '../../activities/domain/activity.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { readReportingPeriod } from '../../kernel/reporting-period.js';
import { partOf, type PublishedResult } from '../../scorecards/domain/published-result.js';
import { ResultsService } from '../../scorecards/results.service.js';
import { ScorecardsService } from '../../scorecards/scorecards.service.js';
import { SystemsService } from '../../systems/systems.service.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import { type ReportPeriod } from '../domain/report-period.js';
import { type ActivityFacts, type ScorecardFacts } from '../domain/snapshot.js';
import { type ReportView } from './report-views.service.js';

/** What was done in a period, and how the units were graded. */
@Injectable()
export class WorkFacts {
  constructor(
    private readonly activities: ActivitiesService,
    private readonly scorecards: ScorecardsService,
    private readonly results: ResultsService,
    private readonly systems: SystemsService,
    private readonly units: UnitsService,
    private readonly scopes: UnitScopes,
  ) {}

  /** Trainings and handovers that began in the period, earliest first, with the units that they name. */
  async activitiesOf(
    { at, scope }: ReportView,
    { from }: ReportPeriod,
  ): Promise<{ facts: ActivityFacts[]; units: UnitOnDay[] }> {
    const within = scope.map(({ id }) => id);
    const rows = await this.activities.list({ within, from, to: at.asOf }, at);
    const [codes, inside] = await Promise.all([
      this.systems.codes(at.revision),
      this.scopes.scopeOf(within, at.revision),
    ]);
    const facts = rows.toReversed().map((row) => activityFacts(row, codes, (unit, day) => inside.holds(unit, day)));
    const named = facts.flatMap((one) => unitsOf(one).map((id) => ({ id, day: one.startsOn })));
    const periods = await this.units.onDays(named, at.revision);
    return { facts, units: periods.map(({ unitId, ...unit }) => ({ ...unit, id: unitId })) };
  }

  /**
   * The last result of the period's year, of each scorecard that has one and for years alone. One that is known to have
   * been published after the report's day is not of that day; of one whose day is not stated the writer says so.
   */
  async scorecardsOf({ at, tree, scope }: ReportView, { code }: ReportPeriod): Promise<ScorecardFacts[]> {
    const period = readReportingPeriod(code);
    if (period?.kind !== 'year') return [];
    const inside = await this.scopes.scopeOf(
      scope.map(({ id }) => id),
      at.revision,
    );
    const found: ScorecardFacts[] = [];
    for (const { code: scorecard, name, nameEn } of await this.scorecards.list(at.revision)) {
      const [last] = await this.results.list(scorecard, period.year, at.revision);
      if (!last) continue;
      const result = JSON.parse(last.snapshot) as PublishedResult;
      const { document, publishedOn } = result;
      if (publishedOn !== null && publishedOn > at.asOf) continue;
      const { grades, units } = partOf(result, (unit, day) => inside.holds(unit, day));
      if (grades.length + units.length === 0) continue;
      found.push({
        ...{ name, nameEn, year: period.year, document, publishedOn },
        grades: grades.map(({ count, ...grade }) => ({ ...grade, units: count })),
        units: units.map(({ unit, group, rank, points, maximum, grade }) => ({
          ...{ name: unit.name, kind: tree.find(unit.id)?.kind ?? '', code: unit.code },
          ...{ group, rank, points, maximum, grade },
        })),
      });
    }
    return found;
  }
}

/** Without the lines of other units, whose people are taken off the whole. */
function activityFacts(
  row: Activity,
  codes: ReadonlyMap<number, string>,
  belongs: (unit: string, day: LocalDate) => boolean,
): ActivityFacts {
  const { kind, title, startsOn, endsOn, organiserId, place, people } = row;
  const isInside = ({ unitId }: { readonly unitId: string }): boolean => belongs(unitId, startsOn);
  const isOwn = belongs(organiserId, startsOn);
  const others = statedAttendance(row.attendance.filter((line) => !isInside(line)));
  return {
    ...{ kind, title, startsOn, endsOn, organiserId, place, isOwn },
    people: isOwn && people !== null ? people - others : null,
    attendance: row.attendance.filter(isInside),
    items: row.items.filter(isInside),
    systems: row.systemIds.flatMap((id) => codes.get(id) ?? []),
  };
}
