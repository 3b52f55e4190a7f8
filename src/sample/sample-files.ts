import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../../config/project-root.js';
import { parseLocalDate } from '../kernel/local-date.js';

export const SOURCE = 'Bài tổng hợp ứng dụng công nghệ thông tin năm 2016 của tỉnh Tây Ninh, đăng ngày 24/03/2017';
export const VIEWING_DAY = parseLocalDate('2016-12-31');
/** Its register brings along old 80, Long An, out of which the province of 2025 came too. */
export const PROVINCE = '72';
/** Departments end with the province: what followed them is not among the facts. */
export const END_OF_PROVINCE = parseLocalDate('2025-07-01');

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
