import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { type LocalDate } from '../kernel/local-date.js';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { activityOutsideScope, laterActivitiesRest } from './activities.errors.js';
import {
  type ActivityRow,
  insertActivities,
  insertActivityRetractions,
  selectActivitiesById,
  selectActivitiesOfDays,
  selectActivityIdsOf,
} from './activities.queries.js';
import { mayRecord, maySee } from './activity-rights.js';

export type { ActivityRow } from './activities.queries.js';

/** Activities in bulk, and taking back what one revision recorded. */
@Injectable()
export class ActivityRecords {
  constructor(
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
  ) {}

  /** What the caller may see of all that began on some days, withdrawn ones too, in the order of recording. */
  async ofDays(tx: WriteTransaction, days: readonly LocalDate[]): Promise<ActivityRow[]> {
    const { n } = await tx.lastRevision();
    const readable = await this.scopes.readable(n, tx.manager);
    return (await selectActivitiesOfDays(tx.manager, days, n)).filter((row) => maySee(readable, row));
  }

  /**
   * Withdraws what a revision recorded, and records again what it withdrew. Refuses, with the list, where others have come
   * in the place of what it recorded, and outside of the caller's write scope.
   */
  async undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const ids = await selectActivityIdsOf(tx.manager, revision);
    const recorded = await selectActivitiesById(tx.manager, ids.recorded, last);
    const withdrawn = await selectActivitiesById(tx.manager, ids.withdrawn, last);
    const scopes = await this.scopes.loggable(last, tx.manager);
    if (![...recorded, ...withdrawn].every((row) => mayRecord(scopes, row)))
      throw new Refusal([activityOutsideScope('')]);
    const days = [...new Set(recorded.map(({ startsOn }) => startsOn))];
    const copies = (await selectActivitiesOfDays(tx.manager, days, last)).filter(
      (row) => row.retraction === null && row.revision > revision,
    );
    const believed = recorded.map((row) => {
      if (row.retraction === null) return row;
      const place = copies.findIndex((other) => factsOf(other) === factsOf(row));
      return place < 0 ? null : (copies.splice(place, 1)[0] as ActivityRow);
    });
    const later = recorded.filter((_, index) => believed[index] === null).map(({ id }) => id);
    if (later.length > 0) throw new Refusal([laterActivitiesRest(later)]);

    const { n } = await tx.revision();
    const retractions = believed.flatMap((row) => (row ? [{ activityId: row.id, replacementId: null }] : []));
    await insertActivityRetractions(tx.manager, retractions, reason, n);
    const again = await insertActivities(tx.manager, withdrawn, n);
    const pairs = withdrawn.map(({ id }, index) => ({ from: String(id), to: String(again[index]) }));
    await this.links.carryOver(tx, 'activity', pairs);
  }
}

/** What an activity says, however often it was recorded. */
function factsOf(row: ActivityRow): string {
  const { kind, title, startsOn, endsOn, organiserId, place, systemIds, people, attendance, items, note } = row;
  return JSON.stringify([
    ...[kind, title, startsOn, endsOn, organiserId, place, systemIds, people, attendance, items, note],
  ]);
}
