import { describe, expect, it } from '@jest/globals';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadCell } from '../../kernel/read-cell.js';
import { reference } from './cell-readers.js';
import { type Column } from './column.js';
import { findTable, type Merge, type SheetRow } from './find-table.js';
import { readMatrixCell } from './read-matrix.js';

const column = (key: string, vi: string, ...also: string[]): Column => ({
  ...{ key, heading: { vi, en: key }, also, help: { vi: '', en: '' }, read: reference },
});
const COLUMNS = [
  column('unit', 'Mã đơn vị'),
  column('unitName', 'Tên đơn vị', 'Đơn vị'),
  column('system', 'Hệ thống'),
  column('effectiveOn', 'Ngày hiệu lực'),
];
const SYSTEMS = new Map([
  ['Văn phòng điện tử', 'e-office'],
  ['Một cửa', 'one-stop-shop'],
]);

const rows = (...texts: (string | null)[][]): SheetRow[] =>
  texts.map((row, index) => ({
    number: index + 1,
    cells: row.map((text): ReadCell | null => (text === null ? null : { type: 'text', text })),
  }));

const found = (sheet: SheetRow[], merges: Merge[] = []) => {
  const table = findTable(sheet, merges, { columns: COLUMNS, systemOf: (text) => SYSTEMS.get(text) ?? null });
  return table && { ...table, columns: Object.fromEntries(table.columns), systems: Object.fromEntries(table.systems) };
};

const merge = (firstRow: number, firstColumn: number, lastRow: number, lastColumn: number): Merge => ({
  ...{ firstRow, firstColumn, lastRow, lastColumn },
});

describe('the heading of a table', () => {
  it('is found below titles, in any case, without diacritics, with hints', () => {
    const sheet = rows(
      ['BÁO CÁO'],
      ['Tính đến ngày 31/12/2016'],
      ['STT', 'MA DON VI', 'Hệ  thống (*)', 'Ngày hiệu lực (dd/mm/yyyy):'],
      ['1', '705', 'x', 'y'],
    );
    expect(found(sheet)).toMatchObject({
      ...{ headingRow: 3, firstDataRow: 4, columns: { unit: 1, system: 2, effectiveOn: 3 } },
      ...{ unknown: [], titleDay: '2016-12-31' },
    });
  });

  it('may take two rows with merged cells, and below it a row that numbers the columns', () => {
    const sheet = rows(
      ['TT', 'Đơn vị', null, 'Hệ thống'],
      [null, 'Mã', 'Tên', null],
      ['(1)', '(2)', '(3)', '(4)'],
      ['1', '705', 'x', 'y'],
    );
    const merges = [merge(1, 1, 2, 1), merge(1, 2, 1, 3), merge(1, 4, 2, 4)];
    expect(found(sheet, merges)).toMatchObject({
      firstDataRow: 4,
      columns: { unit: 1, unitName: 2, system: 3 },
      unknown: [],
    });
  });

  it('is decided by a row of keys below it', () => {
    const sheet = rows(['Mã đơn vị', 'Cột lạ', 'Hệ thống'], ['unit', 'effectiveOn', 'system'], ['705', 'x', 'y']);
    expect(found(sheet)).toMatchObject({
      firstDataRow: 3,
      columns: { unit: 0, effectiveOn: 1, system: 2 },
      unknown: [],
    });
  });

  it('of a matrix has systems across', () => {
    const sheet = rows(['Đơn vị', 'Hệ thống', null], [null, 'Văn phòng điện tử', 'Một cửa'], ['x', 'x', null]);
    const merges = [merge(1, 1, 2, 1), merge(1, 2, 1, 3)];
    expect(found(sheet, merges)).toMatchObject({
      columns: { unitName: 0 },
      systems: { 1: 'e-office', 2: 'one-stop-shop' },
    });
  });

  it('names what it does not know, and what stands there twice', () => {
    const sheet = rows(['Mã đơn vị', 'Người nhập', 'Hệ thống', 'Hệ thống']);
    expect(found(sheet)).toMatchObject({
      unknown: [{ index: 1, text: 'Người nhập' }],
      repeated: [{ index: 3, key: 'system' }],
    });
  });

  it('is none where nothing is recognised', () => {
    expect(found(rows(['a', 'b'], ['c', 'd']))).toBeNull();
  });
});

describe('a cell of a matrix, on 31/12/2016', () => {
  const DAY = '2016-12-31' as LocalDate;
  it.each<[string, string | null]>([
    ['x', 'live by 2016-12-31'],
    ['✓', 'live by 2016-12-31'],
    ['Có', 'live by 2016-12-31'],
    ['không', 'none by 2016-12-31'],
    ['đang sử dụng', 'live by 2016-12-31'],
    ['20/12/2016', 'live on 2016-12-20'],
    ['thí điểm từ 05/12/2016', 'pilot on 2016-12-05'],
    ['tạm dừng (01/11/2016)', 'suspended on 2016-11-01'],
    ['-', null],
    ['chưa có số liệu', null],
    ['xong xuôi', 'matrix-cell-unknown'],
  ])('%s', (text, expected) => {
    const cell = readMatrixCell({ type: 'text', text }, DAY);
    const told = cell && ('code' in cell ? cell.code : `${cell.stage} ${cell.dated} ${cell.effectiveOn}`);
    expect(told).toBe(expected);
  });

  it('needs a day where the table has none', () => {
    expect(readMatrixCell({ type: 'text', text: 'x' }, null)).toMatchObject({ code: 'day-missing' });
    expect(readMatrixCell({ type: 'number', value: 1, text: '1' }, DAY)).toMatchObject({ stage: 'live', dated: 'by' });
  });
});
