import { addDays, isLocalDate, type LocalDate, printDay } from '../../kernel/local-date.js';
import { type Language } from '../../kernel/ratio.js';
import {
  daysOfPeriod,
  formatReportingPeriod,
  nameReportingPeriod,
  type PeriodRule,
  readReportingPeriod,
} from '../../kernel/reporting-period.js';
import { PERIOD_KIND, type ReportType } from './report-definition.js';

/** The days of a report, `[from, to)`, and how it names them: `2016-12`, or `2016-01-01..2016-12-31`. */
export interface ReportPeriod {
  readonly code: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/**
 * The period that `text` writes for a type of report; null where it writes none of that type. Ad-hoc reports name first
 * and last day: `2016-01-01..2016-12-31` is `[2016-01-01, 2017-01-01)`. A year by decree-09: `2016` is
 * `[2015-12-15, 2016-12-15)` (Nghị định 09/2019/NĐ-CP).
 */
export function readReportPeriod(text: string, type: ReportType, rule: PeriodRule): ReportPeriod | null {
  if (type === 'ad-hoc') {
    const [from, last, more] = text.split('..');
    if (!isLocalDate(from) || !isLocalDate(last) || more !== undefined || last < from || last >= '9999-12-31')
      return null;
    return { code: text, from, to: addDays(last, 1) };
  }
  const period = readReportingPeriod(text);
  if (period?.kind !== PERIOD_KIND[type]) return null;
  return { code: formatReportingPeriod(period), ...daysOfPeriod(period, rule) };
}

/** The last day, on which its figures are closed: of December 2016 by decree `2016-12-14`. */
export function cutOffOf({ to }: ReportPeriod): LocalDate {
  return addDays(to, -1);
}

/** In running text: `tháng 12 năm 2016`, `từ ngày 01/01/2016 đến ngày 31/12/2016`. */
export function nameReportPeriod(period: ReportPeriod, language: Language): string {
  const named = readReportingPeriod(period.code);
  if (named) return nameReportingPeriod(named, language);
  const [first, last] = [printDay(period.from), printDay(cutOffOf(period))];
  return language === 'vi' ? `từ ngày ${first} đến ngày ${last}` : `from ${first} to ${last}`;
}
