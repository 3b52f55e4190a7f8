import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { LineageService } from '../units/lineage.service.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { holds } from '../kernel/period.js';
import { type EntryRow, selectEntriesFrom, selectStranded } from './deployments.queries.js';
import { LedgerService } from './ledger.service.js';

/** An entry of a day on which its unit did not exist, with the unit that it may be moved to. */
export interface StrandedEntry {
  readonly entry: EntryRow;
  /** The unit that all of it went into, and that existed on the day; null: none, or several. */
  readonly successorId: string | null;
}

/** Entries that a reorganisation entered later has left beyond their unit's end: they count nowhere until moved. */
@Injectable()
export class StrandedService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly lineage: LineageService,
    private readonly ledger: LedgerService,
    private readonly scopes: UnitScopes,
  ) {}

  async list(revision: number, db: Db = this.dataSource.manager): Promise<StrandedEntry[]> {
    const readable = await this.scopes.readable(revision);
    const entries = (await selectStranded(db, revision)).filter(
      ({ unitId, effectiveOn }) => readable?.holds(unitId, effectiveOn) ?? true,
    );
    const known = new Map<string, Promise<string | null>>();
    return Promise.all(
      entries.map(async (entry) => {
        const key = `${entry.unitId} ${entry.effectiveOn}`;
        const successor = known.get(key) ?? this.successorOn(entry.unitId, entry.effectiveOn, revision, db);
        known.set(key, successor);
        return { entry, successorId: await successor };
      }),
    );
  }

  /** Moves every stranded entry that has one successor to it, by retraction and new entry; how many were, and were not. */
  async moveAll(tx: WriteTransaction, reason: string): Promise<{ moved: number; left: number }> {
    const { n } = await tx.lastRevision();
    const stranded = await this.list(n, tx.manager);
    const movable = stranded.filter(({ successorId }) => successorId !== null);
    await this.ledger.replaceAll(
      tx,
      movable.map(({ entry, successorId }) => ({ entry, instead: { ...entry, unitId: successorId as string } })),
      reason,
    );
    return { moved: movable.length, left: stranded.length - movable.length };
  }

  /** Believed entries of some units from a day on. */
  async entriesFrom(
    tx: WriteTransaction,
    unitIds: readonly string[],
    day: LocalDate,
  ): Promise<{ id: number; unitId: string; effectiveOn: LocalDate }[]> {
    return selectEntriesFrom(tx.manager, unitIds, day, (await tx.lastRevision()).n);
  }

  private async successorOn(unitId: string, day: LocalDate, revision: number, db: Db): Promise<string | null> {
    let current = unitId;
    for (;;) {
      const periods = await this.units.periodsOf(current, revision, db);
      if (periods.some(({ period }) => holds(period, day))) return current;
      const onward = (await this.lineage.of(current, revision, db)).filter(
        ({ predecessorId, effectiveOn }) => predecessorId === current && effectiveOn <= day,
      );
      const [only] = onward;
      if (!only || onward.length > 1 || only.extent === 'partial') return null;
      current = only.successorId;
    }
  }
}
