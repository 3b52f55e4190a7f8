import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../test/support/arbitraries.js';
import { nthDay } from '../../test/support/model.js';
import { addDays, daysBetween, parseLocalDate as day } from './local-date.js';
import { holds } from './period.js';
import {
  cutOffDay,
  daysOfPeriod,
  formatReportingPeriod as format,
  isPartOf,
  nameReportingPeriod as name,
  nextPeriod,
  parseReportingPeriod as parse,
  PERIOD_KINDS,
  PERIOD_RULES,
  periodOfDay,
  type PeriodKind,
  type PeriodRule,
  periodsClosing,
  previousPeriod,
  readReportingPeriod,
  type ReportingPeriod,
  samePeriodLastYear,
} from './reporting-period.js';

const PER_YEAR: Record<PeriodKind, number> = { month: 12, quarter: 4, 'half-year': 2, 'nine-months': 1, year: 1 };

const anyKind = fc.constantFrom(...PERIOD_KINDS);
const anyRule = fc.constantFrom(...PERIOD_RULES);
const anyReportingPeriod: fc.Arbitrary<ReportingPeriod> = anyKind.chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    year: fc.integer({ min: 1900, max: 9998 }),
    ordinal: fc.integer({ min: 1, max: PER_YEAR[kind] }),
  }),
);
const anyOffset = fc.nat({ max: 1500 });

describe('a reporting period as text', () => {
  it.each([
    ['2016-12', 'tháng 12 năm 2016', 'December 2016'],
    ['2017-01', 'tháng 1 năm 2017', 'January 2017'],
    ['2016-Q4', 'quý IV năm 2016', 'the fourth quarter of 2016'],
    ['2017-Q1', 'quý I năm 2017', 'the first quarter of 2017'],
    ['2017-H1', '6 tháng đầu năm 2017', 'the first half of 2017'],
    ['2017-H2', '6 tháng cuối năm 2017', 'the second half of 2017'],
    ['2016-9M', '9 tháng năm 2016', 'the first nine months of 2016'],
    ['2016', 'năm 2016', 'the year 2016'],
  ])('%s is %s, %s', (text, vi, en) => {
    expect(format(parse(text))).toBe(text);
    expect(name(parse(text))).toBe(vi);
    expect(name(parse(text), 'en')).toBe(en);
  });

  it.each([
    ...[
      '',
      '2016-',
      '2016-13',
      '2016-00',
      '2016-1',
      '2016-Q0',
      '2016-Q5',
      '2016-q4',
      '2016-H3',
      '2016-6M',
      '2016-12-31',
    ],
    ...[' 2016', '2016 ', '2016\n', '216', '20160', '1899', '9999', '2016-9m', 'năm 2016', '２０１６'],
  ])('%j is none', (text) => {
    expect(readReportingPeriod(text)).toBeNull();
    expect(() => parse(text)).toThrow(RangeError);
  });

  it('reads every period that it writes', () => {
    fc.assert(
      fc.property(anyReportingPeriod, (period) => {
        expect(parse(format(period))).toEqual(period);
      }),
      RUNS,
    );
  });
});

describe('the days of a reporting period (domain-rules §1)', () => {
  it.each<[string, PeriodRule, string, string, string]>([
    // The decree's table: from, and the last day, which is in.
    ['2016-12', 'decree-09', '2016-11-15', '2016-12-15', '2016-12-14'],
    ['2017-01', 'decree-09', '2016-12-15', '2017-01-15', '2017-01-14'],
    ['2017-Q1', 'decree-09', '2016-12-15', '2017-03-15', '2017-03-14'],
    ['2016-Q4', 'decree-09', '2016-09-15', '2016-12-15', '2016-12-14'],
    ['2017-H1', 'decree-09', '2016-12-15', '2017-06-15', '2017-06-14'],
    ['2017-H2', 'decree-09', '2017-06-15', '2017-12-15', '2017-12-14'],
    ['2016', 'decree-09', '2015-12-15', '2016-12-15', '2016-12-14'],
    ['2017-9M', 'decree-09', '2016-12-15', '2017-09-15', '2017-09-14'],
    ['2016-12', 'calendar', '2016-12-01', '2017-01-01', '2016-12-31'],
    ['2016-02', 'calendar', '2016-02-01', '2016-03-01', '2016-02-29'], // a leap year
    ['2017-02', 'calendar', '2017-02-01', '2017-03-01', '2017-02-28'],
    ['2017-Q1', 'calendar', '2017-01-01', '2017-04-01', '2017-03-31'],
    ['2017-H2', 'calendar', '2017-07-01', '2018-01-01', '2017-12-31'],
    ['2017-9M', 'calendar', '2017-01-01', '2017-10-01', '2017-09-30'],
    ['2016', 'calendar', '2016-01-01', '2017-01-01', '2016-12-31'],
    ['1900', 'decree-09', '1899-12-15', '1900-12-15', '1900-12-14'],
    ['9998', 'calendar', '9998-01-01', '9999-01-01', '9998-12-31'],
  ])('%s by %s: [%s, %s), closed on %s', (text, rule, from, to, cutOff) => {
    expect(daysOfPeriod(parse(text), rule)).toEqual({ from, to });
    expect(cutOffDay(parse(text), rule)).toBe(cutOff);
  });

  it('follow one another without a gap, so that no day lies in two; the nine months alone leave days out', () => {
    fc.assert(
      fc.property(anyReportingPeriod, anyRule, (period, rule) => {
        const days = daysOfPeriod(period, rule);
        const gap = daysBetween(days.to, daysOfPeriod(nextPeriod(period), rule).from);
        expect(period.kind === 'nine-months' ? gap > 85 : gap === 0).toBe(true);
        expect(addDays(cutOffDay(period, rule), 1)).toBe(days.to);
        expect(previousPeriod(nextPeriod(period))).toEqual(period);
      }),
      RUNS,
    );
  });

  it('hold the day they are found by', () => {
    fc.assert(
      fc.property(anyOffset, anyKind, anyRule, (offset, kind, rule) => {
        const asked = nthDay(offset);
        const period = periodOfDay(asked, kind, rule);
        if (period === null) expect(kind).toBe('nine-months');
        else expect(holds(daysOfPeriod(period, rule), asked)).toBe(true);
      }),
      RUNS,
    );
  });

  it('of a longer period are those of its parts together', () => {
    fc.assert(
      fc.property(anyReportingPeriod, fc.constantFrom<PeriodKind>('month', 'quarter'), anyRule, (whole, kind, rule) => {
        const all = Array.from({ length: PER_YEAR[kind] }, (_, index) => ({
          kind,
          year: whole.year,
          ordinal: index + 1,
        }));
        const parts = all.filter((part) => isPartOf(part, whole));
        if (parts.length === 0) {
          expect([whole.kind, kind]).toEqual(['month', 'quarter']);
          return;
        }
        const days = parts.map((part) => daysOfPeriod(part, rule));
        expect({ from: days[0]?.from, to: days.at(-1)?.to }).toEqual(daysOfPeriod(whole, rule));
      }),
      RUNS,
    );
  });
});

describe('finding periods', () => {
  it.each<[string, PeriodKind, PeriodRule, string | null]>([
    ['2016-12-14', 'month', 'decree-09', '2016-12'],
    ['2016-12-15', 'month', 'decree-09', '2017-01'],
    ['2016-12-15', 'month', 'calendar', '2016-12'],
    ['2016-12-31', 'year', 'decree-09', '2017'],
    ['2017-06-15', 'half-year', 'decree-09', '2017-H2'],
    ['2017-09-14', 'nine-months', 'decree-09', '2017-9M'],
    ['2017-09-15', 'nine-months', 'decree-09', null],
    ['2017-12-15', 'nine-months', 'decree-09', '2018-9M'],
    ['2017-10-01', 'nine-months', 'calendar', null],
  ])('%s, %s by %s: %s', (on, kind, rule, expected) => {
    const period = periodOfDay(day(on), kind, rule);
    expect(period && format(period)).toBe(expected);
  });

  it.each<[string, string, PeriodKind, PeriodRule, string[]]>([
    ['2016-12-14', '2017-02-13', 'month', 'decree-09', ['2016-12', '2017-01']],
    ['2016-10-01', '2018-12-31', 'nine-months', 'decree-09', ['2017-9M', '2018-9M']],
    ['2016-01-01', '2017-06-30', 'half-year', 'calendar', ['2016-H1', '2016-H2', '2017-H1']],
    ['2016-12-15', '2017-12-13', 'year', 'decree-09', []],
    ['2017-01-31', '2016-11-15', 'month', 'calendar', []],
  ])('from %s to %s close, by %s and %s: %j', (from, to, kind, rule, expected) => {
    expect(periodsClosing(day(from), day(to), kind, rule).map(format)).toEqual(expected);
  });

  it.each([
    ['2017-Q1', '2016-Q4', '2016-Q1', '2017-Q2'],
    ['2017-01', '2016-12', '2016-01', '2017-02'],
    ['2016-H2', '2016-H1', '2015-H2', '2017-H1'],
    ['2016-9M', '2015-9M', '2015-9M', '2017-9M'],
    ['2016', '2015', '2015', '2017'],
  ])('before %s is %s, last year %s, after it %s', (text, previous, lastYear, next) => {
    expect(format(previousPeriod(parse(text)))).toBe(previous);
    expect(format(samePeriodLastYear(parse(text)))).toBe(lastYear);
    expect(format(nextPeriod(parse(text)))).toBe(next);
  });

  it.each([
    ['2016-12', '2016', true],
    ['2016-Q4', '2016', true],
    ['2016-H2', '2016', true],
    ['2016', '2016', true],
    ['2016-12', '2016-Q4', true],
    ['2016-09', '2016-Q4', false],
    ['2016-Q3', '2016-9M', true],
    ['2016-10', '2016-9M', false],
    ['2016-H1', '2016-9M', false], // nine months are not made of halves
    ['2016-9M', '2016', false],
    ['2015-12', '2016', false],
    ['2016', '2016-12', false],
  ])('%s is part of %s: %s', (part, whole, expected) => {
    expect(isPartOf(parse(part), parse(whole))).toBe(expected);
  });
});
