import { type LocalDate } from '../../kernel/local-date.js';
import { type Period } from '../../kernel/period.js';

/** Levels from the top; domain.md §1. */
export const LEVELS = ['province', 'department', 'district', 'commune', 'subordinate'] as const;
export type Level = (typeof LEVELS)[number];

/** A unit's parent stands on a higher rank, which is why the tree has no circles. */
export const RANK: Readonly<Record<Level, number>> = {
  province: 0,
  department: 1,
  district: 1,
  commune: 2,
  subordinate: 3,
};

/** Kinds that the law knows at a level; the other levels take any word. */
export const LEGAL_KINDS: Readonly<Partial<Record<Level, readonly string[]>>> = {
  province: ['tỉnh', 'thành phố trực thuộc trung ương'],
  district: ['huyện', 'quận', 'thị xã', 'thành phố'],
  commune: ['xã', 'phường', 'thị trấn', 'đặc khu'],
};

/** What a unit is during a period. */
export interface UnitAttributes {
  readonly code: string;
  readonly agencyCode: string | null;
  readonly name: string;
  readonly kind: string;
  readonly level: Level;
  readonly parentId: string | null;
}

/** One period of one unit's attributes, `[from, to)`. */
export interface UnitPeriod extends UnitAttributes {
  readonly unitId: string;
  readonly period: Period;
}

/** A unit as it is on one day. */
export interface UnitOnDay extends UnitAttributes {
  readonly id: string;
}

/** What a change of a unit says; absent attributes stay as they are. */
export interface UnitChange {
  readonly day: LocalDate;
  readonly attributes: Partial<Omit<UnitAttributes, 'level'>>;
}
