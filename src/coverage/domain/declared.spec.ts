import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../../../test/support/arbitraries.js';
import { type Declaration } from '../../deployments/domain/declaration.js';
import { parseLocalDate } from '../../kernel/local-date.js';
import { type SystemOnDay } from '../../systems/domain/system.js';
import { UnitTree } from '../../units/domain/unit-tree.js';
import { type Level, LEVELS, type UnitOnDay } from '../../units/domain/unit.js';
import { placeDeclarations } from './declared.js';
import { type Dimension, DIMENSIONS, type GroupKey } from './grouping.js';

const unit = (id: string, level: Level, parentId: string | null): UnitOnDay => ({
  ...{ id, code: `code-${id}`, agencyCode: null, name: id, kind: level, level, parentId },
});
const province = unit('u72', 'province', null);
const justice = unit('uSTP', 'department', 'u72');
const tanBien = unit('u705', 'district', 'u72');
const tanChau = unit('u706', 'district', 'u72');
const commune = unit('u25495', 'commune', 'u705');
const UNITS = [province, justice, tanBien, tanChau, commune];
const tree = new UnitTree(UNITS);

const system = (id: number, code: string): SystemOnDay => ({
  ...{ id, code, name: code, nameEn: null, parentId: null, ownerId: null, legalBasis: null, inheritance: 'all' },
});
const shop = system(1, 'one-stop-shop');
const complaints = system(2, 'complaints');

const declaration = (id: number, about: Partial<Declaration>): Declaration => ({
  ...{ id, systemId: shop.id, level: null, scopeId: 'u72', asOf: parseLocalDate('2016-12-31'), count: id, total: null },
  ...{ comparator: '=', counted: null, document: 'the report of 2016', quote: null },
  ...about,
});
const F01 = declaration(1, { level: 'department', count: 13 });
const F04 = declaration(4, { count: 117 }); // of all levels together
const F23 = declaration(23, { systemId: complaints.id, level: 'commune', count: 21 });
const inTanBien = declaration(50, { scopeId: 'u705', level: 'commune', count: 10 });

interface Asked {
  dimensions: readonly Dimension[];
  scope?: readonly UnitOnDay[];
  systems?: readonly SystemOnDay[];
  level?: Level;
  kind?: string;
}
const place = (declarations: readonly Declaration[], asked: Asked) => {
  const placed = placeDeclarations(declarations, {
    ...{ scope: [province], systems: [shop, complaints], level: undefined, kind: undefined, tree },
    ...asked,
  });
  const brief = ({ system: of, level, kind, parent, district }: GroupKey) => [
    ...[of?.code, level, kind].filter((part) => part !== undefined),
    ...[parent, district].filter((part) => part !== undefined).map((part) => part?.id ?? null),
  ];
  return {
    groups: [...placed.byGroup.values()].map(({ key, declared }) => [...brief(key), ...declared.map(({ id }) => id)]),
    totals: Object.fromEntries([...placed.byTotal].map(([id, declared]) => [id, declared.map((each) => each.id)])),
  };
};

describe('placeDeclarations (domain.md §3)', () => {
  it('puts a figure of one level beside that level, one of all beside the total', () => {
    expect(place([F01, F04, F23], { dimensions: ['system', 'level'] })).toEqual({
      groups: [
        ['one-stop-shop', 'department', 1],
        ['complaints', 'commune', 23],
      ],
      totals: { 1: [4] },
    });
  });

  it('gathers what is stated of one group, in order', () => {
    const again = declaration(7, { level: 'department', count: 14 });
    expect(place([F01, again], { dimensions: ['system', 'level'] })).toEqual({
      groups: [['one-stop-shop', 'department', 1, 7]],
      totals: {},
    });
  });

  it.each<[string, Declaration, Asked, unknown[][], Record<number, number[]>]>([
    ['of no level asked by', F01, { dimensions: ['system'] }, [['one-stop-shop', 1]], {}],
    ['all levels, not grouped by level', F04, { dimensions: ['system'] }, [['one-stop-shop', 4]], {}],
    ['another system', F23, { dimensions: ['system'], systems: [shop] }, [], {}],
    ['the level asked for', F01, { dimensions: ['system'], level: 'department' }, [['one-stop-shop', 1]], {}],
    ['another level than asked for', F01, { dimensions: ['system'], level: 'commune' }, [], {}],
    ['all levels when one is asked for', F04, { dimensions: ['system'], level: 'commune' }, [], {}],
    ['no kind is stated', F01, { dimensions: ['system', 'kind'] }, [], { 1: [1] }],
    ['one kind is asked for', F01, { dimensions: ['system'], kind: 'sở' }, [], { 1: [1] }],
    ['grouped without systems', F01, { dimensions: ['level'] }, [], { 1: [1] }],
    ['a wider place than asked about', F01, { dimensions: ['system'], scope: [tanBien] }, [], {}],
    ['a narrower place than asked about', inTanBien, { dimensions: ['system', 'level'] }, [], {}],
    ['the place asked about', inTanBien, { dimensions: ['system'], scope: [tanBien] }, [['one-stop-shop', 50]], {}],
    [
      'a district, grouped by district',
      inTanBien,
      { dimensions: ['system', 'level', 'district'] },
      [['one-stop-shop', 'commune', 'u705', 50]],
      {},
    ],
    [
      'a district, grouped by parent',
      inTanBien,
      { dimensions: ['system', 'level', 'parent'] },
      [['one-stop-shop', 'commune', 'u705', 50]],
      {},
    ],
    [
      'a district outside, grouped by district',
      inTanBien,
      { dimensions: ['system', 'district'], scope: [tanChau] },
      [],
      {},
    ],
    ['the province, grouped by district', F23, { dimensions: ['system', 'level', 'district'] }, [], { 2: [23] }],
    [
      'the province is no district, by whichever places',
      F23,
      { dimensions: ['system', 'parent', 'district'] },
      [],
      { 2: [23] },
    ],
    [
      'a place that is not there that day',
      declaration(9, { scopeId: 'gone' }),
      { dimensions: ['system', 'parent'] },
      [],
      {},
    ],
  ])('%s', (_, stated, asked, groups, totals) => {
    expect(place([stated], asked)).toEqual({ groups, totals });
  });

  it('places each at most once, always when it is of the place asked about, and into a group it fits', () => {
    const anyDeclarations = fc
      .array(
        fc.record({
          systemId: fc.constantFrom(1, 2, 3),
          level: fc.option(fc.constantFrom(...LEVELS)),
          scopeId: fc.constantFrom(...UNITS.map(({ id }) => id), 'gone'),
        }),
        { maxLength: 8 },
      )
      .map((all) => all.map((about, index) => declaration(index + 1, about)));
    const anyAsked = fc.record({
      dimensions: fc.subarray([...DIMENSIONS]),
      scope: fc.subarray(UNITS, { minLength: 1 }),
      systems: fc.subarray([shop, complaints], { minLength: 1 }),
      level: fc.option(fc.constantFrom(...LEVELS), { nil: undefined }),
      kind: fc.option(fc.constant('xã'), { nil: undefined }),
    });
    fc.assert(
      fc.property(anyDeclarations, anyAsked, (declarations, asked) => {
        const { byGroup, byTotal } = placeDeclarations(declarations, { ...asked, tree });
        const grouped = [...byGroup.values()].flatMap(({ declared }) => declared);
        const placed = [...grouped, ...[...byTotal.values()].flat()];
        expect(new Set(placed).size).toBe(placed.length);
        const ids = new Set(asked.scope.map(({ id }) => id));
        for (const each of declarations) {
          const isAsked =
            asked.systems.some(({ id }) => id === each.systemId) &&
            (asked.level === undefined || asked.level === each.level);
          if (!isAsked) expect(placed).not.toContain(each);
          else if (ids.has(each.scopeId)) expect(placed).toContain(each);
        }
        for (const [systemId, declared] of byTotal) {
          for (const each of declared) expect([each.systemId, ids.has(each.scopeId)]).toEqual([systemId, true]);
        }
        for (const { key, declared } of byGroup.values()) {
          expect(Object.keys(key).sort()).toEqual([...asked.dimensions].sort());
          expect(key.district?.level ?? 'district').toBe('district');
          for (const each of declared) {
            expect(key.system?.id).toBe(each.systemId);
            if (key.level !== undefined) expect(key.level).toBe(each.level);
            for (const where of [key.parent, key.district]) {
              if (where !== undefined) expect(where?.id).toBe(each.scopeId);
            }
          }
        }
      }),
      RUNS,
    );
  });
});
