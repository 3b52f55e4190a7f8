import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyDay, anyPeriod, RUNS } from '../../../test/support/arbitraries.js';
import { daysOfModel, isHeld, nthDay } from '../../../test/support/model.js';
import { type LocalDate, parseLocalDate as day } from '../../kernel/local-date.js';
import { type Period } from '../../kernel/period.js';
import { afterChange, areDisjoint, changeFrom, correctAt, coverPeriod } from './unit-change.js';
import { type UnitPeriod } from './unit.js';

const period = (from: string | null, to: string | null): Period => ({
  from: from === null ? null : day(from),
  to: to === null ? null : day(to),
});

// Thị trấn Hòa Thành (25630), by 865/NQ-UBTVQH14 phường Long Hoa from 2020-02-01 on.
const town = (bounds: Period, name = 'Thị trấn Hòa Thành', kind = 'thị trấn'): UnitPeriod => ({
  unitId: 'hoa-thanh',
  ...{ code: '25630', agencyCode: null, name, kind, level: 'commune', parentId: 'u709', period: bounds },
});
const whole = town(period(null, '2025-07-01'));
const ward = { name: 'Phường Long Hoa', kind: 'phường' };

describe('changeFrom', () => {
  it('ends the period of the day there and begins another that lasts as long', () => {
    expect(changeFrom([whole], day('2020-02-01'), ward)).toEqual({
      closed: [whole],
      opened: [town(period(null, '2020-02-01')), town(period('2020-02-01', '2025-07-01'), 'Phường Long Hoa', 'phường')],
    });
  });

  it('replaces a period that begins on the very day', () => {
    const second = town(period('2020-02-01', null), 'Phường Hòa Thành', 'phường');
    const periods = [town(period(null, '2020-02-01')), second];
    expect(changeFrom(periods, day('2020-02-01'), { name: 'Phường Long Hoa' })).toEqual({
      closed: [second],
      opened: [town(period('2020-02-01', null), 'Phường Long Hoa', 'phường')],
    });
  });

  it('has nothing to change when the unit is not there', () => {
    expect(changeFrom([whole], day('2025-07-01'), ward)).toBeNull();
    expect(changeFrom([], day('2020-02-01'), ward)).toBeNull();
  });
});

describe('correctAt', () => {
  const periods = [town(period(null, '2020-02-01')), town(period('2020-02-01', '2025-07-01'), ward.name, ward.kind)];

  it('replaces the period of the day, within its bounds unless others are given', () => {
    expect(correctAt(periods, day('2016-12-31'), { name: 'Thị trấn Hoà Thành' }, {})).toEqual({
      closed: [periods[0]],
      opened: [town(period(null, '2020-02-01'), 'Thị trấn Hoà Thành')],
    });
    expect(correctAt(periods, day('2016-12-31'), {}, { from: day('2004-08-31') })?.opened).toEqual([
      town(period('2004-08-31', '2020-02-01')),
    ]);
    expect(correctAt(periods, day('2021-01-01'), {}, { to: null })?.opened).toEqual([
      town(period('2020-02-01', null), ward.name, ward.kind),
    ]);
  });

  it('has nothing to correct when the unit is not there', () => {
    expect(correctAt(periods, day('2025-07-01'), {}, {})).toBeNull();
  });
});

describe('areDisjoint', () => {
  it.each([
    [[], true],
    [[period(null, null)], true],
    [[period('2020-02-01', null), period(null, '2020-02-01')], true],
    [[period(null, '2020-02-02'), period('2020-02-01', null)], false],
    [[period('2020-02-01', '2020-02-01')], false],
    [[period(null, '2020-01-01'), period('2020-01-01', '2021-01-01'), period('2020-12-31', null)], false],
  ])('%j: %s', (periods, expected) => {
    expect(areDisjoint(periods.map((bounds) => town(bounds)))).toBe(expected);
  });
});

describe('coverPeriod', () => {
  const before = period(null, '2020-02-01');
  const after = period('2020-02-01', '2025-07-01');
  it.each([
    [[before, after], period('2016-01-01', '2025-07-01'), true], // the parent changed, without a gap
    [[after, before], period(null, '2025-07-01'), true],
    [[before, after], period('2016-01-01', null), false], // the child outlives it
    [[before, after], period('2016-01-01', '2025-07-02'), false],
    [[after], period('2020-01-31', '2025-07-01'), false], // the child is older
    [[after], period(null, '2025-07-01'), false],
    [[before, period('2020-02-02', null)], period('2016-01-01', '2021-01-01'), false], // a day is missing
    [[before, period('2020-02-02', null)], period('2020-02-02', null), true],
    [[before, period('2020-02-02', null)], period('2016-01-01', '2020-02-01'), true],
    [[], period('2016-01-01', '2016-01-02'), false],
    [[period(null, null)], period(null, null), true],
  ])('%j, all of %j: %s', (periods, inner, expected) => {
    expect(
      coverPeriod(
        periods.map((bounds) => town(bounds)),
        inner,
      ),
    ).toBe(expected);
  });
});

/** A unit's life among ten days: pieces one after the other, some left out, the first perhaps open to the left. */
const anyLife = fc
  .record({
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
    kept: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  })
  .map(({ cuts, kept }) => {
    const days = cuts.sort((a, b) => a - b).map(nthDay);
    return [null, ...days]
      .map((from, index) => town({ from, to: days[index] ?? null }, `Tên ${index}`))
      .filter((_, index) => kept[index]);
  });

/** Days on which open ends show at either side. */
const WINDOW = [nthDay(-1), ...daysOfModel(12)];
const nameOn = (life: readonly UnitPeriod[], on: LocalDate) => life.find((piece) => isHeld(piece.period, on))?.name;

describe('day by day', () => {
  it('periods are disjoint just when each has a day and no day lies in two', () => {
    fc.assert(
      fc.property(fc.array(anyPeriod(10), { maxLength: 3 }), (periods) => {
        const all = periods.every((each) => WINDOW.some((on) => isHeld(each, on)));
        const once = WINDOW.every((on) => periods.filter((each) => isHeld(each, on)).length <= 1);
        expect(areDisjoint(periods.map((bounds) => town(bounds)))).toBe(all && once);
      }),
      RUNS,
    );
  });

  it('a life covers a period just when it holds each of its days', () => {
    const withDays = anyPeriod(10).filter((inner) => WINDOW.some((on) => isHeld(inner, on)));
    fc.assert(
      fc.property(anyLife, withDays, fc.nat(), (life, inner, turn) => {
        const turned = [...life.slice(turn % (life.length + 1)), ...life.slice(0, turn % (life.length + 1))];
        const held = WINDOW.filter((on) => isHeld(inner, on)).every((on) => nameOn(life, on) !== undefined);
        expect(coverPeriod(turned, inner)).toBe(held);
      }),
      RUNS,
    );
  });

  it('a change says something new from its day to the end of the period, and nothing else changes', () => {
    fc.assert(
      fc.property(anyLife, anyDay(11), (life, from) => {
        const change = changeFrom(life, from, { name: 'Tên mới' });
        const changed = life.find((piece) => isHeld(piece.period, from));
        expect(change === null).toBe(changed === undefined);
        if (!change || !changed) return;
        const after = afterChange(life, change);
        expect(areDisjoint(after)).toBe(true);
        for (const on of WINDOW) {
          const isNew = on >= from && isHeld(changed.period, on);
          expect(nameOn(after, on)).toBe(isNew ? 'Tên mới' : nameOn(life, on));
        }
      }),
      RUNS,
    );
  });

  it('a correction says something new of the whole period, and nothing else changes', () => {
    fc.assert(
      fc.property(anyLife, anyDay(11), (life, on) => {
        const change = correctAt(life, on, { name: 'Tên đúng' }, {});
        const wrong = life.find((piece) => isHeld(piece.period, on));
        expect(change === null).toBe(wrong === undefined);
        if (!change || !wrong) return;
        const after = afterChange(life, change);
        expect(areDisjoint(after)).toBe(true);
        for (const each of WINDOW) {
          expect(nameOn(after, each)).toBe(isHeld(wrong.period, each) ? 'Tên đúng' : nameOn(life, each));
        }
      }),
      RUNS,
    );
  });
});
