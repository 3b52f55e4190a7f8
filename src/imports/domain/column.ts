import { type Language } from '../../kernel/ratio.js';
import { type ReadCell } from '../../kernel/read-cell.js';

/** The same in both languages. */
export type Words = Readonly<Record<Language, string>>;

export type CellValue = string | number;

/** What is wrong with a cell: a stable code, what was expected there, and what it may have meant. */
export interface CellFault {
  readonly code: string;
  readonly expected: Words;
  readonly message: Words;
  readonly candidates?: readonly string[];
}

/** What a cell of a column says: nothing, a value, or nothing that can be understood. */
export type CellRead =
  | { readonly kind: 'blank' }
  | { readonly kind: 'read'; readonly value: CellValue }
  | { readonly kind: 'unread'; readonly fault: CellFault };

export type CellReader = (cell: ReadCell | null) => CellRead;

/** A column of a table that is taken in and given out. */
export interface Column {
  /** The stable name: of fields in the interface, of the key row, and a heading in its own right. */
  readonly key: string;
  readonly heading: Words;
  /** Other headings that people write, in Vietnamese. */
  readonly also?: readonly string[];
  readonly help: Words;
  /** Without it, or with a blank cell in it, a row says nothing. */
  readonly required?: boolean;
  /** A table has this column, or the other. */
  readonly orElse?: string;
  /** A day that may be given with the file instead. */
  readonly isDayOfFile?: boolean;
  readonly format?: 'text' | 'whole' | 'decimal' | 'day';
  readonly read: CellReader;
  /** Offered in the template. */
  readonly choices?: readonly string[];
  /** The word that stands for a value, where cells hold words of a list. */
  readonly wordOf?: (value: CellValue) => string;
}

/** One thing wrong with one place of a file; `column` is a key, `cell` as Excel names it. */
export interface RowFault extends CellFault {
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly cell: string | null;
  readonly read: string;
}

/** Where a table stands in a file. */
export interface TablePlace {
  readonly sheet: string;
  /** What people call the values of a column, for those that the file has by codes of ours. */
  readonly wordOf?: (key: string, value: CellValue) => CellValue;
  /** Index of the column that each key stands in, from 0. */
  readonly indexOf: ReadonlyMap<string, number>;
}

/** A row of a table, read: values by key, blank ones absent. */
export interface TableRow {
  readonly place: TablePlace;
  readonly row: number;
  readonly values: Readonly<Record<string, CellValue>>;
  /** Keys whose cell could not be understood: nothing may be concluded from their absence. */
  readonly unread: readonly string[];
}

/** `faultAt(row, 'unit', …)`: a fault of a cell, with its place. */
export function faultAt(
  { place, row, values }: TableRow,
  column: string | null,
  fault: CellFault,
  read?: string,
): RowFault {
  const index = column === null ? undefined : place.indexOf.get(column);
  const value = column === null ? undefined : values[column];
  const shown = column === null || value === undefined ? '' : (place.wordOf?.(column, value) ?? value);
  return {
    sheet: place.sheet,
    row,
    column,
    cell: index === undefined ? null : `${columnLetters(index)}${row}`,
    read: read ?? printValue(shown),
    ...fault,
  };
}

/** As people write it: numbers with a decimal comma. */
function printValue(value: CellValue): string {
  return typeof value === 'number' ? String(value).replace('.', ',') : value;
}

/** As Excel names columns: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const before = Math.floor(index / 26);
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + (index % 26));
}
