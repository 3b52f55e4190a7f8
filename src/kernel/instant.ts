import { Temporal } from 'temporal-polyfill';
import { dayOfInstant, isLocalDate, type LocalDate, parseLocalDate } from './local-date.js';

const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-](0\d|1[0-5]):\d{2})$/;

/**
 * True for an RFC 3339 instant with an offset of less than 16 hours and at most six decimals (PostgreSQL takes no
 * other): `2017-01-05T00:00:00.000000+07:00`, `2017-01-04T17:00:00Z`. A leap second is none.
 */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !SHAPE.test(value) || value.includes(':60') || value.startsWith('0000'))
    return false;
  try {
    Temporal.Instant.from(value);
    return true;
  } catch {
    return false;
  }
}

/**
 * The day in the field's time zone at an instant in text: 2016-12-31T17:00:00Z falls on `2017-01-01`. An instant that
 * falls before the first day there can be, or after the last, on that one.
 */
export function dayOf(instant: string): LocalDate {
  const { epochMilliseconds } = Temporal.Instant.from(instant);
  const day = dayOfInstant(epochMilliseconds);
  return isLocalDate(day) ? day : parseLocalDate(epochMilliseconds < 0 ? '0001-01-01' : '9999-12-31');
}
