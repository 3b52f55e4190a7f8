import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { compareShares, ranksOf } from './ranking.js';

describe('ranksOf', () => {
  it('is that of points over own maximum, of QĐ 584/QĐ-UBND: 98.75, 98.25, 95.75', () => {
    expect(ranksOf([9575, 9875, 9825].map((points) => ({ points, maximum: 10000 })))).toEqual([3, 1, 2]);
  });

  it.each<[string, [number | null, number][], (number | null)[]]>([
    [
      'equals share a rank and the next is passed over',
      [
        [8000, 10000],
        [9000, 10000],
        [8000, 10000],
        [7000, 10000],
      ],
      [2, 1, 2, 4],
    ],
    // 57.2/71.5 = 77.2/96.5 = 80/100 = 0.8 exactly
    [
      'different maxima, equal shares',
      [
        [5720, 7150],
        [7720, 9650],
        [8000, 10000],
        [8001, 10000],
      ],
      [2, 2, 2, 1],
    ],
    [
      'a hundredth decides',
      [
        [5721, 7150],
        [7720, 9650],
        [7999, 10000],
      ],
      [1, 2, 3],
    ],
    [
      'more points, a smaller share',
      [
        [7000, 7150],
        [9000, 9650],
        [9700, 10000],
      ],
      [1, 3, 2],
    ],
    [
      'unknown points have no rank',
      [
        [null, 10000],
        [0, 10000],
        [null, 7150],
      ],
      [null, 1, null],
    ],
    ['nobody', [], []],
  ])('%s', (_, entries, ranks) => {
    expect(ranksOf(entries.map(([points, maximum]) => ({ points, maximum })))).toEqual(ranks);
  });
});

const anyEntry = fc
  .record({ maximum: fc.constantFrom(7150, 9650, 10000, 200), share: fc.nat(200) })
  .chain(({ maximum, share }) =>
    fc.oneof(
      fc.constant({ points: Math.floor((maximum * share) / 200), maximum }),
      fc.record({ points: fc.nat(maximum), maximum: fc.constant(maximum) }),
    ),
  );

it('is a total preorder that agrees with points over maximum', () => {
  fc.assert(
    fc.property(anyEntry, anyEntry, anyEntry, (a, b, c) => {
      const ab = compareShares(a, b);
      expect(compareShares(b, a)).toBe(ab === 0 ? 0 : -ab);
      expect(ab === 0).toBe(a.points * b.maximum === b.points * a.maximum);
      if (ab <= 0 && compareShares(b, c) <= 0) expect(compareShares(a, c)).toBeLessThanOrEqual(0);
    }),
    RUNS,
  );
});

it('gives each one more than how many are better, in whatever order they come', () => {
  const entries = fc.array(fc.oneof(anyEntry, fc.constant({ points: null, maximum: 10000 })), { maxLength: 12 });
  fc.assert(
    fc.property(entries, (given) => {
      const better = (one: { points: number; maximum: number }) =>
        given.filter(({ points, maximum }) => points !== null && points * one.maximum > one.points * maximum).length;
      const expected = given.map(({ points, maximum }) => (points === null ? null : 1 + better({ points, maximum })));
      expect(ranksOf(given)).toEqual(expected);
      expect(ranksOf([...given].reverse()).reverse()).toEqual(expected);
    }),
    RUNS,
  );
});
