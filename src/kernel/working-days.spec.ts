import { describe, expect, it } from '@jest/globals';
import { parseLocalDate as day } from './local-date.js';
import { isWorkingDay, type WorkCalendar, workingDaysAfter } from './working-days.js';

const CALENDAR: WorkCalendar = new Map([
  [day('2017-01-02'), false], // Monday after New Year's Sunday
  [day('2017-01-07'), true], // a Saturday worked instead
]);

describe('working days', () => {
  it.each([
    ['2016-12-30', true], // Friday
    ['2016-12-31', false],
    ['2017-01-01', false],
    ['2017-01-02', false],
    ['2017-01-03', true],
    ['2017-01-07', true],
  ])('%s: %s', (given, expected) => {
    expect(isWorkingDay(day(given), CALENDAR)).toBe(expected);
  });

  it.each([
    ['2016-12-30', 0, '2016-12-30'],
    ['2016-12-31', 0, '2016-12-31'],
    ['2016-12-30', 1, '2017-01-03'],
    ['2016-12-30', 2, '2017-01-04'],
    ['2016-12-14', 2, '2016-12-16'], // Khánh Hòa: two working days after the cut-off of December
    ['2017-01-06', 1, '2017-01-07'],
    ['2017-01-06', 2, '2017-01-09'],
  ])('after %s, %i: %s', (from, count, expected) => {
    expect(workingDaysAfter(day(from), count, CALENDAR)).toBe(expected);
  });
});
