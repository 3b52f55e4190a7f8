import { type Comparator } from '../../deployments/domain/declaration.js';
import { type Amount } from './amount.js';

/**
 * What an indicator measures (domain.md §6):
 * - `count`: what happened in a period; sums over units and periods
 * - `stock`: what there was at its end; sums over units, the last over periods
 * - `ratio`: numerator and denominator, each summed over both and divided last
 * - `score`: points of a maximum; points and maxima sum over units, the last over periods
 */
export const INDICATOR_KINDS = ['count', 'stock', 'ratio', 'score'] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/**
 * What was stated, or follows from what was. `amount` is the count, the numerator or the points, `outOf` the denominator
 * or the maximum; a ratio of which only the share was stated has `percent` instead, in hundredths of a percent. Null is
 * not stated, never 0; only `some` goes without any number.
 */
export interface Measure {
  readonly amount: Amount | null;
  readonly outOf: Amount | null;
  readonly percent: Amount | null;
  readonly comparator: Comparator;
}

/** How weak a statement is: a sum is as weak as its weakest part. */
const WEAKNESS: readonly Comparator[] = ['=', '~', '≥', '>'];

/**
 * The measures of several units or periods together; null where they cannot be: a share of which nobody stated the terms
 * goes with no other. One alone stays what it is.
 *
 * 77 of 77 and 40 of 50 are 117 of 127 (92,1%), not the middle of 100% and 80%. `over 37` and 5 are `over 42`; `some`
 * and 5 are `over 5`. A bound among the parts makes a bound of the sum, as good as the approximate parts beside it.
 */
export function sumMeasures(measures: readonly Measure[]): Measure | null {
  const [first, second] = measures;
  if (first === undefined) throw new RangeError('Nothing to sum');
  if (second === undefined) return first;
  if (measures.some(({ percent }) => percent !== null)) return null;
  const stated = measures.filter(({ amount }) => amount !== null);
  if (stated.length === 0) return first;
  const outOf = stated.map((measure) => measure.outOf);
  const comparators = measures.map(({ comparator }) => (comparator === 'some' ? '>' : comparator));
  return {
    amount: total(stated.map(({ amount }) => amount ?? 0)),
    outOf: outOf.includes(null) ? null : total(outOf.map((one) => one ?? 0)),
    percent: null,
    comparator: weakest(comparators),
  };
}

/** True when what is part of the other is certain to be more than it: 191 of 190, `over 190` of 190. */
export function exceeds(part: Measure, whole: Measure): boolean {
  if (part.amount === null || whole.amount === null || whole.comparator !== '=') return false;
  if (part.comparator === '~') return false;
  return part.comparator === '>' ? part.amount >= whole.amount : part.amount > whole.amount;
}

/**
 * What is in the whole and not in the part: of 190 procedures at levels 3 and 4 and 143 at level 4, 47 at level 3. Null
 * where that is not known: a part of which only a bound is stated leaves no more than a rest below something.
 */
export function restOf(whole: Measure, part: Measure): Measure | null {
  if (whole.amount === null || part.amount === null || part.comparator === '>' || part.comparator === '≥') return null;
  const amount = whole.amount - part.amount;
  if (amount < 0) return null;
  return { amount, outOf: null, percent: null, comparator: weakest([whole.comparator, part.comparator]) };
}

/** The share as a number, for programs; null where there is none, as of 0 dossiers. */
export function shareOf({ amount, outOf, percent }: Measure): number | null {
  if (percent !== null) return percent / 10_000;
  return amount === null || outOf === null || outOf === 0 ? null : amount / outOf;
}

function weakest(comparators: readonly Comparator[]): Comparator {
  return WEAKNESS[Math.max(...comparators.map((comparator) => WEAKNESS.indexOf(comparator)))] ?? '=';
}

function total(amounts: readonly Amount[]): Amount {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
