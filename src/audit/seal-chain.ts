import { createHmac, timingSafeEqual } from 'node:crypto';
import { type RowDigest, type RowSeal } from './seals.queries.js';

/** How rows and links are sealed: HMAC-SHA256 under a key that the database never sees. */
export class SealChain {
  constructor(private readonly key: Buffer) {}

  row({ revision, table, key, part, digest }: RowDigest): Buffer {
    return this.mac(`row ${revision} ${table} ${key} ${part} ${digest.toString('hex')}`);
  }

  /** A revision with the seals of all its rows (`lineOf`), in the order of table, key and part. */
  revision(before: Buffer, seq: number, revision: number, lines: readonly string[]): Buffer {
    const mac = createHmac('sha256', this.key).update(`${seq} revision ${revision} after ${before.toString('hex')}`);
    for (const line of lines) mac.update(`\n${line}`);
    return mac.digest();
  }

  event(before: Buffer, seq: number, id: number, digest: Buffer): Buffer {
    return this.mac(`${seq} event ${id} ${digest.toString('hex')} after ${before.toString('hex')}`);
  }

  private mac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}

/** A sealed row as the link of its revision holds it. */
export function lineOf({ table, key, part, mac }: RowSeal): string {
  return `${table} ${key} ${part} ${mac.toString('hex')}`;
}

export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
