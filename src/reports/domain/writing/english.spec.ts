import { expect, it } from '@jest/globals';
import { parseLocalDate } from '../../../kernel/local-date.js';
import { type Level } from '../../../units/domain/unit.js';
import { ENGLISH } from './english.js';
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
