import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Fault, Refusal } from '../kernel/refusal.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { laterEntriesRest, outsideScope } from './deployments.errors.js';
import { type Evidence, insertEntries, insertRetractions, type NewEntry, type Pair } from './deployments.queries.js';
import { EntryEvidence } from './entry-evidence.service.js';
import {
  type BatchEntry,
  selectCountingEntries,
  selectEnteredIn,
  selectEntriesOfPairs,
  selectLaterRivals,
  selectWithdrawnIn,
} from './ledger-batches.queries.js';
import { pairKey } from './pair-key.js';
import { StageDerivation } from './stage-derivation.service.js';

/** A new entry, and the ids of those that it comes in the place of. */
export interface BatchWrite {
  readonly entry: NewEntry;
  readonly replaces: readonly number[];
}

/** So many entries that a statement is worth it, so few that what is made for it is rubbish soon; others get their turn. */
const AT_ONCE = 2_000;

/** Very many entries of the ledger at once, in statements of thousands. */
@Injectable()
export class LedgerBatches {
  constructor(
    private readonly dataSource: DataSource,
    private readonly evidence: EntryEvidence,
    private readonly stages: StageDerivation,
    private readonly scopes: UnitScopes,
  ) {}

  /** All entries of some pairs, withdrawn ones too, by `pairKey`. */
  async entriesOf(tx: WriteTransaction, pairs: readonly Pair[]): Promise<Map<string, BatchEntry[]>> {
    const { n } = await tx.lastRevision();
    const found = new Map<string, BatchEntry[]>();
    for (let at = 0; at < pairs.length; at += AT_ONCE) {
      for (const entry of await selectEntriesOfPairs(tx.manager, pairs.slice(at, at + AT_ONCE), n)) {
        const own = found.get(pairKey(entry));
        if (own) own.push(entry);
        else found.set(pairKey(entry), [entry]);
      }
    }
    return found;
  }

  /** What is wrong with the documents that each piece of evidence names; in the order given. */
  evidenceFaults(tx: WriteTransaction, given: readonly (readonly Evidence[])[]): Promise<Fault[][]> {
    return this.evidence.faultsOf(tx, given);
  }

  /** What counts of the ledger up to the day, as known at the point: part by part. */
  async *counting(at: ReadPoint): AsyncGenerator<(NewEntry & { id: number })[]> {
    let after = 0;
    for (;;) {
      const part = await selectCountingEntries(this.dataSource.manager, at, after, AT_ONCE);
      const last = part.at(-1);
      if (!last) return;
      after = last.id;
      yield part;
    }
  }

  /** Writes `count` entries that were judged already, in the order given; `told` hears how many were. */
  async write(
    tx: WriteTransaction,
    count: number,
    writes: Iterable<BatchWrite>,
    reason: string,
    told: (share: number) => void = () => undefined,
  ): Promise<void> {
    if (count === 0) return;
    const { n } = await tx.revision();
    let written = 0;
    for (const part of partsOf(writes)) {
      const entries = part.map(({ entry }) => entry);
      const ids = await insertEntries(tx.manager, entries, n);
      await this.evidence.link(tx, ids, entries);
      const retractions = part.flatMap(({ replaces }, index) =>
        replaces.map((entryId, place) => ({ entryId, replacementId: place === 0 ? (ids[index] ?? null) : null })),
      );
      if (retractions.length > 0) {
        await insertRetractions(tx.manager, retractions, reason, n);
        const pairs = retractions.flatMap(({ entryId, replacementId }) =>
          replacementId === null ? [] : [{ from: entryId, to: replacementId }],
        );
        await this.evidence.carryOver(tx, pairs);
      }
      await this.stages.derive(tx, entries);
      written += part.length;
      told(written / count);
    }
  }

  /**
   * Takes back what a revision wrote to the ledger: what it entered is withdrawn, what it withdrew is entered again.
   * Refuses, with the list, where later entries rest on it, and outside of the caller's write scope.
   */
  async undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const entered = await selectEnteredIn(tx.manager, revision);
    const withdrawn = await selectWithdrawnIn(tx.manager, revision);
    const { n: last } = await tx.lastRevision();
    const scopes = await this.scopes.loggable(last, tx.manager);
    const isOutside = [...entered, ...withdrawn].some(
      ({ unitId, systemId, effectiveOn }) => !mayLog(scopes, unitId, systemId, effectiveOn),
    );
    if (isOutside) throw new Refusal([outsideScope('')]);
    const own = new Set(entered.map(({ id }) => id));
    const copies = new Set(entered.flatMap(({ copyId }) => copyId ?? []));
    const replaced = entered.flatMap(({ replacementId, copyId }) =>
      replacementId === null || copyId !== null || own.has(replacementId) ? [] : [replacementId],
    );
    const rivals = (await selectLaterRivals(tx.manager, revision)).map(({ id }) => id).filter((id) => !copies.has(id));
    const resting = [...new Set([...replaced, ...rivals])].sort((a, b) => a - b);
    if (resting.length > 0) throw new Refusal([laterEntriesRest(resting)]);

    const { n } = await tx.revision();
    const retractions = entered
      .filter(({ isRetracted, copyId }) => !isRetracted || copyId !== null)
      .map(({ id, copyId }) => ({ entryId: copyId ?? id, replacementId: null }));
    for (let at = 0; at < retractions.length; at += AT_ONCE)
      await insertRetractions(tx.manager, retractions.slice(at, at + AT_ONCE), reason, n);
    for (let at = 0; at < withdrawn.length; at += AT_ONCE) {
      const part = withdrawn.slice(at, at + AT_ONCE);
      const ids = await insertEntries(tx.manager, part, n);
      await this.evidence.carryOver(
        tx,
        part.map(({ id }, index) => ({ from: id, to: ids[index] as number })),
      );
    }
    await this.stages.derive(tx, [...entered, ...withdrawn]);
  }
}

function* partsOf<T>(things: Iterable<T>): Generator<T[]> {
  let part: T[] = [];
  for (const thing of things) {
    part.push(thing);
    if (part.length < AT_ONCE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
