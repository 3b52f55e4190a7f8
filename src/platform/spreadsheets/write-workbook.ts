import { type Readable } from 'node:stream';
import { type WrittenSheet } from './written-sheet.js';

/** An XLSX file of the sheets, streamed: a bold header row that stays in sight, typed cells, text never as a formula. */
export declare function writeWorkbook(sheets: readonly WrittenSheet[]): Readable;
