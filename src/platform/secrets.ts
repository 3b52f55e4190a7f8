import { hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';

/** Provider token of the secret that the operator keeps outside of the database. */
export const SECRET = Symbol('secret');

/** Keys for each purpose, derived from the one secret (HKDF, RFC 5869), so that none gives away another. */
@Injectable()
export class Secrets {
  constructor(@Inject(SECRET) private readonly secret: Buffer) {}

  /** 32 bytes, always the same for a purpose. */
  keyFor(purpose: 'audit' | 'authorship' | 'totp' | 'sign-in' | 'webhook'): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, '', `egov-rollout-tracker ${purpose}`, 32));
  }
}
