import { describe, expect, it } from '@jest/globals';
import { type LocalDate } from '../../kernel/local-date.js';
import { type DirectoryAnswer, type TypedUnit, UnitDirectory } from './unit-directory.js';
import { type Level, type UnitPeriod } from './unit.js';

const unit = (
  unitId: string,
  code: string,
  name: string,
  level: Level,
  parentId: string | null,
  to: string | null = '2025-07-01',
  from: string | null = null,
): UnitPeriod => ({
  ...{ unitId, code, agencyCode: null, name, kind: name.split(' ')[0]?.toLowerCase() ?? '', level, parentId },
  period: { from: from as LocalDate | null, to: to as LocalDate | null },
});

/** Tây Ninh and Long An in 2016, as far as names are shared; 25711 changed hands in 2025. */
const PERIODS = [
  unit('p72', '72', 'Tỉnh Tây Ninh', 'province', null),
  unit('p80', '80', 'Tỉnh Long An', 'province', null),
  unit('d705', '705', 'Huyện Tân Biên', 'district', 'p72'),
  unit('d712', '712', 'Huyện Trảng Bàng', 'district', 'p72'),
  unit('d800', '800', 'Huyện Tân Thạnh', 'district', 'p80'),
  unit('c1', '25495', 'Xã Tân Bình', 'commune', 'd705'),
  unit('c2', '25474', 'Xã Tân Bình', 'commune', 'd712'),
  unit('c3', '25711', 'Xã Đôn Thuận', 'commune', 'd712'),
  unit('c4', '27850', 'Xã Tân Lập', 'commune', 'd800'),
  unit('c5', '25498', 'Xã Tân Lập', 'commune', 'd705'),
  unit('n1', '25711', 'Xã Hưng Thuận', 'commune', null, null, '2025-07-01'),
  unit('s1', '72.STTTT', 'Sở Thông tin và Truyền thông', 'department', 'p72'),
  unit('z1', '00001', 'Xã Số Không', 'commune', 'd705'),
];
const DAY = '2016-12-31' as LocalDate;
const TODAY = '2026-11-26' as LocalDate;
const directory = new UnitDirectory(PERIODS, [{ unitId: 'p72', kin: 'self' }]);

const told = (answer: DirectoryAnswer): string => (answer.outcome === 'found' ? answer.unit.id : answer.outcome);

describe('a unit as a row names it, on a day', () => {
  it.each<[TypedUnit, string]>([
    [{ unit: '25495' }, 'c1'],
    [{ unit: '25495', name: 'UBND xã Tân Bình' }, 'c1'],
    [{ unit: '25495', name: 'Xã Đôn Thuận' }, 'name-differs'],
    [{ unit: '25495', within: '712' }, 'elsewhere'],
    [{ unit: '25711' }, 'code-changed'],
    [{ unit: '25711', name: 'xã đôn thuận' }, 'c3'],
    [{ unit: '99999' }, 'unknown'],
    [{ unit: '1' }, 'z1'],
    [{ name: 'Xã Tân Bình' }, 'ambiguous'],
    [{ name: 'Xã Tân Bình', within: 'H. Tân Biên' }, 'c1'],
    [{ name: 'Xã Tân Bình, huyện Trảng Bàng' }, 'c2'],
    [{ name: 'Xã Tân Bình', within: '705' }, 'c1'],
    // Long An has one too; at home is nearer.
    [{ name: 'Tân Lập' }, 'c5'],
    [{ name: 'Tân Lập', within: 'Huyện Tân Thạnh' }, 'c4'],
    [{ name: 'STTTT' }, 's1'],
    [{ name: 'Xã Tan Binh' }, 'unknown'],
    [{}, 'nothing-named'],
    [{ unit: '', name: ' ' }, 'nothing-named'],
  ])('%j is %s', (typed, expected) => {
    expect(told(directory.find(typed, DAY, TODAY))).toBe(expected);
  });

  it('suggests what is nearest, and what a contradicting name means', () => {
    const answer = directory.find({ name: 'Xã Tân Bìnk' }, DAY, TODAY);
    const names = answer.outcome === 'unknown' ? answer.candidates.map(({ name }) => name) : [];
    expect(names.slice(0, 2)).toEqual(['Xã Tân Bình', 'Xã Tân Bình']);
    expect(directory.find({ unit: '25495', name: 'Xã Đôn Thuận' }, DAY, TODAY)).toMatchObject({
      candidates: [{ unitId: 'c1' }, { unitId: 'c3' }],
    });
  });

  it('does not find what the caller may not see', () => {
    const narrowed = new UnitDirectory(PERIODS, [], (unitId) => unitId === 'c1');
    expect(told(narrowed.find({ unit: '25474' }, DAY, TODAY))).toBe('unknown');
    expect(told(narrowed.find({ name: 'Xã Tân Bình' }, DAY, TODAY))).toBe('c1');
    expect(narrowed.find({ name: 'Xã Đôn Thuận' }, DAY, TODAY)).toMatchObject({ outcome: 'unknown', candidates: [] });
  });

  it('reads what a rule names in the time that it is in force', () => {
    const always = { from: null, to: null };
    expect(told(directory.findDuring('72', always, TODAY))).toBe('p72');
    expect(told(directory.findDuring('25711', { from: DAY, to: null }, TODAY))).toBe('code-changed');
    expect(told(directory.findDuring('Xã Hưng Thuận', { from: '2025-07-01' as LocalDate, to: null }, TODAY))).toBe(
      'n1',
    );
  });
});
