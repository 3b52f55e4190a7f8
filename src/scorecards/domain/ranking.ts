import { type Points } from './points.js';

/** Points out of an own maximum, which is above zero. */
export interface Share {
  readonly points: Points;
  readonly maximum: Points;
}

/**
 * By points over own maximum, best first; exact, by whole numbers multiplied crosswise: 57.2 of 71.5 and 80 of 100 are
 * equal, which is zero. Source: QĐ 2729/QĐ-UBND of 2023, which ranks units whose maxima are 71.5, 96.5 and 100.
 */
export function compareShares(a: Share, b: Share): number {
  const difference = BigInt(b.points) * BigInt(a.maximum) - BigInt(a.points) * BigInt(b.maximum);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/**
 * The rank of each, in the order given: one more than how many are better, so that equals share a rank and the next one
 * is passed over: 1, 2, 2, 4. Who has no points yet has no rank.
 */
export function ranksOf(
  entries: readonly { readonly points: Points | null; readonly maximum: Points }[],
): (number | null)[] {
  const known = entries.flatMap(({ points, maximum }, index) => (points === null ? [] : [{ points, maximum, index }]));
  const ranks = entries.map((): number | null => null);
  let [rank, before]: [number, Share | null] = [0, null];
  for (const [place, entry] of [...known].sort(compareShares).entries()) {
    if (before === null || compareShares(before, entry) !== 0) rank = place + 1;
    ranks[entry.index] = rank;
    before = entry;
  }
  return ranks;
}
