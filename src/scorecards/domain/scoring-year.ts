import { type LocalDate } from '../../kernel/local-date.js';
import { cutOffDay } from '../../kernel/reporting-period.js';

/** Years that scores may be of, both inclusive. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 9998;

/** The last day of a year, on which its scores are measured. */
export function lastDayOf(year: number): LocalDate {
  return cutOffDay({ kind: 'year', year, ordinal: 1 }, 'calendar');
}

/** The day that a year is measured on, and on which codes and names of its units are read: its last, or today before that. */
export function dayScoredOn(year: number, today: LocalDate): LocalDate {
  const last = lastDayOf(year);
  return last < today ? last : today;
}
