import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EntryStage, STAGES } from '../../deployments/domain/entry.js';
import { deriveStages } from '../../deployments/domain/stages.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { type Decision, decideEntries, enteredFor, type RecordedEntry, type SaidEntry } from './decide-entries.js';

const said = (stage: EntryStage, effectiveOn: string, more: Partial<SaidEntry> = {}): SaidEntry => ({
  ...{ stage, effectiveOn: effectiveOn as LocalDate, dated: null, dueOn: null },
  ...more,
});

const entry = (
  id: number,
  stage: EntryStage,
  effectiveOn: string,
  more: Partial<RecordedEntry> = {},
): RecordedEntry => ({
  ...{ id, stage, effectiveOn: effectiveOn as LocalDate, dated: 'on', dueOn: null, evidence: [], note: null },
  ...{ vendor: null, version: null, contract: null, isRetracted: false },
  ...more,
});

/** What becomes of each row, with the ids that it replaces: `update 3`. */
const told = (decisions: readonly Decision[]): string[] =>
  decisions.map((one) => [one.what, ...(one.what === 'update' ? one.replaces.map(({ id }) => id) : [])].join(' '));

const LIVE = entry(1, 'live', '2016-12-20');

describe('a row against the ledger of its unit and system', () => {
  it.each<[string, SaidEntry[], RecordedEntry[], string[]]>([
    ['says something new', [said('live', '2016-12-20')], [], ['create']],
    ['says what is believed', [said('live', '2016-12-20')], [LIVE], ['unchanged']],
    ['has another day for the stage, earlier', [said('live', '2016-12-15')], [LIVE], ['update 1']],
    ['has another day for the stage, later', [said('live', '2017-01-05')], [LIVE], ['update 1']],
    ['confirms the stage by a later day', [said('live', '2017-01-31', { dated: 'by' })], [LIVE], ['create']],
    ['has another stage for the day', [said('pilot', '2016-12-20')], [LIVE], ['update 1']],
    ['adds a note', [said('live', '2016-12-20', { note: 'Bàn giao' })], [LIVE], ['update 1']],
    [
      'leaves the note alone',
      [said('live', '2016-12-20')],
      [entry(1, 'live', '2016-12-20', { note: 'cũ' })],
      ['unchanged'],
    ],
    [
      'says what was withdrawn',
      [said('live', '2016-12-20')],
      [{ ...LIVE, isRetracted: true }],
      ['previously-retracted'],
    ],
    ['repeats an earlier row', [said('live', '2016-12-20'), said('live', '2016-12-20')], [], ['create', 'unchanged']],
    [
      'contradicts an earlier row',
      [said('live', '2016-12-20'), said('none', '2016-12-20')],
      [],
      ['create', 'contradicts'],
    ],
    [
      'stands before another stage',
      [said('live', '2016-06-01')],
      [entry(1, 'suspended', '2016-08-01'), entry(2, 'live', '2016-12-20')],
      ['create'],
    ],
    [
      'belongs to a history that says both',
      [said('live', '2016-06-01'), said('suspended', '2016-08-01'), said('live', '2016-12-20')],
      [LIVE],
      ['create', 'create', 'unchanged'],
    ],
    [
      'moves a start with all that confirmed it before',
      [said('live', '2017-03-01')],
      [LIVE, entry(2, 'live', '2017-01-31', { dated: 'by' })],
      ['update 2 1'],
    ],
    [
      'corrects a day with the entry that was overruled on it',
      [said('live', '2016-12-15')],
      [entry(1, 'pilot', '2016-12-20'), entry(2, 'live', '2016-12-20')],
      ['update 2 1'],
    ],
    ['plans beside the stage', [said('planned', '2016-12-20')], [LIVE], ['create']],
  ])('%s', (_, rows, ledger, expected) => {
    expect(told(decideEntries(rows, ledger, false))).toEqual(expected);
  });

  it('enters again what was withdrawn once that is confirmed', () => {
    expect(told(decideEntries([said('live', '2016-12-20')], [{ ...LIVE, isRetracted: true }], true))).toEqual([
      'create',
    ]);
  });

  it('keeps what a correction does not state', () => {
    const before = entry(1, 'live', '2016-12-20', { note: 'Bàn giao', vendor: 'VNPT' });
    expect(enteredFor(said('live', '2016-12-15', { note: 'Đính chính' }), [before])).toMatchObject({
      ...{ effectiveOn: '2016-12-15', note: 'Đính chính', vendor: 'VNPT', dated: 'on' },
    });
  });
});

const DAYS = Array.from({ length: 6 }, (_, index) => `2016-12-0${index + 1}`);
const anyFacts = {
  stage: fc.constantFrom<EntryStage>(...STAGES, 'planned'),
  effectiveOn: fc.constantFrom(...(DAYS as LocalDate[])),
  note: fc.constantFrom(undefined, 'a', 'b'),
};
const anySaid = fc
  .record({ ...anyFacts, dated: fc.constantFrom(null, 'on' as const, 'by' as const) })
  .map(({ note, ...facts }): SaidEntry => ({ ...facts, dueOn: null, ...(note === undefined ? {} : { note }) }));
const anyLedger = fc
  .array(fc.record({ ...anyFacts, dated: fc.constantFrom('on' as const, 'by' as const), isRetracted: fc.boolean() }), {
    maxLength: 8,
  })
  .map((entries) =>
    entries.map(({ note, ...facts }, index) =>
      entry(index + 1, facts.stage, facts.effectiveOn, { ...facts, note: note ?? null }),
    ),
  );

/** The ledger after the decisions were carried out, as the service does it. */
function after(
  rows: readonly SaidEntry[],
  ledger: readonly RecordedEntry[],
  decisions: readonly Decision[],
): RecordedEntry[] {
  const withdrawn = new Set(
    decisions.flatMap((one) => (one.what === 'update' ? one.replaces.map(({ id }) => id) : [])),
  );
  const next = ledger.map((one) => (withdrawn.has(one.id) ? { ...one, isRetracted: true } : one));
  decisions.forEach((one, index) => {
    if (one.what !== 'create' && one.what !== 'update') return;
    const facts = enteredFor(rows[index] as SaidEntry, one.what === 'update' ? one.replaces : []);
    next.push({ ...facts, id: next.length + 1, isRetracted: false });
  });
  return next;
}

describe('whatever the ledger and the rows', () => {
  it('nothing changes when the same rows come again', () => {
    fc.assert(
      fc.property(fc.array(anySaid, { maxLength: 6 }), anyLedger, fc.boolean(), (rows, ledger, confirmed) => {
        const first = decideEntries(rows, ledger, confirmed);
        fc.pre(first.every(({ what }) => what !== 'contradicts'));
        const second = decideEntries(rows, after(rows, ledger, first), confirmed);
        expect(second.filter(({ what }) => what === 'create' || what === 'update')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('each row that is entered says the stage of its day, and nobody is withdrawn twice', () => {
    fc.assert(
      fc.property(fc.array(anySaid, { maxLength: 6 }), anyLedger, (rows, ledger) => {
        const decisions = decideEntries(rows, ledger, false);
        fc.pre(decisions.every(({ what }) => what !== 'contradicts'));
        const replaced = decisions.flatMap((one) => (one.what === 'update' ? one.replaces.map(({ id }) => id) : []));
        expect(new Set(replaced).size).toBe(replaced.length);
        const starts = deriveStages(after(rows, ledger, decisions).filter(({ isRetracted }) => !isRetracted));
        // A row that repeats another shares its fate.
        const fateOf = (one: Decision | undefined): Decision | undefined =>
          one?.what === 'unchanged' && one.repeats !== undefined ? decisions[one.repeats] : one;
        rows.forEach(({ stage, effectiveOn }, index) => {
          if (stage === 'planned' || fateOf(decisions[index])?.what === 'previously-retracted') return;
          expect(starts.findLast(({ startsOn }) => startsOn <= effectiveOn)?.stage).toBe(stage);
        });
      }),
      { numRuns: 1000 },
    );
  });
});
