import { LRUCache } from 'lru-cache';
import { type ReadPoint } from '../../kernel/read-point.js';

const MOST_POINTS = 12;
const KEPT_MS = 30_000;

/** A point of the two clocks; without the instant of its revision it is read anew each time. */
export type PinnedPoint = Pick<ReadPoint, 'asOf' | 'revision'> & Partial<Pick<ReadPoint, 'knownAt'>>;

/**
 * What there was at a point of the two clocks, kept for half a minute after it was read: a committed revision is never
 * changed (ADR 1), so it is still that. A revision is its number and its instant: where a database lost its last ones, as
 * a standby may, their numbers come again. Nobody may change what it gives, and nothing that depends on the caller is kept
 * in it. Not for a transaction that has written: its revision may yet come to nothing.
 */
export class PinnedReads<T extends object> {
  private readonly kept = new LRUCache<string, Promise<T>>({ max: MOST_POINTS, ttl: KEPT_MS, ttlAutopurge: true });

  /** What was read, or is being read; else what `read` reads now. What could not be read is asked for again. */
  at({ asOf, revision, knownAt = '' }: PinnedPoint, read: () => Promise<T>): Promise<T> {
    if (knownAt === '') return read();
    const point = `${revision} ${knownAt} ${asOf}`;
    const known = this.kept.get(point);
    if (known) return known;
    const reading = read();
    this.kept.set(point, reading);
    reading.catch(() => {
      if (this.kept.peek(point) === reading) this.kept.delete(point);
    });
    return reading;
  }
}
