import { type LocalDate } from '../../kernel/local-date.js';
import { type IndicatorKind, type Measure, sumMeasures } from './measure.js';

/** Whose a value is: `unit`, of the unit alone, and those below it have their own; `subtree`, of all below it too. */
export const REACHES = ['unit', 'subtree'] as const;
export type Reach = (typeof REACHES)[number];

/** A value of a unit for the days `[from, to)`; values of one unit share no day. */
export interface StatedValue {
  readonly id: number;
  readonly unitId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly measure: Measure;
}

/** A figure, and what it rests on. */
export interface IndicatorFigure {
  /** Null: nothing is known, or (`summable` false) a share without its terms stands among others. */
  readonly measure: Measure | null;
  readonly summable: boolean;
  /** Units that a value counts of. */
  readonly units: number;
  /** The values that count, by unit and day. */
  readonly values: readonly StatedValue[];
}

/**
 * The figure of some units over a period from all their values in it. Of each unit first: counts and ratios of its parts
 * are summed, of a stock or a score the last counts. Then all units are summed; with `subtree` a unit that stands below
 * another with a value is the breakdown of that, and does not count again.
 *
 * Of 12 months of one commune a stock is December's; of 9 districts, the sum of their Decembers. The parts of any
 * partition of the units sum to the whole, with `subtree` as long as none of them stands below a counted one.
 */
export function figureOf(
  values: readonly StatedValue[],
  kind: IndicatorKind,
  isBelowOneOf: (unitId: string, unitIds: ReadonlySet<string>) => boolean = () => false,
): IndicatorFigure {
  const byUnit = new Map<string, StatedValue[]>();
  for (const value of [...values].sort(byUnitAndDay)) {
    const own = byUnit.get(value.unitId);
    if (own) own.push(value);
    else byUnit.set(value.unitId, [value]);
  }
  const stating = new Set(byUnit.keys());
  const counted = [...byUnit].flatMap(([unitId, own]) => {
    if (isBelowOneOf(unitId, stating)) return [];
    return [kind === 'stock' || kind === 'score' ? own.slice(-1) : own];
  });
  const flat = counted.flat();
  const measure = flat.length === 0 ? null : sumMeasures(flat.map((value) => value.measure));
  return { measure, summable: flat.length === 0 || measure !== null, units: counted.length, values: flat };
}

function byUnitAndDay(a: StatedValue, b: StatedValue): number {
  return compare(a.unitId, b.unitId) || compare(a.from, b.from);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
