import { describe, expect, it } from '@jest/globals';
import { excelWorkbook, type ExcelCell, type ExcelOptions } from '../../../test/support/excel-workbook.js';
import { plainRows, readAll } from '../../../test/support/spreadsheets.js';

/** The cells of a first row that holds these. */
async function cellsOf(cells: readonly ExcelCell[], options?: ExcelOptions) {
  const { sheets } = await readAll(excelWorkbook([{ name: 'Sheet1', rows: [cells] }], options));
  return sheets[0]?.rows[0]?.cells;
}

const text = (value: string) => ({ type: 'text', text: value });

describe('cells', () => {
  it('are shared texts, plain and rich, and texts in their place', async () => {
    const runs = { runs: [{ text: 'Xã ' }, { text: 'Tân Bình', font: 'Arial' }] };
    expect(await cellsOf(['Xã Tân Bình', runs, { inline: ' đầu và cuối ' }, 'Xã Tân Bình'])).toEqual([
      text('Xã Tân Bình'),
      text('Xã Tân Bình'),
      text(' đầu và cuối '),
      text('Xã Tân Bình'),
    ]);
  });

  it('are composed, with what markup cannot hold', async () => {
    expect(await cellsOf(['Ho\u0300a', 'dòng 1\ndòng 2', 'a_x000D_b', '_x005F_x000D_', 'A & B < "C"'])).toEqual(
      ['Hòa', 'dòng 1\ndòng 2', 'a\rb', '_x000D_', 'A & B < "C"'].map(text),
    );
  });

  it('are numbers that read in their format', async () => {
    expect(
      await cellsOf([1685, 43.2, { value: 42, format: 'code' }, { value: 0.432, format: 'share' }, -1e-7]),
    ).toEqual([
      { type: 'number', value: 1685, text: '1685' },
      { type: 'number', value: 43.2, text: '43,2' },
      { type: 'number', value: 42, text: '00042' },
      { type: 'number', value: 0.432, text: '43,2%' },
      { type: 'number', value: -1e-7, text: '-1e-7' },
    ]);
  });

  it('are days by their format, with the time dropped; a time alone is none', async () => {
    const cells = [
      { day: 42735 },
      { day: 42735.75, format: 'custom' },
      { day: 42735, format: 'long' },
      { value: 0.5, format: 'time' },
      { day: 60 },
    ] as const;
    expect(await cellsOf(cells)).toEqual([
      { type: 'day', day: '2016-12-31' },
      { type: 'day', day: '2016-12-31' },
      { type: 'day', day: '2016-12-31' },
      { type: 'number', value: 0.5, text: '0,5' },
      { type: 'number', value: 60, text: '60' },
    ]);
  });

  it('count days from 1904 where the workbook does', async () => {
    expect(await cellsOf([{ day: 41273 }], { from1904: true })).toEqual([{ type: 'day', day: '2016-12-31' }]);
  });

  it('are flags, errors, and of formulas what was calculated last', async () => {
    const cells = [
      true,
      { error: '#REF!' },
      { formula: 'A1+1', value: 38 },
      { formula: 'A1&"x"', value: 'đang sử dụng' },
      { formula: 'TODAY()' },
      { formula: 'IF(A1,"","x")', value: '' },
      'cuối',
    ];
    expect(await cellsOf(cells)).toEqual([
      { type: 'flag', value: true },
      { type: 'fault', text: '#REF!' },
      { type: 'number', value: 38, text: '38' },
      text('đang sử dụng'),
      { type: 'fault', text: '' },
      null,
      text('cuối'),
    ]);
  });

  it('are dates of the strict form', async () => {
    const mangle = (path: string, markup: string): string =>
      path.includes('sheet1')
        ? markup.replace(/<c r="A1"><v>1<\/v>/, '<c r="A1" t="d"><v>2016-12-31T00:00:00Z</v>')
        : markup;
    expect(await cellsOf([1, 'x'], { strict: true, mangle })).toEqual([{ type: 'day', day: '2016-12-31' }, text('x')]);
  });

  it('without references stand one after the other', async () => {
    const mangle = (path: string, markup: string): string =>
      path.includes('sheet1') ? markup.replace(/ r="[A-Z]*\d+"/g, '') : markup;
    const { sheets } = await readAll(
      excelWorkbook(
        [
          {
            name: 'S',
            rows: [
              ['a', 'b'],
              [1, 2],
            ],
          },
        ],
        { mangle },
      ),
    );
    expect(plainRows(sheets[0]?.rows ?? [])).toEqual([
      ['a', 'b'],
      [1, 2],
    ]);
  });

  it('in the fonts of before Unicode are read as those show them', async () => {
    const cells = [
      { text: 'X· T©n B×nh', font: '.VnTime' },
      { text: 'cã', font: '.VnTime' },
      { text: 'huyÖn hßa thµnh', font: '.VnTimeH' },
      { runs: [{ text: 'UBND ' }, { text: 'x· cã', font: '.VnArial' }] },
      'Thị trấn',
    ] as const;
    expect(await cellsOf(cells)).toEqual(['Xã Tân Bình', 'có', 'HUYỆN HÒA THÀNH', 'UBND xã có', 'Thị trấn'].map(text));
  });
});

describe('workbooks', () => {
  const ROWS = [
    ['Mã', 'Ngày'],
    ['25501', { day: 42735 }],
  ] as const;
  const READ = [
    ['Mã', 'Ngày'],
    ['25501', '2016-12-31'],
  ];

  it.each<[string, ExcelOptions]>([
    ['as Excel writes them', {}],
    ['of the strict form', { strict: true }],
    ['with a prefix at every element', { prefix: 'x' }],
    [
      'with parts of other names, in other places',
      { paths: { workbook: 'office/Book.XML', styles: 'a/s.xml', strings: 'text.xml', sheet1: 'data/One.xml' } },
    ],
    ['with a mark before their markup', { mangle: (_path, markup) => `\ufeff${markup}` }],
    [
      'with targets from the root and by detours',
      {
        mangle: (path, markup) =>
          path.endsWith('.rels')
            ? markup
                .replace('"xl/workbook', '"/xl/workbook')
                .replace('"worksheets/', '"../xl/./worksheets/')
                .replace('"styles', '"/xl/styles')
            : markup,
      },
    ],
  ])('are read %s', async (_, options) => {
    const { sheets } = await readAll(excelWorkbook([{ name: 'Triển khai', rows: ROWS }], options));
    expect(sheets.map(({ name, rows }) => [name, plainRows(rows)])).toEqual([['Triển khai', READ]]);
  });

  it('find their parts whatever the case of their names', async () => {
    const mangle = (path: string, markup: string): string =>
      path.endsWith('.rels') ? markup.replaceAll('sheet1.xml', 'SHEET1.XML') : markup;
    const { sheets } = await readAll(excelWorkbook([{ name: 'S', rows: ROWS }], { mangle }));
    expect(plainRows(sheets[0]?.rows ?? [])).toEqual(READ);
  });

  it('tell of hidden sheets, rows and columns, and of merged cells', async () => {
    const { sheets } = await readAll(
      excelWorkbook([
        {
          name: 'Bảng',
          rows: [
            ['Đơn vị', null, 'Hệ thống'],
            ['Mã', 'Tên', 'Một cửa'],
            ['25501', 'Xã Tân Bình', 'x'],
            ['25495', 'ẩn', 'x'],
          ],
          merges: ['A1:B1', 'C1:C2'],
          hiddenRows: [4],
          hiddenColumns: [2],
        },
        { name: 'Ẩn', rows: [['x']], state: 'hidden' },
        { name: 'Ẩn hẳn', rows: [], state: 'veryHidden' },
      ]),
    );
    expect(sheets.map(({ name, hidden, rows }) => [name, hidden, rows.map((row) => [row.number, row.hidden])])).toEqual(
      [
        [
          'Bảng',
          false,
          [
            [1, false],
            [2, false],
            [3, false],
            [4, true],
          ],
        ],
        ['Ẩn', true, [[1, false]]],
        ['Ẩn hẳn', true, []],
      ],
    );
    expect(sheets[0]?.merges).toEqual([
      { firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 2 },
      { firstRow: 1, lastRow: 2, firstColumn: 3, lastColumn: 3 },
    ]);
    expect([...(sheets[0]?.hiddenColumns ?? [])]).toEqual([2]);
  });

  it('keep the numbers of their rows, leave out what is blank, and do not believe their stated range', async () => {
    const rows = [[null], ['a', null, null], [], [null, null, 'c', '']] as const;
    const { sheets } = await readAll(excelWorkbook([{ name: 'S', rows, blankRows: 500, dimension: 'A1:XFD1048576' }]));
    expect(sheets[0]?.rows).toEqual([
      { number: 2, hidden: false, cells: [text('a')] },
      { number: 4, hidden: false, cells: [null, null, text('c')] },
    ]);
  });

  it('give their rows more than once, and stop where the reader stops', async () => {
    const { readSpreadsheet } = await import('./read-spreadsheet.js');
    const file = await readSpreadsheet(excelWorkbook([{ name: 'S', rows: [['a'], ['b']] }]), 'a.xlsx');
    const [sheet] = file.sheets;
    for await (const chunk of sheet?.rows() ?? []) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    const read = [];
    for await (const chunk of sheet?.rows() ?? []) read.push(...chunk);
    expect(plainRows(read)).toEqual([['a'], ['b']]);
    await file.close();
  });
});
