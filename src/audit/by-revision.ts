/** Rows under the revision that they are of, in the order given. */
export function byRevision<T extends { readonly revision: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.revision);
    if (group) group.push(row);
    else groups.set(row.revision, [row]);
  }
  return groups;
}
