import { type LocalDate } from '../../kernel/local-date.js';
import { overlaps } from '../../kernel/period.js';

/** Of what, of whom and for which days `[from, to)` a value is. */
export interface ValueSpan {
  readonly indicatorId: number;
  readonly unitId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A new value that shares a day with one that is believed, or with an earlier one among the new. */
export type ValueClash<R> =
  { readonly row: number; readonly recorded: R } | { readonly row: number; readonly earlierRow: number };

/**
 * Every clash, by row: of one unit and indicator no two values share a day, or their sum would count it twice. The values
 * for 2016-12 and for 2016 clash, those for 2016-12 and 2016-11 do not.
 */
export function valueClashes<R extends ValueSpan>(rows: readonly ValueSpan[], recorded: readonly R[]): ValueClash<R>[] {
  const byPair = new Map<string, R[]>();
  for (const value of recorded) byPair.set(pairOf(value), [...(byPair.get(pairOf(value)) ?? []), value]);
  const before = new Map<string, number[]>();
  return rows.flatMap((value, row): ValueClash<R>[] => {
    const pair = pairOf(value);
    const others = (byPair.get(pair) ?? []).filter((other) => overlaps(other, value));
    const earlier = before.get(pair) ?? [];
    const earlierRow = earlier.find((other) => overlaps(rows[other] ?? value, value));
    earlier.push(row);
    before.set(pair, earlier);
    return [
      ...others.map((other) => ({ row, recorded: other })),
      ...(earlierRow === undefined ? [] : [{ row, earlierRow }]),
    ];
  });
}

function pairOf({ indicatorId, unitId }: ValueSpan): string {
  return `${indicatorId} ${unitId}`;
}
