import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { nthDay } from '../../../test/support/model.js';
import { parseLocalDate as day } from '../../kernel/local-date.js';
import { type Step, STEPS, trendDays } from './trend-days.js';

describe('trendDays by the cut-offs of Nghị định 09/2019/NĐ-CP (domain-rules §1)', () => {
  it.each<[string, string, Step, string[]]>([
    ['2016-11-15', '2017-01-31', 'month', ['2016-12-14', '2017-01-14']],
    ['2016-11-14', '2016-12-13', 'month', ['2016-11-14']], // both ends are in
    ['2016-11-15', '2016-12-13', 'month', []],
    ['2016-12-15', '2017-03-14', 'quarter', ['2017-03-14']], // quý I/2017
    ['2016-01-01', '2016-12-31', 'quarter', ['2016-03-14', '2016-06-14', '2016-09-14', '2016-12-14']],
    ['2016-12-14', '2016-12-14', 'quarter', ['2016-12-14']],
    ['2015-12-15', '2016-12-14', 'year', ['2016-12-14']], // năm 2016
    ['2016-12-15', '2017-12-13', 'year', []],
    ['2015-12-14', '2017-12-31', 'year', ['2015-12-14', '2016-12-14', '2017-12-14']],
    ['9999-11-30', '9999-12-31', 'month', ['9999-12-14']],
    ['2017-01-31', '2016-11-15', 'month', []],
  ])('from %s to %s by %s', (from, to, step, expected) => {
    expect(trendDays(day(from), day(to), step, 'decree-09')).toEqual(expected);
  });

  it('gives exactly the days on which a reporting period ends', () => {
    const ends: Record<Step, RegExp> = { month: /-14$/, quarter: /-(03|06|09|12)-14$/, year: /-12-14$/ };
    const anyOffset = fc.nat({ max: 900 });
    fc.assert(
      fc.property(anyOffset, anyOffset, fc.constantFrom(...STEPS), (first, last, step) => {
        const offsets = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
        const expected = offsets.map(nthDay).filter((candidate) => ends[step].test(candidate));
        expect(trendDays(nthDay(first), nthDay(last), step, 'decree-09')).toEqual(expected);
      }),
      RUNS,
    );
  });
});
