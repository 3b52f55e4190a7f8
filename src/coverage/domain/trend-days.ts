import { Temporal } from 'temporal-polyfill';
import { type LocalDate } from '../../kernel/local-date.js';

export const STEPS = ['month', 'quarter', 'year'] as const;
export type Step = (typeof STEPS)[number];

const MONTHS: Readonly<Record<Step, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * The last days of the calendar months, quarters or years that end within `[from, to]`, both inclusive.
 * From 2016-11-15 to 2017-01-31 by month: 2016-11-30, 2016-12-31, 2017-01-31; by year: 2016-12-31.
 */
export function trendDays(from: LocalDate, to: LocalDate, step: Step): LocalDate[] {
  const months = MONTHS[step];
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(to);
  // The first of the month after the period that holds `from`; each end is the day before such a first.
  const begun = Math.floor((first.month - 1) / months) * months;
  let next = first.with({ month: begun + 1, day: 1 }).add({ months });
  const days: LocalDate[] = [];
  while (Temporal.PlainDate.compare(next.subtract({ days: 1 }), last) <= 0) {
    days.push(next.subtract({ days: 1 }).toString() as LocalDate);
    next = next.add({ months });
  }
  return days;
}
