import { type LocalDate } from '../../kernel/local-date.js';
import { hasDays, holds, overlaps, type Period } from '../../kernel/period.js';
import { type UnitAttributes, type UnitPeriod } from './unit.js';

/** Which periods cease to be believed and which are believed instead. */
export interface PeriodsChange {
  readonly closed: readonly UnitPeriod[];
  readonly opened: readonly UnitPeriod[];
}

/**
 * From `day` on the unit has `attributes`: the period that holds the day ends there and a new one begins,
 * lasting as long as the old one did. A period that begins on that very day is replaced. Null when the unit
 * does not exist on the day.
 *
 * Thị trấn Hòa Thành `[–, 2025-07-01)` renamed from 2020-02-01 gives `[–, 2020-02-01)` and `[2020-02-01, 2025-07-01)`.
 */
export function changeFrom(
  periods: readonly UnitPeriod[],
  day: LocalDate,
  attributes: Partial<UnitAttributes>,
): PeriodsChange | null {
  const current = periods.find(({ period }) => holds(period, day));
  if (!current) return null;
  const after: UnitPeriod = { ...current, ...attributes, period: { from: day, to: current.period.to } };
  if (current.period.from === day) return { closed: [current], opened: [after] };
  return { closed: [current], opened: [{ ...current, period: { from: current.period.from, to: day } }, after] };
}

/**
 * The period that holds `day` was recorded wrongly: it had `attributes`, and lasted `bounds` where given. Null
 * when the unit does not exist on the day.
 */
export function correctAt(
  periods: readonly UnitPeriod[],
  day: LocalDate,
  attributes: Partial<UnitAttributes>,
  bounds: Partial<Period>,
): PeriodsChange | null {
  const current = periods.find(({ period }) => holds(period, day));
  if (!current) return null;
  return { closed: [current], opened: [{ ...current, ...attributes, period: { ...current.period, ...bounds } }] };
}

/** What is believed of the unit after a change. */
export function afterChange(periods: readonly UnitPeriod[], change: PeriodsChange): UnitPeriod[] {
  return [...periods.filter((period) => !change.closed.includes(period)), ...change.opened];
}

/** True when every period has days and no two share one. */
export function areDisjoint(periods: readonly UnitPeriod[]): boolean {
  return periods.every(
    ({ period }, index) =>
      hasDays(period) && periods.slice(index + 1).every((other) => !overlaps(period, other.period)),
  );
}

/** True when every day of `inner` lies in some period: a parent must be there as long as its child. */
export function coverPeriod(periods: readonly UnitPeriod[], inner: Period): boolean {
  const touching = periods
    .map(({ period }) => period)
    .filter((period) => overlaps(period, inner))
    .sort((a, b) => (a.from === b.from ? 0 : a.from === null || (b.from !== null && a.from < b.from) ? -1 : 1));
  let reached: LocalDate | null | undefined;
  for (const period of touching) {
    if (reached === undefined) {
      if (period.from !== null && (inner.from === null || inner.from < period.from)) return false;
    } else if (reached === null || period.from === null || period.from > reached) return reached === null;
    reached = period.to;
  }
  return reached === null || (reached !== undefined && inner.to !== null && inner.to <= reached);
}
