import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../secrets.js';
import { type Call } from './calls.js';

const NONCE = 16;

/**
 * Marks what this service writes under a key that the database never sees: whoever writes there with the password of
 * the database alone does not pass for it.
 */
@Injectable()
export class Signatures {
  private readonly key: Buffer;

  constructor(secrets: Secrets) {
    this.key = secrets.keyFor('authorship');
  }

  /** 48 bytes: 16 random ones, so that no two are the same, and the HMAC-SHA256 of these with the content. */
  sign(content: readonly unknown[]): Buffer {
    const nonce = randomBytes(NONCE);
    return Buffer.concat([nonce, this.mac(nonce, content)]);
  }

  isOurs(content: readonly unknown[], signature: Buffer): boolean {
    const mac = this.mac(signature.subarray(0, NONCE), content);
    return signature.length === NONCE + mac.length && timingSafeEqual(signature.subarray(NONCE), mac);
  }

  private mac(nonce: Buffer, content: readonly unknown[]): Buffer {
    return createHmac('sha256', this.key)
      .update(nonce)
      .update(JSON.stringify(sorted(content)))
      .digest();
  }
}

/** Whose call it is, as it is signed. */
export function signedCall({ caller, action, requestId, address, reason }: Call): unknown[] {
  return [caller.via, caller.account?.id ?? null, caller.account?.name ?? null, action, requestId, address, reason];
}

/** The same however PostgreSQL orders the fields of an object. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).filter(([, content]) => content !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, it]) => [name, sorted(it)]));
}
