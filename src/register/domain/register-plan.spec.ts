import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../kernel/local-date.js';
import { type UnitPeriod } from '../../units/domain/unit.js';
import { packagesOf, type Register, type RegisterPeriod } from './register.js';
import { matchUnits, outstandingOf } from './register-match.js';
import { type LoadPlan, planLoad, withWrittenIds } from './register-plan.js';

const DAY = parseLocalDate('2025-07-01');
const SINCE_EVER = { from: null, to: null };

function said(key: string, name: string, kind: string, parentKey: string | null, isNew = false): RegisterPeriod {
  const code = key.replace(/-.*/, '');
  const level = code.length === 2 ? 'province' : 'commune';
  return { key, code, name, kind, level, parentKey, period: isNew ? { from: DAY, to: null } : { from: null, to: DAY } };
}

/** Xã Hưng Thuận was made on 2025-07-01 of Đôn Thuận and Hưng Thuận; 25711 had been Đôn Thuận (1682/NQ-UBTVQH15). */
const REGISTER: Register = {
  periods: [
    said('25711', 'Xã Đôn Thuận', 'xã', '72'),
    said('25714', 'Xã Hưng Thuận', 'xã', '72'),
    said('25711-2025', 'Xã Hưng Thuận', 'xã', '80-2025', true),
    said('72', 'Tỉnh Tây Ninh', 'tỉnh', null),
    said('80-2025', 'Tỉnh Tây Ninh', 'tỉnh', null, true),
  ],
  events: ['72>80-2025', '25711>25711-2025', '25714>25711-2025'].map((line) => {
    const [oldKey = '', newKey = ''] = line.split('>');
    return { day: DAY, instrument: '1682/NQ-UBTVQH15', change: 'merge', oldKey, newKey, extent: 'whole' };
  }),
};

function byHand(unitId: string, code: string, name: string, period: UnitPeriod['period'], parentId: string | null) {
  const level = code.length === 2 ? ('province' as const) : ('commune' as const);
  return { unitId, code, agencyCode: null, name, kind: level === 'province' ? 'tỉnh' : 'xã', level, parentId, period };
}

function planOver(periods: readonly UnitPeriod[]): LoadPlan {
  const recorded = { periods, lineage: [] };
  const idOf = matchUnits(REGISTER, periods);
  return planLoad(REGISTER, recorded, idOf, outstandingOf(packagesOf(REGISTER), recorded, idOf));
}
const days = ({ from, to }: UnitPeriod['period']): string => `[${from ?? ''}, ${to ?? ''})`;
const obstacles = (periods: readonly UnitPeriod[]): LoadPlan['obstacles'] => planOver(periods).obstacles;

describe('a load', () => {
  it('makes the units of before, those above first, and leaves their end to the package', () => {
    const { missing, packages } = planOver([]);
    expect(missing.map(({ key, period }) => `${key} ${days(period)}`)).toEqual(['72 [, )', '25711 [, )', '25714 [, )']);
    expect(packages.map(({ day, instruments, changes }) => [day, instruments, changes])).toEqual([
      [DAY, ['1682/NQ-UBTVQH15'], 2],
    ]);
  });

  it('makes of a unit that was recorded by hand the successor, not its own predecessor', () => {
    const now = { from: DAY, to: null };
    const { missing, packages } = planOver([
      byHand('p', '80', 'Tỉnh Tây Ninh', now, null),
      byHand('c', '25711', 'Xã Hưng Thuận', now, 'p'),
    ]);
    // The code is taken from that day on, so it ends by itself.
    expect(missing.map(({ key, period }) => `${key} ${days(period)}`)).toEqual([
      '72 [, )',
      '25711 [, 2025-07-01)',
      '25714 [, )',
    ]);
    expect(packages[0]?.plan.created).toEqual([]);
    expect(packages[0]?.plan.edges.map(({ predecessor, successor }) => `${predecessor}>${successor}`)).toEqual([
      '72>p',
      '25711>c',
      '25714>c',
    ]);
  });

  it('lets units begin with the one above where that is recorded from the start of the record', () => {
    const province = byHand('p', '72', 'Tỉnh Tây Ninh', { from: parseLocalDate('2004-08-31'), to: null }, null);
    const { missing, obstacles: none } = planOver([province]);
    expect(missing.map(({ period }) => days(period))).toEqual(['[2004-08-31, )', '[2004-08-31, )']);
    expect(none).toEqual([]);
  });

  it('takes ids in the place of the keys that were written before', () => {
    const [first] = planOver([]).packages;
    if (!first) throw new Error('There is one package');
    const plan = withWrittenIds(first.plan, (key) => (key.endsWith('-2025') ? key : `id-${key}`));
    expect(plan.edges.map(({ predecessor, successor }) => `${predecessor}>${successor}`)).toEqual([
      'id-72>80-2025',
      'id-25711>25711-2025',
      'id-25714>25711-2025',
    ]);
    expect(plan.closed.map(({ unitId, parentId }) => [unitId, parentId])).toEqual([
      ['id-72', null],
      ['id-25711', 'id-72'],
      ['id-25714', 'id-72'],
    ]);
  });
});

describe('what is in the way of a load', () => {
  it('is a code recorded for a later bearer on days of an earlier one', () => {
    const unit = byHand('c', '25711', 'Xã Hưng Thuận', SINCE_EVER, 'p');
    expect(obstacles([byHand('p', '72', 'Tỉnh Tây Ninh', SINCE_EVER, null), unit])).toEqual([
      { what: 'code-names-another', recorded: unit, register: expect.objectContaining({ name: 'Xã Đôn Thuận' }) },
    ]);
  });

  const on = (day: string) => parseLocalDate(day);
  it.each([
    [{ from: on('2016-01-01'), to: null }, 2],
    [{ from: null, to: on('2020-01-01') }, 2],
    [{ from: null, to: DAY }, 0],
  ])('is a unit recorded for %j with %i units below it at other times', (period, children) => {
    const province = byHand('p', '72', 'Tỉnh Tây Ninh', period, null);
    expect(obstacles([province])).toEqual(
      children === 0 ? [] : [{ what: 'parent-not-throughout', recorded: province, life: period, children }],
    );
  });

  it('is every fault of a package upon what is recorded', () => {
    const other = byHand('x', '80', 'Sở Nội vụ', SINCE_EVER, null);
    expect(obstacles([{ ...other, level: 'department' }])).toEqual([
      {
        what: 'fault',
        fault: expect.objectContaining({ code: 'code-taken', detail: '80' }),
        nameOf: expect.anything(),
      },
    ]);
  });
});
