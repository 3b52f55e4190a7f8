import { Temporal } from 'temporal-polyfill';
import { addDays, dayOfInstant, FIELD_TIME_ZONE, type LocalDate } from '../../kernel/local-date.js';
import {
  cutOffDay,
  formatReportingPeriod,
  nextPeriod,
  type PeriodRule,
  readReportingPeriod,
  type ReportingPeriod,
} from '../../kernel/reporting-period.js';
import { type ReportSchedule } from './report-definition.js';

/** A period whose report is to be made by itself, and from when on (milliseconds since 1970). */
export interface DuePeriod {
  readonly code: string;
  readonly asOf: LocalDate;
  readonly dueAt: number;
}

/** A definition that begins further back than this is refused: that many reports nobody asked for. */
export const MOST_PERIODS_BACK = 120;

const MINUTE = 60_000;
const LONGEST_PAUSE = 60 * MINUTE;

/** Attempts after which a failing period no longer holds up the later ones of its definition, and an alarm is raised. */
export const ATTEMPTS_IN_ORDER = 5;

/**
 * When the report of a cut-off day is made: the cut-off of December 2016 by decree is the 14th; one day after at 06:00
 * is 2016-12-15T06:00+07:00.
 */
export function dueInstant(cutOff: LocalDate, { daysAfter, time }: ReportSchedule): number {
  return Temporal.PlainDate.from(addDays(cutOff, daysAfter)).toZonedDateTime({
    timeZone: FIELD_TIME_ZONE,
    plainTime: Temporal.PlainTime.from(time),
  }).epochMilliseconds;
}

/** The periods from the schedule's first that are due at `now`, earliest first; none for a first one that is no period. */
export function duePeriods(schedule: ReportSchedule, rule: PeriodRule, now: number): DuePeriod[] {
  const due: DuePeriod[] = [];
  const today = dayOfInstant(now);
  let period: ReportingPeriod | null = readReportingPeriod(schedule.from);
  while (period) {
    const asOf = cutOffDay(period, rule);
    // Days before instants: years that no clock shows are never reached.
    if (asOf > today) break;
    const dueAt = dueInstant(asOf, schedule);
    if (dueAt > now) break;
    due.push({ code: formatReportingPeriod(period), asOf, dueAt });
    period = nextPeriod(period);
  }
  return due;
}

/** How long to wait after so many failed attempts, in milliseconds: one minute, doubled each time, an hour at most. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE, MINUTE * 2 ** Math.max(0, attempts - 1));
}
