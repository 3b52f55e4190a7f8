import { nearest } from '../../kernel/resemblance.js';
import { matchKey } from '../../kernel/vietnamese-text.js';

/** A criterion as a row may name it. */
export interface NamedCriterion {
  readonly code: string;
  readonly name: string;
}

/**
 * Which criterion of a unit's own is meant.
 * - `found`: it has the code, or is the one of that name
 * - `ambiguous`: several have the name, and no code is given
 * - `name-differs`: the one of the code is called otherwise
 * - `unknown`: there is none
 */
export type CriterionAnswer =
  | { readonly outcome: 'found'; readonly code: string }
  | { readonly outcome: 'ambiguous' | 'unknown'; readonly read: string; readonly candidates: readonly string[] }
  | { readonly outcome: 'name-differs'; readonly named: string };

/** `typed` is a code, or a name where there is none of the code; `typedName` a name. At least one of them is given. */
export function criterionNamed(
  typed: string | undefined,
  typedName: string | undefined,
  own: readonly NamedCriterion[],
): CriterionAnswer {
  const called = (name: string): NamedCriterion[] => own.filter((one) => matchKey(one.name) === matchKey(name));
  const byCode = own.find(({ code }) => code === typed);
  const read = typed ?? typedName ?? '';
  const meant = byCode ? [byCode] : called(read);
  const [first, second] = meant;
  if (second) return { outcome: 'ambiguous', read, candidates: meant.map(({ code }) => code) };
  if (!first) {
    const close = nearest(read, own, ({ name }) => name, 3);
    return { outcome: 'unknown', read, candidates: (close.length > 0 ? close : own).map(({ code }) => code) };
  }
  const differs = typedName !== undefined && matchKey(first.name) !== matchKey(typedName);
  return differs ? { outcome: 'name-differs', named: first.name } : { outcome: 'found', code: first.code };
}
