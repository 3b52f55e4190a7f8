import { type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type ReadCell } from '../../src/kernel/read-cell.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { readSpreadsheet, type ReadRow } from '../../src/platform/spreadsheets/read-spreadsheet.js';

/** A sheet with its rows. */
export interface SheetRead {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly ReadRow[];
}

/** Reads a whole file: all sheets and their rows. */
export async function readAll(bytes: Buffer, fileName = 'tệp.xlsx') {
  const file = await readSpreadsheet(bytes, fileName);
  try {
    const sheets: (SheetRead & Pick<(typeof file.sheets)[number], 'merges' | 'hiddenColumns'>)[] = [];
    for (const { name, hidden, merges, hiddenColumns, rows } of file.sheets) {
      const read: ReadRow[] = [];
      for await (const chunk of rows()) read.push(...chunk);
      sheets.push({ name, hidden, merges, hiddenColumns, rows: read });
    }
    return { format: file.format, encoding: file.encoding, separator: file.separator, sheets };
  } finally {
    await file.close();
  }
}

/** The one fault with which a file is refused; fails where it is read. */
export async function faultOf(bytes: Buffer, fileName = 'tệp.xlsx') {
  try {
    await readAll(bytes, fileName);
  } catch (error) {
    if (error instanceof Refusal && error.faults.length === 1 && error.faults[0]) return error.faults[0];
    throw error;
  }
  throw new Error('The file was read');
}

/** What the cells of rows say, shortly: text and numbers as they are, days as theirs. */
export function plainRows(rows: readonly ReadRow[]): unknown[][] {
  return rows.map(({ cells }) => cells.map(plainCell));
}

function plainCell(cell: ReadCell | null): unknown {
  if (cell === null) return null;
  if (cell.type === 'day') return cell.day;
  if (cell.type === 'fault') return { fault: cell.text };
  return cell.type === 'text' ? cell.text : cell.value;
}

export const bytesOf = (stream: Readable): Promise<Buffer> => buffer(stream);
