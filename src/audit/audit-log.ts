import { Injectable } from '@nestjs/common';
import { type Db } from '../platform/database/db.js';
import { Calls } from '../platform/call/calls.js';
import { signedCall, Signatures } from '../platform/call/signatures.js';
import { type AuditedChange, insertAuditEvent } from './audit.queries.js';

/** Records who did what where no revision does. What takes a revision is recorded with it (`Writers`). */
@Injectable()
export class AuditLog {
  constructor(
    private readonly calls: Calls,
    private readonly signatures: Signatures,
  ) {}

  /** Writes in the transaction of the change, so that neither stands without the other. */
  async record(db: Db, change: AuditedChange): Promise<void> {
    const current = this.calls.current();
    const call = { ...current, action: change.action ?? current.action, reason: change.reason ?? current.reason };
    const { subject, before = null, after = null } = change;
    // As JSON gives it back.
    const states = JSON.parse(JSON.stringify([before, after])) as unknown[];
    const signature = this.signatures.sign([...signedCall(call), subject.type, subject.id, ...states]);
    await insertAuditEvent(db, call, change, signature);
  }
}
