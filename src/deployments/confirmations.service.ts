import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { selectConfirmedWithin } from './confirmations.queries.js';
import { pairKey } from './pair-key.js';

/** Which stages were stated when: offices confirm them month by month, with an entry that repeats the stage. */
@Injectable()
export class ConfirmationsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The day on which it was first recorded that a stage was so on a day of `[from, to)`, by `pairKey`, as known after a
   * revision; who has none there did not confirm.
   */
  async within(
    systemIds: readonly number[],
    during: { from: LocalDate; to: LocalDate },
    revision: number,
  ): Promise<Map<string, LocalDate>> {
    const rows = await selectConfirmedWithin(this.dataSource.manager, systemIds, during, revision);
    return new Map(rows.map((row) => [pairKey(row), row.recordedOn]));
  }
}
