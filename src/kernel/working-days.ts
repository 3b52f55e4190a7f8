import { Temporal } from 'temporal-polyfill';
import { addDays, type LocalDate } from './local-date.js';

/** Days that are not as the week has them: public holidays (false), and weekend days worked in their stead (true). */
export type WorkCalendar = ReadonlyMap<LocalDate, boolean>;

const SATURDAY = 6;

/** True from Monday to Friday, unless the calendar says otherwise of the day. */
export function isWorkingDay(day: LocalDate, calendar: WorkCalendar): boolean {
  return calendar.get(day) ?? Temporal.PlainDate.from(day).dayOfWeek < SATURDAY;
}

/**
 * The `count`th working day after a day, which itself does not count: two after Friday 2016-12-30, with 2017-01-02 a
 * holiday, is Wednesday 2017-01-04. None after is the day itself, whatever it is.
 */
export function workingDaysAfter(day: LocalDate, count: number, calendar: WorkCalendar): LocalDate {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = addDays(reached, 1);
    if (isWorkingDay(reached, calendar)) left -= 1;
  }
  return reached;
}
