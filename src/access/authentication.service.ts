import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { ANONYMOUS, type Caller } from '../kernel/caller.js';
import { Refusal } from '../kernel/refusal.js';
import { AccessState } from './access-state.service.js';
import { credentialRefused } from './access.errors.js';
import { findSession, findToken } from './access.queries.js';
import { narrowedGrants } from './domain/narrowed-grants.js';
import { sessionKeyOf } from './session-cookie.js';

/** Tells who calls by what the request carries. */
@Injectable()
export class Authentication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly state: AccessState,
  ) {}

  /**
   * Whoever's token or session it is; nobody (anonymous) where the request carries neither, or a session that has
   * ended. Refuses a token that is wrong, expired or revoked: whoever sends one means to be somebody.
   */
  async callerOf(request: Pick<FastifyRequest, 'headers'>): Promise<Caller> {
    const { authorization } = request.headers;
    if (authorization !== undefined && authorization !== '') {
      const token = /^Bearer ([\w~+/.-]+=*)$/i.exec(authorization)?.[1];
      const caller = token === undefined ? null : await this.known(`token ${token}`, () => this.readToken(token));
      if (!caller) throw new Refusal([credentialRefused()]);
      return caller;
    }
    const session = sessionKeyOf(request.headers.cookie);
    if (session === null) return ANONYMOUS;
    return (await this.known(`session ${session}`, () => this.readSession(session))) ?? ANONYMOUS;
  }

  private async known(
    key: string,
    read: () => Promise<{ caller: Caller; sessionId: string | null; lastsMs: number } | null>,
  ): Promise<Caller | null> {
    const remembered = this.state.find(key);
    if (remembered) return remembered;
    const epoch = this.state.currentEpoch;
    const found = await read();
    if (found) this.state.remember(key, found, epoch);
    return found?.caller ?? null;
  }

  private async readToken(token: string) {
    const found = await findToken(this.dataSource.manager, digestOf(token));
    if (!found) return null;
    const { accountId: id, name, grants, readWithin, expiresInMs } = found;
    const caller: Caller = {
      via: 'token',
      account: { id, name },
      grants: narrowedGrants(grants, found),
      readWithin,
    };
    return { caller, sessionId: null, lastsMs: expiresInMs };
  }

  private async readSession(key: string) {
    const found = await findSession(this.dataSource.manager, digestOf(key));
    if (!found) return null;
    const { accountId: id, name, grants, readWithin, lacksSecondFactor, sessionId, expiresInMs } = found;
    const caller: Caller = { via: 'session', account: { id, name }, grants, readWithin, lacksSecondFactor };
    return { caller, sessionId, lastsMs: expiresInMs };
  }
}

/** What is kept of a key that somebody else keeps: enough to know it again, not to use it. */
export function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
