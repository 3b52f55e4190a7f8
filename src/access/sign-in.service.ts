import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type Submission } from '../platform/validation/submission.js';
import { AccessState } from './access-state.service.js';
import { linkRefused, passwordRefused, signInRefused } from './access.errors.js';
import { digestOf } from './authentication.service.js';
import { type OneTimeLinkDto, type SignInDto } from './dto/sign-in.requests.js';
import { Passwords } from './passwords.service.js';
import { SecondFactor } from './second-factor.service.js';
import { Sessions } from './sessions.service.js';
import { findCredentials, isLinkValid, setPassword, useLink } from './sign-in.queries.js';
import { Throttle } from './throttle.service.js';

/** Lets people in, with a password or a one-time link. */
@Injectable()
export class SignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly throttle: Throttle,
    private readonly sessions: Sessions,
    private readonly state: AccessState,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The key of a new session. Refuses in one and the same way, after the same work, an account that does not exist or is
   * disabled, a wrong password, and a one-time code that is wrong, used or missing; and (throttled) too many of these.
   */
  async withPassword(request: FastifyRequest, { value, faults }: Submission<SignInDto>): Promise<string> {
    refuseIfAny(faults);
    const { account: typed, password, code } = value as SignInDto;
    const name = typed.toLowerCase();
    const attempt = { name, address: request.ip };
    await this.throttle.begin(attempt, () => this.noteThrottled(name));
    const account = await findCredentials(this.dataSource.manager, { name });
    const isRight = await this.passwords.isRight(password, account?.passwordHash ?? null);
    const key = await this.dataSource.transaction(async (db) => {
      if (!account || !isRight || account.disabled) return null;
      const { id, totpSecret } = account;
      if (totpSecret && !(await this.secondFactor.accept(db, { id, sealed: totpSecret }, code ?? ''))) return null;
      return this.sessions.begin(db, id, request);
    });
    if (key === null) {
      await this.note('sign-in-refused', account?.name ?? null);
      throw new Refusal([signInRefused()]);
    }
    await this.throttle.succeeded(attempt);
    return key;
  }

  /** The key of a new session for the owner of a one-time link, with the password that it chose; the link is used up. */
  async withLink(request: FastifyRequest, { value, faults }: Submission<OneTimeLinkDto>): Promise<string> {
    refuseIfAny(faults);
    const { link, password } = value as OneTimeLinkDto;
    const attempt = { name: null, address: request.ip };
    await this.throttle.begin(attempt, () => this.noteThrottled(null));
    // Nobody guesses a link; but nobody is to have passwords hashed with a wrong one either.
    const hashed = (await isLinkValid(this.dataSource.manager, digestOf(link)))
      ? await this.passwords.hash(password)
      : null;
    const key = await this.dataSource.transaction(async (db) => {
      const account = await useLink(db, digestOf(link));
      if (!account || hashed === null) return null;
      const fault = await this.passwords.faultOf(password, account.name);
      if (fault) throw new Refusal([passwordRefused(fault)]);
      await setPassword(db, account.id, hashed);
      await this.sessions.endAll(db, account.id);
      await this.audit.record(db, { subject: { type: 'account', id: account.id }, action: 'password-chosen' });
      return this.sessions.begin(db, account.id, request);
    });
    if (key === null) {
      await this.note('one-time-link-refused', null);
      throw new Refusal([linkRefused()]);
    }
    await this.throttle.succeeded(attempt);
    await this.state.confirm();
    return key;
  }

  private async noteThrottled(name: string | null): Promise<void> {
    const account = name === null ? null : await findCredentials(this.dataSource.manager, { name });
    await this.note('sign-in-throttled', account?.name ?? null);
  }

  /** The name of an account that there is; what else people type there may be a password, and the audit keeps it for good. */
  private async note(action: string, name: string | null): Promise<void> {
    const subject = { type: 'account-name', id: name ?? '' };
    await this.audit.record(this.dataSource.manager, { subject, action });
  }
}
