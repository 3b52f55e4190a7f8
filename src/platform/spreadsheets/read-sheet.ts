import { type ReadCell } from '../../kernel/read-cell.js';

/** One row. `number` is that at the margin in Excel, from 1; `cells[0]` is column A, null: blank. Blanks at the end are left out. */
export interface ReadRow {
  readonly number: number;
  readonly hidden: boolean;
  readonly cells: readonly (ReadCell | null)[];
}

/** Cells shown as one; all four from 1, inclusive. The value stands in the first of them, the others are blank. */
export interface MergedRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** A sheet; a CSV file is one whose name is that of the file without its extension. */
export interface ReadSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly merges: readonly MergedRange[];
  /** Numbers of the hidden columns, from 1. */
  readonly hiddenColumns: ReadonlySet<number>;
  /**
   * The rows from the first to the last, in chunks; blank rows are left out, and so a row's number may jump. May be
   * asked for again. Throws a Refusal where the sheet is damaged or larger than is taken.
   */
  readonly rows: () => AsyncIterable<readonly ReadRow[]>;
}

/** `encoding` and `separator` are those of a CSV file, null for a workbook; a separator is `;`, `,` or a tab. */
export interface ReadSpreadsheet {
  readonly format: 'xlsx' | 'csv';
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'tcvn3' | null;
  readonly separator: ';' | ',' | '\t' | null;
  readonly sheets: readonly ReadSheet[];
  readonly close: () => Promise<void>;
}
