import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

jest.setTimeout(240_000);

const run = promisify(execFile);

/** What LibreOffice says at its start where there is no Java, which it needs for none of this. */
const START_UP_NOISE = [/^Warning: failed to launch javaldx - java may not function correctly$/];

let tracker: TestApp;
let folder: string;
/** What stands on each page, of LibreOffice's file and of ours. */
let pages: Record<'office' | 'ours', string[]>;
let said: { stderr: string; stdout: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-2016-'));
  tracker = await startApp({ sample: true });
  const { body } = await tracker.post('/reports', { definition: 'year', period: '2016', asOf: '2016-12-31' });
  for (const [format, name] of [
    ['docx', 'office'],
    ['pdf', 'ours'],
  ] as const) {
    const response = await fetch(`${tracker.address}/api/v1/reports/${body.id}.${format}`, {
      headers: { authorization: `Bearer ${tracker.administrator}` },
    });
    await writeFile(join(folder, `${name}.${format}`), Buffer.from(await response.arrayBuffer()));
  }
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  // Rejects where it ends with another code than 0.
  said = await run('soffice', [
    ...['--headless', profile, '--convert-to', 'pdf', '--outdir', folder, join(folder, 'office.docx')],
  ]);
  pages = { office: await pagesOf('office.pdf'), ours: await pagesOf('ours.pdf') };
});

afterAll(async () => {
  await tracker.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function pagesOf(file: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-layout', join(folder, file), '-'], { maxBuffer: 1e8 });
  return stdout.split('\f').slice(0, -1);
}

it('is converted without complaint', () => {
  const lines = said.stderr.split('\n').filter((line) => line.trim() !== '');
  expect(lines.filter((line) => !START_UP_NOISE.some((noise) => noise.test(line)))).toEqual([]);
  expect(said.stdout).toContain('using filter : writer_pdf_Export');
});

it.each(['office', 'ours'] as const)('has the pages that it should, from %s', (which) => {
  const all = pages[which];
  const body = all.findIndex((page) => page.includes('Phụ lục I\n'));
  // Six pages as both lay them out today; another machine's letters may move a line.
  expect(body).toBeGreaterThanOrEqual(5);
  expect(body).toBeLessThanOrEqual(7);
  // One appendix for each of the 8 systems of which units are known or owed, each with pages of its own from 1 on.
  const appendices = all.filter((page) => /^\s*(?:DỰ THẢO\s+)?Phụ lục [IVX]+\n/m.test(page));
  expect(appendices.length).toBeGreaterThanOrEqual(7);
  expect(all.length).toBeLessThanOrEqual(30);
});

it.each(['office', 'ours'] as const)('keeps together on one page what is read together, from %s', (which) => {
  const all = pages[which];
  const pageOf = (words: string): number => all.findIndex((page) => page.includes(words));
  // The last sentence, the recipients and the signature.
  expect(new Set([pageOf('kính báo cáo./.'), pageOf('Nơi nhận:'), pageOf('- Lưu: VT.'), pageOf('GIÁM ĐỐC')]).size).toBe(
    1,
  );
  for (const page of all) {
    const lines = page.split('\n').filter((line) => line.trim() !== '');
    // No heading, caption or introduction of a list stands last.
    expect(lines.at(-1)).not.toMatch(/^\s*([IVX]+\. |\d+\. |Bảng \d+\.)|:$/);
    // Of a list of units at least two rows go over to a page.
    if (/^\s*TT\s+Đơn vị/.test(lines[1] ?? '')) expect(lines.length).toBeGreaterThan(3);
  }
});

it.each(['office', 'ours'] as const)('breaks no day, no figure and no number of a document, from %s', (which) => {
  const text = pages[which].join('');
  for (const whole of ['06/2016/QĐ-UBND', '09/03/2016', '3.241 cuộc họp', '77/77 (100%)', 'UBND tỉnh Tây Ninh'])
    expect(text).toContain(whole);
});
