import { type LocalDate } from '../../kernel/local-date.js';
import { cutOffDay, type PeriodRule, periodsClosing } from '../../kernel/reporting-period.js';

export const STEPS = ['month', 'quarter', 'year'] as const;
export type Step = (typeof STEPS)[number];

/**
 * The last days of the months, quarters or years that end within `[from, to]`, both inclusive. By `decree-09` a month
 * ends on its 14th, a quarter on the 14th of its last month, a year on 14 December (domain-rules §1).
 *
 * From 2016-11-15 to 2017-01-31 by month: 2016-11-30, 2016-12-31, 2017-01-31, or by decree 2016-12-14, 2017-01-14;
 * by year: 2016-12-31, or 2016-12-14.
 */
export function trendDays(from: LocalDate, to: LocalDate, step: Step, rule: PeriodRule = 'calendar'): LocalDate[] {
  return periodsClosing(from, to, step, rule).map((period) => cutOffDay(period, rule));
}
