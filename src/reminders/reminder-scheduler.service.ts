import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Calls } from '../platform/call/calls.js';
import { Rounds } from '../platform/call/rounds.js';
import { ReminderAttempts } from './reminder-attempts.service.js';
import { ReminderLetters } from './reminder-letters.service.js';

const PAUSE_MS = 60_000;
const LAST_WAIT_MS = 20_000;

/** Reminds by itself, in any number of instances at once: what is to be said is queued by one of them, each letter sent by one. */
@Injectable()
export class ReminderScheduler implements BeforeApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(
    private readonly letters: ReminderLetters,
    private readonly attempts: ReminderAttempts,
    calls: Calls,
  ) {
    const names = { action: 'reminders', complaint: 'Nobody is reminded at the moment' };
    this.rounds = new Rounds(calls, new Logger('Reminders'), names, () => this.round());
  }

  @Interval(PAUSE_MS)
  tick(): Promise<void> {
    return this.rounds.next();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.end(LAST_WAIT_MS);
  }

  private async round(): Promise<void> {
    await this.letters.queue();
    while (!this.rounds.isEnding && (await this.attempts.next(this.rounds.signal)));
  }
}
