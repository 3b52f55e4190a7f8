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

/** What the reports of the sample's office bear at their heads, as a definition takes it. */
export function reportHead(): Record<string, unknown> {
  const lines = (text: string | undefined): string[] => text?.split(' | ') ?? [];
  const [head = {}] = readSample('report_head.csv');
  return {
    parentBody: head['parent_body'],
    issuingBody: head['issuing_body'],
    abbreviation: head['abbreviation'],
    placeName: head['place'],
    signatory: { lines: lines(head['signatory']) },
    addressees: lines(head['addressees']),
    recipients: lines(head['recipients']),
    systemNames: readSample('report_names.csv').map(({ system, name }) => ({ system, name })),
  };
}
