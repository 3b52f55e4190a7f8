import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { laterHolidaysRest } from './duties.errors.js';
import {
  closeHolidays,
  type HolidayStatement,
  insertHolidayCopies,
  selectHolidaysRecordedIn,
  selectHolidayStatements,
} from './holidays.queries.js';

/** Holidays in bulk, and taking back what one revision recorded. */
@Injectable()
export class HolidayRecords {
  /** All that there ever were, in the order of recording. */
  async all(tx: WriteTransaction): Promise<HolidayStatement[]> {
    return selectHolidayStatements(tx.manager, (await tx.lastRevision()).n);
  }

  /** Withdraws what a revision recorded, and records again what it withdrew. Refuses, with the list, where a day is recorded otherwise by now. */
  async undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const recorded = await selectHolidaysRecordedIn(tx.manager, revision);
    const later = recorded.flatMap(({ day, stands }) => (stands ? [] : [day]));
    if (later.length > 0) throw new Refusal([laterHolidaysRest(later)]);
    const { n } = await tx.revision();
    const days = recorded.map(({ day }) => day);
    await closeHolidays(tx.manager, days, reason, n);
    await insertHolidayCopies(tx.manager, revision, n);
  }
}
