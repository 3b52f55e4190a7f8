import { Temporal } from 'temporal-polyfill';
import { addDays, type LocalDate } from '../../kernel/local-date.js';

/**
 * The first day of the `months` months that end on a day: twelve before 2016-12-31 begin on 2016-01-01, before
 * 2016-12-14 on 2015-12-15.
 */
export function monthsBefore(day: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(addDays(day, 1)).subtract({ months }).toString() as LocalDate;
}
