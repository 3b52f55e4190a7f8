import { type Call } from '../platform/call/calls.js';
import { type Db } from '../platform/database/db.js';

/** What happened to something that is no fact with a revision: an account, a session, a setting. */
export interface AuditedChange {
  /** What it is, such as `account`, `session`, `token`, `setting`, and which one. */
  readonly subject: { readonly type: string; readonly id: string };
  /** What happened, such as `sign-in-refused`; absent: the action of the call. */
  readonly action?: string;
  /** Without secrets: what is written here stays. */
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
  readonly reason?: string | null;
}

export async function insertAuditEvent(
  db: Db,
  { caller, action, requestId, address, reason }: Call,
  { subject, before = null, after = null }: AuditedChange,
  signature: Buffer,
): Promise<void> {
  await db.query(
    `insert into audit_event (via, account_id, account_name, action, request_id, address, reason,
       subject_type, subject_id, before, after, signature)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      caller.via,
      caller.account?.id,
      caller.account?.name,
      action,
      requestId,
      address,
      reason,
      subject.type,
      subject.id,
      before && JSON.stringify(before),
      after && JSON.stringify(after),
      signature,
    ],
  );
}
