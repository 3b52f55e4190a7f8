import { type LocalDate } from '../../kernel/local-date.js';
import { compareStart, holds } from '../../kernel/period.js';
import { type UnitOnDay, type UnitPeriod } from './unit.js';

/** How a caller names a unit: its id, or its code on the day, perhaps with the name it then had. */
export interface UnitReference {
  readonly unit: string;
  readonly unitName?: string | undefined;
}

export type UnitResolution =
  | { readonly outcome: 'found'; readonly unit: UnitOnDay }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'not-there'; readonly period: UnitPeriod }
  | { readonly outcome: 'names-nothing'; readonly before: UnitPeriod | null; readonly after: UnitPeriod | null }
  | { readonly outcome: 'code-changed'; readonly onDay: UnitPeriod; readonly today: UnitPeriod }
  | { readonly outcome: 'name-differs'; readonly onDay: UnitPeriod };

/**
 * Which unit a reference means on `day` (domain.md §1). `periods` are all believed periods of the units that
 * the reference may mean: those with its id, and those that bear its code at any time. In a write, `today`
 * makes a code that means another unit today `code-changed`, unless `unitName` agrees (`isName`) with the unit
 * of the day; in a read pass `null`.
 *
 * 25711 on 2016-12-31 is Xã Đôn Thuận; with today = 2026-11-23, when it is Xã Hưng Thuận: `code-changed`.
 */
export function resolveUnit(
  reference: UnitReference,
  periods: readonly UnitPeriod[],
  day: LocalDate,
  today: LocalDate | null,
  isName: (typed: string, period: UnitPeriod) => boolean,
): UnitResolution {
  const { unit, unitName } = reference;
  const ofId = periods.filter((period) => period.unitId === unit).sort((a, b) => compareStart(a.period, b.period));
  const byId = ofId.length > 0;
  const ofCode = periods.filter((period) => period.code === unit).sort((a, b) => compareStart(a.period, b.period));
  const candidates = byId ? ofId : ofCode;
  if (candidates.length === 0) return { outcome: 'unknown' };

  const onDay = candidates.find((candidate) => holds(candidate.period, day));
  if (!onDay) {
    const before = candidates.findLast(({ period }) => period.to !== null && period.to <= day) ?? null;
    const after = candidates.find(({ period }) => period.from !== null && period.from > day) ?? null;
    const nearest = before ?? after;
    return byId && nearest ? { outcome: 'not-there', period: nearest } : { outcome: 'names-nothing', before, after };
  }
  if (unitName !== undefined) {
    return isName(unitName, onDay) ? found(onDay) : { outcome: 'name-differs', onDay };
  }
  if (!byId && today !== null) {
    const now = ofCode.find((candidate) => holds(candidate.period, today));
    if (now && now.unitId !== onDay.unitId) return { outcome: 'code-changed', onDay, today: now };
  }
  return found(onDay);
}

function found(period: UnitPeriod): UnitResolution {
  return { outcome: 'found', unit: toUnitOnDay(period) };
}

/** The unit as it is on every day of the period. */
export function toUnitOnDay({ unitId, code, agencyCode, name, kind, level, parentId }: UnitPeriod): UnitOnDay {
  return { id: unitId, code, agencyCode, name, kind, level, parentId };
}
