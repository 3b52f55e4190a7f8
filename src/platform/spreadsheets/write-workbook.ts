import { Readable } from 'node:stream';
import { Zip, ZipDeflate } from 'fflate';
import { columnLetters } from './cell-references.js';
import { letOthersGo } from './limits.js';
import {
  type LinkReference,
  packageMarkup,
  rowMarkup,
  rowsOnTop,
  sheetFoot,
  sheetHead,
  sheetName,
  sheetPath,
} from './workbook-markup.js';
import { type SheetCell, type SheetColumn, type WrittenSheet } from './written-sheet.js';

export type { SheetCell, SheetColumn, SheetLink, WrittenSheet } from './written-sheet.js';

const PIECE = 65_536;
/** Of an empty table, which somebody is to fill. */
const ROOM_TO_FILL = 12;
/** Rows by which a column finds its width. */
const ROWS_MEASURED = 200;
const WIDEST = 60;
/** The hidden sheet of the choices, a column for each list. */
const LISTS = '_danh_muc';
/** The same sheets are the same bytes, whenever they are written. */
const WRITTEN_AT = new Date(2000, 0, 1);

/**
 * An XLSX file of the sheets, streamed: a bold header row that stays in sight, typed cells, text never as a formula.
 * Text beyond the 32,767 characters of a cell is cut.
 */
export function writeWorkbook(sheets: readonly WrittenSheet[]): Readable {
  return Readable.from(packed(parts(sheets)), { objectMode: false });
}

interface Part {
  readonly path: string;
  readonly markup: Iterable<string> | AsyncIterable<string>;
}

function* parts(sheets: readonly WrittenSheet[]): Generator<Part> {
  const chosen = sheets.flatMap(({ columns }) => columns.filter(({ choices }) => choices !== undefined));
  const lists = new Map(chosen.flatMap((column, index) => rangeOf(column, index)));
  const listed = sheets.map(({ name }) => ({ name, isHidden: false }));
  const all = lists.size > 0 ? [...listed, { name: LISTS, isHidden: true }] : listed;
  for (const [path, markup] of packageMarkup(all)) yield { path, markup: [markup] };
  for (const [index, sheet] of sheets.entries())
    yield { path: sheetPath(index), markup: sheetMarkup(sheet, lists, sheets) };
  if (lists.size > 0) yield { path: sheetPath(sheets.length), markup: sheetMarkup(listSheet(chosen), new Map(), []) };
}

/** The cells that lead somewhere, and their columns row by row (rows counted from 1 as Excel does). */
function linksOf(
  { columns, links = [] }: WrittenSheet,
  letters: readonly string[],
  sheets: readonly WrittenSheet[],
): { references: LinkReference[]; byRow: ReadonlyMap<number, ReadonlySet<number>> } {
  const top = rowsOnTop(columns);
  const byRow = new Map<number, Set<number>>();
  const references = links.flatMap(({ row, column, to }): LinkReference[] => {
    const target = sheets[to.sheet];
    if (target === undefined) return [];
    const number = top + row + 1;
    byRow.set(number, (byRow.get(number) ?? new Set()).add(column));
    const name = sheetName(target.name).replaceAll("'", "''");
    return [{ from: `${letters[column] ?? ''}${number}`, to: `'${name}'!A${rowsOnTop(target.columns) + to.row + 1}` }];
  });
  return { references, byRow };
}

function rangeOf(column: SheetColumn, index: number): [SheetColumn, string][] {
  const count = column.choices?.values.length ?? 0;
  const letters = columnLetters(index + 1);
  return count === 0 ? [] : [[column, `'${sheetName(LISTS)}'!$${letters}$1:$${letters}$${count}`]];
}

/** The choices below each other, without titles. */
function listSheet(chosen: readonly SheetColumn[]): WrittenSheet {
  const lists = chosen.map(({ choices }) => choices?.values ?? []);
  const length = Math.max(...lists.map((values) => values.length));
  const rows = Array.from({ length }, (_, row) => lists.map((values) => values[row] ?? null));
  return { name: LISTS, columns: chosen.map(() => ({ title: '' })), rows };
}

async function* sheetMarkup(
  sheet: WrittenSheet,
  lists: ReadonlyMap<SheetColumn, string>,
  sheets: readonly WrittenSheet[],
): AsyncGenerator<string> {
  const { columns, isProse = false } = sheet;
  const letters = columns.map((_, index) => columnLetters(index + 1));
  const { references, byRow } = linksOf(sheet, letters, sheets);
  let number = rowsOnTop(columns);
  let first: (readonly SheetCell[])[] | null = [];
  let markup = '';
  const begin = (measured: readonly (readonly SheetCell[])[]): void => {
    markup = sheetHead(columns, widthsOf(columns, measured), isProse);
    for (const cells of measured) markup += rowMarkup((number += 1), cells, letters, isProse, byRow.get(number));
  };
  for await (const cells of sheet.rows) {
    if (first !== null) {
      first.push(cells);
      if (first.length < ROWS_MEASURED) continue;
      begin(first);
      first = null;
    } else markup += rowMarkup((number += 1), cells, letters, isProse, byRow.get(number));
    if (markup.length < PIECE) continue;
    yield markup;
    markup = '';
    await letOthersGo();
  }
  if (first !== null) begin(first);
  yield markup + sheetFoot(columns, lists, references);
}

function widthsOf(columns: readonly SheetColumn[], rows: readonly (readonly SheetCell[])[]): number[] {
  return columns.map(({ title, width }, column) => {
    if (width !== undefined) return width;
    let widest = Math.max(title.length, rows.length === 0 ? ROOM_TO_FILL : 0);
    for (const cells of rows) widest = Math.max(widest, lengthOf(cells[column] ?? null));
    return Math.min(WIDEST, widest + 2);
  });
}

function lengthOf(cell: SheetCell): number {
  if (typeof cell === 'string') return cell.length;
  return cell === null ? 0 : 10;
}

/** One part after the other, packed as it comes. */
async function* packed(all: Iterable<Part>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  const encoder = new TextEncoder();
  for (const { path, markup } of all) {
    const file = new ZipDeflate(path, { level: 6 });
    file.mtime = WRITTEN_AT;
    zip.add(file);
    for await (const text of markup) {
      file.push(encoder.encode(text));
      yield* ready;
      ready = [];
    }
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* ready;
}
