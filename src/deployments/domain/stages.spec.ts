import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyDay, anyLedger, RUNS } from '../../../test/support/arbitraries.js';
import { daysOfModel, livedStages, nthDay } from '../../../test/support/model.js';
import { parseLocalDate as day } from '../../kernel/local-date.js';
import { type Dating, type EntryStage, type LedgerEntry, type StageStart } from './entry.js';
import { deriveStages, differenceOfStages, planOn, stageOn } from './stages.js';

const entry = (id: number, stage: EntryStage, on: string, dated: Dating = 'on'): LedgerEntry => ({
  ...{ id, stage, effectiveOn: day(on), dated, dueOn: null },
});
const start = (entryId: number, stage: StageStart['stage'], on: string, dated: Dating = 'on'): StageStart => ({
  ...{ entryId, stage, startsOn: day(on), dated },
});

describe('deriveStages (domain.md §3)', () => {
  it.each<[string, LedgerEntry[], StageStart[]]>([
    ['no entry: no stage', [], []],
    [
      'a pilot goes live, and is confirmed',
      [entry(1, 'pilot', '2016-03-01'), entry(2, 'live', '2016-06-01'), entry(3, 'live', '2016-12-31')],
      [start(1, 'pilot', '2016-03-01'), start(2, 'live', '2016-06-01')],
    ],
    [
      'of one day the later recorded wins',
      [entry(1, 'live', '2016-06-01'), entry(2, 'pilot', '2016-06-01', 'by')],
      [start(2, 'pilot', '2016-06-01', 'by')],
    ],
    [
      'a late entry comes between',
      [entry(1, 'live', '2016-12-31'), entry(2, 'pilot', '2016-03-01')],
      [start(2, 'pilot', '2016-03-01'), start(1, 'live', '2016-12-31')],
    ],
    [
      'a late entry of the same stage takes over its beginning',
      [entry(1, 'live', '2016-12-31', 'by'), entry(2, 'live', '2016-03-01')],
      [start(2, 'live', '2016-03-01')],
    ],
    [
      'what was suspended goes live again',
      [entry(1, 'live', '2016-01-01'), entry(2, 'suspended', '2016-02-01'), entry(3, 'live', '2016-03-01')],
      [start(1, 'live', '2016-01-01'), start(2, 'suspended', '2016-02-01'), start(3, 'live', '2016-03-01')],
    ],
    [
      'plans start nothing, nor do they part a stage from its confirmation',
      [entry(1, 'live', '2016-01-01'), entry(2, 'planned', '2016-02-01'), entry(3, 'live', '2016-03-01')],
      [start(1, 'live', '2016-01-01')],
    ],
    [
      'a plan of the same day overrules no stage',
      [entry(1, 'none', '2016-01-01'), entry(2, 'planned', '2016-01-01')],
      [start(1, 'none', '2016-01-01')],
    ],
    ['confirmed absent is a stage', [entry(1, 'none', '2016-12-31', 'by')], [start(1, 'none', '2016-12-31', 'by')]],
  ])('%s', (_, entries, expected) => {
    expect(deriveStages(entries)).toEqual(expected);
    expect(deriveStages([...entries].reverse())).toEqual(expected);
  });

  it('leaves the ledger as it was', () => {
    const entries = [entry(1, 'live', '2016-12-31'), entry(2, 'pilot', '2016-03-01')];
    deriveStages(entries);
    expect(entries.map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe('stageOn', () => {
  const starts = [start(1, 'pilot', '2016-03-01'), start(2, 'live', '2016-06-01')];
  it.each([
    ['2016-02-29', null], // unknown, which is not none
    ['2016-03-01', 'pilot'],
    ['2016-05-31', 'pilot'],
    ['2016-06-01', 'live'],
    ['2026-11-23', 'live'],
  ])('on %s: %s', (on, stage) => {
    expect(stageOn(starts, day(on))?.stage ?? null).toBe(stage);
  });
});

describe('differenceOfStages', () => {
  const live = start(1, 'live', '2016-06-01');
  it.each<[string, StageStart[], StageStart[], StageStart[], StageStart[]]>([
    ['nothing', [], [], [], []],
    ['no change', [live], [live], [], []],
    ['a first start', [], [live], [], [live]],
    ['a retraction of the only one', [live], [], [live], []],
    ['another dating', [live], [{ ...live, dated: 'by' }], [live], [{ ...live, dated: 'by' }]],
    ['another entry says the same', [live], [{ ...live, entryId: 2 }], [live], [{ ...live, entryId: 2 }]],
    ['another stage', [live], [{ ...live, stage: 'pilot' }], [live], [{ ...live, stage: 'pilot' }]],
    ['an earlier day', [live], [start(1, 'live', '2016-05-01')], [live], [start(1, 'live', '2016-05-01')]],
  ])('%s', (_, before, after, closed, opened) => {
    expect(differenceOfStages(before, after)).toEqual({ closed, opened });
  });
});

describe('planOn (domain.md §3)', () => {
  const first = { ...entry(1, 'planned', '2016-02-24'), dueOn: day('2016-12-31') };
  const again = { ...entry(5, 'planned', '2016-09-01'), dueOn: day('2017-06-30') };
  const plans = [again, first];
  const on = day('2016-12-31');
  it.each([
    ['unknown', null, again],
    ['none', 'none', again],
    ['retired', 'retired', again],
    ['preparing', 'preparing', null],
    ['pilot', 'pilot', null],
    ['live', 'live', null],
    ['suspended', 'suspended', null],
  ] as const)('shows beside %s', (_, stage, expected) => {
    expect(planOn(plans, stage && { stage }, null, on)).toBe(expected);
  });

  it.each([
    ['2016-02-23', null],
    ['2016-02-24', first],
    ['2016-08-31', first],
    ['2016-09-01', again],
  ])('on %s the latest plan so far stands', (asked, expected) => {
    expect(planOn(plans, null, null, day(asked))).toBe(expected);
  });

  it('of one day the later recorded stands', () => {
    const rival = { ...again, id: 6 };
    expect(planOn([again, rival], null, null, on)).toBe(rival);
    expect(planOn([rival, again], null, null, on)).toBe(rival);
  });

  it.each([
    ['2016-08-31', again], // went live before it was planned anew, and was retired
    ['2016-09-01', null],
    ['2016-10-01', null],
  ])('went live last on %s', (lastLiveOn, expected) => {
    expect(planOn(plans, { stage: 'retired' }, day(lastLiveOn), on)).toBe(expected);
  });

  it('has none without plans', () => {
    expect(planOn([], null, null, on)).toBeNull();
  });
});

describe('whatever the ledger', () => {
  const DAYS = 8;
  const days = daysOfModel(DAYS + 1);
  const anyShuffled = anyLedger(DAYS).chain((entries) =>
    fc.record({
      entries: fc.constant(entries),
      shuffled: fc.shuffledSubarray(entries, { minLength: entries.length }),
    }),
  );

  it('its stages do not depend on the order it is read in', () => {
    fc.assert(
      fc.property(anyShuffled, ({ entries, shuffled }) => {
        expect(deriveStages(shuffled)).toEqual(deriveStages(entries));
      }),
      RUNS,
    );
  });

  it('its stages are those of living through it day by day', () => {
    fc.assert(
      fc.property(anyShuffled, ({ shuffled }) => {
        const derived = deriveStages(shuffled);
        const lived = livedStages(shuffled, days);
        expect(derived).toEqual(lived.starts);
        for (const on of days) expect(stageOn(derived, on)?.stage ?? null).toBe(lived.stageOf.get(on));
        expect(stageOn(derived, nthDay(-1))).toBeNull();
      }),
      RUNS,
    );
  });

  it('no two stages start on one day, they ascend, and none repeats the one before', () => {
    fc.assert(
      fc.property(anyShuffled, ({ shuffled }) => {
        deriveStages(shuffled).reduce<StageStart | null>((before, after) => {
          if (before) {
            expect(before.startsOn < after.startsOn).toBe(true);
            expect(before.stage).not.toBe(after.stage);
          }
          return after;
        }, null);
      }),
      RUNS,
    );
  });

  it('a confirmation starts nothing', () => {
    fc.assert(
      fc.property(anyLedger(DAYS), anyDay(DAYS), (entries, on) => {
        const before = deriveStages(entries);
        const stage = stageOn(before, on)?.stage;
        // on the day of an entry it is no confirmation: it overrules that one
        fc.pre(stage !== undefined && !entries.some((each) => each.stage !== 'planned' && each.effectiveOn === on));
        const confirmation: LedgerEntry = {
          id: 99,
          stage: stage,
          effectiveOn: on,
          dated: 'by',
          dueOn: null,
        };
        expect(deriveStages([...entries, confirmation])).toEqual(before);
      }),
      RUNS,
    );
  });

  it('the difference applied to what was gives what is, and closes and opens no more than it must', () => {
    fc.assert(
      fc.property(anyLedger(DAYS), anyLedger(DAYS), fc.boolean(), (one, other, grows) => {
        const before = deriveStages(one);
        // the next ledger: one grown by late entries, or another altogether
        const after = deriveStages(grows ? [...one, ...other.map((each) => ({ ...each, id: each.id + 100 }))] : other);
        const { closed, opened } = differenceOfStages(before, after);
        const same = (a: StageStart) => (b: StageStart) => JSON.stringify(a) === JSON.stringify(b);
        const kept = before.filter((each) => !closed.some(same(each)));
        const applied = [...kept, ...opened].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
        expect(applied).toEqual(after);
        expect(kept.length).toBe(before.length - closed.length);
        for (const each of closed) expect(opened.some(same(each))).toBe(false);
      }),
      RUNS,
    );
  });
});
