import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { type LocalDate } from '../kernel/local-date.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type Submission } from '../platform/validation/submission.js';
import { cutOffOf, readReportPeriod, type ReportPeriod } from './domain/report-period.js';
import { type ReissueDto, type RunDto } from './dto/report.requests.js';
import { type DefinitionRow } from './definitions/report-definitions.queries.js';
import { ReportDefinitionsService } from './definitions/report-definitions.service.js';
import { asOfBeforePeriod, asOfInTheFuture, notAPeriod, notIssuedYet, replacedAlready } from './reports.errors.js';
import { insertReport, type NewReport, type ReportRow } from './reports.queries.js';
import { Snapshots } from './snapshot/snapshot.service.js';

/** Makes drafts: the figures are computed and frozen first, the draft is written in one short transaction after. */
@Injectable()
export class RunReport {
  constructor(
    private readonly definitions: ReportDefinitionsService,
    private readonly snapshots: Snapshots,
    private readonly calls: Calls,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** What somebody asks for; refuses with every fault. Without a day, the cut-off of the period. */
  async prepare(submission: Submission<RunDto>): Promise<NewReport> {
    const { definition: reference, period: text, asOf } = submission.value;
    const faults: Fault[] = [...submission.faults];
    if (reference === undefined) throw new Refusal(faults);
    const definition = await this.definitions.get(reference, 'definition', 'unprocessable').catch((error: unknown) => {
      throw error instanceof Refusal ? new Refusal([...faults, ...error.faults]) : error;
    });
    const { type, rule } = definition.content;
    const period = text === undefined ? null : readReportPeriod(text, type, rule);
    if (text !== undefined && !period) faults.push(notAPeriod('period', text, type));
    if (period && !faults.some(({ path }) => path === 'asOf')) faults.push(...this.faultsOfDay(period, asOf));
    refuseIfAny(faults);
    if (!period) throw new Error('Checked above');
    return this.freeze(definition, period, asOf ?? cutOffOf(period), null);
  }

  /** A draft that will take the place of an issued report, of the same period, with what is known now. */
  async prepareReissue(report: ReportRow, submission: Submission<ReissueDto>): Promise<NewReport> {
    const faults: Fault[] = [...submission.faults];
    if (report.number === null) faults.push(notIssuedYet());
    if (report.replacedBy !== null) faults.push(replacedAlready(report.replacedBy));
    const { asOf } = submission.value;
    const period = { code: report.period, from: report.periodFrom, to: report.periodTo };
    if (asOf !== undefined) faults.push(...this.faultsOfDay(period, asOf));
    refuseIfAny(faults);
    const definition = await this.definitions.get(report.definitionId);
    return this.freeze(definition, period, asOf ?? report.asOf, report.id);
  }

  /** Computes the figures of a period on a day. */
  async freeze(
    definition: DefinitionRow,
    period: ReportPeriod,
    asOf: LocalDate,
    replaces: string | null,
  ): Promise<NewReport> {
    const frozenAt = new Date(this.clock.now()).toISOString();
    const { snapshot, json, sha256 } = await this.snapshots.freeze({ definition, period, asOf, replaces, frozenAt });
    const { abbreviation, textBlocks } = definition.content;
    return {
      ...{ definitionId: definition.id, definitionVersion: definition.version },
      ...{ period: period.code, periodFrom: period.from, periodTo: period.to, asOf },
      ...{ scopeIds: snapshot.scope, revision: snapshot.at.revision, snapshot: json, snapshotSha256: sha256 },
      ...{ replaces, madeBy: this.calls.current().caller.account?.name ?? null, textBlocks },
      symbol: `BC-${abbreviation}`,
    };
  }

  /** Writes a draft; its id. */
  async insert(db: Db, report: NewReport): Promise<string> {
    const id = await insertReport(db, report);
    const { definitionId, definitionVersion, period, asOf, revision, snapshotSha256, replaces } = report;
    await this.audit.record(db, {
      subject: { type: 'report', id },
      after: { definitionId, definitionVersion, period, asOf, revision, snapshotSha256, replaces },
    });
    return id;
  }

  private faultsOfDay(period: ReportPeriod, asOf: LocalDate = cutOffOf(period)): Fault[] {
    const today = this.clock.today();
    if (asOf > today) return [asOfInTheFuture(asOf, today)];
    return asOf < period.from ? [asOfBeforePeriod(asOf, period.from)] : [];
  }
}
