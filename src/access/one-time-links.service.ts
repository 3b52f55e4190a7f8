import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type Db } from '../platform/database/db.js';
import { digestOf } from './authentication.service.js';
import { expireLinks, firstAdministrator, insertLink } from './sign-in.queries.js';

const VALID_HOURS = 24;
const FIRST_NAME = 'quan-tri';
const FIRST_FULL_NAME = 'Quản trị hệ thống';

/** Links with which somebody signs in once, and chooses a password. */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** A new link's token, for 24 hours; earlier ones of the account are of no use any more. */
  async issue(db: Db, accountId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await expireLinks(db, accountId);
    await insertLink(db, accountId, digestOf(token), VALID_HOURS);
    await this.audit.record(db, { subject: { type: 'account', id: accountId }, action: 'one-time-link' });
    return token;
  }

  /** The token for the first administrator, who is made where there is no account; null once anybody has signed in. */
  async forFirstAdministrator(): Promise<string | null> {
    return this.dataSource.transaction(async (db) => {
      const id = await firstAdministrator(db, FIRST_NAME, FIRST_FULL_NAME);
      return id === null ? null : this.issue(db, id);
    });
  }
}
