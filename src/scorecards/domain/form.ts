import { type Points } from './points.js';
import { compareQuantities, exactly, fraction, minus, over, type Quantity, shareOf } from './quantity.js';

export const FORM_TYPES = ['share', 'yes-no', 'steps', 'linear'] as const;
export type FormType = (typeof FORM_TYPES)[number];

/** From `atLeast` on, `award` percent of the maximum. */
export interface Step {
  readonly atLeast: number;
  readonly award: number;
}

/**
 * How a measured value becomes points. A ratio is measured from 0 to 1, a count in its own unit.
 * - `share`: the value itself, as a share of the maximum
 * - `yes-no`: the maximum from 1 on (all of a ratio, at least one of a count), else nothing
 * - `steps`: the award of the highest step reached, below all of them nothing
 * - `linear`: nothing at `from`, the maximum at `to`, in proportion between; where `to` lies below `from`, less is better
 */
export type Form =
  | { readonly type: 'share' | 'yes-no' }
  | { readonly type: 'steps'; readonly steps: readonly Step[] }
  | { readonly type: 'linear'; readonly from: number; readonly to: number };

const ALL = fraction(1);
const NONE = fraction(0);

/**
 * The points that a value earns, rounded half up to two places once, never above the maximum or below 0.
 *
 * Of 5 points at most (500): 41 of 95 by `share` 215.78… → 2.16; by `yes-no` 0; by `steps` 0.4 → 50 %, 0.8 → 100 %:
 * 2.50; by `linear` from 0.2 to 0.6, (0.43157… − 0.2) ⁄ 0.4 of it: 289.47… → 2.89.
 */
export function pointsByForm(form: Form, value: Quantity, maximum: Points): Points {
  return shareOf(maximum, earned(form, value));
}

function earned(form: Form, value: Quantity): Quantity {
  switch (form.type) {
    case 'share':
      return value;
    case 'yes-no':
      return compareQuantities(value, ALL) >= 0 ? ALL : NONE;
    case 'steps': {
      const reached = form.steps
        .filter(({ atLeast }) => compareQuantities(value, exactly(atLeast)) >= 0)
        .sort((a, b) => b.atLeast - a.atLeast)[0];
      return reached ? over(exactly(reached.award), fraction(100)) : NONE;
    }
    case 'linear': {
      const from = exactly(form.from);
      return over(minus(value, from), minus(exactly(form.to), from));
    }
  }
}
