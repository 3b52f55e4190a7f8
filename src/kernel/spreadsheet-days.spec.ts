import { describe, expect, it } from '@jest/globals';
import { dayOfSerial } from './spreadsheet-days.js';

describe('dayOfSerial', () => {
  // Source: the table of dates in ECMA-376 part 1, 18.17.4.1, and what Excel shows.
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [25569, '1970-01-01'],
    [42735, '2016-12-31'],
    [42735.999, '2016-12-31'],
    [2958465, '9999-12-31'],
  ])('counts %d from 1900: %s', (serial, day) => {
    expect(dayOfSerial(serial)).toBe(day);
  });

  it.each([
    [0, '1904-01-01'],
    [41273, '2016-12-31'],
    [2957003, '9999-12-31'],
  ])('counts %d from 1904: %s', (serial, day) => {
    expect(dayOfSerial(serial, true)).toBe(day);
  });

  it('knows no day before the first, none past the year 9999, and no 29/02/1900', () => {
    for (const serial of [0, 0.5, -1, 60, 2958466, NaN, Infinity]) expect(dayOfSerial(serial)).toBeNull();
    for (const serial of [-1, 2957004]) expect(dayOfSerial(serial, true)).toBeNull();
  });
});
