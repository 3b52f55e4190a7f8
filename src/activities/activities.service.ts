import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { Refusal, refuseIfAny, together } from '../kernel/refusal.js';
import {
  daysOfPeriod,
  parseReportingPeriod,
  type PeriodRule,
  type ReportingPeriod,
} from '../kernel/reporting-period.js';
import { accentFreeKey } from '../kernel/vietnamese-text.js';
import { type Db } from '../platform/database/db.js';
import { SystemsService } from '../systems/systems.service.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { activityUnknown, periodAndDays, toBeforeFrom } from './activities.errors.js';
import { type ActivityRow, selectActivities, selectActivitiesById } from './activities.queries.js';
import { isFoundBy, maySee } from './activity-rights.js';
import { unitsOf } from './domain/activity.js';
import { type ActivityFigures, sumActivities } from './domain/activity-figures.js';
import { type ActivityGrouping, figuresByPeriod, figuresByUnit } from './domain/activity-groups.js';
import { type ActivitiesQuery, type ActivityFiguresQuery } from './dto/activity.requests.js';

/** The days a question is about, `[from, to]` both inclusive; null: open. */
interface Days {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/** What was done within some units during some days. */
export interface ActivitySummary {
  readonly days: Days;
  readonly scope: readonly UnitOnDay[];
  readonly totals: ActivityFigures;
  readonly byUnit: readonly { readonly unitId: string; readonly figures: ActivityFigures }[];
  readonly byPeriod: readonly { readonly period: ReportingPeriod; readonly figures: ActivityFigures }[];
}

/** Reads the ledger of activities, and sums it (domain.md §6). */
@Injectable()
export class ActivitiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly scopes: UnitScopes,
  ) {}

  /** Those of the question that began on or before `asOf` and that the caller may see, latest first. */
  async list(query: ActivitiesQuery, at: ReadPoint): Promise<ActivityRow[]> {
    const days = daysOf(query);
    const { within } = query;
    const [systemId, tops] = await together([
      this.systemId(query.system, at),
      within === undefined ? null : this.units.tree(at).then((tree) => this.units.scope(within, tree, at)),
    ]);
    const scope =
      tops &&
      (await this.scopes.scopeOf(
        tops.map(({ id }) => id),
        at.revision,
      ));
    const readable = await this.scopes.readable(at.revision);
    const filter = {
      kind: query.kind ?? null,
      words: query.q === undefined ? [] : accentFreeKey(query.q).split(' '),
      systemId,
      from: days.from,
      to: earlier(days.to, at.asOf),
      retracted: query.state === 'retracted',
    };
    const rows = await selectActivities(this.dataSource.manager, filter, at.revision);
    const { words } = filter;
    return rows.filter((row) => maySee(readable, row) && maySee(scope, row) && isFoundBy(readable, row, words));
  }

  /** One activity, retracted or not; refuses (missing) what is not there for the caller. */
  async get(id: string, revision: number): Promise<ActivityRow> {
    const [row] = /^[1-9]\d{0,14}$/.test(id) ? await this.byIds([Number(id)], revision) : [];
    if (!row || !maySee(await this.scopes.readable(revision), row)) throw new Refusal([activityUnknown(id)]);
    return row;
  }

  /** Activities that are known to be there, in the order of recording. */
  async byIds(ids: readonly number[], revision: number, db: Db = this.dataSource.manager): Promise<ActivityRow[]> {
    return selectActivitiesById(db, ids, revision);
  }

  /** The sums of what began in the days asked about, up to `asOf`, as far as the caller may see the units. */
  async summary(query: ActivityFiguresQuery, at: ReadPoint): Promise<ActivitySummary> {
    const days = daysOf(query);
    const tree = await this.units.tree(at);
    const [systemId, tops] = await together([
      this.systemId(query.system, at),
      this.units.scope(query.within, tree, at),
    ]);
    const ids = tops.map(({ id }) => id);
    const scope = await this.scopes.scopeOf(ids, at.revision);
    const readable = await this.scopes.readable(at.revision);
    const belongs = (unitId: string, day: LocalDate): boolean =>
      scope.holds(unitId, day) && (readable?.holds(unitId, day) ?? true);
    const filter = {
      kind: null,
      words: [],
      systemId,
      from: days.from,
      to: earlier(days.to, at.asOf),
      retracted: false,
    };
    const rows = await selectActivities(this.dataSource.manager, filter, at.revision);
    return {
      days,
      scope: tops,
      totals: sumActivities(rows, belongs),
      byUnit: query.groupBy === 'unit' ? figuresByUnit(rows, belongs) : [],
      byPeriod: isOfPeriods(query.groupBy)
        ? figuresByPeriod(rows, belongs, query.groupBy, query.calendar ?? 'calendar')
        : [],
    };
  }

  /** The units that activities have to do with, as far as the caller may see them, under the names of their first day. */
  async namedUnits(
    rows: readonly ActivityRow[],
    revision: number,
    db: Db = this.dataSource.manager,
  ): Promise<(row: ActivityRow, unitId: string) => { id: string; code: string; name: string } | null> {
    const readable = await this.scopes.readable(revision, db);
    const references = rows.flatMap((row) => unitsOf(row).map((id) => ({ id, day: row.startsOn })));
    const periods = await this.units.onDays(references, revision, db);
    const names = new Map(
      references.map(({ id, day }, index) => {
        const { code, name } = periods[index] as { code: string; name: string };
        return [`${id} ${day}`, { id, code, name }];
      }),
    );
    return ({ startsOn }, unitId) =>
      (readable?.holds(unitId, startsOn) ?? true) ? (names.get(`${unitId} ${startsOn}`) ?? null) : null;
  }

  private async systemId(code: string | undefined, at: ReadPoint): Promise<number | null> {
    if (code === undefined) return null;
    const [system] = await this.systems.chosen([code], at);
    return system?.id ?? null;
  }
}

function daysOf({
  period,
  calendar = 'calendar',
  from = null,
  to = null,
}: {
  readonly period?: string;
  readonly calendar?: PeriodRule;
  readonly from?: LocalDate | null;
  readonly to?: LocalDate | null;
}): Days {
  if (period !== undefined) {
    refuseIfAny([...(from === null ? [] : [periodAndDays('from')]), ...(to === null ? [] : [periodAndDays('to')])]);
    const days = daysOfPeriod(parseReportingPeriod(period), calendar);
    return { from: days.from, to: addDays(days.to, -1) };
  }
  if (from !== null && to !== null && to < from) throw new Refusal([toBeforeFrom()]);
  return { from, to };
}

function earlier(day: LocalDate | null, other: LocalDate): LocalDate {
  return day !== null && day < other ? day : other;
}

function isOfPeriods(grouping: ActivityGrouping | undefined): grouping is Exclude<ActivityGrouping, 'unit'> {
  return grouping !== undefined && grouping !== 'unit';
}
