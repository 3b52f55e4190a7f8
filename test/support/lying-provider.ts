import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CLIENT, formOf } from './openid-provider.js';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** What is not as it should be; an empty one is honest. */
export interface Lie {
  /** Of the ID token, over the right ones. */
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  /** Signs in place of the one that is published. */
  readonly key?: SigningKey;
  /** The token without a signature (`none`), or with one by the client's secret (`secret`). */
  readonly signature?: 'none' | 'secret';
  /** Of the answer that the browser brings back, over the right one; null: left out. */
  readonly answer?: Record<string, string | null>;
  /** Of the answer of the token endpoint, over the right one. */
  readonly tokens?: Record<string, unknown>;
  /** Of the answer about the user, over the right one. */
  readonly user?: Record<string, unknown>;
  /** What it says of itself, over the right. */
  readonly metadata?: Record<string, unknown>;
  /** Waits so long before it answers with tokens. */
  readonly delayMs?: number;
  /** Answers with this status in place of tokens. */
  readonly status?: number;
}

/** A provider that believes whoever comes, and may lie about anything. */
export interface LyingProvider {
  readonly issuer: string;
  lie: Lie;
  /** Keys that it publishes; the first signs. */
  keys: SigningKey[];
  /** How often each path was asked for. */
  readonly asked: Map<string, number>;
  stop(): Promise<void>;
}

export function signingKey(): SigningKey {
  return { id: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

export async function startLyingProvider(): Promise<LyingProvider> {
  const challenges = new Map<string, { nonce: string; challenge: string }>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: LyingProvider = {
    ...{ issuer, lie: {}, keys: [signingKey()], asked: new Map<string, number>() },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    const { lie } = provider;
    provider.asked.set(pathname, (provider.asked.get(pathname) ?? 0) + 1);
    const json = (body: unknown, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (pathname === '/.well-known/openid-configuration') {
      json({
        ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
        ...{ jwks_uri: `${issuer}/keys`, userinfo_endpoint: `${issuer}/user` },
        authorization_response_iss_parameter_supported: true,
        ...lie.metadata,
      });
    } else if (pathname === '/authorize') {
      const code = randomUUID();
      const asked = Object.fromEntries(searchParams);
      challenges.set(code, { nonce: asked['nonce'] ?? '', challenge: asked['code_challenge'] ?? '' });
      const back = new URL(asked['redirect_uri'] ?? '');
      const brought = { code, state: asked['state'] ?? '', iss: issuer, ...lie.answer };
      for (const [name, value] of Object.entries<string | null>(brought))
        if (value !== null) back.searchParams.set(name, value);
      response.writeHead(302, { location: back.href }).end();
    } else if (pathname === '/token') {
      const form = await formOf(request);
      const begun = challenges.get(form.get('code') ?? '');
      const proof = createHash('sha256').update(form.get('code_verifier') ?? '');
      if (lie.delayMs !== undefined) await pause(lie.delayMs, undefined, { ref: false });
      if (lie.status !== undefined) {
        json({}, lie.status);
        return;
      }
      if (!begun || proof.digest('base64url') !== begun.challenge) {
        json({ error: 'invalid_grant' }, 400);
        return;
      }
      const token = idToken(provider, { nonce: begun.nonce, ...lie.claims });
      json({ access_token: 'x', token_type: 'Bearer', id_token: token, ...lie.tokens });
    } else if (pathname === '/keys') {
      json({
        keys: provider.keys.map(({ id, publicKey }) => ({
          ...publicKey.export({ format: 'jwk' }),
          kid: id,
          use: 'sig',
        })),
      });
    } else {
      json({ sub: 'nguoi', roles: ['can-bo'], name: 'Lê Văn Nam', ...lie.user });
    }
  }

  return provider;
}

function idToken({ issuer, keys, lie }: LyingProvider, claims: Record<string, unknown>): string {
  const key = lie.key ?? keys[0];
  const now = Math.floor(Date.now() / 1000);
  const alg = lie.signature === undefined ? 'RS256' : { none: 'none', secret: 'HS256' }[lie.signature];
  const parts = [
    { alg, kid: key?.id, ...lie.header },
    { iss: issuer, sub: 'nguoi', aud: CLIENT.clientId, iat: now, exp: now + 60, ...claims },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signed = parts.join('.');
  if (lie.signature === 'none') return `${signed}.`;
  if (lie.signature === 'secret')
    return `${signed}.${createHmac('sha256', CLIENT.clientSecret).update(signed).digest('base64url')}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key?.privateKey ?? '').toString('base64url')}`;
}
