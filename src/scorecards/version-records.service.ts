import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { laterScorecardsRest } from './scorecards.errors.js';
import {
  closeRecorded,
  insertTitleCopies,
  insertVersionCopies,
  selectTitlesRecordedIn,
  selectVersionsRecordedIn,
  selectWithdrawnVersions,
  type WithdrawnVersion,
} from './version-records.queries.js';

export { type WithdrawnVersion } from './version-records.queries.js';

/** Scorecards and their versions in bulk, and taking back what one revision recorded of them. */
@Injectable()
export class VersionRecords {
  /** Versions that were taken back, none having come in their place. */
  async withdrawn(tx: WriteTransaction): Promise<WithdrawnVersion[]> {
    return selectWithdrawnVersions(tx.manager, (await tx.lastRevision()).n);
  }

  /**
   * Takes back the versions and names that a revision recorded, and believes again those that it replaced; a scorecard
   * without a name is there no longer. Refuses, with the list, where points, results or other versions rest on them.
   */
  async undo(tx: WriteTransaction, revision: number): Promise<void> {
    const versions = await selectVersionsRecordedIn(tx.manager, revision);
    const titles = await selectTitlesRecordedIn(tx.manager, revision);
    const later = [...versions, ...titles].filter(({ believedId, resting }) => believedId === null || resting);
    if (later.length > 0) throw new Refusal([laterScorecardsRest(later)]);
    const { n } = await tx.revision();
    const idsOf = (parts: typeof versions): number[] => parts.flatMap(({ believedId }) => believedId ?? []);
    await closeRecorded(tx.manager, 'scorecard_version', idsOf(versions), n);
    await closeRecorded(tx.manager, 'scorecard_title', idsOf(titles), n);
    await insertVersionCopies(tx.manager, revision, n);
    await insertTitleCopies(tx.manager, revision, n);
  }
}
