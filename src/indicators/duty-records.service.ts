import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { laterRestsOnDuties } from './duties.errors.js';
import { reopenDuties, selectDutiesSaidTwice, selectRestedOnDuties } from './duty-records.queries.js';

/** Taking back what one revision wrote of duties. */
@Injectable()
export class DutyRecords {
  /**
   * Ceases to believe what a revision wrote, and believes again what it replaced. Refuses, with the list, where a duty was
   * changed since, reminders are sent of one that it made, or another has come for the days of one that would be back.
   */
  async undo(tx: WriteTransaction, revision: number): Promise<void> {
    const rested = await selectRestedOnDuties(tx.manager, revision);
    if (rested.length > 0) throw new Refusal([laterRestsOnDuties(rested)]);
    const { n } = await tx.revision();
    await reopenDuties(tx.manager, revision, n);
    const followed = await selectDutiesSaidTwice(tx.manager, n);
    if (followed.length > 0) throw new Refusal([laterRestsOnDuties(followed)]);
  }
}
