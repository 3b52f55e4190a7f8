import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { type Db } from '../platform/database/db.js';
import { Secrets } from '../platform/secrets.js';
import { advanceTotpStep } from './sign-in.queries.js';

const ISSUER = 'Theo dõi triển khai';
const PERIOD_S = 30;
const NONCE = 12;
const TAG = 16;

/** Time-based one-time codes (RFC 6238): six digits, thirty seconds, one step early or late is accepted. */
@Injectable()
export class SecondFactor {
  private readonly key: Buffer;

  constructor(secrets: Secrets) {
    this.key = secrets.keyFor('totp');
  }

  /** A new secret, sealed for the table, with the address that an authenticator app reads. */
  begin(accountId: string, name: string): { sealed: Buffer; uri: string; secret: string } {
    const secret = new Secret({ size: 20 });
    return {
      sealed: this.seal(Buffer.from(secret.bytes), accountId),
      uri: this.totp(secret, name).toString(),
      secret: secret.base32,
    };
  }

  /** Whether the code is right now, and none of its step or a later one was taken before: a code works once. */
  async accept(db: Db, account: { id: string; sealed: Buffer }, code: string): Promise<boolean> {
    const opened = this.open(account.sealed, account.id);
    if (!opened) return false;
    const secret = new Secret({ buffer: new Uint8Array(opened).buffer });
    const delta = this.totp(secret, '').validate({ token: code, window: 1 });
    if (delta === null) return false;
    return advanceTotpStep(db, account.id, Math.floor(Date.now() / 1000 / PERIOD_S) + delta);
  }

  private totp(secret: Secret, label: string): TOTP {
    return new TOTP({ issuer: ISSUER, label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_S });
  }

  /** AES-256-GCM, bound to the account: the secret of one is of no use in the row of another. */
  private seal(secret: Buffer, accountId: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(accountId));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** Null where it was sealed for another account, or with another key. */
  private open(sealed: Buffer, accountId: string): Buffer | null {
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE));
    decipher.setAAD(Buffer.from(accountId)).setAuthTag(sealed.subarray(-TAG));
    const opened = decipher.update(sealed.subarray(NONCE, -TAG));
    try {
      return Buffer.concat([opened, decipher.final()]);
    } catch {
      return null;
    }
  }
}
