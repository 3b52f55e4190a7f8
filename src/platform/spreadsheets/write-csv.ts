import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { printDay } from '../../kernel/local-date.js';
import { guardFormula } from './formula-guard.js';
import { letOthersGo } from './limits.js';
import { printNumber } from './number-formats.js';
import { type SheetCell, type WrittenSheet } from './written-sheet.js';

const ROWS_AT_ONCE = 1000;
const MARK = '\ufeff';

/**
 * A sheet as Excel opens it under a Vietnamese locale: UTF-8 with BOM, `;`, CRLF, days as `31/12/2016`, decimal commas.
 * Text that a spreadsheet would take for a formula gets an apostrophe in front, which reading takes away again.
 */
export function writeCsv(sheet: Pick<WrittenSheet, 'columns' | 'rows'>): Readable {
  return Readable.from(pieces(sheet), { objectMode: false });
}

async function* pieces({ columns, rows }: Pick<WrittenSheet, 'columns' | 'rows'>): AsyncGenerator<string> {
  yield MARK + lines([columns.map(({ title }) => title)]);
  let batch: (readonly SheetCell[])[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield lines(batch);
    batch = [];
    await letOthersGo();
  }
  if (batch.length > 0) yield lines(batch);
}

function lines(rows: readonly (readonly SheetCell[])[]): string {
  return stringify(
    rows.map((row) => row.map(printed)),
    { delimiter: ';', record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}

function printed(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return guardFormula(cell);
  if (typeof cell === 'number') return printNumber(cell, { as: 'plain' });
  return 'ratio' in cell ? printNumber(cell.ratio, { as: 'share' }) : printDay(cell.day);
}
