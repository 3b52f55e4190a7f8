import { printCell, readText } from '../../kernel/cell-readings.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadCell } from '../../kernel/read-cell.js';
import { accentFreeKey } from '../../kernel/vietnamese-text.js';
import { dayIn } from './cell-readers.js';
import { type Column } from './column.js';

/** A row as the file holds it; `number` as Excel shows it. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly (ReadCell | null)[];
}

/** Cells shown as one; from 1, inclusive. */
export interface Merge {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** A heading and the column of the file it stands over, from 0. */
export interface Heading {
  readonly index: number;
  readonly text: string;
}

/** Where a table begins in a sheet and what its columns are. */
export interface TableFound {
  readonly firstDataRow: number;
  readonly headingRow: number;
  readonly columns: ReadonlyMap<string, number>;
  /** Of a matrix: the systems across, by the file's column. */
  readonly systems: ReadonlyMap<number, string>;
  readonly unknown: readonly Heading[];
  /** Headings that say what an earlier one said. */
  readonly repeated: readonly (Heading & { readonly key: string })[];
  /** A day that a line above the table names: "Tính đến ngày 31/12/2016". */
  readonly titleDay: LocalDate | null;
}

export interface TableQuestion {
  readonly columns: readonly Column[];
  /** What a heading means that names a system, if systems may stand across; else null for all. */
  readonly systemOf: (heading: string) => string | null;
}

/** The heading is looked for in so many rows. */
export const ROWS_LOOKED_AT = 60;
const MOST_HEADING_ROWS = 3;
/** Columns that tables have and nobody needs. */
const PASSED_OVER = new Set(['stt', 'tt', 'sott', 'sothutu', 'no', 'ordinal']);

/**
 * Finds the heading of a table among the first rows of a sheet: the row, or up to three rows with merged cells between
 * them, in which most columns are recognised. Titles may stand above; below may follow a row of keys, or one that
 * numbers the columns. Null where no heading has two known columns, or, of a matrix, a unit and a system.
 */
export function findTable(
  rows: readonly SheetRow[],
  merges: readonly Merge[],
  question: TableQuestion,
): TableFound | null {
  const known = headingKeys(question.columns);
  let best: { found: TableFound; score: number } | null = null;
  for (let first = 0; first < rows.length; first += 1) {
    for (let count = 1; count <= MOST_HEADING_ROWS && first + count <= rows.length; count += 1) {
      const block = rows.slice(first, first + count);
      if (!isBlock(block, merges)) break;
      const found = readHeading(block, merges, question, known);
      // A cell below the heading may happen to hold a word of one: more rows must recognise clearly more.
      const score = (found.columns.size + found.systems.size) * 10 - found.unknown.length - count;
      if (found.columns.size + found.systems.size < 2 || (best && score <= best.score)) continue;
      best = { found: { ...found, titleDay: titleDay(rows.slice(0, first)) }, score };
    }
  }
  return best && withRowsBelow(best.found, rows, question.columns);
}

/** How a heading is compared: without diacritics, hints in brackets, marks and spaces. `"Ngày hiệu lực (*)"` → `ngayhieuluc`. */
export function headingKey(text: string): string {
  const key = accentFreeKey(text.replace(/\([^()]*\)/g, ' ')).replace(/[^a-z0-9]/g, '');
  return key === '' ? accentFreeKey(text).replace(/[^a-z0-9]/g, '') : key;
}

/** The column of every heading that is understood. */
export function headingKeys(columns: readonly Column[]): ReadonlyMap<string, string> {
  return new Map(
    columns.flatMap(({ key, heading, also = [] }) =>
      [key, heading.vi, heading.en, ...also].map((text): [string, string] => [headingKey(text), key]),
    ),
  );
}

function isBlock(block: readonly SheetRow[], merges: readonly Merge[]): boolean {
  const [first, last] = [block[0], block.at(-1)] as [SheetRow, SheetRow];
  if (first === last) return true;
  if (last.number - first.number !== block.length - 1) return false;
  // Rows are one heading only where something joins them.
  return merges.some(
    ({ firstRow, lastRow, firstColumn, lastColumn }) =>
      firstRow >= first.number && firstRow < last.number && (lastRow > firstRow || lastColumn > firstColumn),
  );
}

function readHeading(
  block: readonly SheetRow[],
  merges: readonly Merge[],
  { systemOf }: TableQuestion,
  known: ReadonlyMap<string, string>,
): Omit<TableFound, 'titleDay'> {
  const columns = new Map<string, number>();
  const systems = new Map<number, string>();
  const unknown: Heading[] = [];
  const repeated: (Heading & { key: string })[] = [];
  const width = Math.max(...block.map(({ cells }) => cells.length));
  for (let index = 0; index < width; index += 1) {
    const labels = [...new Set(block.map((row) => textAt(row, index, block, merges)).filter((text) => text !== ''))];
    const own = labels.at(-1);
    if (own === undefined) continue;
    const group = labels.slice(0, -1).join(' ');
    // "Mã" below "Đơn vị" is "Mã đơn vị".
    const readings = group === '' ? [own] : [`${own} ${group}`, `${group} ${own}`, own];
    const key = readings.map((text) => known.get(headingKey(text))).find((one) => one !== undefined);
    const system = key === undefined ? readings.map(systemOf).find((one) => one !== null) : undefined;
    if (key !== undefined && columns.has(key)) repeated.push({ index, text: own, key });
    else if (key !== undefined) columns.set(key, index);
    else if (system && [...systems.values()].includes(system)) repeated.push({ index, text: own, key: system });
    else if (system) systems.set(index, system);
    else if (!PASSED_OVER.has(headingKey(own))) unknown.push({ index, text: own });
  }
  const headingRow = (block.at(-1) as SheetRow).number;
  return { firstDataRow: headingRow + 1, headingRow, columns, systems, unknown, repeated };
}

/** What stands in a cell of the heading, or in the merged cell that it belongs to. */
function textAt(row: SheetRow, index: number, block: readonly SheetRow[], merges: readonly Merge[]): string {
  const own = printedAt(row, index);
  if (own !== '') return own;
  const merge = merges.find(
    ({ firstRow, lastRow, firstColumn, lastColumn }) =>
      firstRow <= row.number && row.number <= lastRow && firstColumn <= index + 1 && index + 1 <= lastColumn,
  );
  const first = merge && block.find(({ number }) => number === merge.firstRow);
  return merge && first ? printedAt(first, merge.firstColumn - 1) : '';
}

function printedAt(row: SheetRow, index: number): string {
  const read = readText(row.cells[index] ?? null);
  return read.kind === 'read' ? read.value : '';
}

function titleDay(above: readonly SheetRow[]): LocalDate | null {
  for (const row of above.toReversed()) {
    for (const cell of row.cells) {
      const text = printCell(cell);
      const named = /(?:đến|den|ngày|ngay)\s+(?:hết\s+)?(?:ngày\s+)?(.+)$/iu.exec(text)?.[1];
      const day = named === undefined ? null : dayIn(named.replace(/[).;,]+$/u, ''));
      if (day) return day;
    }
  }
  return null;
}

/** Passes over a row of keys, which then decides, and over one that numbers the columns. */
function withRowsBelow(found: TableFound, rows: readonly SheetRow[], columns: readonly Column[]): TableFound {
  const next = rows.find(({ number }) => number === found.firstDataRow);
  if (!next) return found;
  const texts = next.cells.map((_, index) => printedAt(next, index)).filter((text) => text !== '');
  const keys = new Set(columns.map(({ key }) => key));
  if (texts.length > 1 && texts.every((text) => keys.has(text))) {
    const byKey = next.cells.flatMap((_, index): [string, number][] => {
      const text = printedAt(next, index);
      return text === '' ? [] : [[text, index]];
    });
    const held = new Set(byKey.map(([, index]) => index));
    const below = { ...found, firstDataRow: found.firstDataRow + 1, columns: new Map(byKey) };
    return withRowsBelow({ ...below, unknown: found.unknown.filter(({ index }) => !held.has(index)) }, rows, columns);
  }
  const isNumbering =
    texts.length > 1 && texts.every((text, place) => new RegExp(`^\\(?(${place + 1}|[A-Z])\\)?$`).test(text));
  return isNumbering ? { ...found, firstDataRow: found.firstDataRow + 1 } : found;
}
