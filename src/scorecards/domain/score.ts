import { type Criterion, type GradeBand, leavesOf, maximumOf } from './definition.js';
import { type Points } from './points.js';
import { compareQuantities, exactly } from './quantity.js';

/** What is known of one criterion at one unit; null: nothing. */
export interface CriterionState {
  /** By the formula; null also where the criterion has none. */
  readonly computed: Points | null;
  /** Điểm tự chấm. */
  readonly declared: Points | null;
  /** Điểm thẩm định. */
  readonly accepted: Points | null;
}

/** Where the points of a criterion come from. */
export type Basis = 'accepted' | 'computed' | 'declared' | 'unknown';

export interface CriterionScore extends CriterionState {
  readonly code: string;
  readonly maximum: Points;
  readonly points: Points | null;
  readonly basis: Basis;
  /** Declared less computed; null where either is missing. */
  readonly difference: Points | null;
  /** It waits for a reviewer: unknown, only declared, or declared otherwise than computed. */
  readonly open: boolean;
}

/** A heading with the sums below it. */
export interface HeadingScore {
  readonly code: string;
  readonly maximum: Points;
  /** Null: not all of it is known. */
  readonly points: Points | null;
}

export interface UnitScore {
  readonly maximum: Points;
  /** Null: the points of some criterion are unknown, which is not 0. */
  readonly points: Points | null;
  /** The points that are known, summed. */
  readonly known: Points;
  readonly criteria: readonly CriterionScore[];
  readonly headings: readonly HeadingScore[];
}

const NOTHING: CriterionState = { computed: null, declared: null, accepted: null };

/**
 * The score of a unit of a group: of each criterion what a reviewer accepted, else what was computed, else what the unit
 * declared. A score never exceeds its maximum.
 */
export function scoreUnit(
  criteria: readonly Criterion[],
  group: string,
  states: ReadonlyMap<string, CriterionState>,
): UnitScore {
  const leaves = leavesOf(criteria).flatMap(({ code, maximum }) => {
    const most = maximum[group];
    return most === undefined ? [] : [scoreCriterion(code, most, states.get(code) ?? NOTHING)];
  });
  const sums = new Map(leaves.map((leaf): [string, HeadingScore] => [leaf.code, leaf]));
  const leafCodes = new Set(leavesOf(criteria).map(({ code }) => code));
  const headings = criteria
    .filter(({ code }) => !leafCodes.has(code))
    .map(({ code }) => sumOf(code, below(code, criteria, sums)))
    .filter(({ maximum }) => maximum > 0);
  const { points } = sumOf('', leaves);
  return {
    maximum: maximumOf(criteria, group),
    points,
    known: leaves.reduce((sum, leaf) => sum + (leaf.points ?? 0), 0),
    criteria: leaves,
    headings,
  };
}

function scoreCriterion(code: string, maximum: Points, state: CriterionState): CriterionScore {
  const { computed, declared, accepted } = state;
  const capped = (points: Points): Points => Math.min(points, maximum);
  const difference = declared === null || computed === null ? null : declared - computed;
  const basis: Basis =
    accepted !== null ? 'accepted' : computed !== null ? 'computed' : declared !== null ? 'declared' : 'unknown';
  const points = accepted ?? computed ?? declared;
  return {
    ...{ code, maximum, computed, declared, accepted, difference, basis },
    points: points === null ? null : capped(points),
    open: basis === 'unknown' || basis === 'declared' || (basis === 'computed' && (difference ?? 0) !== 0),
  };
}

/** The points that stand without a review: computed, else declared; null where there are none, or two that differ. */
export function standingPoints({ computed, declared, difference }: CriterionScore): Points | null {
  return (difference ?? 0) === 0 ? (computed ?? declared) : null;
}

function below(
  heading: string,
  criteria: readonly Pick<Criterion, 'code' | 'parent'>[],
  sums: ReadonlyMap<string, HeadingScore>,
): HeadingScore[] {
  return criteria
    .filter(({ parent }) => parent === heading)
    .flatMap(({ code }) => {
      const leaf = sums.get(code);
      return leaf ? [leaf] : below(code, criteria, sums);
    });
}

function sumOf(code: string, parts: readonly HeadingScore[]): HeadingScore {
  return {
    code,
    maximum: parts.reduce((sum, { maximum }) => sum + maximum, 0),
    points: parts.reduce<Points | null>(
      (sum, { points }) => (sum === null || points === null ? null : sum + points),
      0,
    ),
  };
}

/**
 * The grade that points of an own maximum reach, compared exactly; null below every band. With A from 80 %, 57.2 of 71.5
 * is just an A, and 57.19 is not.
 */
export function gradeOf(
  grades: readonly GradeBand[],
  { points, maximum }: Pick<UnitScore, 'points' | 'maximum'>,
): string | null {
  if (points === null) return null;
  const share = { numerator: BigInt(points) * 100n, denominator: BigInt(maximum) };
  const reached = grades
    .filter(({ atLeast }) => compareQuantities(share, exactly(atLeast)) >= 0)
    .sort((a, b) => b.atLeast - a.atLeast)[0];
  return reached?.grade ?? null;
}
