import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { COMPARATORS } from '../../deployments/domain/declaration.js';
import { INDICATOR_KINDS } from './measure.js';
import { faultsOfStatement, measureOf, type MeasureRules, type Statement } from './stated-value.js';

const COUNT: MeasureRules = { kind: 'count', mayExceed: false, maximum: null };
const RATIO: MeasureRules = { kind: 'ratio', mayExceed: false, maximum: null };
const OPEN_RATIO: MeasureRules = { ...RATIO, mayExceed: true };
const SCORE: MeasureRules = { kind: 'score', mayExceed: false, maximum: 10_000 };

describe('faultsOfStatement', () => {
  it.each<[string, MeasureRules, Statement, string[]]>([
    ['a count', COUNT, { amount: 168_500 }, []],
    ['no meetings', COUNT, { amount: 0 }, []],
    ['over 37', COUNT, { amount: 3700, comparator: '>' }, []],
    ['some', COUNT, { comparator: 'some' }, []],
    ['nothing', COUNT, {}, ['amount number-missing']],
    ['some and a number', COUNT, { amount: 100, comparator: 'some' }, ['amount number-beside-some']],
    ['half a meeting', COUNT, { amount: 50 }, ['amount not-whole']],
    ['a count of a whole', COUNT, { amount: 100, outOf: 200 }, ['outOf out-of-not-for-kind']],
    ['a count in percent', COUNT, { percent: 7000 }, ['amount number-missing', 'percent percent-not-for-kind']],
    ['77 of 77', RATIO, { amount: 7700, outOf: 7700 }, []],
    ['0 of 0', RATIO, { amount: 0, outOf: 0 }, []],
    ['over 70%', RATIO, { percent: 7000, comparator: '>' }, []],
    ['78 of 77', RATIO, { amount: 7800, outOf: 7700 }, ['amount above-whole']],
    ['78 of 77 where that is right', OPEN_RATIO, { amount: 7800, outOf: 7700 }, []],
    ['101%', RATIO, { percent: 10_100 }, ['percent above-whole']],
    ['77 of what', RATIO, { amount: 7700 }, ['outOf out-of-missing']],
    ['both ways', RATIO, { amount: 100, outOf: 200, percent: 5000 }, ['percent percent-beside-amount']],
    ['some of a ratio', RATIO, { comparator: 'some' }, ['comparator some-without-whole']],
    [
      'everything at once',
      RATIO,
      { amount: 7850, outOf: 7701, percent: 10_100 },
      [
        'percent percent-beside-amount',
        'amount not-whole',
        'outOf not-whole',
        'amount above-whole',
        'percent above-whole',
      ],
    ],
    ['98,75 of the usual 100', SCORE, { amount: 9875 }, []],
    ['71,5 of its own', SCORE, { amount: 7150, outOf: 7150 }, []],
    ['more than its maximum', SCORE, { amount: 7151, outOf: 7150 }, ['amount above-whole']],
    ['more than the usual one', SCORE, { amount: 10_001 }, ['amount above-whole']],
    ['of nothing', SCORE, { amount: 0, outOf: 0 }, ['outOf maximum-zero']],
    ['without a maximum', { ...SCORE, maximum: null }, { amount: 100 }, ['outOf out-of-missing']],
  ])('%s', (_, rules, statement, expected) => {
    expect(faultsOfStatement(statement, rules).map(({ field, code }) => `${field} ${code}`)).toEqual(expected);
  });

  it('lets no score above its maximum, no ratio above one unless it may be, and no number become 0', () => {
    const anyAmount = fc.option(fc.nat({ max: 20_000 }), { nil: undefined });
    const anyStatement = fc.record({
      ...{ amount: anyAmount, outOf: anyAmount, percent: anyAmount },
      comparator: fc.option(fc.constantFrom(...COMPARATORS), { nil: undefined }),
    });
    const anyRules = fc.record({
      kind: fc.constantFrom(...INDICATOR_KINDS),
      mayExceed: fc.boolean(),
      maximum: fc.option(fc.integer({ min: 1, max: 20_000 })),
    });
    fc.assert(
      fc.property(anyStatement, anyRules, (statement, rules) => {
        if (faultsOfStatement(statement, rules).length > 0) return;
        const { amount, outOf, percent, comparator } = measureOf(statement, rules);
        if (rules.kind === 'score') expect(amount ?? NaN).toBeLessThanOrEqual(outOf ?? NaN);
        if (rules.kind === 'ratio' && !rules.mayExceed) {
          expect(percent === null ? (amount ?? NaN) <= (outOf ?? NaN) : percent <= 10_000).toBe(true);
        }
        expect(amount === null && percent === null).toBe(comparator === 'some');
      }),
      RUNS,
    );
  });
});
