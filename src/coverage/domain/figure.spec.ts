import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCounting, anyStanding, RUNS } from '../../../test/support/arbitraries.js';
import { figureByHand } from '../../../test/support/model.js';
import { type Stage, STAGES } from '../../deployments/domain/entry.js';
import { type Obligation } from '../../systems/domain/obligation.js';
import {
  countFigure,
  COVERAGE_LISTS,
  type CoverageList,
  type Figure,
  isSpokenOf,
  listsOf,
  printFigure,
  ratioOf,
  type Standing,
} from './figure.js';

const LIVE = new Set<Stage>(['live']);
const standings = (count: number, obligation: Obligation, stage: Stage | null): Standing[] =>
  Array.from({ length: count }, () => ({ obligation, stage }));
const figure = (part: Partial<Figure>): Figure => ({
  ...{ covered: 0, eligible: 0, missing: 0, unknown: 0, exempt: 0, outside: 0 },
  ...part,
});

describe('listsOf (domain.md §5)', () => {
  it.each<[Obligation, Stage | null, CoverageList[]]>([
    ['required', 'live', ['covered']],
    ['required', 'pilot', ['missing']],
    ['required', 'none', ['missing']], // known to have none
    ['required', null, ['unknown']], // nobody said
    ['exempt', null, ['exempt']],
    ['exempt', 'pilot', ['exempt']],
    ['exempt', 'live', ['exempt', 'outside']],
    ['not-required', 'live', ['outside']],
    ['not-required', 'none', []],
    ['not-required', null, []],
    ['unspoken', 'live', ['covered']],
    ['unspoken', 'pilot', []],
    ['unspoken', null, []],
  ])('%s and %s: %j', (obligation, stage, lists) => {
    expect(listsOf({ obligation, stage }, LIVE)).toEqual(lists);
  });

  it('counts other stages where they are named', () => {
    const known = new Set<Stage>(['pilot', 'live']);
    expect(listsOf({ obligation: 'required', stage: 'pilot' }, known)).toEqual(['covered']);
    expect(listsOf({ obligation: 'required', stage: 'live' }, new Set<Stage>(['pilot']))).toEqual(['missing']);
  });
});

describe('isSpokenOf', () => {
  it.each<[Obligation, Stage | null, boolean]>([
    ['required', null, true],
    ['exempt', null, true],
    ['not-required', null, false],
    ['unspoken', null, false],
    ['not-required', 'none', true],
    ['unspoken', 'live', true],
  ])('%s and %s: %s', (obligation, stage, expected) => {
    expect(isSpokenOf({ obligation, stage })).toBe(expected);
  });
});

describe('a figure of the 2016 report', () => {
  it.each<[string, Standing[], Partial<Figure>, string]>([
    ['F02', standings(9, 'required', 'live'), { covered: 9, eligible: 9 }, '100%'],
    ['F03', standings(95, 'required', 'live'), { covered: 95, eligible: 95 }, '100%'],
    ['F08: no rule speaks of departments', standings(22, 'unspoken', 'live'), { covered: 22, eligible: null }, '22'],
    [
      'F11: 41/95 = 43,2%',
      [...standings(41, 'required', 'live'), ...standings(54, 'required', null)],
      { covered: 41, eligible: 95, unknown: 54 },
      '43,2%',
    ],
    ['F21', standings(3, 'unspoken', 'live'), { covered: 3, eligible: null }, '3'],
    [
      'F23: 21 communes, names unknown',
      standings(95, 'required', null),
      { eligible: 95, unknown: 95 },
      'chưa có số liệu',
    ],
    [
      'F24: Sở Tư pháp of 22 departments',
      [...standings(1, 'required', 'live'), ...standings(21, 'not-required', null)],
      { covered: 1, eligible: 1 },
      '100%',
    ],
  ])('%s', (_, group, expected, printed) => {
    const counted = countFigure(group, LIVE);
    expect(counted).toEqual(figure(expected));
    expect(printFigure(counted)).toBe(printed);
  });
});

describe('a group', () => {
  it.each<[string, Standing[], Partial<Figure>]>([
    ['without units', [], {}],
    [
      'of every sort',
      [
        ...standings(4, 'required', 'live'),
        ...standings(2, 'required', 'suspended'),
        ...standings(1, 'required', 'none'),
        ...standings(3, 'required', null),
        ...standings(2, 'exempt', 'live'),
        ...standings(1, 'exempt', null),
        ...standings(5, 'not-required', 'live'),
        ...standings(6, 'not-required', null),
        ...standings(7, 'unspoken', 'pilot'),
      ],
      { covered: 4, eligible: 10, missing: 3, unknown: 3, exempt: 3, outside: 7 },
    ],
    [
      'with one live unit that no rule speaks of: eligible is not stated',
      [...standings(1, 'unspoken', 'live'), ...standings(2, 'required', 'live'), ...standings(1, 'required', null)],
      { covered: 3, eligible: null, unknown: 1 },
    ],
    [
      'of units that no rule speaks of, none live: nobody is eligible',
      standings(3, 'unspoken', 'none'),
      { covered: 0, eligible: 0 },
    ],
  ])('%s', (_, group, expected) => {
    expect(countFigure(group, LIVE)).toEqual(figure(expected));
  });
});

describe('ratio and print', () => {
  it.each<[Partial<Figure>, number | null, string, string]>([
    [{ covered: 41, eligible: 95, unknown: 54 }, 41 / 95, '43,2%', '43.2%'], // F11
    [{ covered: 9, eligible: 9 }, 1, '100%', '100%'], // F09
    [{ covered: 0, eligible: 95, missing: 95 }, 0, '0%', '0%'], // all known to have none
    [{ covered: 0, eligible: 95, missing: 1, unknown: 94 }, 0, '0%', '0%'],
    [{ covered: 0, eligible: 95, unknown: 95 }, null, 'chưa có số liệu', 'no data yet'],
    [{ covered: 0, eligible: 0, outside: 2 }, null, '–', '–'],
    [{ covered: 22, eligible: null }, null, '22', '22'], // F08
    [{ covered: 1685, eligible: null }, null, '1.685', '1,685'],
    [{ covered: 9_999, eligible: 10_000, missing: 1 }, 0.9999, '99,9%', '99.9%'],
  ])('%j', (part, ratio, vi, en) => {
    expect(ratioOf(figure(part))).toBe(ratio);
    expect(printFigure(figure(part))).toBe(vi);
    expect(printFigure(figure(part), 'en')).toBe(en);
  });
});

describe('whatever the group', () => {
  const anyGroup = fc.array(anyStanding, { maxLength: 20 });

  it('counts what set arithmetic counts, in any order', () => {
    fc.assert(
      fc.property(anyGroup, anyCounting, (group, counting) => {
        const counted = countFigure(group, new Set(counting));
        expect(counted).toEqual(figureByHand(group, counting));
        expect(countFigure([...group].reverse(), new Set(counting))).toEqual(counted);
      }),
      RUNS,
    );
  });

  it('eligible is not stated just when a unit that counts is spoken of by no rule', () => {
    fc.assert(
      fc.property(anyGroup, anyCounting, (group, counting) => {
        const counts = (stage: Stage | null) => stage !== null && counting.includes(stage);
        const unspoken = group.some(({ obligation, stage }) => obligation === 'unspoken' && counts(stage));
        expect(countFigure(group, new Set(counting)).eligible === null).toBe(unspoken);
      }),
      RUNS,
    );
  });

  it('covered, missing and unknown make eligible where it is stated, and no ratio is above one', () => {
    fc.assert(
      fc.property(anyGroup, anyCounting, (group, counting) => {
        const counted = countFigure(group, new Set(counting));
        const { covered, eligible, missing, unknown } = counted;
        const ratio = ratioOf(counted);
        if (eligible === null) {
          expect(ratio).toBeNull();
          expect(printFigure(counted)).toBe(String(covered));
          return;
        }
        expect(covered + missing + unknown).toBe(eligible);
        expect(covered).toBeLessThanOrEqual(eligible);
        expect(ratio === null).toBe(eligible === 0 || unknown === eligible);
        if (ratio !== null) expect(ratio >= 0 && ratio <= 1).toBe(true);
        expect(printFigure(counted).endsWith('%')).toBe(ratio !== null);
      }),
      RUNS,
    );
  });

  it('opens to lists as long as its numbers, and they part the units', () => {
    fc.assert(
      fc.property(anyGroup, anyCounting, (group, counting) => {
        const lists = group.map((standing) => listsOf(standing, new Set(counting)));
        const counted = countFigure(group, new Set(counting));
        for (const name of COVERAGE_LISTS) {
          expect(lists.filter((list) => list.includes(name)).length).toBe(counted[name]);
        }
        group.forEach(({ obligation, stage }, index) => {
          const [main, ...others] = lists[index] ?? [];
          // one list a unit; only who is exempt and uses it all the same stands in a second, outside
          const usesAllTheSame = obligation === 'exempt' && stage !== null && counting.includes(stage);
          expect(others).toEqual(usesAllTheSame ? ['outside'] : []);
          if (obligation === 'required') expect(['covered', 'missing', 'unknown']).toContain(main);
          if (obligation === 'exempt') expect(main).toBe('exempt');
        });
      }),
      RUNS,
    );
  });

  it('covers no less when more stages count', () => {
    fc.assert(
      fc.property(anyGroup, anyCounting, fc.constantFrom(...STAGES), (group, counting, another) => {
        const narrow = countFigure(group, new Set(counting));
        const wide = countFigure(group, new Set([...counting, another]));
        expect(wide.covered).toBeGreaterThanOrEqual(narrow.covered);
        expect(wide.unknown).toBe(narrow.unknown);
        expect(wide.exempt).toBe(narrow.exempt);
      }),
      RUNS,
    );
  });
});
