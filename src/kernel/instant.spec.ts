import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../test/support/arbitraries.js';
import { dayOf, isInstant } from './instant.js';

describe('isInstant', () => {
  it.each([
    '2017-01-05T00:00:00+07:00', // domain.md §4
    '2017-01-05T00:00:00.000000+07:00',
    '2017-01-04T17:00:00Z',
    '2017-01-04T17:00Z',
    '2017-01-05T00:00:00.123456+07:00', // six decimals, PostgreSQL's own precision
    '2016-02-29T23:59:59.9Z',
    '2017-01-05T00:00:00-00:00',
    '0001-01-01T00:00:00Z',
    '2017-01-05T00:00:00+15:59', // PostgreSQL takes offsets below 16 hours
  ])('takes %s', (value) => {
    expect(isInstant(value)).toBe(true);
  });

  it.each([
    '2017-01-05', // a day is no instant
    '2017-01-05T00:00:00', // no offset: nobody knows whose midnight
    '2017-01-05T00:00:00.1234567+07:00', // seven decimals would be rounded
    '2017-01-05T00:00:00.+07:00',
    '2017-01-05 00:00:00+07:00',
    '2017-01-05T00:00:00+7:00',
    '2017-01-05T00:00:00+0700',
    '2017-01-05T00:00:00+07:60',
    '2017-01-05T00:00:00+16:00', // PostgreSQL: time zone displacement out of range
    '2017-01-05T00:00:00-23:00',
    '2017-01-05T24:00:00Z',
    '2017-01-05T23:60:00Z',
    '2016-12-31T23:59:60Z', // a leap second
    '2017-02-29T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '2017-01-05T00:00:00+07:00[Asia/Ho_Chi_Minh]',
    '2017-01-05T00:00:00Z\n',
    '',
    1483549200000,
    null,
    undefined,
  ])('refuses %j', (value) => {
    expect(isInstant(value)).toBe(false);
  });

  it('takes exactly the instants whose every part is in its range', () => {
    const two = (number: number) => String(number).padStart(2, '0');
    const day = fc.record({
      year: fc.integer({ min: 1, max: 9999 }),
      month: fc.integer({ min: 1, max: 12 }),
      // 1 to 28 are in every month; which others are, local-date.spec.ts asks
      day: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 28 }) }, fc.constantFrom(0, 32)),
    });
    const time = fc.record({
      hour: fc.nat({ max: 24 }),
      minute: fc.nat({ max: 61 }),
      second: fc.option(fc.nat({ max: 61 })),
      offset: fc.option(fc.record({ sign: fc.constantFrom('+', '-'), hour: fc.nat(18), minute: fc.nat(63) })),
    });
    fc.assert(
      fc.property(day, time, (date, { hour, minute, second, offset }) => {
        const zone = offset === null ? 'Z' : `${offset.sign}${two(offset.hour)}:${two(offset.minute)}`;
        const clock = `${two(hour)}:${two(minute)}${second === null ? '' : `:${two(second)}`}`;
        const text = `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}T${clock}${zone}`;
        const dayIsReal = date.day >= 1 && date.day <= 28;
        const zoneIsReal = offset === null || (offset.hour <= 15 && offset.minute <= 59);
        expect(isInstant(text)).toBe(
          dayIsReal && hour <= 23 && minute <= 59 && (second === null || second <= 59) && zoneIsReal,
        );
      }),
      RUNS,
    );
  });
});

describe('dayOf', () => {
  it.each([
    ['2016-12-31T16:59:59.999999Z', '2016-12-31'],
    ['2016-12-31T17:00:00Z', '2017-01-01'],
    ['2017-01-01T00:00:00.000000+07:00', '2017-01-01'],
    ['2016-12-31T23:59:59.999999+07:00', '2016-12-31'],
    ['1969-12-31T16:59:59.999999Z', '1970-01-01'],
    ['0001-01-01T00:00:00+15:00', '0001-01-01'],
    ['9999-12-31T23:00:00-12:00', '9999-12-31'],
  ])('%s falls on %s', (instant, day) => {
    expect(dayOf(instant)).toBe(day);
  });
});
