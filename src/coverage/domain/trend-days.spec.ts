import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { nthDay } from '../../../test/support/model.js';
import { parseLocalDate as day } from '../../kernel/local-date.js';
import { type Step, STEPS, trendDays } from './trend-days.js';

describe('trendDays (domain.md §5)', () => {
  it.each<[string, string, Step, string[]]>([
    ['2016-11-15', '2017-01-31', 'month', ['2016-11-30', '2016-12-31', '2017-01-31']],
    ['2016-11-15', '2017-01-30', 'month', ['2016-11-30', '2016-12-31']],
    ['2016-11-15', '2017-01-31', 'quarter', ['2016-12-31']],
    ['2016-11-15', '2017-01-31', 'year', ['2016-12-31']],
    ['2016-01-01', '2016-12-31', 'quarter', ['2016-03-31', '2016-06-30', '2016-09-30', '2016-12-31']],
    ['2016-02-01', '2016-03-01', 'month', ['2016-02-29']], // a leap year
    ['2017-02-01', '2017-03-01', 'month', ['2017-02-28']],
    ['2016-12-31', '2016-12-31', 'year', ['2016-12-31']], // both ends are in
    ['2016-12-31', '2017-12-30', 'year', ['2016-12-31']],
    ['2017-01-01', '2017-12-30', 'year', []],
    ['2016-12-01', '2016-12-30', 'month', []],
    ['2017-01-31', '2016-11-15', 'month', []], // backwards there is nothing
    ['2024-01-01', '2026-06-30', 'year', ['2024-12-31', '2025-12-31']],
    ['9999-11-30', '9999-12-31', 'month', ['9999-11-30', '9999-12-31']],
  ])('from %s to %s by %s', (from, to, step, expected) => {
    expect(trendDays(day(from), day(to), step)).toEqual(expected);
  });

  it('gives exactly the days after which a new month, quarter or year begins', () => {
    const firsts: Record<Step, RegExp> = { month: /-01$/, quarter: /-(01|04|07|10)-01$/, year: /-01-01$/ };
    const anyOffset = fc.nat({ max: 900 });
    fc.assert(
      fc.property(anyOffset, anyOffset, fc.constantFrom(...STEPS), (first, last, step) => {
        const offsets = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
        const ends = offsets.filter((offset) => firsts[step].test(nthDay(offset + 1))).map(nthDay);
        expect(trendDays(nthDay(first), nthDay(last), step)).toEqual(ends);
      }),
      RUNS,
    );
  });
});
