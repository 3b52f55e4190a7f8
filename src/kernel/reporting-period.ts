import { Temporal } from 'temporal-polyfill';
import { type LocalDate } from './local-date.js';
import { type Period } from './period.js';
import { type Language } from './ratio.js';

export const PERIOD_KINDS = ['month', 'quarter', 'half-year', 'nine-months', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Where periods end: on the last day of the month, or on the 14th as Nghị định 09/2019/NĐ-CP cuts its reports off. */
export const PERIOD_RULES = ['calendar', 'decree-09'] as const;
export type PeriodRule = (typeof PERIOD_RULES)[number];

/**
 * One of the periods that reports are about. `ordinal` counts within the year from 1: months to 12, quarters to 4,
 * halves to 2; the nine months and the year have 1 alone. Which days it holds depends on the rule.
 */
export interface ReportingPeriod {
  readonly kind: PeriodKind;
  readonly year: number;
  readonly ordinal: number;
}

const MONTHS: Readonly<Record<PeriodKind, number>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  'nine-months': 9,
  year: 12,
};
const DECREE_FIRST_DAY = 15;
const FIRST_YEAR = 1900;
const LAST_YEAR = 9998;
const SHAPE = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])|(9M)))?$/;
const ROMAN = ['I', 'II', 'III', 'IV'] as const;
const ENGLISH_ORDINALS = ['first', 'second', 'third', 'fourth'] as const;
const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/**
 * The period that `text` writes: `2016-12`, `2016-Q4`, `2016-H1`, `2016-9M` or `2016`; null for anything else. Years
 * from 1900 to 9998, so that the days beside them are days too.
 */
export function readReportingPeriod(text: string): ReportingPeriod | null {
  const parts = SHAPE.exec(text);
  const year = Number(parts?.[1]);
  if (parts === null || year < FIRST_YEAR || year > LAST_YEAR) return null;
  const [, , month, quarter, half, nineMonths] = parts;
  if (month !== undefined) return { kind: 'month', year, ordinal: Number(month) };
  if (quarter !== undefined) return { kind: 'quarter', year, ordinal: Number(quarter) };
  if (half !== undefined) return { kind: 'half-year', year, ordinal: Number(half) };
  return { kind: nineMonths === undefined ? 'year' : 'nine-months', year, ordinal: 1 };
}

/** As `readReportingPeriod`; throws a RangeError for what is no period. */
export function parseReportingPeriod(text: string): ReportingPeriod {
  const period = readReportingPeriod(text);
  if (period === null) throw new RangeError(`Not a reporting period: ${text}`);
  return period;
}

/** `2016-12`, `2016-Q4`, `2016-H1`, `2016-9M`, `2016`: what `parseReportingPeriod` reads. */
export function formatReportingPeriod({ kind, year, ordinal }: ReportingPeriod): string {
  switch (kind) {
    case 'month':
      return `${year}-${String(ordinal).padStart(2, '0')}`;
    case 'quarter':
      return `${year}-Q${ordinal}`;
    case 'half-year':
      return `${year}-H${ordinal}`;
    case 'nine-months':
      return `${year}-9M`;
    case 'year':
      return String(year);
  }
}

/**
 * The period in running text: `tháng 12 năm 2016`, `quý IV năm 2016`, `6 tháng đầu năm 2017`, `6 tháng cuối năm 2017`,
 * `9 tháng năm 2017`, `năm 2016`; in English `December 2016`, `the fourth quarter of 2016`, `the first half of 2017`,
 * `the first nine months of 2017`, `the year 2016`.
 */
export function nameReportingPeriod({ kind, year, ordinal }: ReportingPeriod, language: Language = 'vi'): string {
  const vi = language === 'vi';
  switch (kind) {
    case 'month':
      return vi ? `tháng ${ordinal} năm ${year}` : `${ENGLISH_MONTHS[ordinal - 1] ?? ''} ${year}`;
    case 'quarter':
      return vi
        ? `quý ${ROMAN[ordinal - 1] ?? ''} năm ${year}`
        : `the ${ENGLISH_ORDINALS[ordinal - 1] ?? ''} quarter of ${year}`;
    case 'half-year':
      return vi
        ? `6 tháng ${ordinal === 1 ? 'đầu' : 'cuối'} năm ${year}`
        : `the ${ENGLISH_ORDINALS[ordinal - 1] ?? ''} half of ${year}`;
    case 'nine-months':
      return vi ? `9 tháng năm ${year}` : `the first nine months of ${year}`;
    case 'year':
      return vi ? `năm ${year}` : `the year ${year}`;
  }
}

/**
 * The days of the period, `[from, to)` (domain-rules §1). By `calendar` whole months: December 2016 is
 * `[2016-12-01, 2017-01-01)`. By `decree-09` from the 15th of the month before its first month until before the 15th of
 * its last one: December 2016 is `[2016-11-15, 2016-12-15)`, 2016 is `[2015-12-15, 2016-12-15)`. In both, each day lies
 * in just one month, and the months of a longer period are its parts.
 */
export function daysOfPeriod(period: ReportingPeriod, rule: PeriodRule): Period & { from: LocalDate; to: LocalDate } {
  const last = lastMonth(period);
  const first = last.subtract({ months: MONTHS[period.kind] - 1 });
  return rule === 'calendar'
    ? { from: text(first), to: text(last.add({ months: 1 })) }
    : { from: text(decreeFirstDay(first)), to: text(last.with({ day: DECREE_FIRST_DAY })) };
}

/** The last day of the period, on which its figures are closed: of December 2016 `2016-12-31`, by decree `2016-12-14`. */
export function cutOffDay(period: ReportingPeriod, rule: PeriodRule): LocalDate {
  const last = lastMonth(period);
  return text(last.with({ day: rule === 'calendar' ? last.daysInMonth : DECREE_FIRST_DAY - 1 }));
}

/**
 * The period of the kind that holds the day: 2016-12-15 lies in `2016-12`, by decree in `2017-01`. Null for nine months
 * on a day of the last quarter, which no period of that kind holds.
 */
export function periodOfDay(day: LocalDate, kind: PeriodKind, rule: PeriodRule): ReportingPeriod | null {
  const date = Temporal.PlainDate.from(day);
  const month = rule === 'decree-09' && date.day >= DECREE_FIRST_DAY ? date.add({ months: 1 }) : date;
  if (kind === 'nine-months' && month.month > MONTHS[kind]) return null;
  return { kind, year: month.year, ordinal: Math.floor((month.month - 1) / MONTHS[kind]) + 1 };
}

/** The periods of the kind whose cut-off day lies within `[from, to]`, both inclusive, earliest first. */
export function periodsClosing(from: LocalDate, to: LocalDate, kind: PeriodKind, rule: PeriodRule): ReportingPeriod[] {
  const periods: ReportingPeriod[] = [];
  const lastYear = Temporal.PlainDate.from(to).year;
  let period = periodOfDay(from, kind, rule) ?? { kind, year: Temporal.PlainDate.from(from).year + 1, ordinal: 1 };
  // Days after 9999 do not compare as text.
  for (; period.year <= lastYear && cutOffDay(period, rule) <= to; period = nextPeriod(period)) periods.push(period);
  return periods;
}

/** The one after it of the same kind: of `2016-Q4` `2017-Q1`, of `2016-9M` `2017-9M`. */
export function nextPeriod(period: ReportingPeriod): ReportingPeriod {
  return period.ordinal < ordinalsOf(period.kind)
    ? { ...period, ordinal: period.ordinal + 1 }
    : { ...period, year: period.year + 1, ordinal: 1 };
}

/** The one before it of the same kind: of `2017-Q1` `2016-Q4`, of `2016-9M` `2015-9M`. */
export function previousPeriod(period: ReportingPeriod): ReportingPeriod {
  return period.ordinal > 1
    ? { ...period, ordinal: period.ordinal - 1 }
    : { ...period, year: period.year - 1, ordinal: ordinalsOf(period.kind) };
}

/** The same period of the year before: of `2017-Q1` `2016-Q1`. */
export function samePeriodLastYear(period: ReportingPeriod): ReportingPeriod {
  return { ...period, year: period.year - 1 };
}

/** True when the whole is made up of periods like the part, this one among them: of `2016` and `2016-Q4`, not of `2016-9M` and `2016-H1`. */
export function isPartOf(part: ReportingPeriod, whole: ReportingPeriod): boolean {
  if (part.year !== whole.year || MONTHS[whole.kind] % MONTHS[part.kind] !== 0) return false;
  const lastOf = (period: ReportingPeriod): number => period.ordinal * MONTHS[period.kind];
  return lastOf(part) <= lastOf(whole) && lastOf(part) > lastOf(whole) - MONTHS[whole.kind];
}

function ordinalsOf(kind: PeriodKind): number {
  return kind === 'nine-months' ? 1 : 12 / MONTHS[kind];
}

/** The first of the last month. */
function lastMonth({ kind, year, ordinal }: ReportingPeriod): Temporal.PlainDate {
  return new Temporal.PlainDate(year, ordinal * MONTHS[kind], 1);
}

function decreeFirstDay(first: Temporal.PlainDate): Temporal.PlainDate {
  return first.subtract({ months: 1 }).with({ day: DECREE_FIRST_DAY });
}

function text(date: Temporal.PlainDate): LocalDate {
  return date.toString() as LocalDate;
}
