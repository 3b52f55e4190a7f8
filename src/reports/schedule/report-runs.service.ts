import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import { ATTEMPTS_IN_ORDER, type DuePeriod, duePeriods } from '../domain/report-schedule.js';
import { ReportDefinitionsService } from '../definitions/report-definitions.service.js';
import {
  insertDueRuns,
  type RunRow,
  selectOpenRuns,
  selectPeriodsDone,
  selectRuns,
  selectUnfinishedRuns,
  updateAlarmed,
} from './report-runs.queries.js';

/** A period whose report should be there and is not. */
export interface LateRun extends DuePeriod {
  readonly definition: string;
}

/** So long after it is due a report is late. */
const GRACE_MS = 60 * 60_000;

/** Which periods are due, which are made, and which should have been. */
@Injectable()
export class ReportRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly definitions: ReportDefinitionsService,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async list(page: { offset: number; limit: number }): Promise<{ rows: RunRow[]; total: number }> {
    return selectRuns(this.dataSource.manager, page);
  }

  /** Notes every period that a schedule has made due by now; who notes it first does not matter. */
  async noteDue(): Promise<void> {
    for (const { id, due } of await this.due()) await insertDueRuns(this.dataSource.manager, id, due);
  }

  /**
   * Reports that were due an hour ago and are not there, whether or not anybody noted that they are due: what a monitor
   * asks for. Those of failing periods are among them from the fifth attempt on.
   */
  async late(): Promise<LateRun[]> {
    const now = this.clock.now();
    const done = await selectPeriodsDone(this.dataSource.manager);
    const failing = new Set(
      (await selectUnfinishedRuns(this.dataSource.manager))
        .filter(({ attempts }) => attempts >= ATTEMPTS_IN_ORDER)
        .map(({ definitionId, period }) => `${definitionId} ${period}`),
    );
    return (await this.due()).flatMap(({ id, code: definition, due }) =>
      due
        .filter(
          ({ code, dueAt }) => !done.has(`${id} ${code}`) && (failing.has(`${id} ${code}`) || dueAt + GRACE_MS <= now),
        )
        .map((period) => ({ definition, ...period })),
    );
  }

  /** Writes each period of a definition that is late into the audit, once; those it wrote now. */
  async raiseAlarms(definitionId: string): Promise<RunRow[]> {
    const now = this.clock.now();
    const late = (await selectOpenRuns(this.dataSource.manager, definitionId)).filter(
      ({ dueAt, attempts, alarmedAt }) =>
        alarmedAt === null && (attempts >= ATTEMPTS_IN_ORDER || Date.parse(dueAt) + GRACE_MS <= now),
    );
    const raised: RunRow[] = [];
    for (const run of late) {
      const isFirst = await this.dataSource.transaction(async (db) => {
        if (!(await updateAlarmed(db, run))) return false;
        const { definition, period, dueAt, attempts, lastError } = run;
        await this.audit.record(db, {
          subject: { type: 'report-run', id: `${definition}/${period}` },
          action: 'report late',
          after: { dueAt, attempts, lastError },
        });
        return true;
      });
      if (isFirst) raised.push(run);
    }
    return raised;
  }

  private async due(): Promise<{ id: string; code: string; due: DuePeriod[] }[]> {
    const now = this.clock.now();
    return (await this.definitions.list()).flatMap(({ id, code, content: { schedule, rule } }) =>
      schedule ? [{ id, code, due: duePeriods(schedule, rule, now) }] : [],
    );
  }
}
