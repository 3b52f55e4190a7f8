import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyStanding, RUNS } from '../../../test/support/arbitraries.js';
import { INHERITANCE_RULES } from '../../systems/domain/system.js';
import { type Bequest, inheritStage } from './inheritance.js';

const anyBequests = fc
  .array(
    fc.record({
      standing: anyStanding,
      extent: fc.constantFrom('whole' as const, 'whole' as const, 'partial' as const),
      lead: fc.boolean(),
    }),
    { maxLength: 5 },
  )
  .map((all) =>
    all.map(({ standing, ...rest }, index): Bequest => ({ ...standing, ...rest, predecessorId: `${index}` })),
  );
const anyRule = fc.constantFrom(...INHERITANCE_RULES);
const anyDecision = fc.option(fc.subarray(['0', '1', '2', '3', '4']).map((ids) => new Set(ids)));

// domain.md §1: none < retired < preparing < pilot < suspended < live
const ladder = ['none', 'retired', 'preparing', 'pilot', 'suspended', 'live'];
const owes = ({ obligation }: Bequest) => obligation === 'required' || obligation === 'unspoken';

describe('what follows from predecessors', () => {
  it('is what one of them has, the lowest or the highest of those that count, or unknown', () => {
    fc.assert(
      fc.property(anyRule, anyBequests, anyDecision, (rule, bequests, decided) => {
        const { stage, open } = inheritStage(rule, bequests, decided);
        const counting = bequests
          .filter(owes)
          .filter(({ predecessorId, lead }) => (decided ? decided.has(predecessorId) : rule !== 'lead' || lead));
        const undecided = decided === null && bequests.some((one) => owes(one) && one.extent === 'partial');
        const rungs = counting.map((one) => (one.stage === null ? -1 : ladder.indexOf(one.stage)));
        const rung = rungs.length === 0 ? -1 : rule === 'any' ? Math.max(...rungs) : Math.min(...rungs);
        expect(stage).toBe(rule === 'none' || undecided ? null : (ladder[rung] ?? null));
        expect(open).toBe(rule !== 'none' && decided === null && stage === null && bequests.some(owes));
      }),
      RUNS,
    );
  });

  it('does not ask those who did not owe it', () => {
    fc.assert(
      fc.property(anyRule, anyBequests, anyDecision, (rule, bequests, decided) => {
        expect(inheritStage(rule, bequests.filter(owes), decided)).toEqual(inheritStage(rule, bequests, decided));
      }),
      RUNS,
    );
  });

  it('never falls when a predecessor climbs', () => {
    fc.assert(
      fc.property(anyRule, anyBequests, anyDecision, fc.nat({ max: 4 }), (rule, bequests, decided, nth) => {
        const climbed = bequests.map((one, index) => (index === nth ? { ...one, stage: 'live' as const } : one));
        const rung = (all: readonly Bequest[]) => ladder.indexOf(inheritStage(rule, all, decided).stage ?? '');
        expect(rung(climbed)).toBeGreaterThanOrEqual(rung(bequests));
      }),
      RUNS,
    );
  });
});
