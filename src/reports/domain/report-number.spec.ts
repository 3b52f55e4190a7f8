import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLocalDate } from '../../kernel/local-date.js';
import { canonicalJson } from './canonical-json.js';
import { printNumberLine, printPlaceAndDate } from './report-number.js';

// Decree 30/2020/NĐ-CP, appendix I: the decree's own forms.
it.each([
  [5, 'Số: 05/BC-STTTT'],
  [10, 'Số: 10/BC-STTTT'],
  [1234, 'Số: 1234/BC-STTTT'],
])('number %i', (number, line) => {
  expect(printNumberLine({ number, symbol: 'BC-STTTT' }, 'vi')).toBe(line);
});

it('leaves room for the number and the day that the clerk enters', () => {
  expect(printNumberLine({ number: null, symbol: 'BC-STTTT' }, 'vi').replaceAll('\u00a0', '_')).toBe(
    'Số:_______/BC-STTTT',
  );
  expect(printPlaceAndDate('Tây Ninh', null, 'vi').replaceAll('\u00a0', '_')).toBe(
    'Tây Ninh, ngày______tháng______năm',
  );
});

it.each([
  ['2017-01-05', 'Tây Ninh, ngày 05 tháng 01 năm 2017', 'Tây Ninh, 5 January 2017'],
  ['2016-03-09', 'Tây Ninh, ngày 09 tháng 3 năm 2016', 'Tây Ninh, 9 March 2016'],
  ['2016-02-10', 'Tây Ninh, ngày 10 tháng 02 năm 2016', 'Tây Ninh, 10 February 2016'],
  ['2016-12-31', 'Tây Ninh, ngày 31 tháng 12 năm 2016', 'Tây Ninh, 31 December 2016'],
])('%s', (day, vi, en) => {
  expect(printPlaceAndDate('Tây Ninh', parseLocalDate(day), 'vi')).toBe(vi);
  expect(printPlaceAndDate('Tây Ninh', parseLocalDate(day), 'en')).toBe(en);
});

it('writes equal contents in one form, whatever the order of their keys, and loses nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const shuffled = JSON.parse(JSON.stringify(value), (_key, content: unknown) =>
        content !== null && typeof content === 'object' && !Array.isArray(content)
          ? Object.fromEntries(Object.entries(content).reverse())
          : content,
      ) as unknown;
      expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 1000 },
  );
  expect(canonicalJson({ b: 1, a: [null, 'đ'], c: undefined })).toBe('{"a":[null,"đ"],"b":1}');
});
