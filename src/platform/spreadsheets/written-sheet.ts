import { type LocalDate } from '../../kernel/local-date.js';

/** A cell: text (never a formula), a number, a real date, a share that shows as a percentage, nothing. */
export type SheetCell = string | number | null | { readonly day: LocalDate } | { readonly ratio: number };

/** A column. The format is also that of the cells below the written rows, so that what people type there is kept: `text` keeps 00042. */
export interface SheetColumn {
  readonly title: string;
  /** The stable name by which the column is found again, in a second, hidden row below the titles. */
  readonly key?: string;
  readonly format?: 'text' | 'whole' | 'decimal' | 'day' | 'share';
  /** In characters; absent: by the title and the first rows. */
  readonly width?: number;
  /** Offered in a drop-down list; `only`: Excel takes no other. However many, they may have commas. */
  readonly choices?: { readonly values: readonly string[]; readonly only: boolean };
  /** Shown beside a cell of the column that is chosen; at most 255 characters. */
  readonly hint?: string;
}

/** A cell that leads to a row of a sheet of the same workbook. Rows and columns are counted from 0, those on top not. */
export interface SheetLink {
  readonly row: number;
  readonly column: number;
  readonly to: { readonly sheet: number; readonly row: number };
}

/** A sheet; rows are taken one after the other, never all at once. Long text wraps in a sheet that is `prose`, such as one of help. */
export interface WrittenSheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>;
  readonly isProse?: boolean;
  readonly links?: readonly SheetLink[];
}
