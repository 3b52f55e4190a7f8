/** Something that was recorded as a whole, and may have been withdrawn. */
export interface RecordedStatement {
  readonly isRetracted: boolean;
}

/**
 * What becomes of what a file says:
 * - `create`: it is new; `update`: it comes in the place of `replaces`
 * - `unchanged`: it is recorded so
 * - `previously-retracted`: what said so was withdrawn
 */
export type StatementDecision<R> =
  | { readonly what: 'create' }
  | { readonly what: 'update'; readonly replaces: R }
  | { readonly what: 'unchanged' }
  | { readonly what: 'previously-retracted' };

/** How what is said is held against what is recorded. */
export interface StatementRules<S, R> {
  /** Whether all that is said is recorded so; what is left unsaid is not asked about. */
  readonly says: (said: S, recorded: R) => boolean;
  /** Which of the recorded ones is meant where none says the same: the first rule that finds one decides. */
  readonly means: readonly ((said: S, recorded: R) => boolean)[];
  /** How much is said: who says more is served first. */
  readonly weight: (said: S) => number;
}

/**
 * Decides for things without a number of their own, which are recorded as a whole and replaced as a whole (targets,
 * activities). Each recorded one answers for one that is said, so that two equal ones stay two. What is recorded so is
 * found first, then what was withdrawn (unless `confirmed`), then what is meant; the rest is new. A file that was applied
 * therefore changes nothing when it comes again.
 */
export function decideStatements<S, R extends RecordedStatement>(
  said: readonly S[],
  recorded: readonly R[],
  { says, means, weight }: StatementRules<S, R>,
  confirmed: boolean,
): StatementDecision<R>[] {
  const free = new Set(recorded.filter(({ isRetracted }) => !isRetracted));
  const withdrawn = confirmed ? [] : recorded.filter(({ isRetracted }) => isRetracted);
  const decisions = new Map<S, StatementDecision<R>>();
  const take = (one: S, fits: (said: S, recorded: R) => boolean): R | undefined => {
    const found = decisions.has(one) ? undefined : [...free].find((other) => fits(one, other));
    if (found) free.delete(found);
    return found;
  };
  for (const one of said.toSorted((a, b) => weight(b) - weight(a)))
    if (take(one, says)) decisions.set(one, { what: 'unchanged' });
  for (const one of said)
    if (!decisions.has(one) && withdrawn.some((other) => says(one, other)))
      decisions.set(one, { what: 'previously-retracted' });
  for (const rule of means) {
    for (const one of said) {
      const replaces = take(one, rule);
      if (replaces) decisions.set(one, { what: 'update', replaces });
    }
  }
  return said.map((one) => decisions.get(one) ?? { what: 'create' });
}
