import { describe, expect, it } from '@jest/globals';
import { displayOfBuiltIn, displayOfCode, printNumber } from './number-formats.js';

describe('displayOfCode', () => {
  it.each([
    ['dd/mm/yyyy', 'day'],
    ['dd/mm/yyyy;@', 'day'],
    ['yyyy\\-mm\\-dd', 'day'],
    ['[$-42A]d\\ mmmm\\ yyyy;@', 'day'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'day'],
    ['"ngày" dd "tháng" mm', 'day'],
    ['m/d/yy h:mm', 'day'],
    ['mmm\\-yy', 'day'],
    ['mm', 'day'],
    ['[Red]DD.MM.YYYY', 'day'],
    ['h:mm', 'time'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'time'],
    ['[mm]:ss', 'time'],
    ['0%', 'share'],
    ['0.00%', 'share'],
    ['0.0%;[Red]-0.0%', 'share'],
    ['General', 'plain'],
    ['General "dặm"', 'plain'],
    ['0', 'plain'],
    ['0.00', 'plain'],
    ['#,##0', 'plain'],
    ['#,##0 "dân"', 'plain'],
    ['#,##0\\ \\d', 'plain'],
    ['_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', 'plain'],
    ['0.00E+00', 'plain'],
    ['#,##0.00\\ [$₫-42A]', 'plain'],
    ['@', 'plain'],
    ['', 'plain'],
  ])('%s is %s', (code, as) => {
    expect(displayOfCode(code)).toEqual({ as });
  });

  it('knows formats that fill up with zeros', () => {
    expect(displayOfCode('00000')).toEqual({ as: 'padded', digits: 5 });
    expect(displayOfCode('00;-00')).toEqual({ as: 'padded', digits: 2 });
  });
});

describe('displayOfBuiltIn', () => {
  it.each([
    [0, 'plain'],
    [4, 'plain'],
    [9, 'share'],
    [10, 'share'],
    [13, 'plain'],
    [14, 'day'],
    [17, 'day'],
    [18, 'time'],
    [21, 'time'],
    [22, 'day'],
    [31, 'day'],
    [46, 'time'],
    [49, 'plain'],
  ])('%d is %s', (id, as) => {
    expect(displayOfBuiltIn(id)).toEqual({ as });
  });
});

describe('printNumber', () => {
  it.each([
    [1685, { as: 'plain' }, '1685'],
    [43.2, { as: 'plain' }, '43,2'],
    [0.1 + 0.2, { as: 'plain' }, '0,3'],
    [-0.5, { as: 'plain' }, '-0,5'],
    [0.432, { as: 'share' }, '43,2%'],
    [0.07, { as: 'share' }, '7%'],
    [42, { as: 'padded', digits: 5 }, '00042'],
    [123456, { as: 'padded', digits: 5 }, '123456'],
    [1.5, { as: 'padded', digits: 5 }, '1,5'],
  ] as const)('%d reads as it would in its format', (value, display, read) => {
    expect(printNumber(value, display)).toBe(read);
  });
});
