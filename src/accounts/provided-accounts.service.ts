import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { AccessState } from '../access/access-state.service.js';
import { fullNameOf } from '../access/domain/claims-to-grants.js';
import { readsEverything } from '../access/domain/rights.js';
import { Sessions } from '../access/sessions.service.js';
import { accountDisabled, noRoleHere } from '../access/single-sign-on.errors.js';
import { type Identity, SingleSignOn } from '../access/single-sign-on.service.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Grant } from '../kernel/caller.js';
import { Refusal } from '../kernel/refusal.js';
import {
  type AccountRow,
  findAccount,
  findProvidedAccount,
  insertProvidedAccount,
  lockAccounts,
  replaceGrants,
  replaceReadScope,
  selectNamesBeginning,
  updateAccount,
} from './accounts.queries.js';
import { ProviderClaims } from './provider-claims.service.js';

/** Accounts of whoever signs in at the provider: made when they come first, and given what the provider says each time. */
@Injectable()
export class ProvidedAccounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly provider: ProviderClaims,
    private readonly singleSignOn: SingleSignOn,
    private readonly sessions: Sessions,
    private readonly state: AccessState,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The key of a new session. Refuses (forbidden) whose account is disabled, and who has no role here (any more): what
   * the account had it loses then, its sessions too.
   */
  async enter(identity: Identity, request: Pick<FastifyRequest, 'ip' | 'headers'>): Promise<string> {
    const grants = await this.provider.grantsOf(identity.claims);
    const entered = await this.dataSource.transaction(async (db) => {
      const account = await this.settled(db, identity, grants);
      if (account?.disabled) return accountDisabled();
      if (account && grants.length > 0) return this.sessions.begin(db, account.id, request);
      if (account) await this.sessions.endAll(db, account.id);
      return noRoleHere();
    });
    await this.state.confirm();
    if (typeof entered === 'string') return entered;
    await this.singleSignOn.refused(identity.subject, entered.code);
    throw new Refusal([entered]);
  }

  /** The account as the provider has it now; null where there is none and no role to make one for. */
  private async settled(db: EntityManager, identity: Identity, grants: readonly Grant[]): Promise<AccountRow | null> {
    const { issuer, subject, claims } = identity;
    const found = await findProvidedAccount(db, issuer, subject);
    if (found ? found.disabled || isAsSaid(found, identity, grants) : grants.length === 0) return found;
    await lockAccounts(db);
    // Somebody may have made or changed it before the lock was ours.
    const before = await findProvidedAccount(db, issuer, subject);
    const name = before?.name ?? (await this.freeName(db, identity));
    const fullName = fullNameOf(claims, name);
    const id = before?.id ?? (await insertProvidedAccount(db, { name, fullName, issuer, subject }));
    await updateAccount(db, { id, fullName, disabled: before?.disabled ?? false });
    await replaceGrants(db, id, grants);
    if (readsEverything(grants)) await replaceReadScope(db, id, []);
    const after = await findAccount(db, id);
    await this.audit.record(db, {
      subject: { type: 'account', id },
      before: before && { ...before },
      after: after && { ...after },
    });
    return after;
  }

  /** Never the name of another account, whoever made that: `tan-binh`, else `tan-binh-2` and so on. */
  private async freeName(db: EntityManager, identity: Identity): Promise<string> {
    const beginning = this.provider.nameFor(identity);
    const taken = new Set(await selectNamesBeginning(db, beginning));
    let name = beginning;
    for (let number = 2; taken.has(name); number += 1) name = `${beginning}-${number}`;
    return name;
  }
}

function isAsSaid(account: AccountRow, { claims }: Identity, grants: readonly Grant[]): boolean {
  const keyOf = ({ role, unitId, systemId }: Grant): string => `${role} ${unitId ?? ''} ${systemId ?? ''}`;
  const held = new Set(account.grants.map(keyOf));
  const hasThese = held.size === grants.length && grants.every((grant) => held.has(keyOf(grant)));
  return hasThese && account.fullName === fullNameOf(claims, account.name);
}
