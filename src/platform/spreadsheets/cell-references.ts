import { type MergedRange } from './read-sheet.js';

/** A column by its letters: `A` is 1, `Z` 26, `AA` 27, `XFD` 16384. */
export function columnNumber(letters: string): number {
  let number = 0;
  for (let index = 0; index < letters.length; index += 1) number = number * 26 + letters.charCodeAt(index) - 64;
  return number;
}

/** 1 is `A`, 27 `AA`. */
export function columnLetters(number: number): string {
  let letters = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** The column of a cell's reference such as `AB12`, from 1; null: not one. */
export function columnOfReference(reference: string): number | null {
  let number = 0;
  let index = 0;
  for (; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index);
    if (code < 65 || code > 90) break;
    number = number * 26 + code - 64;
  }
  return index > 0 && index <= 3 && index < reference.length ? number : null;
}

const RANGE = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/;

/** `B2:D3`, both corners inclusive; a single cell is a range of one; null: not a range. */
export function parseRange(text: string): MergedRange | null {
  const match = RANGE.exec(text);
  if (!match) return null;
  const [, left = '', top, right = left, bottom = top] = match;
  return {
    firstRow: Number(top),
    lastRow: Number(bottom),
    firstColumn: columnNumber(left),
    lastColumn: columnNumber(right),
  };
}
