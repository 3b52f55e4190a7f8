import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyDay, RUNS } from '../../../test/support/arbitraries.js';
import { isHeld, nthDay } from '../../../test/support/model.js';
import { parseLocalDate as day } from '../../kernel/local-date.js';
import { isUnitNamed } from './named-unit.js';
import { resolveUnit, toUnitOnDay, type UnitReference } from './resolve-unit.js';
import { type UnitPeriod } from './unit.js';

const MERGER = day('2025-07-01'); // 1682/NQ-UBTVQH15
const TODAY = day('2026-11-23');

const commune = (unitId: string, code: string, name: string, period: UnitPeriod['period']): UnitPeriod => ({
  ...{ unitId, code, agencyCode: null, name, kind: 'xã', level: 'commune', parentId: 'trang-bang', period },
});

// 1682/NQ-UBTVQH15, Điều 1 khoản 58: Đôn Thuận (25711) and Hưng Thuận (25714) became Hưng Thuận, code 25711.
const donThuan = commune('don-thuan', '25711', 'Xã Đôn Thuận', { from: null, to: MERGER });
const oldHungThuan = commune('old-hung-thuan', '25714', 'Xã Hưng Thuận', { from: null, to: MERGER });
const hungThuan = commune('hung-thuan', '25711', 'Xã Hưng Thuận', { from: MERGER, to: null });
const REGISTER = [hungThuan, oldHungThuan, donThuan];

const inRead = (unit: string, on: string) => resolveUnit({ unit }, REGISTER, day(on), null, isUnitNamed);
const inWrite = (reference: UnitReference, on: string) => resolveUnit(reference, REGISTER, day(on), TODAY, isUnitNamed);

describe('a reference in a read', () => {
  it.each([
    ['25711', '2016-12-31', donThuan],
    ['25711', '2025-06-30', donThuan],
    ['25711', '2025-07-01', hungThuan],
    ['25711', '2026-11-23', hungThuan],
    ['25714', '2016-12-31', oldHungThuan],
    ['don-thuan', '2016-12-31', donThuan],
  ])('%s on %s is one unit', (reference, on, expected) => {
    expect(inRead(reference, on)).toEqual({ outcome: 'found', unit: toUnitOnDay(expected) });
  });

  it('names nothing once the code is gone, and tells what it named', () => {
    expect(inRead('25714', '2025-07-01')).toEqual({ outcome: 'names-nothing', before: oldHungThuan, after: null });
  });

  it('names nothing between two units, nor before the first', () => {
    const early = commune('a', '1', 'Xã A', { from: day('2010-01-01'), to: day('2012-01-01') });
    const late = commune('b', '1', 'Xã B', { from: day('2014-01-01'), to: day('2016-01-01') });
    const last = commune('c', '1', 'Xã C', { from: day('2018-01-01'), to: null });
    const on = (text: string) => resolveUnit({ unit: '1' }, [last, early, late], day(text), null, isUnitNamed);
    expect(on('2013-06-01')).toEqual({ outcome: 'names-nothing', before: early, after: late });
    expect(on('2012-01-01')).toEqual({ outcome: 'names-nothing', before: early, after: late });
    expect(on('2017-06-01')).toEqual({ outcome: 'names-nothing', before: late, after: last });
    expect(on('2009-12-31')).toEqual({ outcome: 'names-nothing', before: null, after: early });
  });

  it('says of an id when the unit was there, before or after', () => {
    expect(inRead('don-thuan', '2025-07-01')).toEqual({ outcome: 'not-there', period: donThuan });
    expect(inRead('hung-thuan', '2025-06-30')).toEqual({ outcome: 'not-there', period: hungThuan });
  });

  it('says of a unit that came back where it was before the gap', () => {
    const before = commune('a', '1', 'Xã A', { from: null, to: day('2012-01-01') });
    const after = commune('a', '2', 'Xã A', { from: day('2014-01-01'), to: null });
    const found = resolveUnit({ unit: 'a' }, [after, before], day('2013-01-01'), null, isUnitNamed);
    expect(found).toEqual({ outcome: 'not-there', period: before });
  });

  it.each(['25712', 'nobody', ''])('%j was never heard of', (reference) => {
    expect(inRead(reference, '2016-12-31')).toEqual({ outcome: 'unknown' });
  });
});

describe('a reference in a write', () => {
  it('refuses a code that means another unit today, with both', () => {
    expect(inWrite({ unit: '25711' }, '2016-12-31')).toEqual({
      outcome: 'code-changed',
      onDay: donThuan,
      today: hungThuan,
    });
  });

  it.each<[UnitReference, string, UnitPeriod]>([
    [{ unit: '25711', unitName: 'Xã Đôn Thuận' }, '2016-12-31', donThuan], // the name it then had
    [{ unit: '25711', unitName: 'UBND xã Đôn Thuận' }, '2016-12-31', donThuan],
    [{ unit: 'don-thuan' }, '2016-12-31', donThuan], // an id is never mistaken
    [{ unit: '25711' }, '2025-07-01', hungThuan], // the same unit on that day and today
    [{ unit: '25714' }, '2016-12-31', oldHungThuan], // today the code means nobody
    [{ unit: 'don-thuan', unitName: 'Đôn Thuận' }, '2016-12-31', donThuan],
  ])('%j on %s is one unit', (reference, on, expected) => {
    expect(inWrite(reference, on)).toEqual({ outcome: 'found', unit: toUnitOnDay(expected) });
  });

  it.each<[UnitReference, string, UnitPeriod]>([
    [{ unit: '25711', unitName: 'Xã Hưng Thuận' }, '2016-12-31', donThuan], // today's name, on the other's day
    [{ unit: '25711', unitName: 'Xã Đôn Thuận' }, '2025-07-01', hungThuan],
    [{ unit: 'don-thuan', unitName: 'Xã Hưng Thuận' }, '2016-12-31', donThuan],
    [{ unit: '25711', unitName: 'Phường Đôn Thuận' }, '2016-12-31', donThuan],
  ])('%j on %s contradicts itself', (reference, on, onDay) => {
    expect(inWrite(reference, on)).toEqual({ outcome: 'name-differs', onDay });
  });

  it('takes a code that passed on and came back', () => {
    const other = commune('b', '1', 'Xã B', { from: day('2012-01-01'), to: day('2014-01-01') });
    const periods = [
      commune('a', '1', 'Xã A', { from: null, to: day('2012-01-01') }),
      other,
      commune('a', '1', 'Xã A', { from: day('2014-01-01'), to: null }),
    ];
    const on = (text: string) => resolveUnit({ unit: '1' }, periods, day(text), TODAY, isUnitNamed);
    expect(on('2011-01-01')).toMatchObject({ outcome: 'found', unit: { id: 'a' } });
    expect(on('2013-01-01')).toMatchObject({ outcome: 'code-changed', onDay: other, today: { unitId: 'a' } });
  });

  it('takes for an id what is an id, though another bears it as its code', () => {
    const meant = commune('25711', '1', 'Xã A', { from: null, to: null });
    const found = resolveUnit({ unit: '25711' }, [...REGISTER, meant], day('2016-12-31'), TODAY, isUnitNamed);
    expect(found).toEqual({ outcome: 'found', unit: toUnitOnDay(meant) });
  });

  it('keeps the name of the day when a unit was renamed', () => {
    const before = commune('a', '1', 'Xã Cũ', { from: null, to: day('2020-02-01') });
    const after = commune('a', '1', 'Xã Mới', { from: day('2020-02-01'), to: null });
    const found = resolveUnit({ unit: 'a' }, [after, before], day('2016-12-31'), TODAY, isUnitNamed);
    expect(found).toMatchObject({ outcome: 'found', unit: { id: 'a', name: 'Xã Cũ' } });
  });
});

describe('whatever the lives of units that share a code', () => {
  // the line of days cut in pieces, each borne by some unit or none
  const anyRegister = fc
    .array(fc.record({ cut: fc.integer({ min: 1, max: 9 }), bearer: fc.constantFrom('a', 'b', 'c', null) }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((pieces) => {
      const cuts = [...new Map(pieces.map((piece) => [piece.cut, piece])).values()].sort((x, y) => x.cut - y.cut);
      return cuts.flatMap(({ cut, bearer }, index) => {
        const from = index === 0 ? null : nthDay(cut);
        const next = cuts[index + 1];
        return bearer === null
          ? []
          : [commune(bearer, '1', `Xã ${bearer}`, { from, to: next ? nthDay(next.cut) : null })];
      });
    });

  it('a code means the unit that bears it that day, and a write never takes it for another of today', () => {
    fc.assert(
      fc.property(anyRegister, anyDay(11), anyDay(11), (periods, on, today) => {
        const bearerOn = (when: typeof on) => periods.find(({ period }) => isHeld(period, when))?.unitId;
        const read = resolveUnit({ unit: '1' }, periods, on, null, isUnitNamed);
        const write = resolveUnit({ unit: '1' }, periods, on, today, isUnitNamed);
        const bearer = bearerOn(on);
        if (periods.length === 0) expect(read.outcome).toBe('unknown');
        else if (bearer === undefined) expect(read.outcome).toBe('names-nothing');
        else expect(read).toMatchObject({ outcome: 'found', unit: { id: bearer } });
        const means = bearerOn(today);
        if (bearer !== undefined && means !== undefined && means !== bearer) expect(write.outcome).toBe('code-changed');
        else expect(write).toEqual(read);
      }),
      RUNS,
    );
  });
});
