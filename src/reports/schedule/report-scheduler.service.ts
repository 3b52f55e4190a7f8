import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval, Timeout } from '@nestjs/schedule';
import { DataSource, type QueryRunner } from 'typeorm';
import { Calls } from '../../platform/call/calls.js';
import { Rounds } from '../../platform/call/rounds.js';
import { Clock } from '../../platform/clock/clock.js';
import { ATTEMPTS_IN_ORDER, pauseAfter } from '../domain/report-schedule.js';
import { ScheduledPeriod } from './scheduled-period.service.js';
import {
  releaseDefinition,
  type RunRow,
  selectDefinitionsToRun,
  selectOpenRuns,
  takeDefinition,
  updateFailed,
} from './report-runs.queries.js';
import { ReportRuns } from './report-runs.service.js';

const PAUSE_MS = 30_000;
const SOON_MS = 1_000;
const LONGEST_ERROR = 500;

/**
 * Makes the reports of schedules, in any number of instances at once. Soon after its start and twice a minute each notes what is due and
 * goes through the definitions that it can take: a lock of the connection, which ends with it, so that nobody has to
 * wait for who was killed. Periods of a definition are made in order, each finished in one transaction (ADR 21).
 */
@Injectable()
export class ReportScheduler implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Reports');
  private readonly rounds: Rounds;

  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: ReportRuns,
    private readonly periods: ScheduledPeriod,
    private readonly clock: Clock,
    calls: Calls,
  ) {
    const names = { action: 'reports schedule', complaint: 'Reports are not made at the moment' };
    this.rounds = new Rounds(calls, this.logger, names, () => this.round());
  }

  @Interval(PAUSE_MS)
  tick(): Promise<void> {
    return this.rounds.next();
  }

  /** What was missed while nobody ran is not left for half a minute more; a method bears one time alone. */
  @Timeout(SOON_MS)
  atStart(): Promise<void> {
    return this.tick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.end();
  }

  private async round(): Promise<void> {
    await this.runs.noteDue();
    for (const definitionId of await selectDefinitionsToRun(this.dataSource.manager)) {
      if (this.rounds.isEnding) return;
      await this.holding(definitionId, async () => {
        await this.inOrder(definitionId);
        await this.raiseAlarms(definitionId);
      });
    }
  }

  /** Of what is still not made after this instance did what it could: what another one is at is no reason for alarm. */
  private async raiseAlarms(definitionId: string): Promise<void> {
    for (const { definition, period, lastError } of await this.runs.raiseAlarms(definitionId)) {
      this.logger.error(`The report ${definition} of ${period} is late: ${lastError ?? 'it was not made'}`);
    }
  }

  /** Does the work while this instance holds the definition; does nothing where another one does. */
  private async holding(definitionId: string, work: () => Promise<void>): Promise<void> {
    const connection = this.dataSource.createQueryRunner();
    try {
      if (!(await takeDefinition(connection, definitionId))) return;
      await work();
    } finally {
      await release(connection, definitionId);
    }
  }

  /** The open periods, earliest first; one that fails holds up the later ones until it has failed too often. */
  private async inOrder(definitionId: string): Promise<void> {
    for (const run of await selectOpenRuns(this.dataSource.manager, definitionId)) {
      if (this.rounds.isEnding) return;
      const isWaiting = run.retryAt !== null && Date.parse(run.retryAt) > this.clock.now();
      const isMade = !isWaiting && (await this.attempt(run));
      if (!isMade && run.attempts + (isWaiting ? 0 : 1) < ATTEMPTS_IN_ORDER) return;
    }
  }

  private async attempt(run: RunRow): Promise<boolean> {
    try {
      await this.periods.make(run);
      return true;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.logger.warn(`The report ${run.definition} of ${run.period} failed: ${message}`);
      await updateFailed(this.dataSource.manager, run, {
        error: message.slice(0, LONGEST_ERROR),
        retryAt: this.clock.now() + pauseAfter(run.attempts + 1),
      });
      return false;
    }
  }
}

async function release(connection: QueryRunner, definitionId: string): Promise<void> {
  try {
    await releaseDefinition(connection, definitionId);
  } finally {
    await connection.release();
  }
}
