import { describe, expect, it } from '@jest/globals';
import { columnLetters, columnNumber, columnOfReference, parseRange } from './cell-references.js';

describe('columns', () => {
  it.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [52, 'AZ'],
    [702, 'ZZ'],
    [703, 'AAA'],
    [16384, 'XFD'],
  ])('%d is %s', (number, letters) => {
    expect(columnLetters(number)).toBe(letters);
    expect(columnNumber(letters)).toBe(number);
    expect(columnOfReference(`${letters}12`)).toBe(number);
  });

  it('are named by references alone', () => {
    for (const text of ['', 'A', '12', 'AAAA1', 'a1', '$A$1']) expect(columnOfReference(text)).toBeNull();
  });
});

describe('parseRange', () => {
  it('reads both corners', () => {
    expect(parseRange('B2:D3')).toEqual({ firstRow: 2, lastRow: 3, firstColumn: 2, lastColumn: 4 });
    expect(parseRange('$B$2')).toEqual({ firstRow: 2, lastRow: 2, firstColumn: 2, lastColumn: 2 });
    for (const text of ['', 'B:D', 'Sheet1!A1', 'A1:', 'A1:B2:C3']) expect(parseRange(text)).toBeNull();
  });
});
