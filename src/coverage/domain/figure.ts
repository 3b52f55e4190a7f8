import { printCount, printPercent, type Language } from '../../kernel/ratio.js';
import { type Stage } from '../../deployments/domain/entry.js';
import { type Obligation } from '../../systems/domain/obligation.js';

/** What one unit is to one system on a day: what it owes, and its stage (null: unknown). */
export interface Standing {
  readonly obligation: Obligation;
  readonly stage: Stage | null;
}

/** The list of a figure that a unit stands in; null: in none. */
export type CoverageList = 'covered' | 'missing' | 'unknown' | 'exempt' | 'outside';
export const COVERAGE_LISTS: readonly CoverageList[] = ['covered', 'missing', 'unknown', 'exempt', 'outside'];

/**
 * A coverage figure (domain.md §5), in whole units. `eligible` is null, "not stated", when the group holds a
 * live unit that no rule speaks of. Where it is stated, covered + missing + unknown = eligible.
 */
export interface Figure {
  readonly covered: number;
  readonly eligible: number | null;
  /** Required, its stage known, and not one that counts. */
  readonly missing: number;
  /** Required, without any stage. */
  readonly unknown: number;
  readonly exempt: number;
  /** Live though exempt or not required. */
  readonly outside: number;
}

/**
 * The lists a unit stands in: a required one in exactly one of covered, missing, unknown; an exempt one in
 * `exempt`, and in `outside` too while it is live; an unspoken one in `covered` while it is live. A unit that is
 * live though not required stands in `outside`, so covered never exceeds eligible.
 */
export function listsOf({ obligation, stage }: Standing, counting: ReadonlySet<Stage>): CoverageList[] {
  const counts = stage !== null && counting.has(stage);
  switch (obligation) {
    case 'required':
      return [counts ? 'covered' : stage === null ? 'unknown' : 'missing'];
    case 'exempt':
      return counts ? ['exempt', 'outside'] : ['exempt'];
    case 'not-required':
      return counts ? ['outside'] : [];
    case 'unspoken':
      return counts ? ['covered'] : [];
  }
}

/** True when there is anything to say of the unit and system at all. */
export function isSpokenOf({ obligation, stage }: Standing): boolean {
  return obligation === 'required' || obligation === 'exempt' || stage !== null;
}

/**
 * The figure of a group. 95 communes required, 41 of them live and 54 without an entry: covered 41, eligible 95,
 * unknown 54. Three live departments of which no rule speaks: covered 3, eligible null.
 */
export function countFigure(group: Iterable<Standing>, counting: ReadonlySet<Stage>): Figure {
  const figure = { covered: 0, missing: 0, unknown: 0, exempt: 0, outside: 0 };
  let required = 0;
  let unstated = false;
  for (const standing of group) {
    const lists = listsOf(standing, counting);
    for (const list of lists) figure[list] += 1;
    if (standing.obligation === 'required') required += 1;
    else if (standing.obligation === 'unspoken' && lists.length > 0) unstated = true;
  }
  return { ...figure, eligible: unstated ? null : required };
}

/** covered / eligible, or null when eligible is 0, not stated, or wholly unknown. */
export function ratioOf({ covered, eligible, unknown }: Figure): number | null {
  return eligible === null || eligible === 0 || unknown === eligible ? null : covered / eligible;
}

/** As official text prints it: `43,2%`; `22` when eligible is not stated; `–` when it is 0; `chưa có số liệu`. */
export function printFigure(figure: Figure, language: Language = 'vi'): string {
  const { covered, eligible, unknown } = figure;
  if (eligible === null) return printCount(covered, language);
  if (eligible === 0) return '–';
  if (unknown === eligible) return language === 'vi' ? 'chưa có số liệu' : 'no data yet';
  return printPercent({ covered, eligible }, language);
}

/** The count with what it is of and its share: `41/95 (43,2%)`; the count alone where eligible is not stated. */
export function printCovered(figure: Figure, language: Language = 'vi'): string {
  const { covered, eligible } = figure;
  const share = printFigure(figure, language);
  if (eligible === null || ratioOf(figure) === null) return share;
  return `${printCount(covered, language)}/${printCount(eligible, language)} (${share})`;
}
