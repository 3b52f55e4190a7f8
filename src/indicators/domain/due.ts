import { Temporal } from 'temporal-polyfill';
import { addDays, type LocalDate } from '../../kernel/local-date.js';
import { cutOffDay, type PeriodRule, type ReportingPeriod } from '../../kernel/reporting-period.js';
import { type WorkCalendar, workingDaysAfter } from '../../kernel/working-days.js';

export const DUE_RULES = ['days-after', 'working-days-after', 'day-of-month'] as const;

/**
 * When a period's figure is due (domain-rules §1), on the last day that is in time:
 * - `days-after`, `working-days-after`: `count` of them after the cut-off
 * - `day-of-month`: day `count` of the period's last month, or `month` months after it (before it when negative); the
 *   last day of a month that has no such day
 */
export interface DueRule {
  readonly rule: (typeof DUE_RULES)[number];
  readonly count: number;
  /** Of `day-of-month` alone. */
  readonly month: number | null;
}

/**
 * The last day that is in time. December 2016 by decree, cut off on Wednesday 2016-12-14: two working days after is
 * 2016-12-16 (Khánh Hòa), the 15th of its last month 2016-12-15; 2016 on the 25th of the month before its last 2016-11-25
 * (02/2023/TT-BTTTT).
 */
export function dueDay(
  period: ReportingPeriod,
  periods: PeriodRule,
  { rule, count, month }: DueRule,
  calendar: WorkCalendar,
): LocalDate {
  const cutOff = cutOffDay(period, periods);
  switch (rule) {
    case 'days-after':
      return addDays(cutOff, count);
    case 'working-days-after':
      return workingDaysAfter(cutOff, count, calendar);
    case 'day-of-month': {
      const first = Temporal.PlainDate.from(cutOffDay(period, 'calendar')).with({ day: 1 });
      return first
        .add({ months: month ?? 0 })
        .with({ day: count }, { overflow: 'constrain' })
        .toString() as LocalDate;
    }
  }
}
