import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Writers } from '../../platform/database/writers.js';
import { readReportPeriod } from '../domain/report-period.js';
import { IssueReport } from '../issue-report.service.js';
import { type DefinitionRow } from '../definitions/report-definitions.queries.js';
import { ReportDefinitionsService } from '../definitions/report-definitions.service.js';
import { findLatestRun, type RunRow, updateDone, updateDrafted, updateRunning } from './report-runs.queries.js';
import { ReportsService } from '../reports.service.js';
import { RunReport } from '../run-report.service.js';

/**
 * Makes the report of one due period. Each step is one transaction and can be begun again by anybody: taken up, drafted
 * with its report, issued by itself where the definition says so, done.
 */
@Injectable()
export class ScheduledPeriod {
  constructor(
    private readonly dataSource: DataSource,
    private readonly definitions: ReportDefinitionsService,
    private readonly reports: ReportsService,
    private readonly running: RunReport,
    private readonly issuing: IssueReport,
    private readonly writers: Writers,
  ) {}

  async make(run: RunRow): Promise<void> {
    const definition = await this.definitions.get(run.definitionId);
    await updateRunning(this.dataSource.manager, run);
    const drafted = run.reportId === null ? await this.draft(run, definition) : null;
    const reportId = drafted?.reportId ?? run.reportId;
    if (drafted?.isDone || reportId === null) return;
    const { number } = await this.reports.get(reportId);
    // It may have been issued right before whoever did so was killed.
    if (number === null) {
      const nothingSaid = { value: {}, faults: [] };
      await this.issuing.issue(reportId, nothingSaid, undefined, (work) => this.writers.write(work));
    }
    await updateDone(this.dataSource.manager, run);
  }

  /** The figures of the cut-off, frozen; the draft and the mark that it is there stand in one transaction. */
  private async draft(run: RunRow, definition: DefinitionRow): Promise<{ reportId: string; isDone: boolean }> {
    const { content } = definition;
    const period = readReportPeriod(run.period, content.type, content.rule);
    if (!period) throw new Error(`${run.period} is no period of ${run.definition}`);
    const frozen = await this.running.freeze(definition, period, run.asOf, null);
    return this.dataSource.transaction(async (db) => {
      // Periods missed while the service was down are made up as drafts; the latest alone is sent, or issued by itself.
      const isLatest = (await findLatestRun(db, run.definitionId))?.period === run.period;
      const isDone = !(isLatest && content.issuesItself);
      const reportId = await this.running.insert(db, frozen);
      const state = isDone ? 'done' : 'drafted';
      if (!(await updateDrafted(db, run, { reportId, toDeliver: isLatest, state })))
        throw new Error('Another instance made it first');
      return { reportId, isDone };
    });
  }
}
