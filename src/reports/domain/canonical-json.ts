/**
 * JSON in one form only, so that equal contents have equal hashes: keys in the order of their UTF-16 units, no blanks,
 * what is undefined left out (RFC 8785 for texts, whole numbers and shares as the snapshot holds them).
 *
 * Example: `{ b: 1, a: [null, "đ"] }` → `{"a":[null,"đ"],"b":1}`.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, content: unknown) => {
    if (content === null || typeof content !== 'object' || Array.isArray(content)) return content;
    return Object.fromEntries(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
  });
}
