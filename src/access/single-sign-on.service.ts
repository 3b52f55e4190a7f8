import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { randomNonce, randomPKCECodeVerifier } from 'openid-client';
import { DataSource } from 'typeorm';
import { type ServiceOptions } from '../../config/service-options.js';
import { AuditLog } from '../audit/audit-log.js';
import { Refusal } from '../kernel/refusal.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { digestOf } from './authentication.service.js';
import { type Identity, IdentityProvider, ProviderRefusal } from './identity-provider.service.js';
import { attemptKeyOf } from './session-cookie.js';
import { attemptExpired, singleSignOnOff } from './single-sign-on.errors.js';
import { deleteExpiredAttempts, insertAttempt, takeAttempt } from './single-sign-on.queries.js';
import { Throttle } from './throttle.service.js';

export { type Identity } from './identity-provider.service.js';

const VALID_MINUTES = 10;

/** Lets the provider say who somebody is. Each attempt belongs to the browser that began it, and serves once. */
@Injectable()
export class SingleSignOn {
  private readonly logger = new Logger('SingleSignOn');

  constructor(
    private readonly dataSource: DataSource,
    private readonly provider: IdentityProvider,
    private readonly throttle: Throttle,
    private readonly audit: AuditLog,
    @Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions,
  ) {}

  isOffered(): boolean {
    return this.options.singleSignOn !== null;
  }

  /**
   * The provider's address, and the key with which the browser proves later that it began here. Refuses where single
   * sign-on is not in use (missing), where too many began or failed (throttled), and while the provider is silent (busy).
   */
  async begin(request: Pick<FastifyRequest, 'ip'>): Promise<{ address: string; key: string }> {
    this.mustBeOffered();
    await this.throttle.began(request.ip);
    const key = randomBytes(32).toString('base64url');
    const state = stateOf(key);
    const attempt = { nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    const address = await this.ask(() => this.provider.authorizationAddress(state, attempt));
    await this.dataSource.transaction(async (db) => {
      await deleteExpiredAttempts(db);
      await insertAttempt(db, { ...attempt, stateDigest: digestOf(state), minutes: VALID_MINUTES });
    });
    return { address, key };
  }

  /**
   * Who came back from the provider. Refuses (unauthenticated) an attempt that is over, was used or was begun by another
   * browser, and any answer of the provider that is not to be believed; all of it is audited.
   */
  async complete(request: Pick<FastifyRequest, 'ip' | 'headers' | 'url'>): Promise<Identity> {
    this.mustBeOffered();
    const from = { name: null, address: request.ip };
    await this.throttle.begin(from, () => this.refused('', 'throttled'));
    const answer = request.url.split('?')[1] ?? '';
    const states = new URLSearchParams(answer).getAll('state');
    const key = attemptKeyOf(request.headers.cookie);
    const state = key === null ? null : stateOf(key);
    const isOurs = state !== null && states.length === 1 && states[0] === state;
    const attempt = isOurs ? await takeAttempt(this.dataSource.manager, digestOf(state)) : null;
    try {
      if (!isOurs) throw new ProviderRefusal(attemptExpired(), 'state of another browser');
      if (!attempt) throw new ProviderRefusal(attemptExpired(), 'state used or expired');
      const identity = await this.ask(() => this.provider.redeem(answer, state, attempt));
      await this.throttle.succeeded(from);
      return identity;
    } catch (error) {
      if (!(error instanceof ProviderRefusal)) throw error;
      if (error.fault.kind === 'busy') await this.throttle.succeeded(from);
      await this.refused('', error.reason);
      throw error;
    }
  }

  /** Notes that somebody (the provider's name of it, where that is known) was not let in, and why. */
  async refused(subject: string, reason: string): Promise<void> {
    await this.audit.record(this.dataSource.manager, {
      subject: { type: 'single-sign-on', id: subject },
      action: 'sign-in-refused',
      after: { reason },
    });
  }

  /** Where whoever signed out here signs out of the provider as well, then comes back; null where it cannot. */
  async endAddress(backTo: string): Promise<string | null> {
    if (!this.isOffered()) return null;
    try {
      return await this.ask(() => this.provider.endAddress(backTo));
    } catch (error) {
      if (error instanceof ProviderRefusal) return null;
      throw error;
    }
  }

  /** Tells the operator of the provider's silence. */
  private async ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      if (error instanceof ProviderRefusal && error.fault.kind === 'busy')
        this.logger.warn(`The provider does not answer: ${error.reason}`);
      throw error;
    }
  }

  private mustBeOffered(): void {
    if (!this.isOffered()) throw new Refusal([singleSignOnOff()]);
  }
}

/** The `state` that goes through the provider: whoever sees it there cannot tell the key that stays in the browser. */
function stateOf(key: string): string {
  return digestOf(key).toString('base64url');
}
