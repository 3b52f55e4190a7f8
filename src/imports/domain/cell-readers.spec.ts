import { describe, expect, it } from '@jest/globals';
import { type ReadCell } from '../../kernel/read-cell.js';
import { decimalUpTo, pointedCode, year } from './cell-readers.js';

const text = (written: string): ReadCell => ({ type: 'text', text: written });
const number = (value: number, shown: string): ReadCell => ({ type: 'number', value, text: shown });

describe('a year', () => {
  it('is read as people write it, and as a number however it is shown', () => {
    for (const cell of [text('2016'), text('Năm 2016'), text('nam 2016'), number(2016, '2016'), number(2016, '2.016')])
      expect(year(cell)).toEqual({ kind: 'read', value: 2016 });
    expect(year(text('  '))).toEqual({ kind: 'blank' });
  });

  it('is nothing else', () => {
    for (const cell of [text('16'), text('2016-2017'), text('1899'), text('9999'), number(2016.5, '2016,5'), text('x')])
      expect(year(cell)).toMatchObject({ kind: 'unread', fault: { code: 'not-a-year' } });
  });
});

describe('the code of a criterion', () => {
  it('is as it stands; a number that a spreadsheet made of it has its point again', () => {
    expect(pointedCode(64)(text('1.2'))).toEqual({ kind: 'read', value: '1.2' });
    expect(pointedCode(64)(number(1.2, '1,2'))).toEqual({ kind: 'read', value: '1.2' });
    expect(pointedCode(64)(number(1.1, '1,10'))).toEqual({ kind: 'read', value: '1.10' });
    expect(pointedCode(64)(text('I,2'))).toEqual({ kind: 'read', value: 'I,2' });
    expect(pointedCode(64)(number(42, '00042'))).toEqual({ kind: 'read', value: '00042' });
    expect(pointedCode(3)(text('1.2.3'))).toMatchObject({ kind: 'unread', fault: { code: 'too-long' } });
  });
});

describe('a number up to a bound', () => {
  it('may be the bound, and not above', () => {
    expect(decimalUpTo(100)(text('100'))).toEqual({ kind: 'read', value: 100 });
    expect(decimalUpTo(100)(text('80%'))).toEqual({ kind: 'read', value: 80 });
    expect(decimalUpTo(100)(text('100,5'))).toMatchObject({
      ...{ kind: 'unread', fault: { code: 'number-too-large', message: { vi: '100,5 vượt quá 100.' } } },
    });
    expect(decimalUpTo(100)(text('x'))).toMatchObject({ kind: 'unread', fault: { code: 'not-a-number' } });
  });
});
