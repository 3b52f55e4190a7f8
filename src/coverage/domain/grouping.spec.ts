import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCounting, anyProvince, anyStanding, RUNS } from '../../../test/support/arbitraries.js';
import { figureByHand, standsWithin } from '../../../test/support/model.js';
import { type Stage } from '../../deployments/domain/entry.js';
import { type SystemOnDay } from '../../systems/domain/system.js';
import { UnitTree } from '../../units/domain/unit-tree.js';
import { type Level, type UnitOnDay } from '../../units/domain/unit.js';
import { countFigure, isSpokenOf } from './figure.js';
import {
  compareGroups,
  type Dimension,
  DIMENSIONS,
  type GroupKey,
  groupFigures,
  type Member,
  nameOf,
} from './grouping.js';

const LIVE = new Set<Stage>(['live']);
const system = (id: number, code: string): SystemOnDay => ({
  ...{ id, code, name: code, nameEn: null, parentId: null, ownerId: null, legalBasis: null, inheritance: 'all' },
});
const office = system(2, 'e-office');
const shop = system(1, 'one-stop-shop');

const unit = (code: string, name: string, level: Level, kind: string, parentId: string | null): UnitOnDay => ({
  ...{ id: `u${code}`, code, agencyCode: null, name, kind, level, parentId },
});
const province = unit('72', 'Tỉnh Tây Ninh', 'province', 'tỉnh', null);
const justice = unit('72.STP', 'Sở Tư pháp', 'department', 'sở', 'u72');

/** The nine districts at the end of 2016 and how many communes each had: 95 together (GSO register). */
const DISTRICTS: [string, string, number][] = [
  ['703', 'Thành phố Tây Ninh', 10],
  ['705', 'Huyện Tân Biên', 10],
  ['706', 'Huyện Tân Châu', 12],
  ['707', 'Huyện Dương Minh Châu', 11],
  ['708', 'Huyện Châu Thành', 15],
  ['709', 'Huyện Hòa Thành', 8],
  ['710', 'Huyện Gò Dầu', 9],
  ['711', 'Huyện Bến Cầu', 9],
  ['712', 'Huyện Trảng Bàng', 11],
];
const districts = DISTRICTS.map(([code, name]) => unit(code, name, 'district', 'huyện', 'u72'));
const communes = DISTRICTS.flatMap(([code, , count]) =>
  Array.from({ length: count }, (_, index) => unit(`${code}-${index}`, `Xã ${index}`, 'commune', 'xã', `u${code}`)),
);
const tree = new UnitTree([province, justice, ...districts, ...communes]);

// F10: e-office in all communes of these four, 10 + 8 + 11 + 12 = 41
const WITH_OFFICE = ['u703', 'u709', 'u707', 'u706'];
const officeMembers = communes.map((commune): Member => ({
  ...{ unit: commune, system: office, obligation: 'required' },
  stage: WITH_OFFICE.includes(commune.parentId ?? '') ? 'live' : null,
}));

describe('groupFigures', () => {
  it('F11: groups e-office by district, districts as Vietnamese sorts; the parts make 41 of 95', () => {
    const groups = groupFigures(officeMembers, ['system', 'district'], tree, LIVE);
    const none = (eligible: number) => [0, eligible, eligible];
    expect(
      groups.map(({ key, figure }) => [key.district?.name, figure.covered, figure.eligible, figure.unknown]),
    ).toEqual([
      ['Huyện Bến Cầu', ...none(9)],
      ['Huyện Châu Thành', ...none(15)],
      ['Huyện Dương Minh Châu', 11, 11, 0],
      ['Huyện Gò Dầu', ...none(9)],
      ['Huyện Hòa Thành', 8, 8, 0],
      ['Huyện Tân Biên', ...none(10)],
      ['Huyện Tân Châu', 12, 12, 0],
      ['Huyện Trảng Bàng', ...none(11)],
      ['Thành phố Tây Ninh', 10, 10, 0],
    ]);
    expect(groupFigures(officeMembers, [], tree, LIVE)).toEqual([
      { key: {}, figure: { covered: 41, eligible: 95, missing: 0, unknown: 54, exempt: 0, outside: 0 } },
    ]);
  });

  it('one group whose eligible is not stated leaves that of the whole unstated: F07, 22 + 9', () => {
    const members: Member[] = [
      { unit: justice, system: office, obligation: 'unspoken', stage: 'live' },
      ...districts.map((each): Member => ({ unit: each, system: office, obligation: 'required', stage: 'live' })),
    ];
    const figures = groupFigures(members, ['level'], tree, LIVE);
    expect(figures.map(({ key, figure }) => [key.level, figure.covered, figure.eligible])).toEqual([
      ['department', 1, null],
      ['district', 9, 9],
    ]);
    expect(groupFigures(members, [], tree, LIVE)[0]?.figure).toMatchObject({ covered: 10, eligible: null });
  });

  it('keeps silent of groups of which there is nothing to say', () => {
    const silent: Member = { unit: justice, system: office, obligation: 'unspoken', stage: null };
    expect(groupFigures([silent], ['system', 'level'], tree, LIVE)).toEqual([]);
    expect(groupFigures([{ ...silent, obligation: 'not-required' }], [], tree, LIVE)).toEqual([]);
    expect(groupFigures([{ ...silent, obligation: 'exempt' }], ['level'], tree, LIVE)).toHaveLength(1);
  });

  it('sorts systems by catalogue, levels from the top, what stands in no district last', () => {
    const [district] = districts as [UnitOnDay];
    const [commune] = communes as [UnitOnDay];
    const members = [commune, district, justice, province].flatMap((each): Member[] => [
      { unit: each, system: office, obligation: 'required', stage: null },
      { unit: each, system: shop, obligation: 'required', stage: null },
    ]);
    const named = (dimensions: Dimension[]) =>
      groupFigures(members, dimensions, tree, LIVE).map(({ key }) =>
        [key.system?.code, key.level, key.kind, key.district === null ? '–' : key.district?.code]
          .filter(Boolean)
          .join(' '),
      );
    expect(named(['level', 'system'])).toEqual([
      ...['province', 'department', 'district', 'commune'].map((level) => `one-stop-shop ${level}`),
      ...['province', 'department', 'district', 'commune'].map((level) => `e-office ${level}`),
    ]);
    expect(named(['district'])).toEqual(['703', '–']);
    expect(named(['kind'])).toEqual(['huyện', 'sở', 'tỉnh', 'xã']);
    expect(groupFigures(members, ['parent'], tree, LIVE).map(({ key }) => key.parent?.code ?? null)).toEqual([
      '72', // of the department and the district
      '703',
      null,
    ]);
  });
});

describe('nameOf and compareGroups', () => {
  const [tanBien, tanChau] = districts.slice(1) as [UnitOnDay, UnitOnDay];
  const keys: GroupKey[] = [
    {},
    { district: null },
    { parent: null },
    { level: 'commune' },
    { level: 'commune', kind: 'xã' },
    { kind: 'xã' },
    { district: tanBien },
    { district: tanChau },
    { parent: tanBien },
    { system: shop },
    { system: office },
    { system: shop, district: null },
  ];

  it('name every group of its own, and the same group the same', () => {
    expect(new Set(keys.map(nameOf)).size).toBe(keys.length);
    expect(nameOf({ parent: tanBien, system: shop })).toBe(nameOf({ system: { ...shop }, parent: { ...tanBien } }));
  });

  it('put a group after itself never, and reverse when reversed', () => {
    for (const a of keys) {
      for (const b of keys) {
        expect(
          Math.sign(compareGroups({ key: a }, { key: b })) + Math.sign(compareGroups({ key: b }, { key: a })),
        ).toBe(0);
      }
    }
  });
});

describe('whatever the grouping', () => {
  const anyMembers = anyProvince.chain((units) =>
    fc.record({
      units: fc.constant(units),
      members: fc
        .tuple(
          ...[shop, office].flatMap((each) =>
            units.map((of) => anyStanding.map((standing) => ({ each, of, standing }))),
          ),
        )
        .map((rows) => rows.map(({ each, of, standing }): Member => ({ unit: of, system: each, ...standing }))),
      dimensions: fc.shuffledSubarray([...DIMENSIONS]),
      counting: anyCounting,
    }),
  );

  it('the parts make the whole, and eligible too where all of them state it', () => {
    fc.assert(
      fc.property(anyMembers, ({ units, members, dimensions, counting }) => {
        const groups = groupFigures(members, dimensions, new UnitTree(units), new Set(counting));
        const whole = countFigure(members, new Set(counting));
        for (const part of ['covered', 'missing', 'unknown', 'exempt', 'outside'] as const) {
          expect(groups.reduce((sum, { figure }) => sum + figure[part], 0)).toBe(whole[part]);
        }
        const eligible = groups.map(({ figure }) => figure.eligible);
        const stated = eligible.filter((count) => count !== null);
        expect(whole.eligible === null).toBe(stated.length < eligible.length);
        if (whole.eligible !== null) expect(stated.reduce((sum, count) => sum + count, 0)).toBe(whole.eligible);
        for (const { figure } of groups) {
          if (figure.eligible === null) continue;
          expect(figure.covered + figure.missing + figure.unknown).toBe(figure.eligible);
          expect(figure.covered).toBeLessThanOrEqual(figure.eligible);
        }
      }),
      RUNS,
    );
  });

  it('every group has the units it names and no other, in an order that does not depend on theirs', () => {
    fc.assert(
      fc.property(anyMembers, ({ units, members, dimensions, counting }) => {
        const groups = groupFigures(members, dimensions, new UnitTree(units), new Set(counting));
        const belongs = ({ unit: of, system: each }: Member, { key }: { key: GroupKey }) =>
          (key.system === undefined || key.system.id === each.id) &&
          (key.level === undefined || key.level === of.level) &&
          (key.kind === undefined || key.kind === of.kind) &&
          (key.parent === undefined || (key.parent?.id ?? null) === of.parentId) &&
          (key.district === undefined ||
            (key.district === null
              ? !units.some((top) => top.level === 'district' && standsWithin(of, top.id, units))
              : standsWithin(of, key.district.id, units)));
        for (const group of groups) {
          expect(Object.keys(group.key).sort()).toEqual([...dimensions].sort());
          expect(group.figure).toEqual(
            figureByHand(
              members.filter((member) => belongs(member, group)),
              counting,
            ),
          );
        }
        for (const member of members.filter(isSpokenOf)) {
          expect(groups.filter((group) => belongs(member, group))).toHaveLength(1);
        }
        expect(groupFigures([...members].reverse(), dimensions, new UnitTree(units), new Set(counting))).toEqual(
          groups,
        );
      }),
      RUNS,
    );
  });
});
