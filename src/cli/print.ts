import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import { type Language } from '../kernel/ratio.js';
import { type Fault } from '../kernel/refusal.js';

export const FORMATS = ['table', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What is asked for goes to standard output, in the format asked for. */
export function printLines(
  header: readonly string[],
  lines: readonly (readonly string[])[],
  format: Exclude<Format, 'json'>,
): void {
  if (format === 'csv') {
    process.stdout.write(
      stringify([header, ...lines] as string[][], {
        escape_formulas: true,
        // -1 is no formula.
        cast: { string: (cell) => (/^[+-]\d+$/.test(cell) ? { value: cell, escape_formulas: false } : cell) },
      }),
    );
    return;
  }
  const table = new Table({
    head: [...header],
    style: { head: [], border: [], compact: true },
    colAligns: header.map((_, column) => (lines.every((line) => isFigure(line[column] ?? '')) ? 'right' : 'left')),
  });
  table.push(...lines.map((line) => [...line]));
  process.stdout.write(`${table.toString()}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Every fault of a refusal, one a line, to standard error. */
export function printFaults(faults: readonly Fault[], language: Language): void {
  for (const { path, message, detail } of faults) {
    console.error(path === '' ? message[language] : `${path}: ${message[language]}`);
    for (const candidate of candidatesOf(detail)) console.error(`  ? ${candidate}`);
  }
}

function candidatesOf(detail: Fault['detail']): string[] {
  const candidates = detail?.['candidates'];
  if (!Array.isArray(candidates)) return [];
  return candidates.map((candidate: unknown) => {
    if (typeof candidate === 'string') return candidate;
    const { code, name, id } = candidate as Partial<Record<'code' | 'name' | 'id', string>>;
    return `${name ?? ''} (${code ?? ''}, ${id ?? ''})`;
  });
}

function isFigure(cell: string): boolean {
  return /^(|–|[+-]?[\d.,]+%?|chưa có số liệu|no data yet)$/.test(cell);
}
