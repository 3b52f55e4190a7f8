import { Temporal } from 'temporal-polyfill';

declare const localDate: unique symbol;

/**
 * A civil day `YYYY-MM-DD`, years 0001 to 9999, without a time zone. Two days compare as text:
 * `'2016-12-31' < '2017-01-01'`.
 */
export type LocalDate = string & { readonly [localDate]: true };

/** The zone in which the field's days begin and end. */
export const FIELD_TIME_ZONE = 'Asia/Ho_Chi_Minh';

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that exists in the calendar: `2016-02-29` does, `2017-02-29` and `2016-2-9` do not. */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !SHAPE.test(value) || value.startsWith('0000')) return false;
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** The day that `value` writes as `YYYY-MM-DD`; throws a RangeError for anything else. */
export function parseLocalDate(value: string): LocalDate {
  if (!isLocalDate(value)) throw new RangeError(`Not a day: ${value}`);
  return value;
}

/** The day `days` later (earlier when negative): `addDays('2016-12-31', 1)` is `2017-01-01`. */
export function addDays(day: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(day).add({ days }).toString() as LocalDate;
}

/** Days from `from` to `to`: `daysBetween('2016-12-30', '2017-01-01')` is 2. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The day in the field's time zone at an instant: 2016-12-31T17:00:00Z falls on `2017-01-01`. */
export function dayOfInstant(epochMilliseconds: number): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
    .toZonedDateTimeISO(FIELD_TIME_ZONE)
    .toPlainDate()
    .toString() as LocalDate;
}

/** As Vietnamese tables print a day: `31/12/2016`. */
export function printDay(day: LocalDate): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `${date}/${month}/${year}`;
}

/**
 * As official documents write a day in figures: a leading zero before days below 10 and before January and February
 * alone (Decree 30/2020, appendix I): `09/3/2016`, `24/02/2016`, `25/10/2016`.
 */
export function printOfficialDay(day: LocalDate): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `${date}/${Number(month) > 2 ? Number(month) : month}/${year}`;
}
