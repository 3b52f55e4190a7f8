import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { hasDays } from '../kernel/period.js';
import { Refusal } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import {
  countEntriesFrom,
  reopen,
  selectAllRules,
  selectClosedSince,
  selectSystemsRestedOn,
  selectWithdrawnExemptions,
} from './obligation-records.queries.js';
import { isSaidAlready } from './obligations.service.js';
import { closeRule, type ExemptionRow, insertRule, type RuleRow, selectExemptions } from './obligations.queries.js';
import {
  endNotAfterBeginning,
  entriesAfterEnd,
  laterChangesRest,
  ruleSaidAlready,
  systemUnknown,
} from './systems.errors.js';
import { closeSystemPeriod, insertSystemPeriod, selectSystemPeriods } from './systems.queries.js';

export type { ExemptionRow as ExemptionFound, RuleRow as RuleFound } from './obligations.queries.js';

/** What a file may correct of a rule. */
export type RuleCorrection = Pick<RuleRow, 'validTo' | 'legalBasis'>;

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

  /** What a rule rests on, or when it ends, was recorded wrongly: it is as given. */
  async correctRule(tx: WriteTransaction, rule: RuleRow, change: Partial<RuleCorrection>): Promise<void> {
    const corrected = { ...rule, ...change };
    if (!hasDays({ from: corrected.validFrom, to: corrected.validTo })) throw new Refusal([endNotAfterBeginning()]);
    const others = (await selectAllRules(tx.manager, (await tx.lastRevision()).n)).filter(
      ({ systemId }) => systemId === rule.systemId,
    );
    if (isSaidAlready(corrected, others)) throw new Refusal([ruleSaidAlready()]);
    const { n } = await tx.revision();
    await closeRule(tx.manager, rule.id, n);
    await insertRule(tx.manager, corrected, n);
  }

  /**
   * The last period of a system ends: `validTo` is the first day on which it is no longer in use. Refuses where it does not
   * lie after the period's beginning, and where the ledger has stages from that day on.
   */
  async endSystem(tx: WriteTransaction, code: string, validTo: LocalDate): Promise<void> {
    const last = (await selectSystemPeriods(tx.manager, (await tx.lastRevision()).n, code)).at(-1);
    if (!last) throw new Refusal([systemUnknown('', code, 'missing', [])]);
    const { period, ...attributes } = last;
    if (!hasDays({ from: period.from, to: validTo })) throw new Refusal([endNotAfterBeginning()]);
    const count = await countEntriesFrom(tx.manager, last.systemId, validTo);
    if (count > 0) throw new Refusal([entriesAfterEnd(count, validTo)]);
    const { n } = await tx.revision();
    await closeSystemPeriod(tx.manager, last.systemId, period.from, n);
    await insertSystemPeriod(tx.manager, { ...attributes, from: period.from, to: validTo }, n);
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
