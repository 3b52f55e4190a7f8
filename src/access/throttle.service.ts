import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { Refusal } from '../kernel/refusal.js';
import { Secrets } from '../platform/secrets.js';
import { throttled } from './access.errors.js';

const WINDOW_S = 15 * 60;
/** More than an office begins, and few enough that unfinished ones are no burden. */
const MOST_BEGUN = 1_000;

/** Somebody tries to be the owner of an account, or (null) of something that cannot be guessed, such as a link. */
export interface Attempt {
  readonly name: string | null;
  readonly address: string;
}

interface Limit {
  readonly limiter: RateLimiterPostgres;
  readonly keyOf: (name: string, address: string) => string;
  readonly ofAddressAlone: boolean;
}

/**
 * Attempts within a quarter of an hour that did not succeed, counted by all instances together: few from one address for
 * one account, so that guessing is slow; more from one address, behind which a whole office may sit; and for an account
 * from anywhere, so that nobody locks its owner out by failing.
 */
@Injectable()
export class Throttle {
  private readonly limits: readonly Limit[];
  private readonly begun: RateLimiterPostgres;
  private readonly key: Buffer;

  constructor(dataSource: DataSource, secrets: Secrets) {
    this.key = secrets.keyFor('sign-in');
    const limiter = (keyPrefix: string, points: number): RateLimiterPostgres =>
      new RateLimiterPostgres({
        ...{ storeClient: dataSource, storeType: 'typeorm', tableName: 'throttle', tableCreated: true },
        ...{ keyPrefix, points, duration: WINDOW_S },
      });
    const limit = (keyPrefix: string, points: number, keyOf: Limit['keyOf']): Limit => ({
      ...{ keyOf, ofAddressAlone: keyPrefix === 'address', limiter: limiter(keyPrefix, points) },
    });
    this.begun = limiter('begun', MOST_BEGUN);
    this.limits = [
      limit('pair', 5, (name, address) => this.digest(`${name} ${address}`)),
      limit('address', 100, (_, address) => this.digest(address)),
      limit('name', 50, (name) => this.digest(name)),
    ];
  }

  /**
   * Counts an attempt before any work is done for it, so that many at once are no more than many in turn; refuses
   * (throttled) one too many. `succeeded` takes it back. What one limit refuses does not count for those after it: from
   * one address nobody uses up the attempts of an account. `first` is called where a limit is passed for the first time.
   */
  async begin(attempt: Attempt, first: () => Promise<void>): Promise<void> {
    for (const { limiter, key } of this.limitsOf(attempt)) await consume(limiter, key, first);
  }

  /** The same for one that goes on at another place, where it proves who it is: it counts whatever comes of it. */
  async beginElsewhere(address: string, first: () => Promise<void>): Promise<void> {
    await consume(this.begun, this.digest(address), first);
  }

  /** Whoever got in from there may fail again, and its attempt counts for nobody. */
  async succeeded(attempt: Attempt): Promise<void> {
    for (const { limiter, key } of this.limitsOf(attempt)) {
      if (limiter.keyPrefix === 'pair') await limiter.delete(key);
      else await limiter.reward(key);
    }
  }

  private limitsOf({ name, address }: Attempt): { limiter: RateLimiterPostgres; key: string }[] {
    return this.limits
      .filter(({ ofAddressAlone }) => ofAddressAlone || name !== null)
      .map(({ limiter, keyOf }) => ({ limiter, key: keyOf(name ?? '', address) }));
  }

  /** Neither names nor addresses stand in the table. */
  private digest(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}

async function consume(limiter: RateLimiterPostgres, key: string, first: () => Promise<void>): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    if (error.consumedPoints === limiter.points + 1) await first();
    throw new Refusal([throttled(Math.ceil(error.msBeforeNext / 1000))]);
  }
}
