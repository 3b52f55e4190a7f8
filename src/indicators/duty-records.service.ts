import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { laterRestsOnDuties } from './duties.errors.js';
import { reopenDuties, selectRestedOnDuties } from './duty-records.queries.js';

/** Taking back what one revision wrote of duties. */
@Injectable()
export class DutyRecords {
  /**
   * Ceases to believe what a revision wrote, and believes again what it replaced. Refuses, with the list, where a duty was
   * changed since, or reminders are sent of one that it made.
   */
  async undo(tx: WriteTransaction, revision: number): Promise<void> {
    const rested = await selectRestedOnDuties(tx.manager, revision);
    if (rested.length > 0) throw new Refusal([laterRestsOnDuties(rested)]);
    await reopenDuties(tx.manager, revision, (await tx.revision()).n);
  }
}
