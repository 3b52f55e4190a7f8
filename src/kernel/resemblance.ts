import { accentFreeKey } from './vietnamese-text.js';

/**
 * How much two texts resemble each other, diacritics and case aside, from 0 to 1: twice the pairs of letters that they
 * share over all pairs (Dice). `"Tân Bình"` and `"Tân Bìn"`: 14 / 15.
 */
export function resemblance(a: string, b: string): number {
  const [first, second] = [pairsOf(a), pairsOf(b)];
  const left = new Map<string, number>();
  for (const pair of first) left.set(pair, (left.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of second) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    shared += 1;
  }
  return first.length + second.length === 0 ? 0 : (2 * shared) / (first.length + second.length);
}

/** Those of `all` that resemble the text at all well (0.5 or more), best first, at most `most`. */
export function nearest<T>(text: string, all: Iterable<T>, nameOf: (one: T) => string, most = 5): T[] {
  return [...all]
    .map((one) => ({ one, likeness: resemblance(text, nameOf(one)) }))
    .filter(({ likeness }) => likeness >= 0.5)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ one }) => one);
}

function pairsOf(text: string): string[] {
  const key = ` ${accentFreeKey(text)}`;
  return Array.from({ length: key.length - 1 }, (_, index) => key.slice(index, index + 2));
}
