import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { type Form, type Measured, pointsByForm } from './form.js';
import { compareQuantities, exactly, fraction, minus, over, shareOf } from './quantity.js';

describe('quantities', () => {
  it.each([
    [0.8, 8n, 10n],
    [0.1, 1n, 10n],
    [3241, 3241n, 1n],
    [12.25, 1225n, 100n],
    [-0.5, -5n, 10n],
  ])('%d is exact', (decimal, numerator, denominator) => {
    expect(exactly(decimal)).toEqual({ numerator, denominator });
  });

  it('refuse what is no plain number', () => {
    expect(() => exactly(1e21)).toThrow(RangeError);
    expect(() => exactly(Number.NaN)).toThrow(RangeError);
    expect(() => fraction(1, 0)).toThrow(RangeError);
    expect(() => fraction(0.5)).toThrow(RangeError);
    expect(() => over(fraction(1), fraction(0))).toThrow(RangeError);
  });

  it('compare by value', () => {
    expect(compareQuantities(fraction(1, 2), fraction(2, 4))).toBe(0);
    expect(compareQuantities(fraction(41, 95), exactly(0.4316))).toBe(-1); // 0.43157…
    expect(compareQuantities(exactly(0.3), over(minus(fraction(4), fraction(1)), fraction(10)))).toBe(0);
    expect(over(fraction(1), minus(fraction(1), fraction(3)))).toEqual({ numerator: -1n, denominator: 2n });
  });

  it('share half up, once', () => {
    expect(shareOf(1000, fraction(41, 95))).toBe(432); // 431.57…
    expect(shareOf(1, fraction(1, 2))).toBe(1);
    expect(shareOf(3, fraction(1, 2))).toBe(2); // 1.5
    expect(shareOf(250, fraction(1, 3))).toBe(83); // 83.33…
    expect(shareOf(500, fraction(-1, 3))).toBe(0);
    expect(shareOf(500, fraction(4, 3))).toBe(500);
  });
});

const STEPS: Form = {
  type: 'steps',
  // In no order on purpose.
  steps: [
    { atLeast: 80, award: 100 },
    { atLeast: 40, award: 50 },
    { atLeast: 60, award: 66.6 },
  ],
};

/** A share where there is a denominator, else a count. */
const measured = (numerator: number, denominator?: number): Measured => ({
  of: denominator === undefined ? 'count' : 'share',
  value: fraction(numerator, denominator),
});

describe('pointsByForm', () => {
  it.each<[string, Form, [number, number?], number, number]>([
    ['41 of 95 by share of 5', { type: 'share' }, [41, 95], 500, 216], // 215.78…
    ['77 of 77 by share', { type: 'share' }, [77, 77], 250, 250],
    ['none of 9 by share', { type: 'share' }, [0, 9], 250, 0],
    ['more than all by share', { type: 'share' }, [3, 2], 250, 250],
    ['all, yes or no', { type: 'yes-no' }, [9, 9], 150, 150],
    ['nearly all, yes or no', { type: 'yes-no' }, [94, 95], 150, 0],
    ['a count, yes or no', { type: 'yes-no' }, [3], 150, 150],
    ['0.43 by steps', STEPS, [41, 95], 500, 250],
    ['just at a step', STEPS, [4, 5], 500, 500],
    ['just below a step', STEPS, [79, 100], 500, 333],
    ['a step of 66.6 % of 0.75, half up', STEPS, [6, 10], 75, 50], // 49.95
    ['below all steps', STEPS, [39, 100], 500, 0],
    ['0.43 between 20 and 60 %', { type: 'linear', from: 20, to: 60 }, [41, 95], 500, 289], // 289.47…
    ['at the lower bound', { type: 'linear', from: 20, to: 60 }, [1, 5], 500, 0],
    ['below the lower bound', { type: 'linear', from: 20, to: 60 }, [1, 9], 500, 0],
    ['at the upper bound', { type: 'linear', from: 20, to: 60 }, [3, 5], 500, 500],
    ['above the upper bound', { type: 'linear', from: 20, to: 60 }, [1, 1], 500, 500],
    ['3 late files where 10 are the worst', { type: 'linear', from: 10, to: 0 }, [3], 200, 140],
    ['more than the worst', { type: 'linear', from: 10, to: 0 }, [12], 200, 0],
  ])('%s', (_, form, [numerator, denominator], maximum, points) => {
    expect(pointsByForm(form, measured(numerator, denominator), maximum)).toBe(points);
  });

  const anyBound = fc.integer({ min: 0, max: 30_000 }).map((hundredths) => hundredths / 100);
  const anyForm: fc.Arbitrary<Form> = fc.oneof(
    fc.constantFrom<Form>({ type: 'share' }, { type: 'yes-no' }),
    fc
      .uniqueArray(fc.record({ atLeast: anyBound, award: fc.integer({ min: 0, max: 100 }) }), {
        selector: ({ atLeast }) => atLeast,
        minLength: 1,
        maxLength: 5,
      })
      .map((steps): Form => ({ type: 'steps', steps })),
    fc
      .record({ from: anyBound, to: anyBound })
      .filter(({ from, to }) => from !== to)
      .map((bounds): Form => ({ type: 'linear', ...bounds })),
  );

  it('gives whole hundredths from none to the maximum, whatever is measured', () => {
    fc.assert(
      fc.property(anyForm, fc.nat(500), fc.integer({ min: 1, max: 300 }), fc.nat(10_000), (form, n, d, maximum) => {
        const points = pointsByForm(form, measured(n, d), maximum);
        expect(Number.isInteger(points) && points >= 0 && points <= maximum).toBe(true);
      }),
      RUNS,
    );
  });

  it('never gives less for a better value', () => {
    const rising = anyForm.filter(
      (form) =>
        (form.type !== 'linear' || form.from < form.to) &&
        (form.type !== 'steps' ||
          form.steps.every((a) => form.steps.every((b) => a.atLeast <= b.atLeast || a.award >= b.award))),
    );
    fc.assert(
      fc.property(
        rising,
        fc.nat(300),
        fc.nat(300),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(10_000),
        (form, ...given) => {
          const [a, b, denominator, maximum] = given;
          const points = (numerator: number) => pointsByForm(form, measured(numerator, denominator), maximum);
          expect(points(Math.max(a, b))).toBeGreaterThanOrEqual(points(Math.min(a, b)));
        },
      ),
      RUNS,
    );
  });
});
