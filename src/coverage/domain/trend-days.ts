import { Temporal } from 'temporal-polyfill';
import { type LocalDate } from '../../kernel/local-date.js';

export const STEPS = ['month', 'quarter', 'year'] as const;
export type Step = (typeof STEPS)[number];

/** Where periods end: on the last day of the month, or on the 14th as Nghị định 09/2019/NĐ-CP cuts its reports off. */
export const CALENDARS = ['calendar', 'decree-09'] as const;
export type TrendCalendar = (typeof CALENDARS)[number];

const MONTHS: Readonly<Record<Step, number>> = { month: 1, quarter: 3, year: 12 };
const DECREE_LAST_DAY = 14;

/**
 * The last days of the months, quarters or years that end within `[from, to]`, both inclusive. By `decree-09` a month
 * ends on its 14th, a quarter on the 14th of its last month, a year on 14 December (domain-rules §1).
 *
 * From 2016-11-15 to 2017-01-31 by month: 2016-11-30, 2016-12-31, 2017-01-31, or by decree 2016-12-14, 2017-01-14;
 * by year: 2016-12-31, or 2016-12-14.
 */
export function trendDays(
  from: LocalDate,
  to: LocalDate,
  step: Step,
  calendar: TrendCalendar = 'calendar',
): LocalDate[] {
  const months = MONTHS[step];
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(to);
  // The first of the last month of the calendar period that holds `from`.
  const begun = Math.floor((first.month - 1) / months) * months;
  let month = first.with({ month: begun + months, day: 1 });
  const days: LocalDate[] = [];
  for (;;) {
    const end = month.with({ day: calendar === 'calendar' ? month.daysInMonth : DECREE_LAST_DAY });
    if (Temporal.PlainDate.compare(end, last) > 0) return days;
    if (Temporal.PlainDate.compare(end, first) >= 0) days.push(end.toString() as LocalDate);
    month = month.add({ months });
  }
}
