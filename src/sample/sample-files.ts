import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../../config/project-root.js';

/** The rows of a file of data/sample, by column name; an empty cell is undefined. */
export function readSample(name: string): Partial<Record<string, string>>[] {
  const rows: Record<string, string>[] = parse(readFileSync(join(projectRoot, 'data', 'sample', name)), {
    columns: true,
  });
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')));
}
