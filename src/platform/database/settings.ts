import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../../kernel/local-date.js';
import { updateViewingDay } from './setting.queries.js';
import { type WriteTransaction } from './writers.js';

/** What a province decides for all its readers. */
@Injectable()
export class Settings {
  /** The day that reads without `asOf` mean; null: today. */
  async setViewingDay(tx: WriteTransaction, day: LocalDate | null): Promise<void> {
    await updateViewingDay(tx.manager, day);
  }
}
