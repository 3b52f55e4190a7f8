import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { nthDay } from '../../../test/support/model.js';
import { parseLocalDate as day } from '../../kernel/local-date.js';
import { parseReportingPeriod, type PeriodRule } from '../../kernel/reporting-period.js';
import { completenessLists, completenessOf, printCompleteness, printShareOf } from './completeness.js';
import { levelViolations } from './cumulative-levels.js';
import { dueDay, type DueRule } from './due.js';
import { valueClashes } from './value-clashes.js';

describe('dueDay (domain-rules §1)', () => {
  const HOLIDAYS = new Map([[day('2017-01-02'), false]]);
  it.each<[string, string, PeriodRule, DueRule, string]>([
    // 02/2023/TT-BTTTT: monthly by the 15th of the month, quarterly by the 6th of its last, yearly by 25 November.
    ['a month', '2016-12', 'decree-09', { rule: 'day-of-month', count: 15, month: 0 }, '2016-12-15'],
    ['a quarter', '2017-Q1', 'decree-09', { rule: 'day-of-month', count: 6, month: 0 }, '2017-03-06'],
    ['half a year', '2017-H1', 'decree-09', { rule: 'day-of-month', count: 6, month: 0 }, '2017-06-06'],
    ['a year', '2016', 'decree-09', { rule: 'day-of-month', count: 25, month: -1 }, '2016-11-25'],
    ['Khánh Hòa', '2016-12', 'decree-09', { rule: 'working-days-after', count: 2, month: null }, '2016-12-16'],
    ['NHNN', '2016-12', 'decree-09', { rule: 'days-after', count: 1, month: null }, '2016-12-15'],
    ['over New Year', '2016-12', 'calendar', { rule: 'working-days-after', count: 2, month: null }, '2017-01-04'],
    ['next month', '2016-12', 'calendar', { rule: 'day-of-month', count: 5, month: 1 }, '2017-01-05'],
    ['a day that February lacks', '2017-01', 'calendar', { rule: 'day-of-month', count: 31, month: 1 }, '2017-02-28'],
  ])('%s', (_, period, rule, due, expected) => {
    expect(dueDay(parseReportingPeriod(period), rule, due, HOLIDAYS)).toBe(expected);
  });
});

describe('completeness', () => {
  const dueOn = day('2016-12-16');
  it.each<[string | null, string, string[]]>([
    ['2016-12-16', '2016-12-31', ['covered', 'in-time']],
    ['2016-12-17', '2016-12-31', ['covered', 'late']],
    [null, '2016-12-16', ['open']],
    [null, '2016-12-17', ['missing']],
  ])('given on %s, asked on %s: %j', (givenOn, asOf, expected) => {
    expect(completenessLists({ dueOn, givenOn: givenOn === null ? null : day(givenOn) }, day(asOf))).toEqual(expected);
  });

  it('prints as coverage does', () => {
    expect([printShareOf(80, 95), printShareOf(60, 95), printShareOf(0, 0)]).toEqual(['84,2%', '63,2%', '–']);
    expect([printCompleteness(80, 95), printCompleteness(0, 0)]).toEqual(['80/95 (84,2%)', '–']);
    expect(printCompleteness(9999, 10_000, 'en')).toBe('9,999/10,000 (99.9%)');
  });

  it('is partitioned by its lists', () => {
    const anyOwed = fc.record({
      dueOn: fc.nat({ max: 20 }).map(nthDay),
      givenOn: fc.option(fc.nat({ max: 20 }).map(nthDay)),
    });
    fc.assert(
      fc.property(fc.array(anyOwed, { maxLength: 12 }), fc.nat({ max: 20 }), (owed, offset) => {
        const { eligible, covered, inTime, late, missing, open } = completenessOf(owed, nthDay(offset));
        expect([covered + missing + open, inTime + late]).toEqual([eligible, covered]);
        expect(eligible).toBe(owed.length);
      }),
      RUNS,
    );
  });
});

describe('cumulative levels', () => {
  const level = (indicatorId: number, amount: number, scheme: string | null = null, of = 'a 2016') => ({
    ...{ indicatorId, of, scheme, measure: { amount, outOf: null, percent: null, comparator: '=' as const } },
  });
  const WIDER = new Map([
    [3, 2], // level 4 within levels 3 and 4
    [2, 1], // those within level 2 and above
  ]);

  it.each([
    ['as in 2016', [level(1, 1685), level(2, 190), level(3, 143)], []],
    ['one above the next', [level(1, 1685), level(2, 142), level(3, 143)], [[3, 2]]],
    ['one above, and nothing said between', [level(1, 142), level(3, 143)], [[3, 1]]],
    [
      'above both',
      [level(1, 10), level(2, 20), level(3, 30)],
      [
        [2, 1],
        [3, 2],
        [3, 1],
      ],
    ],
    ['of another scheme', [level(2, 142), level(3, 143, 'services-classes-2022')], []],
    ['of another unit', [level(2, 142), level(3, 143, null, 'b 2016')], []],
  ])('%s', (_, values, expected) => {
    const found = levelViolations(values, WIDER).map(({ narrow, wide }) => [narrow.indicatorId, wide.indicatorId]);
    expect(found).toEqual(expected);
  });
});

describe('valueClashes', () => {
  const span = (from: number, to: number, unitId = 'a', indicatorId = 1) => ({
    ...{ indicatorId, unitId, from: nthDay(from), to: nthDay(to) },
  });
  it.each([
    ['side by side', [span(0, 30), span(30, 60)], [span(60, 90)], []],
    ['a year over a month', [span(0, 365)], [span(330, 365)], [[0, 'recorded']]],
    ['twice in a batch', [span(0, 30), span(10, 40)], [], [[1, 0]]],
    [
      'both',
      [span(0, 30), span(0, 30)],
      [span(29, 31)],
      [
        [0, 'recorded'],
        [1, 'recorded'],
        [1, 0],
      ],
    ],
    ['others', [span(0, 30), span(0, 30, 'b'), span(0, 30, 'a', 2)], [span(0, 30, 'c')], []],
  ])('%s', (_, rows, recorded, expected) => {
    const found = valueClashes(rows, recorded).map((clash) => [
      clash.row,
      'recorded' in clash ? 'recorded' : clash.earlierRow,
    ]);
    expect(found).toEqual(expected);
  });
});
