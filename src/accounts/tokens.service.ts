import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessState } from '../access/access-state.service.js';
import { digestOf } from '../access/authentication.service.js';
import { rolesWithin } from '../access/domain/rights.js';
import { AuditLog } from '../audit/audit-log.js';
import { Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { type Submission } from '../platform/validation/submission.js';
import { roleBeyondAccount, scopeOfReporterOnly, tokenMakesNoToken, tokenUnknown } from './accounts.errors.js';
import { type AccountRow, insertToken, revokeToken, selectTokens, type TokenRow } from './accounts.queries.js';
import { type TokenDto } from './dto/account.requests.js';
import { ScopeReferences } from './scope-references.service.js';

const DEFAULT_DAYS = 90;
/** So that whoever finds one knows what it is. */
const PREFIX = 'egov_';

/** Tokens with which programs call on behalf of an account; only their digests are kept. */
@Injectable()
export class TokensService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: Calls,
    private readonly references: ScopeReferences,
    private readonly readPoints: ReadPoints,
    private readonly state: AccessState,
    private readonly audit: AuditLog,
  ) {}

  async of(accountId: string): Promise<TokenRow[]> {
    return selectTokens(this.dataSource.manager, accountId);
  }

  /** A new token, which nobody sees again. Refuses roles beyond those of the account, and a token that asks. */
  async create(account: AccountRow, submission: Submission<TokenDto>): Promise<TokenRow & { token: string }> {
    if (this.calls.current().caller.via === 'token') throw new Refusal([tokenMakesNoToken()]);
    const { value } = submission;
    const faults = [...submission.faults];
    const held = new Set(account.grants.flatMap(({ role }) => rolesWithin(role)));
    for (const role of value.roles ?? []) if (!held.has(role)) faults.push(roleBeyondAccount('roles'));
    const narrows = value.unit !== undefined || value.system !== undefined;
    if (narrows && value.roles && !value.roles.every((role) => role === 'reporter'))
      faults.push(scopeOfReporterOnly('roles'));
    const point = await this.readPoints.resolve({});
    const unitId = value.unit === undefined ? null : await this.references.unit(value.unit, point, 'unit', faults);
    const systemId =
      value.system === undefined ? null : await this.references.system(value.system, point, 'system', faults);
    refuseIfAny(faults);
    const { name, roles, days = DEFAULT_DAYS } = value as TokenDto;
    const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const made = await this.dataSource.transaction(async (db) => {
      const row = { accountId: account.id, name, roles, unitId, systemId, digest: digestOf(token), days };
      const inserted = await insertToken(db, row);
      await this.audit.record(db, { subject: { type: 'token', id: inserted.id }, after: { ...inserted } });
      return inserted;
    });
    return { ...made, token };
  }

  /** Of one account, or (null) of any. From then on it is refused, everywhere within a second. */
  async revoke(id: string, accountId: string | null): Promise<void> {
    await this.dataSource.transaction(async (db) => {
      const revoked = await revokeToken(db, id, accountId);
      if (!revoked) throw new Refusal([tokenUnknown(id)]);
      await this.audit.record(db, { subject: { type: 'token', id: revoked.id }, before: { ...revoked } });
    });
    await this.state.confirm();
  }
}
