import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { type Submission } from '../platform/validation/submission.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { printNumber } from './domain/report-number.js';
import { type Snapshot } from './domain/snapshot.js';
import { type ReportChangeDto, type ReportsQuery } from './dto/report.requests.js';
import { issuedAlready, reportUnknown } from './reports.errors.js';
import {
  findReport,
  type ReportRow,
  selectReports,
  selectSnapshot,
  updateReviewed,
  updateTextBlocks,
} from './reports.queries.js';

/** Reports that the caller may see, and what of a draft may still change. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: UnitScopes,
    private readonly calls: Calls,
    private readonly audit: AuditLog,
  ) {}

  /** Latest day first. */
  async list({ definition, period, state }: ReportsQuery): Promise<ReportRow[]> {
    const rows = await selectReports(this.dataSource.manager, {
      definition: definition ?? null,
      period: period ?? null,
      state: state ?? null,
    });
    const seen = await Promise.all(rows.map((row) => this.maySee(row)));
    return rows.filter((_, index) => seen[index]);
  }

  /** Refuses (missing) what the caller may not see as well as what there is not. */
  async get(id: string, db: Db = this.dataSource.manager): Promise<ReportRow> {
    const found = await findReport(db, id);
    if (!found || !(await this.maySee(found))) throw new Refusal([reportUnknown(id)]);
    return found;
  }

  /** A draft; refuses what is issued. */
  async getDraft(id: string, db: Db = this.dataSource.manager): Promise<ReportRow> {
    const report = await this.get(id, db);
    if (report.number !== null)
      throw new Refusal([issuedAlready(printNumber({ number: report.number, symbol: report.symbol }))]);
    return report;
  }

  /** As it was frozen, byte for byte. */
  snapshotJsonOf({ id }: Pick<ReportRow, 'id'>): Promise<string> {
    return selectSnapshot(this.dataSource.manager, id);
  }

  async snapshotOf(report: Pick<ReportRow, 'id'>): Promise<{ snapshot: Snapshot; json: string }> {
    const json = await this.snapshotJsonOf(report);
    return { snapshot: JSON.parse(json) as Snapshot, json };
  }

  /** Own text of a draft; whoever reviewed it has not reviewed this. */
  async change(
    tx: WriteTransaction,
    id: string,
    submission: Submission<ReportChangeDto>,
    ifMatch: string | undefined,
  ): Promise<ReportRow> {
    const draft = await this.getDraft(id, tx.manager);
    requireMatch(ifMatch, draft.version);
    refuseIfAny(submission.faults);
    const { textBlocks } = submission.value as ReportChangeDto;
    const blocks = textBlocks.map(({ section, place = 'before', text }) => ({ section, place, text }));
    await updateTextBlocks(tx.manager, draft.id, blocks);
    await this.audit.record(tx.manager, {
      subject: { type: 'report', id: draft.id },
      before: { textBlocks: draft.textBlocks },
      after: { textBlocks: blocks },
    });
    return this.get(draft.id, tx.manager);
  }

  /** Somebody read the draft and found it good. */
  async review(tx: WriteTransaction, id: string, ifMatch: string | undefined): Promise<ReportRow> {
    const draft = await this.getDraft(id, tx.manager);
    requireMatch(ifMatch, draft.version);
    await updateReviewed(tx.manager, draft.id, this.calls.current().caller.account?.name ?? null);
    await this.audit.record(tx.manager, {
      subject: { type: 'report', id: draft.id },
      after: { reviewed: true, snapshotSha256: draft.snapshotSha256, version: draft.version },
    });
    return this.get(draft.id, tx.manager);
  }

  /** A report is seen by who may read every unit that it is about on its day. */
  private async maySee({ scopeIds, asOf, revision }: ReportRow): Promise<boolean> {
    const readable = await this.scopes.readable(revision);
    return readable === null || scopeIds.every((id) => readable.holds(id, asOf));
  }
}
