import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Caller } from '../kernel/caller.js';
import { noteSeen, selectEpoch } from './access.queries.js';

const POLL_MS = 300;
/** Nothing is believed of rights that was last confirmed longer ago. */
const LONGEST_BELIEF_MS = 800;
const MOST_CALLERS = 10_000;
const NOTE_SEEN_MS = 60_000;
/** A session that nobody uses ends after this. */
export const IDLE_MS = 12 * 60 * 60_000;

interface Known {
  readonly caller: Caller;
  readonly sessionId: string | null;
  /** On the clock of `performance.now()`. */
  readonly until: number;
}

/**
 * Who was let in, remembered until any right is taken away anywhere. Every instance asks the database for the count of
 * such changes several times a second; where it gets no answer in time, it remembers nothing. So a request costs no
 * query, and a session revoked anywhere is refused everywhere within one second.
 */
@Injectable()
export class AccessState implements OnModuleInit, OnApplicationShutdown {
  private readonly callers = new Map<string, Known>();
  private readonly seen = new Set<string>();
  private epoch = -1;
  private publishedNow = false;
  /** When the poll was sent that confirmed the epoch last. */
  private confirmedAt = -Infinity;
  private notedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    await this.confirm();
    this.pollLater();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.underWay;
  }

  /** Whether the province lets anybody read its figures. */
  async published(): Promise<boolean> {
    if (!this.isConfirmed()) await this.confirm();
    return this.publishedNow;
  }

  /** Who holds the key, if that is known and nobody's rights have changed since. */
  find(key: string): Caller | null {
    const now = performance.now();
    const known = this.callers.get(key);
    if (!known || known.until <= now || !this.isConfirmed(now)) return null;
    if (known.sessionId !== null) this.seen.add(known.sessionId);
    return known.caller;
  }

  /** The count that whoever reads rights from the database takes along to `remember`. */
  get currentEpoch(): number {
    return this.epoch;
  }

  /** Remembers what was read at an epoch, unless rights have changed meanwhile. */
  remember(key: string, read: { caller: Caller; sessionId: string | null; lastsMs: number }, epoch: number): void {
    if (epoch !== this.epoch) return;
    if (this.callers.size >= MOST_CALLERS) this.callers.clear();
    const { caller, sessionId, lastsMs } = read;
    this.callers.set(key, { caller, sessionId, until: performance.now() + lastsMs });
  }

  /** Asks at once whether rights have changed: whoever changed them here need not wait for the next poll. */
  async confirm(): Promise<void> {
    const sentAt = performance.now();
    const { epoch, published } = await selectEpoch(this.dataSource.manager);
    // An older answer that comes late says nothing new.
    if (sentAt < this.confirmedAt) return;
    if (epoch !== this.epoch) this.callers.clear();
    this.epoch = epoch;
    this.publishedNow = published;
    this.confirmedAt = sentAt;
  }

  private isConfirmed(now = performance.now()): boolean {
    return now - this.confirmedAt < LONGEST_BELIEF_MS;
  }

  private pollLater(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.underWay = this.poll().finally(() => {
        this.pollLater();
      });
    }, POLL_MS).unref();
  }

  private async poll(): Promise<void> {
    try {
      await this.confirm();
      if (performance.now() - this.notedAt < NOTE_SEEN_MS || this.seen.size === 0) return;
      const sessions = [...this.seen];
      this.seen.clear();
      this.notedAt = performance.now();
      await noteSeen(this.dataSource.manager, sessions, IDLE_MS);
    } catch {
      // Without an answer nothing is believed any longer; requests meet the database's error themselves.
    }
  }
}
