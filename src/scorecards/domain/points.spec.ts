import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { decimalOf, pointsOf, printPoints } from './points.js';

describe('points', () => {
  it.each([
    [98.75, 9875, '98,75', '98.75'], // QĐ 584/QĐ-UBND, Sở Thông tin và Truyền thông
    [71.5, 7150, '71,5', '71.5'], // QĐ 2729/QĐ-UBND 2023, a maximum
    [100, 10000, '100', '100'],
    [0, 0, '0', '0'],
    [0.01, 1, '0,01', '0.01'],
    [1000, 100000, '1.000', '1,000'], // the maximum of QĐ 922/QĐ-BTTTT
  ])('%d is %d hundredths and prints %s', (decimal, points, vi, en) => {
    expect([pointsOf(decimal), decimalOf(points)]).toEqual([points, decimal]);
    expect([printPoints(points), printPoints(points, 'en')]).toEqual([vi, en]);
  });

  it.each([0.005, 98.755, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, 0.1 + 0.2])('%d are none', (decimal) => {
    expect(() => pointsOf(decimal)).toThrow(RangeError);
  });

  it('come back as they went, with at most two decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (points) => {
        expect(pointsOf(decimalOf(points))).toBe(points);
        expect(JSON.stringify(decimalOf(points))).toMatch(/^\d+(\.\d{1,2})?$/);
      }),
      RUNS,
    );
  });
});
