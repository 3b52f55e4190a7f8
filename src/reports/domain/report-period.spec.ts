import { expect, it } from '@jest/globals';
import { type PeriodRule } from '../../kernel/reporting-period.js';
import { type ReportType } from './report-definition.js';
import { cutOffOf, nameReportPeriod, readReportPeriod } from './report-period.js';

it.each<[ReportType, PeriodRule, string, string, string, string]>([
  ['monthly', 'decree-09', '2016-12', '2016-11-15', '2016-12-14', 'tháng 12 năm 2016'],
  ['monthly', 'calendar', '2016-12', '2016-12-01', '2016-12-31', 'tháng 12 năm 2016'],
  ['quarterly', 'decree-09', '2017-Q1', '2016-12-15', '2017-03-14', 'quý I năm 2017'],
  ['half-year', 'decree-09', '2017-H1', '2016-12-15', '2017-06-14', '6 tháng đầu năm 2017'],
  ['nine-month', 'decree-09', '2017-9M', '2016-12-15', '2017-09-14', '9 tháng năm 2017'],
  ['year', 'decree-09', '2016', '2015-12-15', '2016-12-14', 'năm 2016'],
  [
    'ad-hoc',
    'decree-09',
    '2016-01-01..2016-12-31',
    '2016-01-01',
    '2016-12-31',
    'từ ngày 01/01/2016 đến ngày 31/12/2016',
  ],
])('%s by %s: %s', (type, rule, text, from, cutOff, name) => {
  const period = readReportPeriod(text, type, rule);
  if (!period) throw new Error('It is a period');
  expect([period.code, period.from, cutOffOf(period)]).toEqual([text, from, cutOff]);
  expect(nameReportPeriod(period, 'vi')).toBe(name);
});

it.each<[ReportType, string]>([
  ['monthly', '2016'],
  ['monthly', '2016-13'],
  ['year', '2016-12'],
  ['quarterly', '2016-Q5'],
  ['ad-hoc', '2016'],
  ['ad-hoc', '2016-12-31..2016-01-01'],
  ['ad-hoc', '2016-01-01..2016-02-30'],
  ['ad-hoc', '2016-01-01..2016-01-02..2016-01-03'],
])('a report that is %s has no period %s', (type, text) => {
  expect(readReportPeriod(text, type, 'decree-09')).toBeNull();
});
