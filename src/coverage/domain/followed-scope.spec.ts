import { describe, expect, it } from '@jest/globals';
import { parseLocalDate as day } from '../../kernel/local-date.js';
import { ancestry, type Descent, predecessorsOn } from './followed-scope.js';

const edge = (predecessorId: string, successorId: string, effectiveOn: string): Descent['edges'][number] => ({
  predecessorId,
  successorId,
  effectiveOn: day(effectiveOn),
});

/** Provinces 72 and 80 became the new 80 in 2025; 72 came of 71 and 73 in 2010; the new 80 took in 79 in 2026. */
const DESCENT: Descent = {
  edges: [
    edge('71', '72', '2010-01-01'),
    edge('73', '72', '2010-01-01'),
    edge('72', '80-new', '2025-07-01'),
    edge('80-old', '80-new', '2025-07-01'),
    edge('79', '80-new', '2026-01-01'),
    edge('80-new', '80-new', '2026-01-01'),
  ],
  beganOn: new Map([
    ['71', null],
    ['73', day('2005-01-01')],
    ['72', day('2010-01-01')],
    ['80-old', null],
    ['80-new', day('2025-07-01')],
    ['79', null],
  ]),
};

describe('predecessorsOn', () => {
  it.each([
    ['80-new', '2025-06-30', ['72', '80-old']],
    ['80-new', '2010-01-01', ['72', '80-old']],
    ['80-new', '2009-12-31', ['71', '73', '80-old']],
    ['80-new', '2004-12-31', ['71', '80-old']], // 73 came of nothing
    ['80-new', '2025-07-01', []],
    ['72', '2009-12-31', ['71', '73']],
    ['71', '1990-01-01', []],
  ])('of %s on %s', (unitId, on, expected) => {
    expect([...predecessorsOn(unitId, day(on), DESCENT)].sort()).toEqual(expected);
  });
});

describe('ancestry', () => {
  it('is the unit with all that ever went into it', () => {
    expect(ancestry(['80-new'], DESCENT.edges).sort()).toEqual(['71', '72', '73', '79', '80-new', '80-old']);
    expect(ancestry(['79', '72'], DESCENT.edges).sort()).toEqual(['71', '72', '73', '79']);
  });
});
