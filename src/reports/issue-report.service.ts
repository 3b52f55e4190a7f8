import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type LocalDate } from '../kernel/local-date.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { type Submission } from '../platform/validation/submission.js';
import { printNumber } from './domain/report-number.js';
import { type IssueDto } from './dto/report.requests.js';
import { insertRendering } from './files/report-files.queries.js';
import { type FilesToIssue, ReportFiles } from './files/report-files.service.js';
import {
  draftChanged,
  issuedAlready,
  issuedOnOutside,
  numberMissing,
  numberNotEntered,
  numberTaken,
  replacedAlready,
} from './reports.errors.js';
import { findNumbered, findReport, type ReportRow, selectLastNumber, updateIssued } from './reports.queries.js';
import { ReportsService } from './reports.service.js';

/** Runs work in the line of writers: `Writers.write`, or `RepeatablePosts.once` of a request. */
export type InLine = <T>(work: (tx: WriteTransaction) => Promise<T>) => Promise<T>;

/** All that issuing writes, made before anybody has to wait for it. */
interface Prepared extends FilesToIssue {
  readonly draft: ReportRow;
  readonly number: number;
  readonly issuedOn: LocalDate;
}

/** Somebody else changed the draft, or took the number, while the files were being made. */
class Outrun extends Error {}

const MOST_ATTEMPTS = 20;

/**
 * Issues reports: number and day are printed in the files, so those are made first, upon the next number, and written
 * with it in one short transaction; whoever was outrun makes them anew. So there are no gaps and no doubles, and nobody
 * waits in the line of writers for a document to be laid out.
 */
@Injectable()
export class IssueReport {
  private lastOfProcess: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ReportsService,
    private readonly files: ReportFiles,
    private readonly calls: Calls,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Issues a draft; refuses with every fault, and (stale) one that is not the version that `ifMatch` names, if it names any. */
  async issue(
    id: string,
    submission: Submission<IssueDto>,
    ifMatch: string | undefined,
    inLine: InLine,
  ): Promise<string> {
    // Those of one process take turns, so that they do not outrun each other.
    const turn = this.lastOfProcess.then(() => this.attempt(id, submission, ifMatch, inLine));
    this.lastOfProcess = turn.catch(() => undefined);
    return turn;
  }

  private async attempt(
    id: string,
    submission: Submission<IssueDto>,
    ifMatch: string | undefined,
    inLine: InLine,
  ): Promise<string> {
    for (let round = 0; round < MOST_ATTEMPTS; round += 1) {
      const report = await this.reports.get(id);
      // What is issued is refused in the line, where a repeated request gets its first answer.
      const prepared = report.number === null ? await this.prepare(report, submission, ifMatch) : null;
      try {
        await inLine(async (tx) => {
          if (!prepared) throw new Refusal([issuedAlready(numberOf(report))]);
          await this.record(tx, prepared);
          return { id: report.id };
        });
        return report.id;
      } catch (error) {
        if (!(error instanceof Outrun)) throw error;
      }
    }
    throw new Refusal([draftChanged()]);
  }

  private async prepare(
    draft: ReportRow,
    submission: Submission<IssueDto>,
    ifMatch: string | undefined,
  ): Promise<Prepared> {
    if (ifMatch !== undefined) requireMatch(ifMatch, draft.version);
    const db = this.dataSource.manager;
    const { number: given, issuedOn: day } = submission.value;
    const faults: Fault[] = [...submission.faults];
    const misread = (path: string): boolean => submission.faults.some((fault) => fault.path === path);
    const isOwn = draft.numbering === 'own';
    if (isOwn && given !== undefined) faults.push(numberNotEntered());
    if (!isOwn && given === undefined && !misread('number')) faults.push(numberMissing('number'));
    if (!isOwn && day === undefined && !misread('issuedOn')) faults.push(numberMissing('issuedOn'));
    const issuedOn = day ?? this.clock.today();
    if (issuedOn > this.clock.today()) faults.push(issuedOnOutside(issuedOn, 'in-the-future'));
    if (issuedOn < draft.asOf) faults.push(issuedOnOutside(issuedOn, 'before-as-of'));
    faults.push(...(await this.conflicts(db, draft, isOwn ? null : (given ?? null), issuedOn)));
    refuseIfAny(faults);

    const number = isOwn ? (await selectLastNumber(db, draft.symbol, issuedOn)) + 1 : (given as number);
    return { draft, number, issuedOn, ...(await this.files.filesToIssue(draft, number, issuedOn)) };
  }

  private async record(tx: WriteTransaction, { draft, number, issuedOn, auditHead, files }: Prepared): Promise<void> {
    const db = tx.manager;
    const now = await findReport(db, draft.id);
    if (now && now.number !== null) throw new Refusal([issuedAlready(numberOf(now))]);
    const isOwn = draft.numbering === 'own';
    if (isOwn && (await selectLastNumber(db, draft.symbol, issuedOn)) + 1 !== number) throw new Outrun();
    refuseIfAny(await this.conflicts(db, draft, isOwn ? null : number, issuedOn));
    const issuedBy = this.calls.current().caller.account?.name ?? null;
    if (!(await updateIssued(db, draft.id, draft.version, { number, issuedOn, issuedBy, auditHead })))
      throw new Outrun();
    for (const file of files) await insertRendering(db, draft.id, file);
    await this.audit.record(db, {
      subject: { type: 'report', id: draft.id },
      after: {
        ...{ number: printNumber({ number, symbol: draft.symbol }), issuedOn, replaces: draft.replaces },
        snapshotSha256: draft.snapshotSha256,
        files: Object.fromEntries(files.map(({ format, sha256 }) => [format, sha256])),
      },
    });
  }

  /** Another report with the number, or one that took the place of the same report already. */
  private async conflicts(db: Db, draft: ReportRow, number: number | null, issuedOn: LocalDate): Promise<Fault[]> {
    const faults: Fault[] = [];
    const holder = number === null ? null : await findNumbered(db, draft.symbol, number, issuedOn);
    if (number !== null && holder !== null)
      faults.push(numberTaken(printNumber({ number, symbol: draft.symbol }), holder));
    const replaced = draft.replaces === null ? null : await findReport(db, draft.replaces);
    if (replaced?.replacedBy != null) faults.push(replacedAlready(replaced.replacedBy));
    return faults;
  }
}

function numberOf({ number, symbol }: ReportRow): string {
  return printNumber({ number: number ?? 0, symbol });
}
