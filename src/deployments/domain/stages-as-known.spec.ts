import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyDay, RUNS } from '../../../test/support/arbitraries.js';
import { believedAt, daysOfModel, livedStages, type RecordedEntry } from '../../../test/support/model.js';
import { type LocalDate, parseLocalDate as day } from '../../kernel/local-date.js';
import { ENTRY_STAGES, type EntryStage, type LedgerEntry, type StageStart } from './entry.js';
import { deriveStages, differenceOfStages, stageOn } from './stages.js';

const DAYS = daysOfModel(7);

/** One revision: new entries, retractions of earlier ones (by place among those believed), or both at once. */
interface Write {
  readonly entries: readonly { stage: EntryStage; effectiveOn: LocalDate; dated: 'on' | 'by' }[];
  readonly retractions: readonly number[];
}

const anyWrite: fc.Arbitrary<Write> = fc.record({
  entries: fc.array(
    fc.record({
      stage: fc.constantFrom(...ENTRY_STAGES),
      effectiveOn: anyDay(6),
      dated: fc.constantFrom('on', 'by'),
    }),
    { maxLength: 3 },
  ),
  retractions: fc.array(fc.nat(), { maxLength: 2 }),
});
const anyHistory = fc.array(anyWrite, { minLength: 1, maxLength: 8 });

/** A stage start and the revisions `[knownFrom, knownTo)` in which it was believed, as the database keeps it. */
interface KnownStart {
  readonly start: StageStart;
  readonly knownFrom: number;
  knownTo: number | null;
}

/** A tracker in memory: an append-only ledger, and the stage starts kept up with it. */
class Tracker {
  ledger: RecordedEntry[] = [];
  readonly starts: KnownStart[] = [];
  revision = 0;

  write({ entries, retractions }: Write): void {
    this.revision += 1;
    const n = this.revision;
    for (const place of retractions) {
      const standing = believedAt(this.ledger, n);
      const wrong = standing[place % standing.length];
      this.ledger = this.ledger.map((row) => (row.entry === wrong ? { ...row, retractedIn: n } : row));
    }
    for (const entry of entries) {
      const id = this.ledger.length + 1;
      this.ledger.push({ entry: { ...entry, id, dueOn: null }, recordedIn: n, retractedIn: null });
    }
    const difference = differenceOfStages(this.keptAt(n), deriveStages(believedAt(this.ledger, n)));
    for (const row of this.starts) {
      if (row.knownTo === null && difference.closed.includes(row.start)) row.knownTo = n;
    }
    this.starts.push(...difference.opened.map((start) => ({ start, knownFrom: n, knownTo: null })));
  }

  /** The stage starts kept for a revision, earliest first. */
  keptAt(n: number): StageStart[] {
    return this.starts
      .filter(({ knownFrom, knownTo }) => knownFrom <= n && (knownTo === null || knownTo > n))
      .map(({ start }) => start)
      .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  }

  /** The stages of all days as known after a revision, from the ledger. */
  answerAt(n: number): (string | null)[] {
    const stages = deriveStages(believedAt(this.ledger, n));
    return DAYS.map((on) => stageOn(stages, on)?.stage ?? null);
  }
}

describe('what was known (domain.md §4)', () => {
  it('asks the end of 2016 as known on 5 January 2017 and as known later', () => {
    const entry = (id: number, stage: EntryStage, on: string): LedgerEntry => ({
      ...{ id, stage, effectiveOn: day(on), dated: 'on', dueOn: null },
    });
    const ledger: RecordedEntry[] = [
      { entry: entry(1, 'pilot', '2016-03-01'), recordedIn: 1, retractedIn: null },
      { entry: entry(2, 'live', '2016-12-01'), recordedIn: 2, retractedIn: 4 }, // retracted as wrong
      { entry: entry(3, 'suspended', '2016-12-20'), recordedIn: 3, retractedIn: null }, // came late
    ];
    const stageKnown = (n: number) => stageOn(deriveStages(believedAt(ledger, n)), day('2016-12-31'))?.stage ?? null;
    expect([0, 1, 2, 3, 4].map(stageKnown)).toEqual([null, 'pilot', 'live', 'suspended', 'suspended']);
    expect(stageOn(deriveStages(believedAt(ledger, 4)), day('2016-12-10'))?.stage).toBe('pilot');
    expect(stageOn(deriveStages(believedAt(ledger, 3)), day('2016-12-10'))?.stage).toBe('live');
  });

  it('an answer at an older revision never changes, whatever is entered or retracted later', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const tracker = new Tracker();
        // what the tracker said at the time, by living through what was then believed
        const said = history.map((write) => {
          tracker.write(write);
          const standing = tracker.ledger.filter((row) => row.retractedIn === null).map(({ entry }) => entry);
          const lived = livedStages(standing, DAYS);
          return DAYS.map((on) => lived.stageOf.get(on) ?? null);
        });
        said.forEach((answer, index) => {
          expect(tracker.answerAt(index + 1)).toEqual(answer);
        });
        expect(tracker.answerAt(0)).toEqual(DAYS.map(() => null));
      }),
      RUNS,
    );
  });

  it('stage starts kept up write by write are at every revision those derived from the ledger', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const tracker = new Tracker();
        for (const write of history) tracker.write(write);
        for (let n = 0; n <= tracker.revision; n += 1) {
          const kept = tracker.keptAt(n);
          expect(kept).toEqual(livedStages(believedAt(tracker.ledger, n), DAYS).starts);
          expect(new Set(kept.map(({ startsOn }) => startsOn)).size).toBe(kept.length);
        }
        for (const { knownFrom, knownTo } of tracker.starts) expect(knownTo === null || knownFrom < knownTo).toBe(true);
      }),
      RUNS,
    );
  });
});
