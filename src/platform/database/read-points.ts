import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { type LocalDate } from '../../kernel/local-date.js';
import { type ReadPoint, type Revision } from '../../kernel/read-point.js';
import { Refusal } from '../../kernel/refusal.js';
import { Clock } from '../clock/clock.js';
import { findRevision, selectLastRevision, selectRevisionAt, waitForLine } from './line.queries.js';
import { knownAtAndRevision, knownInTheFuture, lineBusy, unknownRevision } from './line.errors.js';
import { selectViewingDay } from './setting.queries.js';

/** What a caller may say of the two clocks. */
export interface TimeQuestion {
  asOf?: LocalDate;
  knownAt?: string;
  revision?: number;
}

const LONGEST_WAIT_MS = 5_000;

/** Decides the two clocks of a read (domain.md §4). */
@Injectable()
export class ReadPoints {
  private lastWait: Promise<void> = Promise.resolve();
  private nextWait: Promise<void> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The point a question means. Without `asOf`: the configured viewing day, else today. Without `knownAt` and
   * `revision`: the last committed revision, no waiting. Refuses an instant in the future, a revision that
   * does not exist, both at once, and (busy) a line of writers that does not clear within five seconds.
   */
  async resolve(question: TimeQuestion): Promise<ReadPoint> {
    const revision = await this.resolveRevision(question);
    const asOf = question.asOf ?? (await selectViewingDay(this.dataSource)) ?? this.clock.today();
    return { asOf, revision: revision.n, knownAt: revision.at, projected: asOf > this.clock.today() };
  }

  /** The same where the caller's word for `knownAt` is another: its faults stand there. */
  async resolveNamed(name: string, question: Pick<TimeQuestion, 'asOf' | 'knownAt'>): Promise<ReadPoint> {
    try {
      return await this.resolve(question);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(error.faults.map((fault) => (fault.path === 'knownAt' ? { ...fault, path: name } : fault)));
    }
  }

  private async resolveRevision({ knownAt, revision }: TimeQuestion): Promise<Revision> {
    if (knownAt !== undefined && revision !== undefined) throw new Refusal([knownAtAndRevision()]);
    if (revision !== undefined) {
      const found = await findRevision(this.dataSource.manager, revision);
      if (!found) throw new Refusal([unknownRevision(revision)]);
      return found;
    }
    if (knownAt === undefined) return selectLastRevision(this.dataSource.manager);
    return this.revisionAt(knownAt);
  }

  private async revisionAt(knownAt: string): Promise<Revision> {
    const first = await selectRevisionAt(this.dataSource.manager, knownAt);
    // Also where the clock has run back since: what is known at a recorded instant is settled.
    if (!first.afterLast) return first.revision;
    if (first.future) throw new Refusal([knownInTheFuture(knownAt)]);
    await this.lineCleared();
    // Whoever wrote since has a later instant.
    return (await selectRevisionAt(this.dataSource.manager, knownAt)).revision;
  }

  /**
   * Waits until everyone who stood in the line of writers at the call has left it. A wait that began earlier may have
   * missed a writer, so all who come while one is under way share the next: many readers hold one connection.
   */
  private lineCleared(): Promise<void> {
    if (this.nextWait === null) {
      const deadline = performance.now() + LONGEST_WAIT_MS;
      this.nextWait = this.lastWait.then(() => {
        this.nextWait = null;
        const wait = this.waitUntil(deadline);
        this.lastWait = wait.catch(() => undefined);
        return wait;
      });
    }
    return this.nextWait;
  }

  private async waitUntil(deadline: number): Promise<void> {
    try {
      await this.dataSource.transaction(async (manager) => {
        await waitForLine(manager, Math.max(1, Math.round(deadline - performance.now())));
      });
    } catch (error) {
      if (isLockTimeout(error)) throw new Refusal([lineBusy()]);
      throw error;
    }
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '55P03';
}
