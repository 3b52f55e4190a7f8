import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { excelParts } from '../support/excel-workbook.js';
import { zip } from '../support/files.js';

interface Took {
  readonly rows: number;
  readonly cells?: number;
  readonly fault?: string;
  readonly megabytes: number;
}

describe('large files', () => {
  let work: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'spreadsheets-'));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  async function run(task: 'write-xlsx' | 'write-csv' | 'read', path: string): Promise<Took> {
    const { stdout } = await promisify(execFile)(process.execPath, ['test/support/large-spreadsheet.mjs', task, path]);
    return JSON.parse(stdout) as Took;
  }

  it.each(['xlsx', 'csv'] as const)(
    'of 100,000 rows and ten columns are written and read piece by piece: %s',
    async (format) => {
      const path = join(work, `large.${format}`);
      const written = await run(`write-${format}`, path);
      expect(written.megabytes).toBeLessThan(500);
      const read = await run('read', path);
      expect(read).toMatchObject({ rows: 100_001, cells: 1_000_010 });
      expect(read.megabytes).toBeLessThan(400);
    },
  );

  it('of more cells than are taken are refused without being held', async () => {
    const path = join(work, 'cells.csv');
    await writeFile(path, Buffer.alloc(25 * 1024 * 1024, `${'1;'.repeat(499)}1\n`));
    const read = await run('read', path);
    expect(read.fault).toBe('spreadsheet-too-many-cells');
    expect(read.megabytes).toBeLessThan(400);
  });

  it('of more text than is taken are refused before it is held', async () => {
    const path = join(work, 'text.xlsx');
    const texts = Array.from({ length: 40_000 }, (_, index) => `<si><t>${`${index * 7919} `.repeat(300)}</t></si>`);
    const parts = {
      ...excelParts([{ name: 'S', rows: [['a']] }]),
      'xl/sharedStrings.xml': Buffer.from(`<sst>${texts.join('')}</sst>`),
    };
    await writeFile(path, zip(parts));
    const read = await run('read', path);
    expect(read.fault).toBe('spreadsheet-unpacks-to-too-much');
    expect(read.megabytes).toBeLessThan(400);
  });
});
