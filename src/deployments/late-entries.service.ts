import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dayOf } from '../kernel/instant.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { type Page } from '../platform/http/paging.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { type LateEvent, lateEventOf } from './domain/late-entry.js';
import { selectLateEntries, selectRecordedBetween, selectRetractedBetween } from './late-entries.queries.js';
import { type EntryWithRole, StatesService } from './states.service.js';

/** An entry that speaks of a day before the instant, and that was recorded or retracted after it. */
export interface LateEntry {
  readonly entry: EntryWithRole;
  readonly event: LateEvent;
  /** It starts a stage, or started the one that was believed at the instant. */
  readonly changesStage: boolean;
}

/** What the ledger learnt after the fact. */
@Injectable()
export class LateEntriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readPoints: ReadPoints,
    private readonly states: StatesService,
    private readonly scopes: UnitScopes,
  ) {}

  /** What was recorded or retracted after the instant and speaks of days before that of the instant, oldest news first. */
  async since(instant: string, page: Page): Promise<{ items: LateEntry[]; total: number }> {
    const then = await this.readPoints.resolveNamed('since', { knownAt: instant });
    const db = this.dataSource.manager;
    const between = { since: then.revision, until: page.at.revision, before: dayOf(instant) };
    const readable = await this.scopes.readable(page.at.revision);
    const { rows, total } = await selectLateEntries(db, between, page, readable?.spans ?? null);
    const now = await this.states.withRoles(rows, page.at, db);
    const believedThen = rows.filter(({ revision }) => revision <= then.revision);
    const rolesThen = new Map(
      (
        await this.states.withRoles(
          believedThen.map((row) => ({ ...row, retraction: null })),
          then,
          db,
        )
      ).map(({ id, role }) => [id, role]),
    );
    const items = now.map((entry) => ({
      entry,
      event: lateEventOf(entry, then.revision),
      changesStage: (entry.retraction ? rolesThen.get(entry.id) : entry.role) === 'start',
    }));
    return { items, total };
  }

  /** What was recorded, retracted and replaced after a revision and up to another, as ids of entries. */
  async amendments(
    since: number,
    until: number,
  ): Promise<Record<'recorded' | 'retracted' | 'replacements', Set<number>>> {
    if (since >= until) return { recorded: new Set(), retracted: new Set(), replacements: new Set() };
    const [recorded, retractions] = await Promise.all([
      selectRecordedBetween(this.dataSource.manager, since, until),
      selectRetractedBetween(this.dataSource.manager, since, until),
    ]);
    return {
      recorded: new Set(recorded),
      retracted: new Set(retractions.map(({ entryId }) => entryId)),
      replacements: new Set(retractions.flatMap(({ replacementId }) => replacementId ?? [])),
    };
  }
}
