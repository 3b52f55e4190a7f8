import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { type Comparator, COMPARATORS } from '../../deployments/domain/declaration.js';
import { amountOf, numberOf } from './amount.js';
import { exceeds, type Measure, restOf, shareOf, sumMeasures } from './measure.js';

const exact = (value: number | null): number | null => (value === null ? null : amountOf(value));
const count = (value: number | null, comparator: Comparator = '='): Measure => ({
  ...{ amount: exact(value), outOf: null, percent: null, comparator },
});
const ratio = (amount: number, outOf: number, comparator: Comparator = '='): Measure => ({
  ...{ amount: exact(amount), outOf: exact(outOf), percent: null, comparator },
});
const share = (percent: number, comparator: Comparator = '='): Measure => ({
  ...{ amount: null, outOf: null, percent: exact(percent), comparator },
});
const SOME = count(null, 'some');

describe('amounts', () => {
  it.each([
    [98.75, 9875],
    [1685, 168_500],
    [0.29, 29], // 0.29 × 100 is 28.999… in binary
    [0, 0],
    [0.125, null],
    [1e13, null],
  ])('%s is %s hundredths', (value, expected) => {
    expect(amountOf(value)).toBe(expected);
    if (expected !== null) expect(numberOf(expected)).toBe(value);
  });
});

describe('sumMeasures (domain.md §6)', () => {
  it.each<[string, Measure[], Measure | null]>([
    ['counts', [count(3), count(4)], count(7)],
    ['nothing is not null', [count(0), count(0)], count(0)],
    ['one alone', [share(70, '>')], share(70, '>')],
    ['a bound among them', [count(37, '>'), count(5)], count(42, '>')],
    ['two bounds', [count(37, '≥'), count(5, '>')], count(42, '>')],
    ['at least', [count(37, '≥'), count(5)], count(42, '≥')],
    ['about', [count(37, '~'), count(5)], count(42, '~')],
    ['a bound and about', [count(37, '>'), count(5, '~')], count(42, '>')],
    ['some and five', [SOME, count(5)], count(5, '>')],
    ['some and some', [SOME, SOME], SOME],
    ['terms are summed before they are divided', [ratio(77, 77), ratio(40, 50)], ratio(117, 127)],
    ['points and maxima', [ratio(98.75, 100), ratio(61.5, 71.5)], ratio(160.25, 171.5)],
    ['a share without its terms', [ratio(77, 77), share(80)], null],
  ])('%s', (_, measures, expected) => {
    expect(sumMeasures(measures)).toEqual(expected);
    expect(sumMeasures([...measures].reverse())).toEqual(expected);
  });

  const anyCount = fc
    .record({ value: fc.nat({ max: 5000 }), comparator: fc.constantFrom(...COMPARATORS) })
    .map(({ value, comparator }) => (comparator === 'some' ? SOME : count(value, comparator)));
  const anyRatio = fc
    .record({ outOf: fc.integer({ min: 1, max: 500 }), missing: fc.nat({ max: 500 }) })
    .map(({ outOf, missing }) => ratio(Math.max(0, outOf - missing), outOf));

  it('is the same for any partition and any order', () => {
    const anyParts = fc.array(fc.array(anyCount, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyParts, (parts) => {
        const sums = parts.map((part) => sumMeasures(part)).flatMap((sum) => sum ?? []);
        expect(sumMeasures(sums)).toEqual(sumMeasures(parts.flat()));
        expect(sumMeasures(parts.flat().reverse())).toEqual(sumMeasures(parts.flat()));
      }),
      RUNS,
    );
  });

  it('of ratios lies between those of the parts', () => {
    fc.assert(
      fc.property(fc.array(anyRatio, { minLength: 1, maxLength: 6 }), (parts) => {
        const whole = shareOf(sumMeasures(parts) ?? SOME) ?? NaN;
        const shares = parts.map((part) => shareOf(part) ?? NaN);
        expect(whole).toBeGreaterThanOrEqual(Math.min(...shares) - 1e-12);
        expect(whole).toBeLessThanOrEqual(Math.max(...shares) + 1e-12);
        expect(whole).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });
});

describe('cumulative levels: 1.685 ⊇ 190 ⊇ 143 (F16–F20)', () => {
  it.each<[Measure, Measure, Measure | null]>([
    [count(190), count(143), count(47)],
    [count(1685), count(190), count(1495)],
    [count(190), count(190), count(0)],
    [count(190, '>'), count(143), count(47, '>')],
    [count(190), count(143, '~'), count(47, '~')],
    [count(190), count(143, '>'), null],
    [count(190), SOME, null],
    [SOME, count(143), null],
  ])('%j less %j', (whole, part, expected) => {
    expect(restOf(whole, part)).toEqual(expected);
  });

  it.each<[Measure, Measure, boolean]>([
    [count(191), count(190), true],
    [count(190), count(190), false],
    [count(190, '>'), count(190), true],
    [count(190, '≥'), count(190), false],
    [count(191, '≥'), count(190), true],
    [count(191, '~'), count(190), false],
    [count(191), count(190, '>'), false],
    [count(191), SOME, false],
    [SOME, count(190), false],
  ])('%j exceeds %j: %s', (part, whole, expected) => {
    expect(exceeds(part, whole)).toBe(expected);
  });
});
