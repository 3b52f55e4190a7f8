import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { type Db } from '../platform/database/db.js';
import { AccessState, IDLE_MS } from './access-state.service.js';
import { endSessions, insertSession } from './access.queries.js';
import { digestOf } from './authentication.service.js';
import { sessionKeyOf } from './session-cookie.js';

const LONGEST_AGENT = 300;

/** Sessions of whoever signed in, kept by the server; the browser holds nothing but the key. */
@Injectable()
export class Sessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly state: AccessState,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Begins a session in the transaction that proved who it is for, always under a new key (nobody can have fixed it);
   * the key, for `sessionCookie`.
   */
  async begin(db: Db, accountId: string, request: Pick<FastifyRequest, 'ip' | 'headers'>): Promise<string> {
    const key = randomBytes(32).toString('base64url');
    const agent = request.headers['user-agent']?.slice(0, LONGEST_AGENT) ?? null;
    const session = { digest: digestOf(key), accountId, address: request.ip, agent, idleMs: IDLE_MS };
    const id = await insertSession(db, session);
    await this.audit.record(db, { subject: { type: 'session', id }, action: 'sign-in', after: { accountId, agent } });
    return key;
  }

  /** Ends the session that the request carries. */
  async end(accountId: string, request: Pick<FastifyRequest, 'headers'>): Promise<void> {
    const key = sessionKeyOf(request.headers.cookie);
    if (key !== null) await this.dataSource.transaction((db) => this.endIn(db, accountId, digestOf(key)));
    await this.state.confirm();
  }

  /** Ends every session of an account, in the transaction of whatever calls for it; then call `AccessState.confirm`. */
  async endAll(db: Db, accountId: string): Promise<void> {
    await this.endIn(db, accountId, null);
  }

  private async endIn(db: Db, accountId: string, digest: Buffer | null): Promise<void> {
    for (const id of await endSessions(db, accountId, digest)) {
      await this.audit.record(db, { subject: { type: 'session', id }, action: 'sign-out', before: { accountId } });
    }
  }
}
