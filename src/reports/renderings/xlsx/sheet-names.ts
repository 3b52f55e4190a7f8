const LONGEST = 31;

/**
 * Names as Excel takes them: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at either end, none twice
 * (capitals count for nothing): `["I. A", "i. a"]` → `["I. A", "i. a (2)"]`.
 */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const clean =
      title
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/\s+/g, ' ')
        .replace(/^[' ]+|[' ]+$/g, '') || '-';
    for (let count = 1; ; count += 1) {
      const suffix = count === 1 ? '' : ` (${count})`;
      const name = `${[...clean]
        .slice(0, LONGEST - suffix.length)
        .join('')
        .trim()}${suffix}`;
      const key = name.toLocaleLowerCase('vi');
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  });
}
