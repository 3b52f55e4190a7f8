import { expect, it } from '@jest/globals';
import { parseLocalDate } from '../../../kernel/local-date.js';
import { type Level } from '../../../units/domain/unit.js';
import { ENGLISH } from './english.js';
import { type DeclaredFacts } from '../snapshot.js';
import { type LevelStory } from './level-story.js';

const DAY = parseLocalDate('2016-12-31');
const share = (level: Level, covered: number, eligible: number, missing = 0): LevelStory => ({
  ...{ form: 'share', level, ratio: { covered, eligible }, missing, unknown: eligible - covered - missing },
  ...{ only: null, places: [] },
});
const unknown = (level: Level): LevelStory => ({ form: 'unknown', level, eligible: 9 });

it.each<[LevelStory[], string]>([
  [[share('commune', 95, 95)], 'As of 31 December 2016, e-office is in use at 95 of 95 communes (100%).'],
  [
    [share('district', 9, 9), share('commune', 41, 95)],
    'As of 31 December 2016, e-office is in use at 9 of 9 districts (100%) and 41 of 95 communes (43.2%). 41 communes have it; 54 without data.',
  ],
  [[share('commune', 0, 95, 95)], 'Of 95 communes none is known to have it: 95 missing.'],
  [[unknown('district'), unknown('commune')], 'E-office: no data yet as of 31 December 2016 (districts and communes).'],
  [
    [share('commune', 1685, 3321)],
    'As of 31 December 2016, e-office is in use at 1,685 of 3,321 communes (50.7%). 1,685 communes have it; 1,636 without data.',
  ],
])('%j', (stories, said) => {
  expect(ENGLISH.overview({ system: 'e-office', stories, totals: [] }, DAY).join(' ')).toBe(said);
});

it.each<[[number, number], string]>([
  [[41, 46], 'Since the last report, communes covered rose from 41 to 46.'],
  [[41, 40], 'Since the last report, communes covered fell from 41 to 40.'],
  [[41, 41], 'Since the last report, the number of units covered has not changed.'],
])('moved %j', (covered, said) => {
  expect(ENGLISH.moves([{ level: 'commune', covered, eligible: [95, 95] }])).toEqual([said]);
});

it('says nothing of moves in a first report, and that it is the first', () => {
  expect(ENGLISH.moves([])).toEqual([]);
  expect(ENGLISH.previous(null)).toBe(
    'This is the first report of its kind, so there is none before it to compare with.',
  );
});

const stated = (count: number | null, more: Partial<DeclaredFacts> = {}): DeclaredFacts => ({
  ...{ count, total: null, comparator: count === null ? null : '=', counted: null, asOf: DAY },
  ...{ document: 'Report', quote: null, ...more },
});

it.each<[string, LevelStory[], DeclaredFacts[], string]>([
  [
    'one unit, by name',
    [{ ...share('department', 1, 1), only: { name: 'Sở Tư pháp', kind: 'sở' } } as LevelStory],
    [],
    'As of 31 December 2016, e-office is in use at Sở Tư pháp.',
  ],
  [
    'the only one lacks it',
    [{ ...share('department', 0, 1, 1), only: { name: 'Sở Tư pháp', kind: 'sở' } } as LevelStory],
    [],
    'Sở Tư pháp does not have it.',
  ],
  [
    'declared figures, one and many',
    [
      { form: 'declared', level: 'department', declared: stated(1) },
      { form: 'declared', level: 'commune', declared: stated(21) },
    ],
    [stated(117)],
    'As of 31 December 2016, e-office is in use at 1 department and 21 communes. The 1 department and 21 communes were stated without names. Stated in all: 117.',
  ],
  [
    'some, nobody knows how many',
    [{ form: 'declared', level: 'district', declared: stated(null, { comparator: 'some' }) }],
    [],
    'As of 31 December 2016, e-office is in use at some districts.',
  ],
])('%s', (_what, stories, totals, said) => {
  expect(ENGLISH.overview({ system: 'e-office', stories, totals }, DAY).join(' ')).toBe(said);
});

it('says what became of units that were renamed or merged', () => {
  const facts = { effectiveOn: parseLocalDate('2020-02-01'), instrument: '865/NQ-UBTVQH14', unitsBefore: 2 };
  const unit = (name: string, kind: string) => ({ name, kind });
  expect(
    ENGLISH.reorganisation({
      ...facts,
      renamed: [{ before: unit('Huyện Hòa Thành', 'huyện'), after: unit('Thị xã Hòa Thành', 'thị xã') }],
      merged: [{ into: unit('Xã Phước Bình', 'xã'), from: [unit('Xã Phước Lưu', 'xã'), unit('Xã Bình Thạnh', 'xã')] }],
    }),
  ).toBe(
    'By 865/NQ-UBTVQH14, in force from 1 February 2020: Huyện Hòa Thành became Thị xã Hòa Thành; Xã Phước Bình was formed from Xã Phước Lưu and Xã Bình Thạnh.',
  );
  const many = Array.from({ length: 96 }, () => ({ into: unit('Xã A', 'xã'), from: [unit('Xã B', 'xã')] }));
  expect(ENGLISH.reorganisation({ ...facts, unitsBefore: 280, renamed: [], merged: many })).toBe(
    'By 865/NQ-UBTVQH14, in force from 1 February 2020: 96 units formed from 280 before.',
  );
});
