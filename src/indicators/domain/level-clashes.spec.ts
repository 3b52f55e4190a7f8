import { describe, expect, it } from '@jest/globals';
import { type Level, levelClashes } from './level-clashes.js';

const level = (indicatorId: number, widerId: number | null, more: Partial<Level> = {}): Level => ({
  ...{ indicatorId, widerId, kind: 'stock', reach: 'unit', calendar: 'calendar' },
  ...more,
});
const clashesOf = (part: Level, whole: Level, ...others: Level[]): string[] =>
  levelClashes(part, whole, [part, whole, ...others]).map(({ what }) => what);

describe('a level right within another', () => {
  it('is a count or a stock like it, of one reach and calendar', () => {
    expect(clashesOf(level(2, 1), level(1, null))).toEqual([]);
    expect(clashesOf(level(2, 1, { kind: 'count' }), level(1, null, { kind: 'count' }))).toEqual([]);
    for (const other of [{ kind: 'count' }, { reach: 'subtree' }, { calendar: 'decree-09' }] as const)
      expect(clashesOf(level(2, 1, other), level(1, null))).toEqual(['other-kind']);
    expect(clashesOf(level(2, 1, { kind: 'ratio' }), level(1, null, { kind: 'ratio' }))).toEqual(['other-kind']);
  });

  it('is the only one right within it', () => {
    const levels = [level(2, 1), level(1, null), level(3, 1), level(4, 2)] as const;
    expect(levelClashes(levels[0], levels[1], levels)).toEqual([{ what: 'has-narrower', by: levels[2] }]);
    expect(levelClashes({ ...levels[0], indicatorId: null }, levels[1], levels.slice(0, 2))).toMatchObject([
      { what: 'has-narrower', by: { indicatorId: 2 } },
    ]);
  });

  it('contains neither itself nor what contains it', () => {
    expect(clashesOf(level(1, 1), level(1, 1))).toEqual(['itself']);
    expect(clashesOf(level(1, 3), level(3, 2), level(2, 1))).toEqual(['itself']);
    // A circle elsewhere is no fault of this one, and is left again.
    expect(clashesOf(level(4, 1), level(1, 2), level(2, 3), level(3, 2))).toEqual([]);
  });
});
