import fc from 'fast-check';
import { type Cells } from './imports.js';

/** Files of one kind as somebody might write them: a heading, rows that are good mostly, and rows that never are. */
export interface KindOfFile {
  readonly heading: Cells;
  readonly row: fc.Arbitrary<Cells>;
  /** Where rows are good together alone: rows of a whole file. */
  readonly rows?: fc.Arbitrary<Cells[]>;
  readonly bad: fc.Arbitrary<Cells>;
}

export const any = fc.constantFrom;
export const cells = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<Cells> => fc.tuple(...parts);
export const UNIT = any('0111', '0112', '0113');
export const SYSTEM = any('desk', 'sign', 'Hệ thống desk');
export const DAY = any('01/05/2016', '2016-05-02', '3/5/2016', 'ngày 4 tháng 5 năm 2016');
export const NOTE = any('', 'Bàn giao', '=1+1', 'hai; dòng');
export const orBlank = (...words: string[]): fc.Arbitrary<string> => any('', '', ...words);
