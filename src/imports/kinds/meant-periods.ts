import { type LocalDate } from '../../kernel/local-date.js';
import { holds, type Period } from '../../kernel/period.js';
import { type TableRow } from '../domain/column.js';
import { groupBy } from '../domain/group-by.js';

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

/**
 * Rows of one thing in the order of their first days, those without one first: what changes later is made later. Of the same
 * day the row that says more comes first, so that one that repeats a part of it is none the less the same.
 */
export function byBeginning(a: TableRow, b: TableRow): number {
  const [before, after] = [periodOf(a).from ?? '', periodOf(b).from ?? ''];
  return before === after ? bySayingMore(a, b) : before < after ? -1 : 1;
}

/** Rows that say more first, else in the order of the file. */
export function bySayingMore(a: TableRow, b: TableRow): number {
  return Object.keys(b.values).length - Object.keys(a.values).length;
}

/** The rows in their order, but all rows of a whole before those of its parts; what is part of itself stands where it may. */
export function wholesFirst(
  rows: readonly TableRow[],
  codeOf: (row: TableRow) => string,
  wholeOf: (row: TableRow) => string | undefined,
): TableRow[] {
  const ofCode = groupBy(rows, codeOf);
  const visited = new Set<string>();
  const ordered: TableRow[] = [];
  const visit = (code: string): void => {
    if (visited.has(code)) return;
    visited.add(code);
    const own = ofCode.get(code) ?? [];
    for (const whole of own.map(wholeOf)) if (whole !== undefined) visit(whole);
    ordered.push(...own);
  };
  for (const code of ofCode.keys()) visit(code);
  return ordered;
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
