import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Calls } from '../platform/call/calls.js';
import { Rounds } from '../platform/call/rounds.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryAlarms } from './delivery-alarms.service.js';
import { DeliveryAttempts } from './delivery-attempts.service.js';
import { CHANNELS } from './domain/channel.js';
import { Parcels } from './parcels.service.js';

const PAUSE_MS = 15_000;
/** So many of a channel at once: a slow server holds up no other channel, and half of its own. */
const LANES = 2;
const LAST_WAIT_MS = 20_000;

/**
 * Sends what is to be sent, in any number of instances at once: each delivery is a row that one of them takes until its
 * lease ends (ADR 23).
 */
@Injectable()
export class DeliveryScheduler implements BeforeApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly attempts: DeliveryAttempts,
    private readonly parcels: Parcels,
    private readonly alarms: DeliveryAlarms,
    calls: Calls,
  ) {
    const names = { action: 'reports delivery', complaint: 'Reports are not delivered at the moment' };
    this.rounds = new Rounds(calls, new Logger('Delivery'), names, () => this.round());
  }

  @Interval(PAUSE_MS)
  tick(): Promise<void> {
    return this.rounds.next();
  }

  /** What is under way may end; who takes too long is told no more, and the next instance tries again. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.end(LAST_WAIT_MS);
  }

  /** Sends what is ordered of one report and nothing else, on behalf of whoever asks for it. */
  async send(reportId: string): Promise<void> {
    await this.lanes(reportId);
    this.parcels.forget();
  }

  private async round(): Promise<void> {
    try {
      await this.deliveries.queueScheduled();
      const failures = await this.lanes(null);
      await this.alarms.raise(this.rounds.signal);
      if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
    } finally {
      this.parcels.forget();
    }
  }

  /** Until nothing is left to try; the errors of this service and its database, not those of the other side. */
  private async lanes(reportId: string | null): Promise<unknown[]> {
    const lanes = CHANNELS.flatMap((channel) => Array.from({ length: LANES }, () => channel));
    const ended = await Promise.allSettled(
      lanes.map(async (channel) => {
        while (!this.rounds.isEnding && (await this.attempts.next(channel, this.rounds.signal, reportId)));
      }),
    );
    return ended.flatMap((lane): unknown[] => (lane.status === 'rejected' ? [lane.reason] : []));
  }
}
