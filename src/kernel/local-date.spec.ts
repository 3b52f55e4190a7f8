import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../test/support/arbitraries.js';
import { addDays, dayOfInstant, daysBetween, isLocalDate, parseLocalDate, printDay } from './local-date.js';

/** Days from 0001-01-01 to 9999-12-31, written by the platform's own calendar. */
const FIRST = -719162;
const LAST = 2932896;
const written = (daysSinceEpoch: number) =>
  parseLocalDate(new Date(daysSinceEpoch * 86_400_000).toISOString().slice(0, 10));
const anyOffset = fc.integer({ min: FIRST, max: LAST });

describe('isLocalDate', () => {
  it.each(['2016-12-31', '0001-01-01', '9999-12-31', '2016-02-29', '2000-02-29', '2004-08-31'])('takes %s', (value) => {
    expect(isLocalDate(value)).toBe(true);
  });

  it.each([
    '2017-02-29', // no leap year
    '1900-02-29', // a century, no leap year
    '2016-02-30',
    '2016-04-31',
    '2016-13-01',
    '2016-00-10',
    '2016-01-00',
    '2016-2-9',
    '31/12/2016',
    '0000-01-01', // years begin with 1
    '-000001-01-01',
    '+012016-01-01',
    '20161231',
    '2016-12-31T00:00:00Z',
    '2016-12-31[u-ca=buddhist]',
    '2016-12-31\n',
    ' 2016-12-31',
    '２０１６-12-31', // full-width digits
    '',
    20161231,
    null,
    undefined,
    ['2016-12-31'],
  ])('refuses %j', (value) => {
    expect(isLocalDate(value)).toBe(false);
  });

  it('takes exactly the days of the calendar', () => {
    const anyWritten = fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.nat({ max: 13 }), fc.nat({ max: 32 }))
      .map(([year, month, day]) => ({
        ...{ year, month, day },
        text: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
      }));
    fc.assert(
      fc.property(anyWritten, ({ year, month, day, text }) => {
        const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
        const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        expect(isLocalDate(text)).toBe(day >= 1 && day <= (lengths[month - 1] ?? 0));
      }),
      RUNS,
    );
  });
});

describe('parseLocalDate', () => {
  it('gives the day as it is written', () => {
    expect(parseLocalDate('2016-12-31')).toBe('2016-12-31');
  });

  it('throws for what is no day, and says what it was', () => {
    expect(() => parseLocalDate('2017-02-29')).toThrow(new RangeError('Not a day: 2017-02-29'));
  });
});

describe('counting days', () => {
  it.each([
    ['2016-12-31', 1, '2017-01-01'],
    ['2016-02-28', 1, '2016-02-29'],
    ['2017-02-28', 1, '2017-03-01'],
    ['2025-07-01', -1, '2025-06-30'], // last day of the districts
    ['2016-12-31', 0, '2016-12-31'],
    ['2016-01-01', 366, '2017-01-01'], // a leap year
  ])('%s and %i days are %s', (from, days, to) => {
    expect(addDays(parseLocalDate(from), days)).toBe(to);
    expect(daysBetween(parseLocalDate(from), parseLocalDate(to))).toBe(days);
  });

  it('agrees with the calendar of the platform, and the order of days is that of their text', () => {
    fc.assert(
      fc.property(anyOffset, anyOffset, (a, b) => {
        expect(addDays(written(a), b - a)).toBe(written(b));
        expect(daysBetween(written(a), written(b))).toBe(b - a);
        expect(written(a) < written(b)).toBe(a < b);
      }),
      RUNS,
    );
  });
});

describe('dayOfInstant', () => {
  it.each([
    ['2016-12-31T16:59:59.999Z', '2016-12-31'],
    ['2016-12-31T17:00:00Z', '2017-01-01'], // midnight at +07:00
    ['2017-01-04T17:00:00Z', '2017-01-05'], // domain.md §4: knownAt 2017-01-05T00:00:00+07:00
    ['2016-02-28T17:00:00Z', '2016-02-29'],
  ])('%s falls on %s', (instant, day) => {
    expect(dayOfInstant(Date.parse(instant))).toBe(day);
  });

  it('is seven hours ahead of UTC since the field keeps records', () => {
    const since2004 = fc.integer({ min: Date.UTC(2004, 7, 31), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(since2004, (instant) => {
        expect(dayOfInstant(instant)).toBe(new Date(instant + 7 * 3_600_000).toISOString().slice(0, 10));
      }),
      RUNS,
    );
  });
});

describe('printDay', () => {
  it.each([
    ['2016-12-31', '31/12/2016'],
    ['2016-03-09', '09/03/2016'],
  ])('%s prints %s', (day, printed) => {
    expect(printDay(parseLocalDate(day))).toBe(printed);
  });
});
