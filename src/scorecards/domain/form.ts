import { type Points } from './points.js';
import { compareQuantities, exactly, fraction, minus, over, type Quantity, shareOf } from './quantity.js';

export const FORM_TYPES = ['share', 'yes-no', 'steps', 'linear'] as const;
export type FormType = (typeof FORM_TYPES)[number];

/** From `atLeast` on, `award` percent of the maximum. */
export interface Step {
  readonly atLeast: number;
  readonly award: number;
}

/** A value that was measured: a share of all, from 0 to 1, or a number of things. */
export interface Measured {
  readonly of: 'share' | 'count';
  readonly value: Quantity;
}

/**
 * How a measured value becomes points. Steps and bounds stand in percent for a share, in its own unit for a count.
 * - `share`: the value itself, as a share of the maximum
 * - `yes-no`: the maximum for all of a share, or for at least one of a count, else nothing
 * - `steps`: the award of the highest step reached, below all of them nothing
 * - `linear`: nothing at `from`, the maximum at `to`, in proportion between; where `to` lies below `from`, less is better
 */
export type Form =
  | { readonly type: 'share' | 'yes-no' }
  | { readonly type: 'steps'; readonly steps: readonly Step[] }
  | { readonly type: 'linear'; readonly from: number; readonly to: number };

const ALL = fraction(1);
const NONE = fraction(0);
const PERCENT = fraction(100);

/**
 * The points that a value earns, rounded half up to two places once, never above the maximum or below 0.
 *
 * Of 5 points at most (500): 41 of 95 by `share` 215.78… → 2.16; by `yes-no` 0; by `steps` 40 % → 50, 80 % → 100: 2.50;
 * by `linear` from 20 to 60 %, (43.157… − 20) ⁄ 40 of it: 289.47… → 2.89.
 */
export function pointsByForm(form: Form, measured: Measured, maximum: Points): Points {
  return shareOf(maximum, earned(form, measured));
}

function earned(form: Form, { of, value }: Measured): Quantity {
  const bound = (decimal: number): Quantity => (of === 'share' ? over(exactly(decimal), PERCENT) : exactly(decimal));
  switch (form.type) {
    case 'share':
      return value;
    case 'yes-no':
      return compareQuantities(value, ALL) >= 0 ? ALL : NONE;
    case 'steps': {
      const reached = form.steps
        .filter(({ atLeast }) => compareQuantities(value, bound(atLeast)) >= 0)
        .sort((a, b) => b.atLeast - a.atLeast)[0];
      return reached ? over(exactly(reached.award), PERCENT) : NONE;
    }
    case 'linear': {
      const from = bound(form.from);
      return over(minus(value, from), minus(bound(form.to), from));
    }
  }
}
