import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { Refusal } from '../kernel/refusal.js';
import { Secrets } from '../platform/secrets.js';
import { throttled } from './access.errors.js';

const WINDOW_S = 15 * 60;
/** More than an office begins, and few enough that unfinished ones are no burden. */
const MOST_BEGUN = 1_000;

/**
 * Failed attempts within a quarter of an hour, counted by all instances together: few from one address for one account, so
 * that guessing is slow; more for an account from anywhere, so that nobody locks its owner out by failing; more still
 * from one address, behind which a whole office may sit.
 */
@Injectable()
export class Throttle {
  private readonly limiters: { limiter: RateLimiterPostgres; keyOf: (name: string, address: string) => string }[];
  private readonly fromAddress: RateLimiterPostgres;
  private readonly begun: RateLimiterPostgres;
  private readonly key: Buffer;

  constructor(dataSource: DataSource, secrets: Secrets) {
    this.key = secrets.keyFor('sign-in');
    const limiter = (keyPrefix: string, points: number): RateLimiterPostgres =>
      new RateLimiterPostgres({
        storeClient: dataSource,
        storeType: 'typeorm',
        tableName: 'throttle',
        tableCreated: true,
        keyPrefix,
        points,
        duration: WINDOW_S,
      });
    this.fromAddress = limiter('address', 100);
    this.begun = limiter('begun', MOST_BEGUN);
    this.limiters = [
      { limiter: limiter('pair', 5), keyOf: (name, address) => this.digest(`${name} ${address}`) },
      { limiter: limiter('name', 50), keyOf: (name) => this.digest(name) },
      { limiter: this.fromAddress, keyOf: (_, address) => this.digest(address) },
    ];
  }

  /** Refuses (throttled) where too many attempts failed already; before any work is done for this one. */
  async check(name: string, address: string): Promise<void> {
    const results = await Promise.all(this.limiters.map(({ limiter, keyOf }) => limiter.get(keyOf(name, address))));
    const waits = results.flatMap((result, index) =>
      result && result.consumedPoints >= (this.limiters[index]?.limiter.points ?? 0) ? [result.msBeforeNext] : [],
    );
    refuseToWait(waits);
  }

  /** The same where nobody is named: by the address alone. */
  async checkAddress(address: string): Promise<void> {
    const result = await this.fromAddress.get(this.digest(address));
    refuseToWait(result && result.consumedPoints >= this.fromAddress.points ? [result.msBeforeNext] : []);
  }

  /** One that begins at another place, where it proves who it is. Refuses (throttled) where too many began or failed. */
  async began(address: string): Promise<void> {
    await this.checkAddress(address);
    const result = await this.begun.penalty(this.digest(address));
    refuseToWait(result.consumedPoints > this.begun.points ? [result.msBeforeNext] : []);
  }

  async failed(name: string, address: string): Promise<void> {
    await Promise.all(this.limiters.map(({ limiter, keyOf }) => limiter.penalty(keyOf(name, address))));
  }

  async failedFrom(address: string): Promise<void> {
    await this.fromAddress.penalty(this.digest(address));
  }

  /** Whoever got in from there may fail again. */
  async succeeded(name: string, address: string): Promise<void> {
    const [pair] = this.limiters;
    await pair?.limiter.delete(pair.keyOf(name, address));
  }

  /** Neither names nor addresses stand in the table. */
  private digest(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}

function refuseToWait(waitsMs: readonly number[]): void {
  if (waitsMs.length > 0) throw new Refusal([throttled(Math.ceil(Math.max(...waitsMs) / 1000))]);
}
