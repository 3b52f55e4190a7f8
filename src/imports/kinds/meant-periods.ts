import { type LocalDate } from '../../kernel/local-date.js';
import { holds, type Period } from '../../kernel/period.js';
import { type TableRow } from '../domain/column.js';

/** Another row of those of the same thing whose first day is such. */
export function otherBeginning(
  ofThing: readonly TableRow[],
  row: TableRow,
  isSuch: (first: LocalDate) => boolean,
): TableRow | undefined {
  return ofThing.find((other) => {
    const { from } = periodOf(other);
    return other !== row && from !== null && isSuch(from);
  });
}

/** A row that begins before an end that this one gives: both cannot be. */
export function beginningBeforeEnd(ofThing: readonly TableRow[], row: TableRow): TableRow | undefined {
  const { from, to } = periodOf(row);
  return otherBeginning(ofThing, row, (first) => to !== null && first < to && (from === null || from < first));
}

/** Rows of one thing in the order of their first days, those without one first: what changes later is made later. */
export function byBeginning(a: TableRow, b: TableRow): number {
  const [before, after] = [periodOf(a).from ?? '', periodOf(b).from ?? ''];
  return before === after ? 0 : before < after ? -1 : 1;
}

/**
 * Which period of a thing a row speaks of: the one that begins on its first day, or holds it. Of a row without one, the one
 * that ends on its last day, or is as open as the row, or holds the day that is asked about; none that another row of the
 * file begins.
 */
export function periodMeant<T extends { readonly period: Period }>(
  all: readonly T[],
  row: TableRow,
  day: LocalDate,
  ofThing: readonly TableRow[],
): T | undefined {
  const { from, to } = periodOf(row);
  const isOfAnother = ({ period }: T): boolean =>
    from === null && otherBeginning(ofThing, row, (first) => first === period.from) !== undefined;
  const own = all.filter((one) => !isOfAnother(one));
  const begins = own.find(({ period }) => period.from === from && (from !== null || period.to === to));
  if (begins) return begins;
  if (from !== null) return own.find(({ period }) => holds(period, from));
  return (
    own.find(({ period }) => to !== null && period.to === to) ??
    own.find(({ period }) => to !== null && period.from === null) ??
    own.find(({ period }) => holds(period, day)) ??
    own.at(-1)
  );
}

/** The first and the last day that a row gives. */
export function periodOf({ values }: TableRow): Period {
  const { validFrom = null, validTo = null } = values as Partial<Record<string, LocalDate>>;
  return { from: validFrom, to: validTo };
}
