import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import {
  reopen,
  selectAllRules,
  selectClosedSince,
  selectSystemsRestedOn,
  selectWithdrawnExemptions,
} from './obligation-records.queries.js';
import { type ExemptionRow, type RuleRow, selectExemptions } from './obligations.queries.js';
import { laterChangesRest } from './systems.errors.js';

export type { ExemptionRow as ExemptionFound, RuleRow as RuleFound } from './obligations.queries.js';

/** Rules, exemptions and systems in bulk, and taking back what one revision wrote of them. */
@Injectable()
export class ObligationRecords {
  constructor(private readonly dataSource: DataSource) {}

  /** Every believed rule, whenever in force. */
  async rules(revision: number, db: Db = this.dataSource.manager): Promise<RuleRow[]> {
    return selectAllRules(db, revision);
  }

  /** Every believed exemption, whenever in force. */
  async exemptions(revision: number, db: Db = this.dataSource.manager): Promise<ExemptionRow[]> {
    return selectExemptions(db, revision);
  }

  /** Exemptions that were withdrawn with a reason. */
  async withdrawnExemptions(revision: number, db: Db): Promise<ExemptionRow[]> {
    return selectWithdrawnExemptions(db, revision);
  }

  async undoRules(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const closed = await selectClosedSince(tx.manager, 'applicability_rule', revision);
    if (closed.length > 0) throw new Refusal([laterChangesRest(closed.map(({ id }) => id))]);
    await reopen(tx.manager, 'applicability_rule', revision, (await tx.revision()).n, reason);
  }

  async undoExemptions(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const closed = await selectClosedSince(tx.manager, 'exemption', revision);
    if (closed.length > 0) throw new Refusal([laterChangesRest(closed.map(({ id }) => id))]);
    await reopen(tx.manager, 'exemption', revision, (await tx.revision()).n, reason);
  }

  async undoSystems(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const closed = await selectClosedSince(tx.manager, 'system_period', revision);
    const resting = await selectSystemsRestedOn(tx.manager, revision);
    const named = [...closed.map(({ id }) => id), ...resting.map(({ code, by, count }) => `${code} (${by}: ${count})`)];
    if (named.length > 0) throw new Refusal([laterChangesRest(named)]);
    await reopen(tx.manager, 'system_period', revision, (await tx.revision()).n, reason);
  }
}
