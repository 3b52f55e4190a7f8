import { Inject, Injectable } from '@nestjs/common';
import { compactVerify, createRemoteJWKSet } from 'jose';
import * as openid from 'openid-client';
import { type ServiceOptions } from '../../config/service-options.js';
import { type SingleSignOnOptions } from '../../config/single-sign-on.js';
import { type Fault, Refusal } from '../kernel/refusal.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { hasControlCharacters } from '../kernel/control-characters.js';
import { type Claims } from './domain/claims-to-grants.js';
import {
  providerUnavailable,
  singleSignOnCancelled,
  singleSignOnRefused,
  singleSignOnTooWeak,
} from './single-sign-on.errors.js';
import { type Attempt } from './single-sign-on.queries.js';

const CALLBACK = '/api/v1/session/sso/callback';
/** For each question to the provider. */
const TIMEOUT_S = 5;
/** How far the provider's clock may be off ours. */
const CLOCK_TOLERANCE_S = 30;
const METADATA_LAST_MS = 60 * 60_000;
/** A key that was withdrawn is believed no longer than this. */
const KEYS_LAST_MS = 5 * 60_000;
/** A key seen for the first time is looked for at once, but however many such keys come, no more often than this. */
const KEYS_AT_MOST_EVERY_MS = 1_000;
const LONGEST_REASON = 300;

/** Somebody as the provider knows it. */
export interface Identity {
  readonly issuer: string;
  /** The provider's own name of the person, which never changes hands. */
  readonly subject: string;
  readonly claims: Claims;
}

/** Refuses with one fault, which says no more than needed; the reason is for the operator and the audit. */
export class ProviderRefusal extends Refusal {
  constructor(
    readonly fault: Fault,
    readonly reason: string,
  ) {
    super([fault]);
  }
}

interface Provider {
  readonly configuration: openid.Configuration;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
  /** On the clock of `performance.now()`. */
  readonly until: number;
}

/**
 * The OpenID provider (OpenID Connect Core 1.0, section 3.1: authorisation code flow). It is asked what it offers when
 * that is needed first, so that the service starts without it. Every method throws a ProviderRefusal.
 */
@Injectable()
export class IdentityProvider {
  private known: Provider | undefined;
  private discovering: Promise<Provider> | undefined;

  constructor(@Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions) {}

  /** The address at which somebody proves who it is. */
  async authorizationAddress(state: string, { nonce, codeVerifier }: Attempt): Promise<string> {
    const { configuration } = await this.provider();
    const { scopes, acrValues } = this.settings();
    return openid.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: this.callbackAddress(), scope: scopes, state, nonce },
      ...(acrValues.length > 0 ? { acr_values: acrValues.join(' ') } : {}),
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }).href;
  }

  /** Who it is, by the answer that the browser brought (the query of the callback) to an attempt of ours. */
  async redeem(answer: string, state: string, { nonce, codeVerifier }: Attempt): Promise<Identity> {
    const { configuration, keys } = await this.provider();
    const address = new URL(this.callbackAddress());
    address.search = answer;
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, address, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      if (!claims || tokens.id_token === undefined) throw new Error('no ID token');
      await compactVerify(tokens.id_token, keys);
      if (hasControlCharacters(claims.sub)) throw new Error('control characters in sub');
      this.mustBeStrong(claims['acr']);
      // Of some providers only this answer has the roles.
      const { userinfo_endpoint: endpoint } = configuration.serverMetadata();
      const said = endpoint && (await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub));
      return { issuer: claims.iss, subject: claims.sub, claims: { ...(said || {}), ...claims } };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** The address at which somebody signs out of the provider; null where it offers none. */
  async endAddress(backTo: string): Promise<string | null> {
    const { configuration } = await this.provider();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return openid.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: new URL(backTo, this.callbackAddress()).href,
    }).href;
  }

  /** What it offers, found out once an hour by however many ask; while it is silent, what it offered last. */
  private async provider(): Promise<Provider> {
    if (this.known && performance.now() < this.known.until) return this.known;
    this.discovering ??= this.discover().finally(() => (this.discovering = undefined));
    try {
      return (this.known = await this.discovering);
    } catch (error) {
      if (this.known) return this.known;
      throw new ProviderRefusal(providerUnavailable(), reasonOf(error));
    }
  }

  private async discover(): Promise<Provider> {
    const { issuer, clientId, clientSecret } = this.settings();
    const isLoopback = issuer.protocol === 'http:';
    const configuration = await openid.discovery(
      issuer,
      clientId,
      { [openid.clockTolerance]: CLOCK_TOLERANCE_S },
      clientSecret === null ? openid.None() : openid.ClientSecretBasic(clientSecret),
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; the issuer is this machine
      { timeout: TIMEOUT_S, execute: isLoopback ? [openid.allowInsecureRequests] : [] },
    );
    const keysAddress = new URL(configuration.serverMetadata().jwks_uri ?? '');
    if (keysAddress.protocol !== issuer.protocol) throw new Error(`keys at ${keysAddress.protocol}`);
    const keys = createRemoteJWKSet(keysAddress, {
      ...{ timeoutDuration: TIMEOUT_S * 1_000, cooldownDuration: KEYS_AT_MOST_EVERY_MS, cacheMaxAge: KEYS_LAST_MS },
    });
    return { configuration, keys, until: performance.now() + METADATA_LAST_MS };
  }

  private settings(): SingleSignOnOptions {
    if (this.options.singleSignOn === null) throw new Error('Nobody is asked who somebody is');
    return this.options.singleSignOn;
  }

  /** Who asks for a second factor there has to be told that it was asked for. */
  private mustBeStrong(acr: unknown): void {
    const { acrValues } = this.settings();
    if (acrValues.length > 0 && !acrValues.includes(String(acr)))
      throw new ProviderRefusal(singleSignOnTooWeak(), `acr is ${String(acr).slice(0, 100)}`);
  }

  /** Never taken from a request: who sends one could name another. */
  private callbackAddress(): string {
    if (this.options.publicUrl === null) throw new Error('Single sign-on takes PUBLIC_URL');
    return `${this.options.publicUrl.origin}${CALLBACK}`;
  }
}

function refusalOf(error: unknown): ProviderRefusal {
  if (error instanceof ProviderRefusal) return error;
  return new ProviderRefusal(faultOf(error), reasonOf(error));
}

function faultOf(error: unknown): Fault {
  if (error instanceof openid.AuthorizationResponseError) {
    if (error.error === 'access_denied') return singleSignOnCancelled();
    if (/^(server_error|temporarily_unavailable)$/.test(error.error)) return providerUnavailable();
  }
  return chainOf(error).some(isSilence) ? providerUnavailable() : singleSignOnRefused();
}

/** Whether the provider did not answer, or said that it cannot. */
function isSilence(cause: { code?: unknown; message?: unknown; status?: unknown }): boolean {
  const { code, message, status } = cause;
  if (typeof status === 'number' && (status >= 500 || status === 429)) return true;
  return message === 'fetch failed' || /^(OAUTH_TIMEOUT|ERR_JWKS_TIMEOUT|ERR_JOSE_GENERIC)$/.test(String(code));
}

/** An error, what caused it, and so on. */
function chainOf(error: unknown): { code?: unknown; message?: unknown; error?: unknown; cause?: unknown }[] {
  const chain: { cause?: unknown }[] = [];
  for (let next = error; typeof next === 'object' && next !== null && chain.length < 5;) {
    chain.push(next);
    next = (next as { cause?: unknown }).cause;
  }
  return chain;
}

/** What was wrong, for the operator: codes and sentences of the libraries, no token and nothing about the person. */
function reasonOf(error: unknown): string {
  const parts = chainOf(error).flatMap(({ code, message, error: named }) => [code, named, message]);
  const said = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  return [...new Set(said)].join(': ').slice(0, LONGEST_REASON);
}
