import { expect } from '@jest/globals';

type Figure = Readonly<Record<string, number | null>>;
const COUNTS = ['covered', 'missing', 'unknown', 'exempt', 'outside', 'eligible'];

/** Covered lies within eligible, and the parts of a grouping make the whole. */
export function addsUp({ rows, totals }: { rows: Figure[]; totals: Figure[] }): void {
  for (const { covered, missing, unknown, eligible, ratio } of [...rows, ...totals]) {
    if (eligible !== null) expect(Number(covered) + Number(missing) + Number(unknown)).toBe(eligible);
    expect(Number(ratio)).toBeLessThanOrEqual(1);
  }
  const sum = (figures: Figure[], count: string): number | null =>
    figures.some((figure) => figure[count] === null)
      ? null
      : figures.reduce((whole, figure) => whole + Number(figure[count]), 0);
  for (const count of COUNTS) expect(sum(rows, count)).toBe(sum(totals, count));
  if (!rows.every((row) => 'system' in row)) return;
  for (const total of totals) {
    const parts = rows.filter((row) => row['system'] === total['system']);
    for (const count of COUNTS) expect(sum(parts, count)).toBe(total[count]);
  }
}
