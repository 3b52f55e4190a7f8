import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type Call, Calls } from '../platform/call/calls.js';
import { ReminderAttempts } from './reminder-attempts.service.js';
import { ReminderLetters } from './reminder-letters.service.js';

const PAUSE_MS = 60_000;
const LAST_WAIT_MS = 20_000;

const REMINDERS: Call = {
  caller: { via: 'service', account: null, grants: [], readWithin: null },
  ...{ action: 'reminders', requestId: null, address: null, reason: null },
};

/** Reminds by itself, in any number of instances at once: what is to be said is queued by one of them, each letter sent by one. */
@Injectable()
export class ReminderScheduler implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Reminders');
  private readonly stop = new AbortController();
  private underWay: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly letters: ReminderLetters,
    private readonly attempts: ReminderAttempts,
    private readonly calls: Calls,
  ) {}

  /** One round; who calls while one is under way gets that one. */
  @Interval(PAUSE_MS)
  tick(): Promise<void> {
    this.underWay ??= this.calls
      .run(REMINDERS, () => this.round())
      .catch((error: unknown) => {
        if (!this.stopped) this.logger.warn(`Nobody is reminded at the moment: ${String(error)}`);
      })
      .finally(() => {
        this.underWay = null;
      });
    return this.underWay;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    const last = setTimeout(() => {
      this.stop.abort();
    }, LAST_WAIT_MS);
    await this.underWay;
    clearTimeout(last);
  }

  private async round(): Promise<void> {
    await this.letters.queue();
    while (!this.stopped && (await this.attempts.next(this.stop.signal)));
  }
}
