import { type LocalDate } from '../../kernel/local-date.js';
import { accentFreeKey } from '../../kernel/vietnamese-text.js';

/** Tập huấn; bàn giao thiết bị (domain.md §6). */
export const ACTIVITY_KINDS = ['training', 'handover'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** Who came to a training from one unit; null: how many is not stated. */
export interface Attendance {
  readonly unitId: string;
  readonly people: number | null;
}

/** What one unit was handed over: 5 `bộ` of `máy vi tính`. */
export interface EquipmentItem {
  readonly unitId: string;
  readonly type: string;
  readonly quantity: number;
  /** Đơn vị tính. */
  readonly measure: string;
}

/** A training or a handover, as it is recorded. */
export interface Activity {
  readonly kind: ActivityKind;
  readonly title: string;
  /** The day that decides which period it belongs to. */
  readonly startsOn: LocalDate;
  /** Its last day, itself included. */
  readonly endsOn: LocalDate;
  readonly organiserId: string;
  readonly place: string | null;
  readonly systemIds: readonly number[];
  /** Of a training: everybody who came, where stated; not below the sum of the attendance. */
  readonly people: number | null;
  readonly attendance: readonly Attendance[];
  readonly items: readonly EquipmentItem[];
  readonly note: string | null;
}

/** Every unit that has to do with it: who organised it, who came or received something. */
export function unitsOf({ organiserId, attendance, items }: Pick<Activity, 'organiserId' | 'attendance' | 'items'>) {
  return [...new Set([organiserId, ...[...attendance, ...items].map(({ unitId }) => unitId)])];
}

/** What words are looked for in, without diacritics: title, place, and what was handed over. */
export function searchKeyOf({ title, place, items }: Pick<Activity, 'title' | 'place' | 'items'>): string {
  return accentFreeKey([title, place ?? '', ...items.map(({ type }) => type)].join(' '));
}

/** The attendance that is stated, summed: 12 and unknown are 12. */
export function statedAttendance(attendance: readonly Pick<Attendance, 'people'>[]): number {
  return attendance.reduce((sum, { people }) => sum + (people ?? 0), 0);
}
