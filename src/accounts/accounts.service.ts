import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ServiceOptions } from '../../config/service-options.js';
import { AccessState } from '../access/access-state.service.js';
import { OneTimeLinks } from '../access/one-time-links.service.js';
import { Sessions } from '../access/sessions.service.js';
import { credentialsAtProvider } from '../access/single-sign-on.errors.js';
import { AuditLog } from '../audit/audit-log.js';
import { readsEverything } from '../access/domain/rights.js';
import { type Grant } from '../kernel/caller.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { changedTo, itemsOf, type Submission } from '../platform/validation/submission.js';
import { ScopeReferences } from './scope-references.service.js';
import {
  accountNameMalformed,
  accountNameTaken,
  accountUnknown,
  grantTwice,
  lastAdministrator,
  notYourself,
  readScopeNotAllowed,
  rolesOfProvider,
  scopeOfReporterOnly,
} from './accounts.errors.js';
import {
  type AccountRow,
  countAdministrators,
  findAccount,
  forgetCredentials,
  insertAccount,
  lockAccounts,
  replaceGrants,
  replaceReadScope,
  revokeTokens,
  selectAccounts,
  selectAccountsScopedTo,
  updateAccount,
} from './accounts.queries.js';
import { type AccountChangeDto, type AccountDto, type GrantDto } from './dto/account.requests.js';

export { type AccountRow } from './accounts.queries.js';

/** Who may sign in, and what they may. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: Calls,
    private readonly references: ScopeReferences,
    private readonly readPoints: ReadPoints,
    private readonly links: OneTimeLinks,
    private readonly sessions: Sessions,
    private readonly state: AccessState,
    private readonly audit: AuditLog,
    @Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions,
  ) {}

  async list(): Promise<AccountRow[]> {
    return selectAccounts(this.dataSource.manager);
  }

  /** By id or name; refuses (missing) what names none. */
  async get(reference: string, db = this.dataSource.manager): Promise<AccountRow> {
    const account = await findAccount(db, reference);
    if (!account) throw new Refusal([accountUnknown(reference)]);
    return account;
  }

  /** A new account, with the address at which its owner chooses a password. Refuses with every fault. */
  async create(submission: Submission<AccountDto>): Promise<{ account: AccountRow; link: string }> {
    const { value } = submission;
    const name = value.name?.toLowerCase();
    return this.change(async (db) => {
      const faults = [...submission.faults];
      if (name !== undefined && !/^[a-z0-9][a-z0-9._-]{2,63}$/.test(name)) faults.push(accountNameMalformed());
      else if (name !== undefined && (await findAccount(db, name))) faults.push(accountNameTaken(name));
      const { grants, readWithin } = await this.scopesOf(
        { grants: itemsOf(submission, 'grants'), readWithin: value.readWithin },
        faults,
      );
      refuseIfAny(faults);
      const id = await insertAccount(db, { name: name ?? '', fullName: value.fullName ?? '' });
      await replaceGrants(db, id, grants);
      await replaceReadScope(db, id, readWithin);
      const account = await this.get(id, db);
      await this.record(db, null, account);
      return { account, link: await this.linkOf(db, id) };
    });
  }

  /** What is not named stays as it is. */
  async update(
    reference: string,
    submission: Submission<AccountChangeDto>,
    ifMatch: string | undefined,
  ): Promise<AccountRow> {
    const { value } = submission;
    return this.change(async (db) => {
      const before = await this.get(reference, db);
      requireMatch(ifMatch, before.version);
      const faults = [...submission.faults];
      if (value.grants && before.issuer !== null) faults.push(rolesOfProvider());
      const asked = {
        grants: itemsOf(submission, 'grants'),
        readWithin: changedTo(value.readWithin, before.readWithin) ?? [],
      };
      const { grants, readWithin } = await this.scopesOf(asked, faults, before.grants);
      const disabled = value.disabled ?? before.disabled;
      if (disabled && before.id === this.calls.current().caller.account?.id) faults.push(notYourself());
      refuseIfAny(faults);
      await updateAccount(db, { id: before.id, fullName: value.fullName ?? before.fullName, disabled });
      await replaceGrants(db, before.id, grants);
      await replaceReadScope(db, before.id, readWithin);
      if ((await countAdministrators(db)) === 0) throw new Refusal([lastAdministrator()]);
      if (disabled) await this.sessions.endAll(db, before.id);
      const after = await this.get(before.id, db);
      await this.record(db, before, after);
      return after;
    });
  }

  /**
   * Password, second factor, sessions and tokens go: whoever got hold of any of them is out. The address at which its
   * owner chooses a new password.
   */
  async reset(reference: string): Promise<{ account: AccountRow; link: string }> {
    return this.change(async (db) => {
      const before = await this.get(reference, db);
      if (before.issuer !== null) throw new Refusal([credentialsAtProvider()]);
      await forgetCredentials(db, before.id);
      await this.sessions.endAll(db, before.id);
      for (const id of await revokeTokens(db, before.id))
        await this.audit.record(db, { subject: { type: 'token', id }, action: 'token-revoked' });
      const account = await this.get(before.id, db);
      await this.record(db, before, account);
      return { account, link: await this.linkOf(db, before.id) };
    });
  }

  /** Ends every session of the account. */
  async signOut(reference: string): Promise<void> {
    await this.change(async (db) => this.sessions.endAll(db, (await this.get(reference, db)).id));
  }

  /** Accounts whose rights name one of the units: what was undone would leave them with nothing. */
  async restingOn(
    unitIds: readonly string[],
    db: Pick<EntityManager, 'query'>,
  ): Promise<{ account: string; unitId: string }[]> {
    return selectAccountsScopedTo(db, unitIds);
  }

  private async change<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.dataSource.transaction(async (db) => {
      await lockAccounts(db);
      return work(db);
    });
    await this.state.confirm();
    return result;
  }

  /** The scopes that were named, as ids; adds every fault to `faults`. Grants that are not named are `believed`. */
  private async scopesOf(
    asked: { grants?: readonly (GrantDto | null)[] | undefined; readWithin?: readonly string[] | undefined },
    faults: Fault[],
    believed: readonly Grant[] = [],
  ): Promise<{ grants: Grant[]; readWithin: string[] }> {
    const point = await this.readPoints.resolve({});
    const grants: Grant[] = asked.grants ? [] : [...believed];
    for (const [index, asking] of (asked.grants ?? []).entries()) {
      if (asking === null) continue;
      const { role, unit, system } = asking;
      const path = `grants[${index}]`;
      if (role !== 'reporter' && (unit !== undefined || system !== undefined)) faults.push(scopeOfReporterOnly(path));
      const unitId = unit === undefined ? null : await this.references.unit(unit, point, `${path}.unit`, faults);
      const systemId =
        system === undefined ? null : await this.references.system(system, point, `${path}.system`, faults);
      const grant = { role, unitId, systemId };
      if (grants.some((other) => JSON.stringify(other) === JSON.stringify(grant))) faults.push(grantTwice(path));
      grants.push(grant);
    }
    const readWithin: string[] = [];
    for (const unit of asked.readWithin ?? []) {
      const id = await this.references.unit(unit, point, 'readWithin', faults);
      if (id !== null) readWithin.push(id);
    }
    if (readsEverything(grants) && (asked.readWithin ?? []).length > 0) faults.push(readScopeNotAllowed());
    return { grants, readWithin: [...new Set(readWithin)] };
  }

  private async linkOf(db: EntityManager, accountId: string): Promise<string> {
    return `${this.options.publicUrl?.origin ?? ''}/sign-in#link=${await this.links.issue(db, accountId)}`;
  }

  private async record(db: EntityManager, before: AccountRow | null, after: AccountRow): Promise<void> {
    await this.audit.record(db, {
      subject: { type: 'account', id: after.id },
      before: before && { ...before },
      after: { ...after },
    });
  }
}
