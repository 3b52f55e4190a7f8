import { type Readable } from 'node:stream';
import { type WrittenSheet } from './written-sheet.js';

/**
 * A sheet as Excel opens it under a Vietnamese locale: UTF-8 with BOM, `;`, CRLF, days as `31/12/2016`, decimal commas.
 * Text that a spreadsheet would take for a formula gets an apostrophe in front, which reading takes away again.
 */
export declare function writeCsv(sheet: Pick<WrittenSheet, 'columns' | 'rows'>): Readable;
