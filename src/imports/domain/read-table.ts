import { printCell } from '../../kernel/cell-readings.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadCell } from '../../kernel/read-cell.js';
import { nearest } from '../../kernel/resemblance.js';
import { accentFreeKey } from '../../kernel/vietnamese-text.js';
import {
  type CellValue,
  type Column,
  columnLetters,
  faultAt,
  type RowFault,
  type TablePlace,
  type TableRow,
} from './column.js';
import { type Heading, type Merge, type SheetRow, type TableFound } from './find-table.js';

/** What is wrong with the heading: columns that nobody knows, that stand there twice, that are missing. */
export function headingFaults(
  found: TableFound,
  sheet: string,
  columns: readonly Column[],
  hasDay: boolean,
): RowFault[] {
  const headings = columns.map(({ heading }) => heading.vi);
  const place = ({ index, text }: Heading) => ({
    ...{ sheet, row: found.headingRow, column: null, cell: `${columnLetters(index)}${found.headingRow}`, read: text },
  });
  return [
    ...found.unknown.map((heading): RowFault => ({
      ...place(heading),
      code: 'column-unknown',
      expected: {
        vi: `một trong các cột: ${headings.join(', ')}`,
        en: `one of: ${columns.map(({ key }) => key).join(', ')}`,
      },
      message: {
        vi: `Không biết cột "${heading.text}"; hãy đổi tên hoặc xóa cột này.`,
        en: `There is no column "${heading.text}"; rename it or take it out.`,
      },
      candidates: nearest(heading.text, headings, (text) => text, 3),
    })),
    ...found.repeated.map((heading): RowFault => ({
      ...place(heading),
      column: heading.key,
      code: 'column-repeated',
      expected: { vi: 'mỗi cột một lần', en: 'each column once' },
      message: {
        vi: `Cột "${heading.text}" lặp lại một cột đứng trước.`,
        en: `The column "${heading.text}" repeats an earlier one.`,
      },
    })),
    ...columns
      .filter(
        ({ key, required, orElse, isDayOfFile }) =>
          !found.columns.has(key) &&
          (required === true ? !(isDayOfFile === true && hasDay) : orElse !== undefined && !found.columns.has(orElse)),
      )
      .map(({ key, heading }): RowFault => {
        return {
          ...{ sheet, row: found.headingRow, column: key, cell: null, read: '' },
          code: 'column-missing',
          expected: { vi: `cột "${heading.vi}"`, en: `a column ${key}` },
          message: { vi: `Thiếu cột "${heading.vi}".`, en: `The column ${key} (${heading.vi}) is missing.` },
        };
      }),
  ];
}

/** Whether a row below a table's heading is none of its rows: a title merged across, a total. */
export function isPassedOver({ number, cells }: SheetRow, merges: readonly Merge[]): boolean {
  const filled = cells.flatMap((cell, index) => (cell === null || printCell(cell) === '' ? [] : [index]));
  const [first] = filled;
  if (first === undefined) return true;
  const text = printCell(cells[first] ?? null);
  if (/^(?:tong cong|tong so|tong|cong)\s*:?$/.test(accentFreeKey(text))) return true;
  return (
    filled.length === 1 &&
    merges.some(
      ({ firstRow, firstColumn, lastColumn }) =>
        firstRow === number && firstColumn === first + 1 && lastColumn > firstColumn,
    )
  );
}

const NOTHING: readonly string[] = [];

/** Reads one row by the columns that were found; faults of form go to `report`. */
export function readRow(
  row: SheetRow,
  place: TablePlace,
  columns: readonly Column[],
  asOf: LocalDate | null,
  report: (fault: RowFault) => void,
): TableRow {
  const values: Record<string, CellValue> = {};
  let unread = NOTHING;
  const read: TableRow = { place, row: row.number, values, unread };
  for (const column of columns) {
    const index = place.indexOf.get(column.key);
    const cell: ReadCell | null = index === undefined ? null : (row.cells[index] ?? null);
    const said = column.read(cell);
    if (said.kind === 'read') values[column.key] = said.value;
    else if (said.kind === 'unread') {
      unread = [...unread, column.key];
      report(faultAt(read, column.key, said.fault, printCell(cell)));
    } else if (column.isDayOfFile === true && asOf !== null) values[column.key] = asOf;
    // A column that is missing is told of once, above.
    else if (column.required === true && index !== undefined) {
      unread = [...unread, column.key];
      report(faultAt(read, column.key, blankCell(column), ''));
    }
  }
  return unread === NOTHING ? read : { ...read, unread };
}

export function blankCell({ heading, key }: Pick<Column, 'heading' | 'key'>) {
  return {
    code: 'cell-blank',
    expected: { vi: heading.vi.toLocaleLowerCase('vi'), en: heading.en.toLowerCase() },
    message: { vi: `Chưa ghi "${heading.vi}".`, en: `${key} (${heading.vi}) is blank.` },
  };
}
