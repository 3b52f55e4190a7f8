import { addDays, type LocalDate } from './local-date.js';

/**
 * Whole days `[from, to)`: `from` is in, `to` is not. `from: null` begins before the record does
 * (domain.md §1), `to: null` has no end yet.
 */
export interface Period {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/** `[2020-02-01, 2025-07-01)` holds 2020-02-01 and 2025-06-30, not 2025-07-01. */
export function holds(period: Period, day: LocalDate): boolean {
  return (period.from === null || period.from <= day) && (period.to === null || day < period.to);
}

/** True when the two share a day; `[a, b)` and `[b, c)` do not. */
export function overlaps(a: Period, b: Period): boolean {
  return (a.to === null || b.from === null || b.from < a.to) && (b.to === null || a.from === null || a.from < b.to);
}

/** True when the period has at least one day: `[2020-02-01, 2020-02-01)` has none. */
export function hasDays(period: Period): boolean {
  return period.from === null || period.to === null || period.from < period.to;
}

/** Earliest first; a period open to the left stands before all others. */
export function compareStart(a: Period, b: Period): number {
  if (a.from === b.from) return 0;
  if (a.from === null) return -1;
  if (b.from === null) return 1;
  return a.from < b.from ? -1 : 1;
}

/** The day on which codes named together with a period are read: its first, or its last if that is past, or today. */
export function dayToReadAt({ from, to }: Period, today: LocalDate): LocalDate {
  return from ?? (to !== null && to <= today ? addDays(to, -1) : today);
}
