import { type LocalDate } from '../../kernel/local-date.js';
import { type Basis } from './score.js';

/** `computed`: by this tracker; `stated`: by somebody else, and recorded here. */
export type ResultSource = 'computed' | 'stated';

/** One criterion of one unit as it was when the result was published; points with two decimals at most. */
export interface PublishedCriterion {
  readonly code: string;
  readonly name: string;
  readonly maximum: number;
  readonly points: number | null;
  readonly basis: Basis;
  /** What was measured, where it is computed; a count has no denominator. */
  readonly measured: { readonly numerator: number; readonly denominator: number | null } | null;
  readonly computed: number | null;
  readonly declared: number | null;
  readonly accepted: number | null;
  readonly reason: string | null;
}

/** One unit of a published result; what was not stated is null, never 0. */
export interface PublishedUnit {
  readonly unit: { readonly id: string; readonly code: string; readonly name: string };
  readonly group: string | null;
  readonly points: number | null;
  readonly maximum: number | null;
  readonly grade: string | null;
  readonly rank: number | null;
  readonly criteria: readonly PublishedCriterion[];
}

/** How many units have a grade. */
export interface PublishedGrade {
  readonly grade: string;
  readonly name: string | null;
  readonly count: number;
}

/** All that a published result says, frozen when it is published: names, points, ranks, and what they rested on. */
export interface PublishedResult {
  /** The last day of the year. Codes and names are those of this day. */
  readonly asOf: LocalDate;
  /** Number of the version that it was computed by. */
  readonly version: number | null;
  /** What was known when it was computed. */
  readonly knownAt: { readonly revision: number; readonly at: string } | null;
  readonly document: string | null;
  readonly publishedOn: LocalDate | null;
  readonly documents: readonly { readonly id: string; readonly number: string | null; readonly title: string }[];
  readonly scopeId: string;
  readonly grades: readonly PublishedGrade[];
  /** How many were ranked; null: not stated. */
  readonly ranked: number | null;
  /** By rank, then those without one, by name. */
  readonly units: readonly PublishedUnit[];
}

/**
 * The part of a result that is about the units somebody may see. What it says of all of them together stays only for who
 * may see the whole scope.
 */
export function partOf(
  result: PublishedResult,
  maySee: (unitId: string, day: LocalDate) => boolean,
): Pick<PublishedResult, 'grades' | 'ranked' | 'units'> {
  const { asOf, scopeId, grades, ranked, units } = result;
  if (maySee(scopeId, asOf)) return { grades, ranked, units };
  return { grades: [], ranked: null, units: units.filter(({ unit }) => maySee(unit.id, asOf)) };
}
