import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLocalDate } from '../../src/kernel/local-date.js';
import { writeCsv } from '../../src/platform/spreadsheets/write-csv.js';
import { type SheetCell, writeWorkbook } from '../../src/platform/spreadsheets/write-workbook.js';
import { bytesOf, faultOf, plainRows, readAll } from '../support/spreadsheets.js';

/** `;`, quotes where needed, UTF-8, cells as they are shown, the first sheet. */
const CSV = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true';
const XLSX = 'xlsx:Calc MS Excel 2007 XML';

describe('LibreOffice', () => {
  let work: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'spreadsheets-'));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  /** The file in another format; `input` names how LibreOffice is to read it. */
  async function convert(bytes: Buffer, from: string, to: string, input?: string): Promise<Buffer> {
    const source = join(work, `source.${from}`);
    await writeFile(source, bytes);
    await promisify(execFile)('soffice', [
      `-env:UserInstallation=file://${join(work, 'profile')}`,
      ...['--headless', ...(input === undefined ? [] : [`--infilter=${input}`])],
      ...['--convert-to', to, '--outdir', join(work, 'out'), source],
    ]);
    return readFile(join(work, 'out', `source.${to.split(':', 1)[0] ?? ''}`));
  }

  const columns = ['Mã', 'Tên', 'Số', 'Ngày', 'Tỷ lệ'].map((title, index) => ({
    title,
    ...(index === 0 && { key: 'unit', hint: 'Mã năm chữ số' }),
    ...(index === 1 && { choices: { values: ['Xã Tân Bình', 'Thi đua, khen thưởng'], only: false } }),
  }));
  const rows: SheetCell[][] = [
    ['00042', 'Xã Tân Bình', 1685, { day: parseLocalDate('2016-12-31') }, { ratio: 0.432 }],
    ['=1+1', 'Hội đồng Thi đua; "khen thưởng"', -5, { day: parseLocalDate('1900-03-01') }, { ratio: 1 }],
    ['+84', 'dòng một\ndòng hai', 0, null, null],
    ['@x', ' trong  khoảng trắng ', null, { day: parseLocalDate('9999-12-31') }, null],
    ["'x", '_x000D_ & <b>', 37, null, { ratio: 0 }],
  ];
  /** As LibreOffice shows them in English: grouped numbers, percentages with one digit. */
  const shown = [
    ['00042', 'Xã Tân Bình', '1,685', '31/12/2016', '43.2%'],
    ['=1+1', 'Hội đồng Thi đua; "khen thưởng"', '-5', '01/03/1900', '100.0%'],
    ['+84', 'dòng một\ndòng hai', '0'],
    ['@x', ' trong  khoảng trắng ', null, '31/12/9999'],
    ["'x", '_x000D_ & <b>', '37', null, '0.0%'],
  ];

  it('opens what is written, shows equal content, and calculates nothing of it', async () => {
    const written = await bytesOf(writeWorkbook([{ name: 'Triển khai', columns, rows }]));
    const { sheets } = await readAll(await convert(written, 'xlsx', CSV), 'source.csv');
    expect(plainRows(sheets[0]?.rows ?? [])).toEqual([columns.map(({ title }) => title), ['unit'], ...shown]);
  });

  it('keeps everything when it saves the workbook again', async () => {
    const help = { name: 'Hướng dẫn', columns: [{ title: 'Cột', width: 20 }], rows: [['=Mã đơn vị']], isProse: true };
    const written = await bytesOf(writeWorkbook([{ name: 'Triển khai', columns, rows }, help]));
    const saved = await readAll(await convert(written, 'xlsx', XLSX));
    const before = await readAll(written);
    expect(saved.sheets.map(({ name, hidden }) => [name, hidden])).toEqual(
      before.sheets.map(({ name, hidden }) => [name, hidden]),
    );
    expect(saved.sheets.map(({ rows: read }) => read)).toEqual(before.sheets.map(({ rows: read }) => read));
  });

  it('gives back texts, numbers and days of every kind through its own file', async () => {
    // Control characters and outer white space are other programs' to keep or not.
    const anyText = fc
      .string({ unit: fc.constantFrom(...'aăâđêôơưẮỮđ =+-@\'";,_x0D<&>1'), minLength: 1, maxLength: 12 })
      .map((text) => `ạ${text}ạ`.normalize('NFC'));
    const anyDay = fc
      .integer({ min: -25508, max: 2932896 })
      .map((days) => parseLocalDate(new Date(days * 86_400_000).toISOString().slice(0, 10)));
    const anyCell = fc.oneof(
      anyText,
      fc.integer({ min: -1e12, max: 1e12 }),
      anyDay.map((day) => ({ day })),
    );
    const [sample = []] = fc.sample(
      fc.array(fc.array(anyCell, { minLength: 5, maxLength: 5 }), { minLength: 300, maxLength: 300 }),
      { numRuns: 1, seed: 5 },
    );
    const written = await bytesOf(writeWorkbook([{ name: 'S', columns: [], rows: sample }]));
    const { sheets } = await readAll(await convert(written, 'xlsx', XLSX));
    expect(plainRows(sheets[0]?.rows ?? [])).toEqual(
      sample.map((row) => row.map((cell) => (typeof cell === 'object' ? cell.day : cell))),
    );
  });

  it('opens the CSV and shows the same, with no formula', async () => {
    const written = await bytesOf(writeCsv({ columns, rows }));
    const { sheets } = await readAll(await convert(written, 'csv', XLSX, 'CSV:59,34,76,1,,0,false,false'));
    const read = plainRows(sheets[0]?.rows ?? []);
    expect(read.map((row) => row[0])).toEqual(['Mã', 42, "'=1+1", "'+84", "'@x", "'x"]);
    expect(read.map((row) => row[1])).toEqual(['Tên', ...rows.map((row) => row[1])]);
    expect(read.map((row) => row[3] ?? null)).toEqual(['Ngày', '31/12/2016', '01/03/1900', null, '31/12/9999', null]);
  });

  it.each([
    ['ods', 'ods', 'OpenDocument (.ods)'],
    ['xls', 'xls:MS Excel 97', '(.xls)'],
  ])('writes .%s, which is refused with advice', async (_, format, advice) => {
    const written = await bytesOf(writeWorkbook([{ name: 'S', columns, rows }]));
    const fault = await faultOf(await convert(written, 'xlsx', format));
    expect(fault).toMatchObject({ code: 'spreadsheet-other-format' });
    expect(fault.message.vi).toContain(advice);
  });
});
