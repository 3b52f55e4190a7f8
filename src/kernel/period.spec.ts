import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyDay, anyPeriod, RUNS } from '../../test/support/arbitraries.js';
import { daysOfModel, isHeld, nthDay } from '../../test/support/model.js';
import { parseLocalDate as day } from './local-date.js';
import { compareStart, dayToReadAt, hasDays, holds, overlaps, type Period } from './period.js';

const period = (from: string | null, to: string | null): Period => ({
  from: from === null ? null : day(from),
  to: to === null ? null : day(to),
});

// The districts of Tây Ninh: from the start of the record to the end of the level (domain.md §1).
const DISTRICTS = period(null, '2025-07-01');
// Thị xã Hòa Thành, from 865/NQ-UBTVQH14 on.
const TOWN = period('2020-02-01', '2025-07-01');
const ALWAYS = period(null, null);

/** Days around the ends of any period of ten days, so that an open end shows. */
const WINDOW = [nthDay(-1), ...daysOfModel(11)];

describe('holds', () => {
  it.each([
    [TOWN, '2020-01-31', false],
    [TOWN, '2020-02-01', true],
    [TOWN, '2025-06-30', true],
    [TOWN, '2025-07-01', false],
    [DISTRICTS, '1900-01-01', true],
    [period('2025-07-01', null), '9999-12-31', true],
    [ALWAYS, '2016-12-31', true],
    [period('2020-02-01', '2020-02-01'), '2020-02-01', false],
  ])('%j and %s: %s', (given, on, expected) => {
    expect(holds(given, day(on))).toBe(expected);
  });

  it('says what the model says', () => {
    fc.assert(
      fc.property(anyPeriod(10), anyDay(10), (given, on) => {
        expect(holds(given, on)).toBe(isHeld(given, on));
      }),
      RUNS,
    );
  });
});

describe('overlaps', () => {
  it.each([
    [period(null, '2020-02-01'), TOWN, false], // huyện Hòa Thành ends as the town begins
    [TOWN, period('2025-07-01', null), false],
    [TOWN, period('2025-06-30', null), true],
    [DISTRICTS, TOWN, true],
    [ALWAYS, ALWAYS, true],
    [TOWN, period('2021-01-01', '2021-01-02'), true],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });

  it('is true just when some day lies in both', () => {
    const withDays = anyPeriod(10).filter(hasDays);
    fc.assert(
      fc.property(withDays, withDays, (a, b) => {
        expect(overlaps(a, b)).toBe(WINDOW.some((on) => isHeld(a, on) && isHeld(b, on)));
      }),
      RUNS,
    );
  });
});

describe('hasDays', () => {
  it.each([
    [TOWN, true],
    [ALWAYS, true],
    [period('2020-02-01', '2020-02-02'), true],
    [period('2020-02-01', '2020-02-01'), false],
    [period('2020-02-01', '2020-01-31'), false],
  ])('%j: %s', (given, expected) => {
    expect(hasDays(given)).toBe(expected);
  });

  it('is true just when the period holds some day', () => {
    fc.assert(
      fc.property(anyPeriod(10), (given) => {
        expect(hasDays(given)).toBe(WINDOW.some((on) => isHeld(given, on)));
      }),
      RUNS,
    );
  });
});

describe('compareStart', () => {
  it('puts the earliest first and what is open to the left before all', () => {
    const later = period('2025-07-01', null);
    expect([later, TOWN, DISTRICTS].sort(compareStart)).toEqual([DISTRICTS, TOWN, later]);
  });

  it('is an order: equal to itself, reversed when reversed, and sorting makes starts ascend', () => {
    fc.assert(
      fc.property(fc.array(anyPeriod(10), { maxLength: 6 }), (periods) => {
        const starts = [...periods].sort(compareStart).map(({ from }) => from ?? '');
        expect(starts).toEqual(periods.map(({ from }) => from ?? '').sort());
        for (const a of periods) {
          for (const b of periods) expect(compareStart(a, b) + compareStart(b, a)).toBe(0);
        }
      }),
      RUNS,
    );
  });
});

describe('dayToReadAt', () => {
  it.each([
    [TOWN, '2026-11-23', '2020-02-01'], // its first day
    [TOWN, '2016-12-31', '2020-02-01'], // also while that is still to come
    [DISTRICTS, '2026-11-23', '2025-06-30'], // its last, as that is past
    [DISTRICTS, '2025-07-01', '2025-06-30'],
    [DISTRICTS, '2025-06-30', '2025-06-30'], // today, the last day
    [DISTRICTS, '2016-12-31', '2016-12-31'], // today
    [ALWAYS, '2016-12-31', '2016-12-31'],
  ])('%j on %s is read at %s', (given, today, expected) => {
    expect(dayToReadAt(given, day(today))).toBe(expected);
  });

  it('always lies in the period', () => {
    fc.assert(
      fc.property(anyPeriod(10).filter(hasDays), anyDay(10), (given, today) => {
        expect(isHeld(given, dayToReadAt(given, today))).toBe(true);
      }),
      RUNS,
    );
  });
});
