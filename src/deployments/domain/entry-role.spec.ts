import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyLedger, RUNS } from '../../../test/support/arbitraries.js';
import { daysOfModel, livedStages } from '../../../test/support/model.js';
import { parseLocalDate as day } from '../../kernel/local-date.js';
import { type EntryStage, type LedgerEntry } from './entry.js';
import { roleOf } from './entry-role.js';

const entry = (id: number, stage: EntryStage, on: string): LedgerEntry => ({
  ...{ id, stage, effectiveOn: day(on), dated: 'on', dueOn: null },
});

describe('roleOf (domain.md §3)', () => {
  it('tells starts, confirmations, plans and what was overruled apart', () => {
    const ledger = [
      entry(1, 'planned', '2016-02-24'),
      entry(2, 'preparing', '2016-06-01'),
      entry(3, 'pilot', '2016-06-01'), // of the same day, recorded later
      entry(4, 'live', '2016-09-01'),
      entry(5, 'live', '2016-12-31'),
      entry(6, 'planned', '2016-12-31'), // overrules nothing
      entry(7, 'live', '2016-08-01'), // late: the one of September confirms now
    ];
    expect(ledger.map((each) => roleOf(each, ledger))).toEqual([
      'plan',
      'overruled',
      'start',
      'confirmation',
      'confirmation',
      'plan',
      'start',
    ]);
  });

  it('a repetition on the very day overrules, and starts in its place', () => {
    const ledger = [entry(1, 'live', '2016-06-01'), entry(2, 'live', '2016-06-01')];
    expect(ledger.map((each) => roleOf(each, ledger))).toEqual(['overruled', 'start']);
  });

  it('of a day with stages exactly one entry counts; what starts and what does not is as the days were lived', () => {
    fc.assert(
      fc.property(anyLedger(6), (ledger) => {
        const days = daysOfModel(6);
        const roles = new Map(ledger.map((each) => [each, roleOf(each, ledger)]));
        const starts = livedStages(ledger, days).starts.map(({ entryId }) => entryId);
        for (const [each, role] of roles) {
          expect(role === 'plan').toBe(each.stage === 'planned');
          expect(role === 'start').toBe(starts.includes(each.id));
        }
        for (const on of days) {
          const stated = ledger.filter((each) => each.effectiveOn === on && each.stage !== 'planned');
          const counted = stated.filter((each) => roles.get(each) !== 'overruled');
          expect(counted).toEqual(stated.slice(-1));
        }
      }),
      RUNS,
    );
  });
});
