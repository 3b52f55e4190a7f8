import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printSteps, readSteps, stepsText } from './step-text.js';

describe('steps in a cell', () => {
  it('are written as people write them', () => {
    const two = [
      { atLeast: 40, award: 50 },
      { atLeast: 80, award: 100 },
    ];
    expect(printSteps(two)).toBe('40: 50; 80: 100');
    for (const text of ['40: 50; 80: 100', 'từ 40%: 50%\n≥ 80% → 100%;', '40=50;80 => 100'])
      expect(readSteps(text)).toEqual(two);
    expect(readSteps('43,25: 12,5')).toEqual([{ atLeast: 43.25, award: 12.5 }]);
  });

  it('are told from what is none', () => {
    for (const text of ['40', '40: x', '40: 50: 60', '; ;', '40:50 80:100', '1,234: 5', '-1: 5', '40: 100,5'])
      expect(readSteps(text)).toBeNull();
    expect(stepsText({ type: 'text', text: 'cao' })).toMatchObject({ kind: 'unread', fault: { code: 'not-steps' } });
    expect(stepsText({ type: 'text', text: ' ' })).toEqual({ kind: 'blank' });
  });

  it('are read as they were printed', () => {
    const hundredths = (most: number): fc.Arbitrary<number> => fc.nat(most).map((number) => number / 100);
    const step = fc.record({ atLeast: hundredths(1_000_000), award: hundredths(10_000) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        expect(readSteps(printSteps(steps))).toEqual(steps);
      }),
      { numRuns: 1000 },
    );
  });
});
