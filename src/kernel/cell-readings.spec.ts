import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../test/support/arbitraries.js';
import { printCell, readDay, readNumber, readText } from './cell-readings.js';
import { parseLocalDate, printDay } from './local-date.js';
import { type ReadCell } from './read-cell.js';

const text = (value: string): ReadCell => ({ type: 'text', text: value });
const number = (value: number, read = String(value)): ReadCell => ({ type: 'number', value, text: read });
const DAY: ReadCell = { type: 'day', day: parseLocalDate('2016-12-31') };

describe('readDay', () => {
  it.each([
    ['31/12/2016', '2016-12-31'],
    ['1/2/2017', '2017-02-01'],
    ['1/2/17', '2017-02-01'],
    ['5/9/99', '1999-09-05'],
    ['05-09-2016', '2016-09-05'],
    ['5.9.2016', '2016-09-05'],
    [' 31 / 12 / 2016 ', '2016-12-31'],
    ['31/12/2016 08:30', '2016-12-31'],
    ['31/12/2016 08:30:00', '2016-12-31'],
    ['2016-12-31', '2016-12-31'],
    ['2016/12/31', '2016-12-31'],
    ['2016-12-31T00:00:00', '2016-12-31'],
    ['20161231', '2016-12-31'],
    ['ngày 5 tháng 1 năm 2017', '2017-01-05'],
    ['Ngày 05 tháng 01 năm 2017', '2017-01-05'],
    ['NGÀY 5 THÁNG 1 NĂM 2017', '2017-01-05'],
    ['5 tháng 1, 2017', '2017-01-05'],
    ['29/02/2016', '2016-02-29'],
  ])('reads "%s"', (written, day) => {
    expect(readDay(text(written))).toEqual({ kind: 'read', value: day });
  });

  it.each([
    ['31/02/2017', 'no-such-day'],
    ['29/02/2017', 'no-such-day'],
    ['31/04/2016', 'no-such-day'],
    ['2017-02-29', 'no-such-day'],
    ['2016-31-12', 'no-such-day'],
    ['12/31/2016', 'month-first'],
    ['2/30/2016', 'no-such-day'],
    ['12/2016', 'not-exact'],
    ['tháng 12/2016', 'not-exact'],
    ['tháng 12 năm 2016', 'not-exact'],
    ['quý IV/2016', 'not-exact'],
    ['Quý 4 năm 2016', 'not-exact'],
    ['năm 2016', 'not-exact'],
    ['2016', 'not-exact'],
    ['31/12', 'not-a-day'],
    ['31/12-2016', 'not-a-day'],
    ['cuối năm 2016', 'not-a-day'],
    ['31/12/20166', 'not-a-day'],
    ['31/12/2016 và sau đó', 'not-a-day'],
    ['x', 'not-a-day'],
  ])('does not take "%s" for a day: %s', (written, reason) => {
    expect(readDay(text(written))).toEqual({ kind: 'unread', reason, text: written });
  });

  it('reads numbers of the size of a date, and no others', () => {
    expect(readDay(number(42735))).toEqual({ kind: 'read', value: '2016-12-31' });
    expect(readDay(number(42735.75))).toEqual({ kind: 'read', value: '2016-12-31' });
    expect(readDay(number(20161231))).toEqual({ kind: 'read', value: '2016-12-31' });
    expect(readDay(number(18264))).toEqual({ kind: 'read', value: '1950-01-01' });
    for (const value of [0, 5, 1899, 2101, 18263, 1e12, -42735])
      expect(readDay(number(value))).toMatchObject({ reason: 'not-a-day' });
    for (const value of [1900, 2016, 2100]) expect(readDay(number(value))).toMatchObject({ reason: 'not-exact' });
  });

  it('takes a date as it is, a blank for nothing, and an error for one', () => {
    expect(readDay(DAY)).toEqual({ kind: 'read', value: '2016-12-31' });
    expect(readDay(null)).toEqual({ kind: 'blank' });
    expect(readDay(text(' \u00a0'))).toEqual({ kind: 'blank' });
    expect(readDay({ type: 'flag', value: true })).toMatchObject({ reason: 'not-a-day', text: 'TRUE' });
    expect(readDay({ type: 'fault', text: '#REF!' })).toEqual({ kind: 'unread', reason: 'error', text: '#REF!' });
  });

  it('reads every day as it is printed', () => {
    const anyDay = fc.integer({ min: -719162 + 365 * 999, max: 2932896 });
    fc.assert(
      fc.property(anyDay, (days) => {
        const day = parseLocalDate(new Date(days * 86_400_000).toISOString().slice(0, 10));
        for (const written of [printDay(day), day, day.replaceAll('-', '/')])
          expect(readDay(text(written))).toEqual({ kind: 'read', value: day });
      }),
      RUNS,
    );
  });
});

describe('readNumber', () => {
  it.each([
    ['1.685', 1685],
    ['43,2', 43.2],
    ['1 685', 1685],
    ['1\u00a0685', 1685],
    ['1\u202f685', 1685],
    ['1,685.5', 1685.5],
    ['1.685,5', 1685.5],
    ['1.685.000', 1685000],
    ['1,685,000', 1685000],
    ['1 685 000,25', 1685000.25],
    ['1,685', 1.685],
    ['0,5', 0.5],
    ['0.685', 0.685],
    ['43.2', 43.2],
    ['1234.567', 1234.567],
    ['12.34', 12.34],
    ['007', 7],
    ['0', 0],
    ['-5', -5],
    ['−5', -5],
    ['+5', 5],
    [' 37 ', 37],
    ['999999999999999', 999999999999999],
  ])('reads "%s"', (written, value) => {
    expect(readNumber(text(written))).toEqual({ kind: 'read', value: { value, isShare: false } });
  });

  it.each([
    ['43,2%', 0.432],
    ['43.2 %', 0.432],
    ['100%', 1],
    ['0,07%', 0.0007],
  ])('reads the share "%s"', (written, value) => {
    expect(readNumber(text(written))).toEqual({ kind: 'read', value: { value, isShare: true } });
  });

  it.each([
    'trên 37',
    '> 37',
    '~37',
    'khoảng 37',
    '13/13',
    '37 đơn vị',
    '1.68.5',
    '1,68,5',
    '1.685.00',
    '1.685,000,1',
    '1..5',
    ',5',
    '5,',
    '.',
    ',',
    '%',
    '-',
    '1e5',
    '0x10',
    '١٢',
    'NaN',
    'Infinity',
    '5-',
    '1 68',
    '1.685 000',
    '--5',
  ])('does not take "%s" for a number', (written) => {
    expect(readNumber(text(written))).toEqual({ kind: 'unread', reason: 'not-a-number', text: written });
  });

  it('refuses more digits than a number keeps', () => {
    expect(readNumber(text('1234567890123456'))).toMatchObject({ reason: 'too-long' });
    expect(readNumber(text('0,1234567890123456'))).toMatchObject({ reason: 'too-long' });
  });

  it('takes numbers as they are, and nothing that is of another kind', () => {
    expect(readNumber(number(1685))).toEqual({ kind: 'read', value: { value: 1685, isShare: false } });
    expect(readNumber(number(0.432, '43,2%'))).toEqual({ kind: 'read', value: { value: 0.432, isShare: true } });
    expect(readNumber(DAY)).toEqual({ kind: 'unread', reason: 'not-a-number', text: '31/12/2016' });
    expect(readNumber({ type: 'flag', value: false })).toMatchObject({ reason: 'not-a-number' });
    expect(readNumber({ type: 'fault', text: '#N/A' })).toMatchObject({ reason: 'error' });
    expect(readNumber(null)).toEqual({ kind: 'blank' });
    expect(readNumber(text('  '))).toEqual({ kind: 'blank' });
  });

  it('reads back every number as Vietnamese tables print it', () => {
    const anyNumber = fc.integer({ min: -1e12, max: 1e12 }).map((thousandths) => thousandths / 1000);
    const vietnamese = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 3 });
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(readNumber(text(vietnamese.format(value)))).toEqual({
          kind: 'read',
          value: { value: value + 0, isShare: false },
        });
      }),
      RUNS,
    );
  });
});

describe('readText and printCell', () => {
  it('read what stands there', () => {
    expect(readText(text('  Xã\u00a0 Tân   Bình '))).toEqual({ kind: 'read', value: 'Xã Tân Bình' });
    expect(readText(number(42, '00042'))).toEqual({ kind: 'read', value: '00042' });
    expect(readText(DAY)).toEqual({ kind: 'read', value: '31/12/2016' });
    expect(readText({ type: 'flag', value: false })).toEqual({ kind: 'read', value: 'FALSE' });
    expect(readText({ type: 'fault', text: '' })).toEqual({ kind: 'unread', reason: 'error', text: '' });
    expect(readText(text('\n'))).toEqual({ kind: 'blank' });
    expect(readText(null)).toEqual({ kind: 'blank' });
  });

  it('print at most 80 characters, and no half of one', () => {
    expect(printCell(text('a'.repeat(80)))).toBe('a'.repeat(80));
    expect(printCell(text('a'.repeat(81)))).toBe(`${'a'.repeat(79)}…`);
    expect(printCell(text(`${'a'.repeat(78)}😀${'b'.repeat(9)}`))).toBe(`${'a'.repeat(78)}…`);
    expect(printCell(null)).toBe('');
  });
});
