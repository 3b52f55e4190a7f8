import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../../kernel/local-date.js';
import { updateHomeUnit, updateViewingDay } from './setting.queries.js';
import { type WriteTransaction } from './writers.js';

/** What a province decides for all its readers. */
@Injectable()
export class Settings {
  /** The day that reads without `asOf` mean; null: today. */
  async setViewingDay(tx: WriteTransaction, day: LocalDate | null): Promise<void> {
    await updateViewingDay(tx.manager, day);
  }

  /** The unit whose tracker this is: reads without `within` mean it, or what stands for it on their day; null: all (ADR 10). */
  async setHomeUnit(tx: WriteTransaction, unitId: string | null): Promise<void> {
    await updateHomeUnit(tx.manager, unitId);
  }
}
