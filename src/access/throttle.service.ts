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

/**
 * Attempts within a quarter of an hour that did not succeed, counted by all instances together: few from one address for
 * one account, so that guessing is slow; more from one address, behind which a whole office may sit; and for an account
 * from anywhere, so that nobody locks its owner out by failing.
 */
@Injectable()
export class Throttle {
  private readonly ofPair: RateLimiterPostgres;
  private readonly ofAddress: RateLimiterPostgres;
  private readonly ofName: RateLimiterPostgres;
  private readonly begun: RateLimiterPostgres;
  private readonly key: Buffer;

  constructor(dataSource: DataSource, secrets: Secrets) {
    this.key = secrets.keyFor('sign-in');
    const limiter = (keyPrefix: string, points: number): RateLimiterPostgres =>
      new RateLimiterPostgres({
        ...{ storeClient: dataSource, storeType: 'typeorm', tableName: 'throttle', tableCreated: true },
        ...{ keyPrefix, points, duration: WINDOW_S },
      });
    this.ofPair = limiter('pair', 5);
    this.ofAddress = limiter('address', 100);
    this.ofName = limiter('name', 50);
    this.begun = limiter('begun', MOST_BEGUN);
  }

  /**
   * Counts an attempt before any work is done for it, so that many at once are no more than many in turn; refuses
   * (throttled) one too many. `succeeded` takes it back. What one limit refuses does not count for those after it: from
   * one address nobody uses up the attempts of an account. `first` is called where a limit is passed for the first time.
   */
  async begin(attempt: Attempt, first: () => Promise<void>): Promise<void> {
    for (const { limiter, key } of this.limitsOf(attempt)) await consume(limiter, key, first);
  }

  /** Whoever got in from there may fail again, and its attempt counts for nobody. */
  async succeeded(attempt: Attempt): Promise<void> {
    for (const { limiter, key } of this.limitsOf(attempt)) {
      if (limiter === this.ofPair) await limiter.delete(key);
      else await limiter.reward(key);
    }
  }

  /** One that begins at another place, where it proves who it is. Refuses (throttled) where too many began or failed. */
  async began(address: string): Promise<void> {
    const key = this.digest(address);
    const failed = await this.ofAddress.get(key);
    if (failed && failed.consumedPoints >= this.ofAddress.points) refuse(failed);
    await consume(this.begun, key, () => Promise.resolve());
  }

  private limitsOf({ name, address }: Attempt): { limiter: RateLimiterPostgres; key: string }[] {
    const anybody = { limiter: this.ofAddress, key: this.digest(address) };
    if (name === null) return [anybody];
    return [
      { limiter: this.ofPair, key: this.digest(`${name} ${address}`) },
      anybody,
      { limiter: this.ofName, key: this.digest(name) },
    ];
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
    refuse(error);
  }
}

function refuse({ msBeforeNext }: RateLimiterRes): never {
  throw new Refusal([throttled(Math.ceil(msBeforeNext / 1000))]);
}
