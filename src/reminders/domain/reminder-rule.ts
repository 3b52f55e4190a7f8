import { Temporal } from 'temporal-polyfill';
import { addDays, FIELD_TIME_ZONE, type LocalDate } from '../../kernel/local-date.js';

/** When what a duty makes owed is reminded of, once. */
export interface ReminderRule {
  readonly id: string;
  readonly dutyId: string;
  /** From the due day: -3 is three days before it, 0 the day itself, 2 two days after. */
  readonly days: number;
  /** Of the day, in the field's time zone. */
  readonly hour: number;
  /** It reminds on this day or later: of nothing that was to be reminded of before anybody said so. */
  readonly startsOn: LocalDate;
}

/** What could not be written within so many days, while the service was down, is not written any more. */
export const MOST_DAYS_LATE = 7;

/** The day on which a rule reminds: three days before 2016-12-16 is `2016-12-13`. */
export function reminderDay(dueOn: LocalDate, { days }: Pick<ReminderRule, 'days'>): LocalDate {
  return addDays(dueOn, days);
}

/** Whether a rule reminds now (milliseconds since 1970) of what is due on a day: from its hour on, and for seven days more. */
export function remindsOf(dueOn: LocalDate, rule: Omit<ReminderRule, 'id' | 'dutyId'>, now: number): boolean {
  const day = reminderDay(dueOn, rule);
  return (
    day >= rule.startsOn && instantOf(day, rule.hour) <= now && now < instantOf(addDays(day, MOST_DAYS_LATE), rule.hour)
  );
}

/** The due days `[from, to]` that any of the rules may remind of on a day; null without rules. */
export function dueDaysToAskFor(
  rules: readonly Pick<ReminderRule, 'days'>[],
  today: LocalDate,
): { from: LocalDate; to: LocalDate } | null {
  if (rules.length === 0) return null;
  const days = rules.map((rule) => rule.days);
  return { from: addDays(today, -Math.max(...days) - MOST_DAYS_LATE), to: addDays(today, -Math.min(...days)) };
}

function instantOf(day: LocalDate, hour: number): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: FIELD_TIME_ZONE,
    plainTime: { hour },
  }).epochMilliseconds;
}
