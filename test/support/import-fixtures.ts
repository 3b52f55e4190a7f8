import { type ExcelCell, excelWorkbook } from './excel-workbook.js';
import { tcvn3, tcvn3Signs, windows1258 } from './legacy-text.js';

/** A line of the long form: units of Tây Ninh in 2016 as data/register has them, systems as data/sample names them. */
export interface FixtureLine {
  readonly unit: string;
  readonly unitName: string;
  readonly within: string;
  readonly system: string;
  readonly stage: string;
  readonly effectiveOn: string;
  readonly note: string;
}

const TAY_NINH = 'Thành phố Tây Ninh';
const ONE_STOP_SHOP = 'Hệ thống một cửa điện tử';
const CIVIL_REGISTRY = 'Phần mềm quản lý hộ tịch';
const E_OFFICE = 'Văn phòng điện tử';
const LIVE = 'đang sử dụng';
const YEAR_END = '2016-12-31';

/** What every file of the long form says; both communes by the name of Tân Bình are among them. */
export const LONG_LINES: readonly FixtureLine[] = [
  line('703', TAY_NINH, 'Tỉnh Tây Ninh', ONE_STOP_SHOP, LIVE, YEAR_END, 'Kết nối 10/10 phường, xã'),
  line('709', 'Huyện Hòa Thành', 'Tỉnh Tây Ninh', ONE_STOP_SHOP, LIVE, YEAR_END, ''),
  line('25456', 'Phường 1', TAY_NINH, ONE_STOP_SHOP, LIVE, YEAR_END, 'Bộ phận "một cửa"; 2 máy'),
  line('25474', 'Xã Tân Bình', TAY_NINH, ONE_STOP_SHOP, LIVE, YEAR_END, ''),
  line('25495', 'Xã Tân Bình', 'Huyện Tân Biên', ONE_STOP_SHOP, LIVE, '2016-07-01', ''),
  line('25630', 'Thị trấn Hòa Thành', 'Huyện Hòa Thành', ONE_STOP_SHOP, LIVE, YEAR_END, ''),
  line('25711', 'Xã Đôn Thuận', 'Huyện Trảng Bàng', ONE_STOP_SHOP, 'thí điểm', '2016-12-05', 'Chờ đường truyền'),
  line('25474', 'Xã Tân Bình', TAY_NINH, CIVIL_REGISTRY, LIVE, '2016-01-04', ''),
  line('25495', 'Xã Tân Bình', 'Huyện Tân Biên', CIVIL_REGISTRY, LIVE, YEAR_END, ''),
  line('25711', 'Xã Đôn Thuận', 'Huyện Trảng Bàng', CIVIL_REGISTRY, 'chưa triển khai', YEAR_END, ''),
  line('25456', 'Phường 1', TAY_NINH, E_OFFICE, LIVE, YEAR_END, ''),
  line('25711', 'Xã Đôn Thuận', 'Huyện Trảng Bàng', E_OFFICE, 'tạm dừng', '2016-09-15', '=thiếu máy tính'),
];

function line(
  unit: string,
  unitName: string,
  within: string,
  system: string,
  stage: string,
  effectiveOn: string,
  note: string,
): FixtureLine {
  return { unit, unitName, within, system, stage, effectiveOn, note };
}

export const LONG_HEADINGS = [
  'Mã đơn vị',
  'Tên đơn vị',
  'Thuộc đơn vị',
  'Hệ thống',
  'Giai đoạn',
  'Ngày hiệu lực',
  'Ghi chú',
] as const;

/** The systems of the matrix, in the order of its columns. */
export const MATRIX_SYSTEMS = [ONE_STOP_SHOP, CIVIL_REGISTRY, E_OFFICE] as const;

/** A unit of the matrix, and what stands below each system: a sign, a word, a day, a word with a day, nothing. */
export const MATRIX_LINES: readonly (readonly [string, string, ...(string | null)[]])[] = [
  ['703', TAY_NINH, 'x', null, 'x'],
  ['25456', 'Phường 1', 'x', null, LIVE],
  ['25474', 'Xã Tân Bình', '2016-12-31', '2016-01-04', null],
  ['25711', 'Xã Đôn Thuận', 'thí điểm từ 05/12/2016', 'chưa triển khai', 'tạm dừng'],
];

const MATRIX_TITLE = 'TÌNH HÌNH TRIỂN KHAI CÁC HỆ THỐNG (tính đến ngày 31/12/2016)';

/** Files as programs write them; those of LibreOffice are made from some of these. */
export function importFixtures(): Readonly<Record<string, Buffer>> {
  return {
    'excel-long.xlsx': excelLong(),
    'excel-long-1904.xlsx': excelWorkbook([{ name: 'Sheet1', rows: longRows(EPOCH_1904) }], { from1904: true }),
    'excel-long-strict.xlsx': excelWorkbook([{ name: 'Sheet1', rows: longRows(EPOCH_1900, 'custom') }], {
      strict: true,
    }),
    'excel-long-formulas.xlsx': excelFormulas(),
    'excel-long-tcvn3.xlsx': excelTcvn3(),
    'excel-matrix.xlsx': excelMatrix(),
    'long-utf-8-bom.csv': Buffer.from(`\ufeff${longCsv(';')}`),
    'long-utf-8-comma.csv': Buffer.from(`sep=,\r\n${longCsv(',')}`),
    'long-utf-16le.csv': Buffer.from(`\ufeff${longCsv('\t')}`, 'utf16le'),
    'long-windows-1258.csv': windows1258(longCsv(';')),
    'long-tcvn3.csv': tcvn3(longCsv(';')),
    'matrix-utf-8-bom.csv': Buffer.from(`\ufeff${matrixCsv()}`),
  };
}

const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

const serial = (day: string, epoch: number): number => (Date.parse(`${day}T00:00:00Z`) - epoch) / 86_400_000;

const slashed = (day: string): string => day.split('-').reverse().join('/');

/** A heading and the lines below it, days as numbers in Excel's short date or as dd/mm/yyyy. */
function longRows(epoch: number, format: 'short' | 'custom' = 'short'): ExcelCell[][] {
  return [
    [...LONG_HEADINGS],
    ...LONG_LINES.map(({ unit, unitName, within, system, stage, effectiveOn, note }): ExcelCell[] => [
      ...[unit, unitName, within, system, stage],
      { day: serial(effectiveOn, epoch), format },
      note === '' ? null : note,
    ]),
  ];
}

/** Below a title across all columns; rich text, a hidden row, formatted rows with nothing in them, a second, hidden sheet. */
function excelLong(): Buffer {
  const [, ...lines] = longRows(EPOCH_1900);
  const title = { runs: [{ text: 'DANH SÁCH ' }, { text: 'TRIỂN KHAI', font: 'Times New Roman' }] };
  return excelWorkbook([
    {
      name: 'Triển khai',
      rows: [[title], [], [...LONG_HEADINGS], ...lines],
      merges: ['A1:G1'],
      hiddenRows: [6],
      blankRows: 40,
      dimension: 'A1:G1048576',
    },
    { name: 'Danh mục', rows: [[...MATRIX_SYSTEMS]], state: 'hidden' },
  ]);
}

/** Codes as numbers in the format 00000, names and days by formulas, a day typed as text, an ordinal in front. */
function excelFormulas(): Buffer {
  const rows = LONG_LINES.map((each, index): ExcelCell[] => [
    index === 0 ? 1 : { formula: `A${index + 1}+1`, value: index + 1 },
    each.unit.length === 5 ? { value: Number(each.unit), format: 'code' } : Number(each.unit),
    { formula: `VLOOKUP(B${index + 2},units,2,0)`, value: each.unitName },
    ...[each.within, each.system, each.stage.toUpperCase()],
    index % 2 === 0
      ? slashed(each.effectiveOn)
      : { formula: 'DATE(2016,12,31)', value: serial(each.effectiveOn, EPOCH_1900) },
    each.note === '' ? null : each.note,
  ]);
  return excelWorkbook([{ name: 'Sheet1', rows: [['STT', ...LONG_HEADINGS], ...rows] }]);
}

function excelTcvn3(): Buffer {
  const signs = (text: string): ExcelCell => (text === '' ? null : { text: tcvn3Signs(text), font: '.VnTime' });
  const rows = LONG_LINES.map(({ unit, unitName, within, system, stage, effectiveOn, note }): ExcelCell[] => [
    unit,
    ...[unitName, within, system, stage].map(signs),
    { day: serial(effectiveOn, EPOCH_1900), format: 'custom' },
    signs(note),
  ]);
  return excelWorkbook([{ name: 'Sheet1', rows: [LONG_HEADINGS.map(signs), ...rows] }]);
}

/** A heading of two rows with merged cells, as offices lay it out. */
function excelMatrix(): Buffer {
  const rows = MATRIX_LINES.map(([unit, name, ...cells]): ExcelCell[] => [
    ...[unit, name],
    ...cells.map((cell): ExcelCell =>
      cell !== null && isDay(cell) ? { day: serial(cell, EPOCH_1900), format: 'custom' } : cell,
    ),
  ]);
  return excelWorkbook([
    {
      name: 'Ma trận',
      rows: [[MATRIX_TITLE], ['Đơn vị', null, 'Hệ thống'], ['Mã', 'Tên', ...MATRIX_SYSTEMS], ...rows],
      merges: ['A1:E1', 'A2:B2', 'C2:E2'],
    },
  ]);
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

function longCsv(separator: string): string {
  const lines = LONG_LINES.map(({ unit, unitName, within, system, stage, effectiveOn, note }) => [
    ...[unit, unitName, within, system, stage, slashed(effectiveOn)],
    // As whoever knows of formulas in text writes it.
    note.startsWith('=') ? `'${note}` : note,
  ]);
  return csv([[...LONG_HEADINGS], ...lines], separator);
}

function matrixCsv(): string {
  const lines = MATRIX_LINES.map((cells) =>
    cells.map((cell) => (cell === null ? '' : isDay(cell) ? slashed(cell) : cell)),
  );
  return csv([[MATRIX_TITLE, '', '', '', ''], ['Mã đơn vị', 'Tên đơn vị', ...MATRIX_SYSTEMS], ...lines], ';');
}

function csv(lines: readonly (readonly string[])[], separator: string): string {
  const quoted = (text: string): string =>
    text.includes(separator) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  return lines.map((cells) => `${cells.map(quoted).join(separator)}\r\n`).join('');
}
