import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../kernel/local-date.js';
import { type LineageRow } from '../../units/domain/lineage.js';
import { type UnitPeriod } from '../../units/domain/unit.js';
import { packagesOf, type Register, type RegisterEvent, type RegisterPeriod } from './register.js';
import { differencesOf, matchUnits, outstandingOf, type Recorded } from './register-match.js';
import { planLoad } from './register-plan.js';

const TODAY = parseLocalDate('2026-06-01');
const KINDS = { 2: ['province', 'tỉnh'], 3: ['district', 'huyện'], 5: ['commune', 'xã'] } as const;

/** `from` and `to` as in the files: empty is open. */
function said(key: string, name: string, parentKey: string | null, from = '', to = '', code = key.slice(0, 5)) {
  const [level, kind] = KINDS[code.replace(/-.*/, '').length as keyof typeof KINDS];
  return {
    ...{ key, code: code.replace(/-.*/, ''), name, kind, level, parentKey },
    period: { from: from === '' ? null : parseLocalDate(from), to: to === '' ? null : parseLocalDate(to) },
  } satisfies RegisterPeriod;
}
function event(day: string, change: RegisterEvent['change'], oldKey: string | null, newKey: string | null) {
  const instrument = day === '2025-07-01' ? '1682/NQ-UBTVQH15' : '865/NQ-UBTVQH14';
  return { day: parseLocalDate(day), instrument, change, oldKey, newKey, extent: 'whole' } satisfies RegisterEvent;
}

/** Of data/register, as far as it concerns Phước Lưu, Bình Thạnh, what they became, and the two provinces. */
const REGISTER: Register = {
  periods: [
    said('72', 'Tỉnh Tây Ninh', null, '', '2025-07-01'),
    said('80', 'Tỉnh Long An', null, '', '2025-07-01'),
    said('80-2025', 'Tỉnh Tây Ninh', null, '2025-07-01'),
    said('712', 'Huyện Trảng Bàng', '72', '', '2020-02-01'),
    said('712', 'Thị xã Trảng Bàng', '72', '2020-02-01', '2025-07-01'),
    said('25726-2004', 'Xã Phước Lưu', '712', '', '2020-02-01'),
    said('25729-2004', 'Xã Bình Thạnh', '712', '', '2020-02-01'),
    said('25729-2020', 'Xã Phước Bình', '712', '2020-02-01', '2025-07-01'),
    said('25729-2025', 'Xã Phước Chỉ', '80-2025', '2025-07-01'),
  ],
  events: [
    event('2020-02-01', 'rename', '712', '712'),
    event('2020-02-01', 'merge', '25726-2004', '25729-2020'),
    event('2020-02-01', 'merge', '25729-2004', '25729-2020'),
    event('2025-07-01', 'merge', '72', '80-2025'),
    event('2025-07-01', 'merge', '80', '80-2025'),
    event('2025-07-01', 'dissolve', '712', null),
    event('2025-07-01', 'merge', '25729-2020', '25729-2025'),
  ],
};
const PACKAGES = packagesOf(REGISTER);

function recorded(unitId: string, period: RegisterPeriod, overrides: Partial<UnitPeriod> = {}): UnitPeriod {
  const { code, name, kind, level, parentKey, period: days } = period;
  return { unitId, code, agencyCode: null, name, kind, level, parentId: parentKey, period: days, ...overrides };
}
const byHand = (unitId: string, key: string, name: string, parent: string | null, from = '', to = '') =>
  recorded(unitId, said(key, name, parent, from, to));

/** What is recorded once the register was loaded into an empty database: the keys serve as ids. */
const LOADED: Recorded = {
  periods: REGISTER.periods.map((period) => recorded(period.key, period)),
  lineage: REGISTER.events
    .filter(({ oldKey, newKey }) => oldKey !== null && newKey !== null && oldKey !== newKey)
    .map(({ oldKey, newKey, day }): LineageRow => ({
      ...{ reorganisationId: day, predecessorId: oldKey ?? '', successorId: newKey ?? '', effectiveOn: day },
      ...{ extent: 'whole', lead: false },
    })),
};

describe('matching by code and day', () => {
  it.each([
    ['a code that one unit bears', byHand('x', '25726', 'Xã Phước Lưu', '712'), '25726-2004'],
    ['a name of its own makes no other unit', byHand('x', '712', 'Huyện Trảng Bàng Khác', '72'), '712'],
    ['the name tells bearers of one code apart', byHand('x', '80', 'Tỉnh Tây Ninh', null), '80-2025'],
    ['however it is written', byHand('x', '25729', 'XÃ  PHƯỚC BÌNH', '712'), '25729-2020'],
    ['so do the days', byHand('x', '80', 'Tỉnh Khác', null, '2025-07-01'), '80-2025'],
    ['neither name nor days: the earliest', byHand('x', '80', 'Tỉnh Khác', null), '80'],
    ['no day in common', byHand('x', '25726', 'Xã Phước Lưu', '712', '2020-02-01'), undefined],
    ['another level', { ...byHand('x', '712', 'Huyện Trảng Bàng', '72'), level: 'department' as const }, undefined],
  ])('%s', (_, unit, key) => {
    expect([...matchUnits(REGISTER, [unit])]).toEqual(key === undefined ? [] : [[key, 'x']]);
  });

  it('gives each unit of the register to one', () => {
    const units = [
      byHand('a', '25729', 'Xã Bình Thạnh', '712', '', '2010-01-01'),
      byHand('b', '25729', 'Xã Bình Thạnh', '712', '2010-01-01'),
    ];
    expect([...matchUnits(REGISTER, units)]).toEqual([
      ['25729-2004', 'a'],
      ['25729-2020', 'b'],
    ]);
  });

  it('finds every unit again after a load', () => {
    expect([...matchUnits(REGISTER, LOADED.periods)].every(([key, id]) => key === id)).toBe(true);
    expect(matchUnits(REGISTER, LOADED.periods).size).toBe(8);
  });
});

const outstanding = (facts: Recorded): string[] =>
  outstandingOf(PACKAGES, facts, matchUnits(REGISTER, facts.periods)).flatMap(({ day, changes }) =>
    changes.map(({ change }) => {
      const parts = change.type === 'merge' ? change.from.map(({ unit }) => unit).join('+') : '';
      return `${day} ${change.type} ${parts === '' ? change.place : `${parts}>${change.place}`}`;
    }),
  );

describe('what of a package is outstanding', () => {
  const ALL = [
    '2020-02-01 merge 25726-2004+25729-2004>25729-2020',
    '2020-02-01 reclassify 712',
    '2025-07-01 dissolve 1682/NQ-UBTVQH15: 712',
    '2025-07-01 merge 72+80>80-2025',
    '2025-07-01 merge 25729-2020>25729-2025',
  ];

  it('is all of it where nothing is recorded, and nothing after a load', () => {
    expect(outstanding({ periods: [], lineage: [] })).toEqual(ALL);
    expect(outstanding(LOADED)).toEqual([]);
  });

  it('is the rest where a part was loaded before', () => {
    const ofOthers = ['80', '80-2025'];
    const lineage = LOADED.lineage.filter(({ predecessorId }) => predecessorId !== '80');
    expect(outstanding({ periods: LOADED.periods, lineage })).toEqual(['2025-07-01 merge 80>80-2025']);
    const periods = LOADED.periods.filter(({ unitId }) => !ofOthers.includes(unitId));
    const theirs = LOADED.lineage.filter(({ successorId }) => !ofOthers.includes(successorId));
    expect(outstanding({ periods, lineage: theirs })).toEqual(['2025-07-01 merge 72+80>80-2025']);
  });

  it('leaves alone what was changed by hand on the day, or is so already', () => {
    const before = byHand('712', '712', 'Huyện Trảng Bàng', '72', '', '2020-02-01');
    const changed = byHand('712', '712', 'Thị xã Trảng Bàng Mới', '72', '2020-02-01');
    expect(outstanding({ periods: [before, changed], lineage: [] })).not.toContain(ALL[1]);
    const already = byHand('712', '712', 'Thị xã Trảng Bàng', '72');
    expect(outstanding({ periods: [already], lineage: [] })).not.toContain(ALL[1]);
    const not = byHand('712', '712', 'Huyện Trảng Bàng', '72', '2018-01-01');
    expect(outstanding({ periods: [not], lineage: [] })).toContain(ALL[1]);
  });
});

describe('differences', () => {
  function differences(periods: readonly UnitPeriod[]): string[] {
    const facts = { periods, lineage: [] };
    const idOf = matchUnits(REGISTER, periods);
    const { after } = planLoad(REGISTER, facts, idOf, outstandingOf(PACKAGES, facts, idOf));
    return differencesOf(REGISTER, after, idOf, TODAY).map(
      ({ code, day, what, register, recorded: read }) => `${code} ${day} ${what}: ${register} | ${read}`,
    );
  }

  it('are none of what a load brings', () => {
    expect(differences(LOADED.periods)).toEqual([]);
    expect(differences([byHand('72', '72', 'Tỉnh Tây Ninh', null)])).toEqual([]);
    const before = byHand('72', '72', 'Tỉnh Tây Ninh', null, '2004-08-31');
    expect(differences([before])).toEqual([]);
  });

  it('are those of name, kind, parent, beginning and end, each on a day on which they are', () => {
    const units = [
      byHand('p', '72', 'Tỉnh Tây Ninh', null),
      byHand('d', '712', 'Huyện Trảng Bàng Khác', 'p'),
      byHand('e', '799', 'Huyện Khác', 'p'),
      { ...byHand('c', '25726', 'Xã Phước Lưu', 'e', '2016-01-01'), kind: 'phường' },
      byHand('n', '25729', 'Xã Phước Chỉ', 'p', '2025-07-01', '2026-01-01'),
    ];
    // Phước Chỉ follows the province that it was put into to the one of 2025, as the register has it.
    expect(differences(units)).toEqual([
      '712 2020-01-31 name: Huyện Trảng Bàng | Huyện Trảng Bàng Khác',
      '25726 2016-01-01 begins:  | 2016-01-01',
      '25726 2016-01-01 kind: xã | phường',
      '25726 2016-01-01 parent: 712 Huyện Trảng Bàng | 799 Huyện Khác',
      '25729 2026-01-01 ends:  | 2026-01-01',
    ]);
  });
});
