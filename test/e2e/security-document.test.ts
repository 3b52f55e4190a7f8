import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from '@jest/globals';

const PROJECT = join(import.meta.dirname, '../..');
const text = readFileSync(join(PROJECT, 'docs', 'security.md'), 'utf8');
const [, missing = '', ...chapters] = text.split(/^## /m);

/** The cells of each row below the head of a table. */
function rowsOf(part: string): string[][] {
  const lines = part.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
const rows = chapters.flatMap(rowsOf);

it('names tests that there are', () => {
  const named = rows.flatMap(([, , , shown = '']) => shown.split(', ').filter((name) => name !== ''));
  expect(named.length).toBeGreaterThan(100);
  const specs = readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' }).map((path) => basename(path));
  const isThere = (name: string): boolean =>
    name.endsWith('.spec.ts') ? specs.includes(name) : existsSync(join(PROJECT, 'test', name));
  expect([...new Set(named)].filter((name) => !isThere(name))).toEqual([]);
});

it('gives a reason for whatever is not met, once, and no other', () => {
  const reasons = rowsOf(missing).map(([number = '', reason = '']) => ({ number, reason }));
  for (const { number, reason } of reasons) expect([number, reason.length > 40]).toEqual([number, true]);
  const open = rows.filter(([, , met = '']) => met.includes('see above')).map(([numbers = '']) => numbers.split(', '));
  const unexplained = open.filter((numbers) => !numbers.some((one) => reasons.some(({ number }) => number === one)));
  expect(unexplained).toEqual([]);
  const unmentioned = reasons.filter(({ number }) => !open.some((numbers) => numbers.includes(number)));
  expect(unmentioned).toEqual([]);
});
