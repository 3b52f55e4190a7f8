/** Places of things in their list, and the keys that lead to them. */
interface Group {
  readonly places: number[];
  readonly keys: string[];
}

/**
 * Things that share a key, directly or by way of others, together; each group in the order in which its things come.
 *
 * Example: `ab`, `cd`, `bc`, `x`, each with its letters as keys → `[ab, cd, bc]`, `[x]`.
 */
export function connected<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): T[][] {
  const groupOf = new Map<string, Group>();
  const groups = new Set<Group>();
  for (const [place, thing] of things.entries()) {
    const keys = keysOf(thing);
    const near = [...new Set(keys.flatMap((key) => groupOf.get(key) ?? []))];
    // The others join the largest, so that no key moves often.
    near.sort((a, b) => b.keys.length - a.keys.length);
    const [group = { places: [], keys: [] }, ...others] = near;
    group.places.push(place);
    for (const other of others) {
      group.places.push(...other.places);
      groups.delete(other);
    }
    const moved = [...others.flatMap((other) => other.keys), ...keys.filter((key) => groupOf.get(key) !== group)];
    for (const key of moved) groupOf.set(key, group);
    group.keys.push(...moved);
    groups.add(group);
  }
  return [...groups].map(({ places }) => places.sort((a, b) => a - b).map((place) => things[place] as T));
}
