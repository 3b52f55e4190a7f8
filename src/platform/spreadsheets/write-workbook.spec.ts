import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unzipSync, strFromU8 } from 'fflate';
import { bytesOf, plainRows, readAll } from '../../../test/support/spreadsheets.js';
import { parseLocalDate } from '../../kernel/local-date.js';
import { mayBeLegacy } from './legacy-vietnamese.js';
import { writeCsv } from './write-csv.js';
import { type SheetCell, writeWorkbook } from './write-workbook.js';

const DAY = parseLocalDate('2016-12-31');

/** Of four sheets each, or of four lines at least: a thousand cases. */
const ROUNDS = { numRuns: 250 };

/** Text that reads only one way; what may be of before Unicode is for other tests. */
const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ';', '_x000D_', 'ạ', 'Đ', ' '),
      maxLength: 8,
    }),
  )
  .map((text) => text.normalize('NFC'))
  .filter((text) => text !== '' && !mayBeLegacy(text));

const anyDay = fc
  .integer({ min: -25508, max: 2932896 })
  .map((days) => parseLocalDate(new Date(days * 86_400_000).toISOString().slice(0, 10)));

const anyCell: fc.Arbitrary<SheetCell> = fc.oneof(
  anyText,
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  anyDay.map((day) => ({ day })),
);

const anyRows = fc.array(fc.array(anyCell, { minLength: 1, maxLength: 6 }), { maxLength: 20 });

/** Cells as they are read again: blanks at the end and blank rows do not count. */
function expected(rows: readonly (readonly SheetCell[])[]): unknown[][] {
  return rows.flatMap((row) => {
    const cells = row.map((cell) =>
      cell !== null && typeof cell === 'object' ? ('day' in cell ? cell.day : cell.ratio) : cell,
    );
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    return cells.length === 0 ? [] : [cells];
  });
}

describe('writeWorkbook', () => {
  const columns = Array.from({ length: 6 }, (_, index) => ({ title: `Cột ${index + 1}` }));

  it('gives back every cell, as text, number and day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRows, { minLength: 4, maxLength: 4 }), async (tables) => {
        const written = writeWorkbook(tables.map((rows, index) => ({ name: `Bảng ${index}`, columns, rows })));
        const { sheets } = await readAll(await bytesOf(written));
        expect(sheets.map(({ rows }) => plainRows(rows).slice(1))).toEqual(tables.map(expected));
      }),
      ROUNDS,
    );
  });

  it('writes titles, keys in a hidden row, lists in a hidden sheet, and hints', async () => {
    const bytes = await bytesOf(
      writeWorkbook([
        {
          name: 'Triển khai: 2016/2017 của các đơn vị trong tỉnh',
          columns: [
            { title: 'Mã đơn vị', key: 'unit', format: 'text', hint: 'Dòng một\n"Dòng hai"' },
            { title: 'Giai đoạn', key: 'stage', choices: { values: ['đang sử dụng', 'tạm dừng, chờ'], only: true } },
            { title: 'Ngày hiệu lực', key: 'effectiveOn', format: 'day' },
          ],
          rows: [['00042', 'đang sử dụng', { day: DAY }]],
        },
        {
          name: 'Hướng dẫn',
          columns: [
            { title: 'Cột', width: 20 },
            { title: 'Ý nghĩa', width: 80 },
          ],
          rows: [['Mã', '=không phải công thức']],
          isProse: true,
        },
      ]),
    );
    const { sheets } = await readAll(bytes);
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Triển khai  2016 2017 của các đ', false],
      ['Hướng dẫn', false],
      ['_danh_muc', true],
    ]);
    expect(sheets[0]?.rows.map(({ number, hidden }) => [number, hidden])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
    expect(sheets.map(({ rows }) => plainRows(rows))).toEqual([
      [
        ['Mã đơn vị', 'Giai đoạn', 'Ngày hiệu lực'],
        ['unit', 'stage', 'effectiveOn'],
        ['00042', 'đang sử dụng', '2016-12-31'],
      ],
      [
        ['Cột', 'Ý nghĩa'],
        ['Mã', '=không phải công thức'],
      ],
      [['đang sử dụng'], ['tạm dừng, chờ']],
    ]);
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain(
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="B3:B1048576"><formula1>'_danh_muc'!$A$1:$A$2</formula1>`,
    );
    expect(sheet).toContain('prompt="Dòng một&#10;&quot;Dòng hai&quot;" sqref="A3:A1048576"');
  });

  it('leaves room to fill in an empty table, and fits what is there', async () => {
    const widths = async (rows: SheetCell[][]): Promise<(string | undefined)[]> => {
      const bytes = await bytesOf(
        writeWorkbook([{ name: 'Bảng', columns: [{ title: 'Mã' }, { title: 'Tên' }], rows }]),
      );
      const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] as Uint8Array);
      return [...xml.matchAll(/ width="(\d+)"/g)].map(([, width]) => width);
    };
    expect([await widths([]), await widths([['703', 'Thành phố']])]).toEqual([
      ['14', '14'],
      ['5', '11'],
    ]);
  });

  it('writes the same bytes for the same sheets', async () => {
    const write = (): Promise<Buffer> =>
      bytesOf(writeWorkbook([{ name: 'S', columns, rows: [['a', 1, { ratio: 0.432 }]] }]));
    expect((await write()).equals(await write())).toBe(true);
  });

  it('cuts what no cell can hold, and shows days before March 1900 as text', async () => {
    const rows = [['x'.repeat(40_000), { day: parseLocalDate('1899-12-31') }]];
    const { sheets } = await readAll(await bytesOf(writeWorkbook([{ name: 'S', columns, rows }])));
    expect(plainRows(sheets[0]?.rows ?? [])[1]).toEqual([`${'x'.repeat(32_766)}…`, '31/12/1899']);
  });

  it('breaks off where its rows do', async () => {
    const rows = (function* () {
      yield ['a'];
      throw new Error('the database went away');
    })();
    await expect(bytesOf(writeWorkbook([{ name: 'S', columns, rows }]))).rejects.toThrow('the database went away');
  });
});

describe('writeCsv', () => {
  it('is what Excel opens under a Vietnamese locale', async () => {
    const rows = [['00042', 'một; hai', '"x"', { day: DAY }, 1685.5, { ratio: 0.432 }, null, '=1+1', 'a\nb']];
    const columns = ['Mã', 'Tên', '-x', '', '', '', '', '', ''].map((title) => ({ title }));
    expect((await bytesOf(writeCsv({ columns, rows }))).toString()).toBe(
      `\ufeffMã;Tên;'-x;;;;;;\r\n00042;"một; hai";"""x""";31/12/2016;1685,5;43,2%;;'=1+1;"a\nb"\r\n`,
    );
  });

  it('gives back every text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anyText, { minLength: 2, maxLength: 5 }), { minLength: 4 }), async (rows) => {
        const columns = [{ title: 'Một' }, { title: 'Hai' }];
        const { sheets } = await readAll(await bytesOf(writeCsv({ columns, rows })), 'a.csv');
        expect(plainRows(sheets[0]?.rows ?? [])).toEqual([['Một', 'Hai'], ...rows]);
      }),
      ROUNDS,
    );
  });
});
