import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { standingOn } from '../coverage/domain/followed-scope.js';
import { FollowedScopes } from '../coverage/followed-scopes.service.js';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { holds } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import {
  cutOffDay,
  daysOfPeriod,
  parseReportingPeriod,
  periodOfDay,
  type ReportingPeriod,
} from '../kernel/reporting-period.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { compareKeys, type FigureDimension, figureKey, type FigureKey, nameOfKey } from './domain/figure-groups.js';
import { figureOf, type IndicatorFigure } from './domain/figure.js';
import { type Measure, restOf } from './domain/measure.js';
import { findLatestPeriod, selectValuesWithin, type ValueRow } from './indicator-values.queries.js';
import { type IndicatorDefinition, IndicatorsService } from './indicators.service.js';

/** Which figures are asked for; what is absent does not narrow. */
export interface FiguresQuestion {
  /** `2016-12`; default the latest of which something is known on the day. */
  readonly period?: string | undefined;
  readonly within?: readonly string[] | undefined;
  readonly groupBy?: readonly FigureDimension[] | undefined;
}

/** A figure of one group and one scheme: values of different schemes are never put together. */
export interface FigureRow {
  readonly key: FigureKey;
  /** What it measures: the latest meaning among its values. */
  readonly definition: IndicatorDefinition;
  readonly figure: IndicatorFigure;
  /** Of cumulative levels: what is at this one and not at the next narrower, whose definition names it. */
  readonly rest: { readonly narrower: IndicatorDefinition; readonly measure: Measure | null } | null;
}

export interface IndicatorFigures {
  readonly at: ReadPoint;
  /** What the indicator means on `day`. */
  readonly definition: IndicatorDefinition;
  readonly period: ReportingPeriod;
  /** The day whose units are asked about: the last of the period, or `asOf` if that is earlier. */
  readonly day: LocalDate;
  readonly scope: readonly UnitOnDay[];
  /** At least one: where nothing is known, one that says so. */
  readonly rows: readonly FigureRow[];
}

/** A value with the unit that it is of as it stood on the value's own last day. */
interface PlacedValue {
  readonly value: ValueRow;
  readonly unit: UnitOnDay;
  readonly tree: UnitTree;
}

type Group = Omit<FigureRow, 'rest'>;

/** Figures of indicators over any units and period, as known at any revision (domain.md §6). */
@Injectable()
export class IndicatorFiguresService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly indicators: IndicatorsService,
    private readonly units: UnitsService,
    private readonly followed: FollowedScopes,
    private readonly scopes: UnitScopes,
  ) {}

  /**
   * The figures of one indicator; refuses (missing) an unknown one. Codes of `within` are read on the day whose units are
   * asked about; a value counts where its unit stood on the value's own last day, and scope units that had not begun by
   * then are those they were made of.
   */
  async figures(at: ReadPoint, code: string, question: FiguresQuestion): Promise<IndicatorFigures> {
    const { periods } = await this.indicators.get(code, at);
    const latest = meaningOn(at.asOf, periods);
    const period = await this.periodOf(at, latest, question.period);
    const definition = meaningOn(least(cutOffDay(period, 'calendar'), at.asOf), periods);
    const days = daysOfPeriod(period, definition.calendar);
    const day = least(addDays(days.to, -1), at.asOf);
    const onDay = { ...at, asOf: day };
    const tree = await this.units.tree(onDay);
    const named = question.within === undefined ? null : await this.units.scope(question.within, tree, onDay);

    const narrower = (await this.indicators.onDay(onDay)).find(({ widerId }) => widerId === definition.indicatorId);
    const ids = [definition.indicatorId, ...(narrower ? [narrower.indicatorId] : [])];
    const values = await selectValuesWithin(this.dataSource.manager, ids, days, at);
    const placed = await this.placed(values, { onDay, tree, named });
    const meanings = await this.indicators.ofValues(values.map(({ definitionId }) => definitionId));
    const groupsOf = (id: number): Map<string, Group> =>
      groupValues(
        placed.filter(({ value }) => value.indicatorId === id),
        meanings,
        question.groupBy ?? [],
      );
    const groups = groupsOf(definition.indicatorId);
    const inner = narrower ? groupsOf(narrower.indicatorId) : new Map<string, Group>();
    const rows = [...groups]
      .map(([name, group]) => ({
        ...group,
        rest: narrower ? { narrower, measure: restOfGroups(group, inner.get(name)) } : null,
      }))
      .sort((a, b) => compareKeys(a.key, b.key));
    const nothing: FigureRow = { key: {}, definition, figure: figureOf([], definition.kind), rest: null };
    const scope = named ?? tree.defaultScope();
    return { at, definition, period, day, scope, rows: rows.length > 0 ? rows : [nothing] };
  }

  private async periodOf(
    at: ReadPoint,
    definition: IndicatorDefinition,
    asked: string | undefined,
  ): Promise<ReportingPeriod> {
    if (asked !== undefined) return parseReportingPeriod(asked);
    const readable = await this.scopes.readable(at.revision);
    const unitIds = readable && [...new Set(readable.spans.map(({ unitId }) => unitId))];
    const latest = await findLatestPeriod(this.dataSource.manager, definition.indicatorId, at, unitIds);
    if (latest !== null) return parseReportingPeriod(latest);
    const year = periodOfDay(at.asOf, 'year', definition.calendar);
    if (year === null) throw new Error('Every day lies in a year');
    return year;
  }

  /** The values whose units stood in the scope on the last day of each. */
  private async placed(
    values: readonly ValueRow[],
    asked: { onDay: ReadPoint; tree: UnitTree; named: readonly UnitOnDay[] | null },
  ): Promise<PlacedValue[]> {
    const { onDay, tree, named } = asked;
    const dayOfValue = ({ to }: ValueRow): LocalDate => least(addDays(to, -1), onDay.asOf);
    const days = [...new Set(values.map(dayOfValue))];
    const descent =
      named !== null && days.some((day) => day !== onDay.asOf) ? await this.followed.descentOf(onDay, named) : null;
    const trees = await Promise.all(
      days.map(async (day) => (day === onDay.asOf ? tree : this.units.tree({ ...onDay, asOf: day }))),
    );
    const placed: PlacedValue[] = [];
    for (const [index, day] of days.entries()) {
      const then = trees[index] ?? tree;
      const scope = named === null ? then.defaultScope() : standingOn(day, named, then, descent);
      const inside = new Map(then.subtree(scope).map((unit) => [unit.id, unit]));
      for (const value of values) {
        const unit = dayOfValue(value) === day ? inside.get(value.unitId) : undefined;
        if (unit) placed.push({ value, unit, tree: then });
      }
    }
    return placed;
  }
}

/** What an indicator means on a day; outside of its time, what it meant nearest to it. */
function meaningOn(
  day: LocalDate,
  periods: readonly [IndicatorDefinition, ...IndicatorDefinition[]],
): IndicatorDefinition {
  const [first] = periods;
  const before = periods.findLast(({ period }) => period.from === null || period.from <= day);
  return periods.find(({ period }) => holds(period, day)) ?? before ?? first;
}

/** The figures of groups and schemes, by a name that is equal for the same group and scheme of another indicator. */
function groupValues(
  placed: readonly PlacedValue[],
  meanings: ReadonlyMap<number, IndicatorDefinition>,
  dimensions: readonly FigureDimension[],
): Map<string, Group> {
  const groups = new Map<string, { key: FigureKey; definition: IndicatorDefinition; placed: PlacedValue[] }>();
  for (const each of placed) {
    const definition = meanings.get(each.value.definitionId);
    if (!definition) throw new Error(`Value ${each.value.id} has a definition`);
    const key = figureKey(each.unit, dimensions, each.tree);
    const name = JSON.stringify([nameOfKey(key), definition.scheme]);
    const group = groups.get(name) ?? { key, definition, placed: [] };
    if (group.definition.id < definition.id) group.definition = definition;
    group.placed.push(each);
    groups.set(name, group);
  }
  return new Map(
    [...groups].map(([name, { key, definition, placed: members }]) => {
      const places = new Map(members.map(({ unit, tree }) => [unit.id, { unit, tree }]));
      const isBelowOneOf = (unitId: string, unitIds: ReadonlySet<string>): boolean => {
        const place = places.get(unitId);
        return place?.tree.ancestors(place.unit).some(({ id }) => unitIds.has(id)) ?? false;
      };
      const values = members.map(({ value }) => value);
      const figure = figureOf(values, definition.kind, definition.reach === 'subtree' ? isBelowOneOf : undefined);
      return [name, { key, definition, figure }];
    }),
  );
}

/** Only where the very same units state both levels can one be taken from the other. */
function restOfGroups(wide: Group, narrow: Group | undefined): Measure | null {
  const unitsOf = ({ figure }: Group): string =>
    JSON.stringify([...new Set(figure.values.map(({ unitId }) => unitId))]);
  if (!narrow || !wide.figure.measure || !narrow.figure.measure || unitsOf(wide) !== unitsOf(narrow)) return null;
  return restOf(wide.figure.measure, narrow.figure.measure);
}

function least(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}
