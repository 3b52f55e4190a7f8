import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Fault, Refusal } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { Writers } from '../platform/database/writers.js';
import { Calls } from '../platform/call/calls.js';
import { FaultList } from './domain/fault-list.js';
import { FileStager } from './file-stager.service.js';
import { type ImportPlan } from './import-kind.js';
import { ImportKinds } from './import-kinds.js';
import { importFailed, importMoved, ofFile } from './imports.errors.js';
import { finishImport, type ImportOutcome, type ImportRow, updateProgress } from './imports.queries.js';

/** How an import ended: a refusal that concerns the whole of it, or none. */
export interface RunEnd {
  readonly refusal: readonly Fault[] | null;
}

/** Hears how far an import is, from 0 to 1. */
export type Told = (share: number) => void;

const EVERY_MS = 1_000;
/** Larger files take turns, so that their rows never fill the memory together. */
const LARGE = 1_000_000;
const MOST_FINDINGS = 5_000;
/** Shares of reading, planning and writing in the whole. */
const READ = 0.4;
const PLANNED = 0.6;

/** A plan that is taken back after all: it was only to be seen, has faults, or is not the one that was checked. */
class TakenBack extends Error {
  constructor(readonly plan: ImportPlan) {
    super('Taken back');
  }
}

/** Runs imports: reads the file, and in the line of writers plans it on the present state and writes it, all or nothing. */
@Injectable()
export class ImportRunner implements OnApplicationShutdown {
  private readonly logger = new Logger('Imports');
  private readonly underWay = new Set<Promise<unknown>>();
  private lastLarge: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly writers: Writers,
    private readonly clock: Clock,
    private readonly calls: Calls,
    private readonly stager: FileStager,
    private readonly kinds: ImportKinds,
  ) {}

  /**
   * Checks or applies the file of an import that was recorded as running; with `expected`, the digest of its check, it is
   * applied only if the result is still that. Never throws; what came of it is recorded with the import.
   */
  run(row: ImportRow, bytes: Buffer, expected: string | null, told: Told = () => undefined): Promise<RunEnd> {
    const reason = row.reason ?? `Nhập tệp ${row.fileName}`;
    const work = (): Promise<RunEnd> =>
      this.calls.run({ ...this.calls.current(), reason }, () => this.runOne({ ...row, reason }, bytes, expected, told));
    const end = bytes.length < LARGE ? work() : this.lastLarge.then(work);
    if (bytes.length >= LARGE) this.lastLarge = end;
    this.underWay.add(end);
    void end.finally(() => this.underWay.delete(end));
    return end;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async runOne(
    row: ImportRow & { reason: string },
    bytes: Buffer,
    expected: string | null,
    told: Told,
  ): Promise<RunEnd> {
    let progress = 0;
    const heard = (share: number): void => {
      progress = share;
      told(share);
    };
    const heartbeat = setInterval(() => {
      updateProgress(this.dataSource.manager, row.id, progress).catch((error: unknown) => {
        this.logger.warn(`How far import ${row.id} is could not be told: ${String(error)}`);
      });
    }, EVERY_MS);
    try {
      return await this.stageAndWrite(row, bytes, expected, heard, () => {
        clearInterval(heartbeat);
      });
    } catch (error) {
      clearInterval(heartbeat);
      return await this.ended(row, error);
    } finally {
      clearInterval(heartbeat);
      told(1);
    }
  }

  private async stageAndWrite(
    row: ImportRow & { reason: string },
    bytes: Buffer,
    expected: string | null,
    heard: Told,
    beforeEnd: () => void,
  ): Promise<RunEnd> {
    const kind = this.kinds.get(row.kind);
    const faults = new FaultList();
    const staged = await this.stager.stage(bytes, row.fileName, kind, {
      asOf: row.asOf,
      report: faults.add,
      // How many rows there will be, nobody knows yet.
      told: (rows) => {
        heard((READ * rows) / (rows + 30_000));
      },
    });
    const outcomeOf = (plan: ImportPlan): ImportOutcome => ({
      sheets: staged.sheets,
      rows: staged.rows.length,
      changes: plan.changes,
      corrections: plan.corrections.slice(0, MOST_FINDINGS),
      previouslyRetracted: plan.previouslyRetracted.slice(0, MOST_FINDINGS),
      errorCount: faults.count,
      errors: faults.inOrder(),
    });
    try {
      await this.writers.write(async (tx) => {
        const plan = await kind.plan(tx, {
          rows: staged.rows,
          asOf: row.asOf,
          today: this.clock.today(),
          confirmRetracted: row.confirmRetracted,
          reason: row.reason,
          report: faults.add,
          told: (share) => {
            heard(READ + (PLANNED - READ) * share);
          },
          written: (share) => {
            heard(PLANNED + (1 - PLANNED) * share);
          },
        });
        const isOther = expected !== null && plan.digest !== expected;
        if (row.mode === 'check' || faults.count > 0 || isOther) throw new TakenBack(plan);
        await plan.write();
        const { create, update } = plan.changes;
        const revision = create + update > 0 ? (await tx.revision()).n : null;
        beforeEnd();
        const done = { mode: 'apply', state: 'done', moved: false } as const;
        await finishImport(tx.manager, row.id, { ...done, outcome: outcomeOf(plan), digest: plan.digest, revision });
      });
      return { refusal: null };
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
      beforeEnd();
      const { plan } = error;
      const moved = expected !== null && plan.digest !== expected;
      const mode = row.mode === 'apply' && !moved ? 'apply' : 'check';
      const state = mode === 'apply' ? 'refused' : 'done';
      const end = { mode, state, moved, outcome: outcomeOf(plan), digest: plan.digest, revision: null } as const;
      await finishImport(this.dataSource.manager, row.id, end);
      return { refusal: moved ? [importMoved(null, plan.changes)] : null };
    }
  }

  /** What went wrong with the whole of it is recorded with it. */
  private async ended(row: ImportRow, error: unknown): Promise<RunEnd> {
    const refused = error instanceof Refusal;
    if (!refused) this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const faults = refused ? error.faults : [importFailed()];
    const outcome: ImportOutcome = {
      sheets: [],
      rows: 0,
      changes: { create: 0, update: 0, unchanged: 0, previouslyRetracted: 0 },
      corrections: [],
      previouslyRetracted: [],
      errorCount: faults.length,
      errors: faults.map(ofFile),
    };
    const state = refused ? 'refused' : 'failed';
    await finishImport(this.dataSource.manager, row.id, {
      ...{ mode: row.mode, state, outcome, digest: null, moved: false, revision: null },
    }).catch((failure: unknown) => {
      this.logger.error(`How import ${row.id} ended could not be recorded: ${String(failure)}`);
    });
    return { refusal: faults };
  }
}
