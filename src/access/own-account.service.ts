import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import encodeQR from 'qr';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Calls } from '../platform/call/calls.js';
import { type Submission } from '../platform/validation/submission.js';
import { AccessState } from './access-state.service.js';
import {
  codeWrong,
  currentPasswordWrong,
  passwordRefused,
  secondFactorOff,
  secondFactorOn,
  sessionNeeded,
} from './access.errors.js';
import {
  type CodeDto,
  type PasswordChangeDto,
  type SecondFactorBeginDto,
  type SecondFactorEndDto,
} from './dto/sign-in.requests.js';
import { Passwords } from './passwords.service.js';
import { SecondFactor } from './second-factor.service.js';
import { Sessions } from './sessions.service.js';
import { credentialsAtProvider } from './single-sign-on.errors.js';
import {
  type Credentials,
  findCredentials,
  findProposedSecret,
  proposeTotpSecret,
  setPassword,
  setSecondFactor,
} from './sign-in.queries.js';
import { type Attempt, Throttle } from './throttle.service.js';

/** What people change of their own accounts. Whatever proves who they are ends all their sessions but a new one. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: Calls,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly throttle: Throttle,
    private readonly sessions: Sessions,
    private readonly state: AccessState,
    private readonly audit: AuditLog,
  ) {}

  /** The caller's account; refuses a token, which may do much but not this, and who has no credentials here. */
  async credentials(): Promise<Credentials> {
    const { via, account } = this.calls.current().caller;
    const found = account && (await findCredentials(this.dataSource.manager, { id: account.id }));
    if (via !== 'session' || !found) throw new Refusal([sessionNeeded()]);
    if (found.provided) throw new Refusal([credentialsAtProvider()]);
    return found;
  }

  /** How the account signs in: with a one-time code beside the password, or at the provider. */
  async signsIn(accountId: string): Promise<{ secondFactor: boolean; singleSignOn: boolean }> {
    const found = await findCredentials(this.dataSource.manager, { id: accountId });
    return { secondFactor: found?.totpSecret != null, singleSignOn: found?.provided === true };
  }

  /** The key of the session that goes on. */
  async changePassword(request: FastifyRequest, submission: Submission<PasswordChangeDto>): Promise<string> {
    const account = await this.credentials();
    refuseIfAny(submission.faults);
    const { current, password } = submission.value as PasswordChangeDto;
    await this.prove(request, account, current, 'current');
    await this.proven(request, account);
    const fault = await this.passwords.faultOf(password, account.name);
    if (fault) throw new Refusal([passwordRefused(fault)]);
    const hashed = await this.passwords.hash(password);
    return this.changed(request, account.id, 'password-changed', async (db) => {
      await setPassword(db, account.id, hashed);
    });
  }

  /** A secret for an authenticator app, for who knows the password; in force once a code of it has been confirmed. */
  async beginSecondFactor(
    request: FastifyRequest,
    submission: Submission<SecondFactorBeginDto>,
  ): Promise<{ uri: string; secret: string; qrCode: string }> {
    const account = await this.credentials();
    refuseIfAny(submission.faults);
    await this.prove(request, account, submission.value.password ?? '', 'password');
    await this.proven(request, account);
    const { id, name } = account;
    const { sealed, uri, secret } = this.secondFactor.begin(id, name);
    if (!(await proposeTotpSecret(this.dataSource.manager, id, sealed))) throw new Refusal([secondFactorOn()]);
    return { uri, secret, qrCode: encodeQR(uri, 'svg') };
  }

  /** The key of the session that goes on. */
  async confirmSecondFactor(request: FastifyRequest, submission: Submission<CodeDto>): Promise<string> {
    const { id } = await this.credentials();
    refuseIfAny(submission.faults);
    const { code } = submission.value as CodeDto;
    return this.changed(request, id, 'second-factor-on', async (db) => {
      const sealed = await findProposedSecret(db, id);
      if (!sealed) throw new Refusal([secondFactorOn()]);
      if (!(await this.secondFactor.accept(db, { id, sealed }, code))) throw new Refusal([codeWrong()]);
      await setSecondFactor(db, id, true);
    });
  }

  /** The key of the session that goes on. */
  async endSecondFactor(request: FastifyRequest, submission: Submission<SecondFactorEndDto>): Promise<string> {
    const account = await this.credentials();
    refuseIfAny(submission.faults);
    const { password, code } = submission.value as SecondFactorEndDto;
    await this.prove(request, account, password, 'password');
    const { id, totpSecret: sealed } = account;
    if (!sealed) throw new Refusal([secondFactorOff()]);
    return this.changed(request, id, 'second-factor-off', async (db) => {
      if (!(await this.secondFactor.accept(db, { id, sealed }, code))) throw new Refusal([codeWrong()]);
      await setSecondFactor(db, id, false);
      await this.proven(request, account);
    });
  }

  /**
   * Whoever sits at somebody else's screen guesses no faster here than at the door: the attempt counts until `proven`
   * takes it back.
   */
  private async prove(request: FastifyRequest, account: Credentials, password: string, path: string): Promise<void> {
    await this.throttle.begin(attemptOf(request, account), () =>
      this.audit.record(this.dataSource.manager, {
        ...{ subject: { type: 'account', id: account.id }, action: 'password-throttled' },
      }),
    );
    if (!(await this.passwords.isRight(password, account.passwordHash)))
      throw new Refusal([currentPasswordWrong(path)]);
  }

  private async proven(request: FastifyRequest, account: Credentials): Promise<void> {
    await this.throttle.succeeded(attemptOf(request, account));
  }

  private async changed(
    request: FastifyRequest,
    accountId: string,
    action: string,
    change: (db: DataSource['manager']) => Promise<void>,
  ): Promise<string> {
    const key = await this.dataSource.transaction(async (db) => {
      await change(db);
      await this.sessions.endAll(db, accountId);
      await this.audit.record(db, { subject: { type: 'account', id: accountId }, action });
      return this.sessions.begin(db, accountId, request);
    });
    await this.state.confirm();
    return key;
  }
}

function attemptOf(request: FastifyRequest, { name }: Credentials): Attempt {
  return { name, address: request.ip };
}
