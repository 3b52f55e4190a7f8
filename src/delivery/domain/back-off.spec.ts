import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GIVES_UP_AFTER, pauseAfter } from './back-off.js';

const MINUTE = 60_000;

describe('the pause after attempts that were postponed', () => {
  it.each([
    [1, 0, 0.5 * MINUTE],
    [1, 0.5, 0.75 * MINUTE],
    [2, 0, MINUTE],
    [3, 0.5, 3 * MINUTE],
    [6, 0, 16 * MINUTE],
    [7, 0, 30 * MINUTE],
    [500, 0.5, 45 * MINUTE],
  ])('after %i, with chance %d, is %d ms', (attempts, chance, pause) => {
    expect(pauseAfter(attempts, chance)).toBe(pause);
  });

  it('never exceeds an hour, never falls below half a minute, and never shrinks with more attempts', () => {
    const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), chances, (attempts, chance) => {
        const pause = pauseAfter(attempts, chance);
        expect(pause).toBeGreaterThanOrEqual(MINUTE / 2);
        expect(pause).toBeLessThanOrEqual(60 * MINUTE);
        expect(pauseAfter(attempts + 1, chance)).toBeGreaterThanOrEqual(pause);
      }),
      { numRuns: 1_000 },
    );
  });

  it('tries between 70 and 160 times before it gives up', () => {
    const attemptsWith = (chance: number): number => {
      let attempts = 1;
      for (let age = 0; age < GIVES_UP_AFTER; attempts += 1) age += pauseAfter(attempts, chance);
      return attempts;
    };
    // 72 hours: six pauses of 31.5 (63) minutes together, then every half (whole) hour.
    expect(attemptsWith(0)).toBe(150);
    expect(attemptsWith(1)).toBe(78);
  });
});
