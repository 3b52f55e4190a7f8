import { Injectable } from '@nestjs/common';
import { type Db } from '../platform/database/db.js';
import { Calls } from '../platform/call/calls.js';
import { type AuditedChange, insertAuditEvent } from './audit.queries.js';

/** Records who did what where no revision does. What takes a revision is recorded with it (`Writers`). */
@Injectable()
export class AuditLog {
  constructor(private readonly calls: Calls) {}

  /** Writes in the transaction of the change, so that neither stands without the other. */
  async record(db: Db, change: AuditedChange): Promise<void> {
    await insertAuditEvent(db, this.calls.current(), change);
  }
}
