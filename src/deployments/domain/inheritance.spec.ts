import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STAGES, type Stage } from './entry.js';
import { type Bequest, inheritStage } from './inheritance.js';

type Brief = Stage | null | 'exempt live' | 'not-required live' | 'unspoken live' | 'partial live' | 'lead pilot';

function bequest(brief: Brief, index: number): Bequest {
  const [word, rest] = (brief ?? '').split(' ') as [string, Stage | undefined];
  const plain = rest === undefined;
  return {
    predecessorId: String(index),
    extent: word === 'partial' ? 'partial' : 'whole',
    lead: word === 'lead',
    stage: plain ? (brief as Stage | null) : rest,
    obligation: word === 'exempt' || word === 'not-required' || word === 'unspoken' ? word : 'required',
  };
}

// domain.md §1: none < retired < preparing < pilot < suspended < live
describe('the stage of a successor', () => {
  it.each<['all' | 'any' | 'lead' | 'none', Brief[], Stage | null, boolean]>([
    ['all', ['live', 'live'], 'live', false],
    ['all', ['live', 'pilot', 'suspended'], 'pilot', false],
    ['all', ['retired', 'none'], 'none', false],
    ['all', ['live', null], null, true],
    ['all', ['live', 'exempt live'], 'live', false],
    ['all', [null, 'not-required live'], null, true],
    ['all', ['live', 'unspoken live'], 'live', false],
    ['all', ['exempt live'], null, false],
    ['all', ['live', 'partial live'], null, true],
    ['any', ['none', 'pilot', null], 'pilot', false],
    ['any', ['none', 'suspended', 'live'], 'live', false],
    ['any', [null, null], null, true],
    ['any', ['live', 'partial live'], null, true],
    ['lead', ['live', 'lead pilot'], 'pilot', false],
    ['lead', ['live', 'live'], null, true],
    ['none', ['live', 'live'], null, false],
    ['none', ['partial live'], null, false],
  ])('by %s of %j is %s', (rule, briefs, stage, open) => {
    expect(inheritStage(rule, briefs.map(bequest), null)).toEqual({ stage, open });
  });

  it('follows the predecessors that somebody decided on, partial ones too', () => {
    const bequests = (['none', 'partial live', null] as Brief[]).map(bequest);
    expect(inheritStage('all', bequests, new Set(['1']))).toEqual({ stage: 'live', open: false });
    expect(inheritStage('all', bequests, new Set(['0', '1']))).toEqual({ stage: 'none', open: false });
    expect(inheritStage('lead', bequests, new Set(['1']))).toEqual({ stage: 'live', open: false });
    expect(inheritStage('any', bequests, new Set())).toEqual({ stage: null, open: false });
  });

  it('lies between the lowest and the highest of the predecessors, whatever their order', () => {
    const whole = fc.array(fc.constantFrom(...STAGES), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(whole, (stages) => {
        const all = inheritStage('all', stages.map(bequest), null).stage;
        const any = inheritStage('any', stages.map(bequest), null).stage;
        const reversed = [...stages].reverse();
        expect(inheritStage('all', reversed.map(bequest), null).stage).toBe(all);
        expect(stages).toContain(all);
        expect(stages).toContain(any);
        if (new Set(stages).size === 1) expect([all, any]).toEqual([stages[0], stages[0]]);
      }),
      { numRuns: 1000 },
    );
  });
});
