import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../test/support/arbitraries.js';
import { printCount, printPercent, type Ratio } from './ratio.js';

const MOST = Number.MAX_SAFE_INTEGER;

const anyRatio: fc.Arbitrary<Ratio> = fc
  .oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: MOST }))
  .chain((eligible) => fc.record({ covered: fc.integer({ min: 0, max: eligible }), eligible: fc.constant(eligible) }));

/** What was printed, in tenths of a percent. */
const tenthsOf = (printed: string) => BigInt(Math.round(Number(printed.replace(',', '.').replace('%', '')) * 10));

describe('printPercent', () => {
  it.each([
    [41, 95, '43,2%'], // F11: 43,157…
    [21, 95, '22,1%'], // F23: 22,105…
    [9, 9, '100%'], // F02
    [95, 95, '100%'], // F03
    [190, 1685, '11,3%'], // F17: 11,275…
    [143, 1685, '8,5%'], // F18: 8,486…
    [47, 1685, '2,8%'], // F19: 2,789…
    [1495, 1685, '88,7%'], // F20: 88,724…
    [77, 77, '100%'], // F31
    [9_999, 10_000, '99,9%'], // domain.md §5
    [1, 10_000, '0,1%'],
    [0, 95, '0%'],
    [1, 2, '50,0%'],
    [1, 1, '100%'],
    [1, 2_000, '0,1%'], // 0,05 exactly: half up
    [1, 2_001, '0,1%'], // 0,0499… would be 0,0: only none is none
    [3, 2_000, '0,2%'], // 0,15: half up
    [1_999, 2_000, '99,9%'], // 99,95 would be 100,0: only all are all
    [1_997, 2_000, '99,9%'], // 99,85: half up
    [1_998, 2_000, '99,9%'],
    [1, 3, '33,3%'],
    [2, 3, '66,7%'],
    [1, MOST, '0,1%'],
    [MOST - 1, MOST, '99,9%'],
    [MOST, MOST, '100%'],
    [0, MOST, '0%'],
    // MOST is 9007199254740991: its third, and its half
    [3_002_399_751_580_330, MOST, '33,3%'],
    [4_503_599_627_370_495, MOST, '50,0%'],
    // of 9007199254740000, 4503599627370 is 0,05% exactly and 13510798882110 is 0,15%; 2000 times that is above 2^53
    [4_503_599_627_370, 9_007_199_254_740_000, '0,1%'],
    [13_510_798_882_109, 9_007_199_254_740_000, '0,1%'],
    [13_510_798_882_110, 9_007_199_254_740_000, '0,2%'],
    [4_111_786_459_736_112, 9_007_199_254_624_561, '45,6%'], // 45,649999999999999…: floating point makes it 45,7
  ])('%i of %i prints %s', (covered, eligible, printed) => {
    expect(printPercent({ covered, eligible })).toBe(printed);
    expect(printPercent({ covered, eligible }, 'en')).toBe(printed.replace(',', '.'));
  });

  it.each([
    [1, 0],
    [0, 0],
    [2, 1],
    [-1, 2],
    [1, -2],
    [0.5, 1],
    [1, 1.5],
    [Number.NaN, 1],
    [1, Number.POSITIVE_INFINITY],
    [1, MOST + 1],
  ])('%d of %d is no ratio', (covered, eligible) => {
    expect(() => printPercent({ covered, eligible })).toThrow(RangeError);
  });

  it('prints 100% for all and no other, 0% for none and no other, else one decimal', () => {
    fc.assert(
      fc.property(anyRatio, ({ covered, eligible }) => {
        const printed = printPercent({ covered, eligible });
        expect(printed === '100%').toBe(covered === eligible);
        expect(printed === '0%').toBe(covered === 0);
        if (covered > 0 && covered < eligible) expect(printed).toMatch(/^\d{1,2},\d%$/);
      }),
      RUNS,
    );
  });

  it('is within half a tenth of the true share, half up, except at the guarded ends', () => {
    fc.assert(
      fc.property(anyRatio, ({ covered, eligible }) => {
        const [c, e] = [BigInt(covered), BigInt(eligible)];
        const tenths = tenthsOf(printPercent({ covered, eligible }));
        const belowFirst = covered > 0 && 2000n * c < e;
        const aboveLast = covered < eligible && 2000n * (e - c) <= e;
        if (belowFirst) expect(tenths).toBe(1n);
        else if (aboveLast) expect(tenths).toBe(999n);
        else {
          // −e < 2 (printed − true) e ≤ e, in tenths: off by less than half, or by half and upwards
          const twiceOff = 2n * (tenths * e - 1000n * c);
          expect(twiceOff > -e && twiceOff <= e).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('never falls as the share grows', () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, (a, b) => {
        const grows = BigInt(a.covered) * BigInt(b.eligible) <= BigInt(b.covered) * BigInt(a.eligible);
        const [less, more] = grows ? [a, b] : [b, a];
        expect(tenthsOf(printPercent(less)) <= tenthsOf(printPercent(more))).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('printCount', () => {
  it.each([
    [1685, '1.685', '1,685'], // F16
    [3241, '3.241', '3,241'], // F29
    [22, '22', '22'], // F08
    [0, '0', '0'],
    [999, '999', '999'],
    [1000, '1.000', '1,000'],
    [10_035, '10.035', '10,035'], // communes of the country until 2025-07-01, domain.md §1
    [1_500_000, '1.500.000', '1,500,000'],
  ])('%i prints %s, in English %s', (count, vi, en) => {
    expect(printCount(count)).toBe(vi);
    expect(printCount(count, 'en')).toBe(en);
  });
});
