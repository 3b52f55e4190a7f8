import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { type SingleSignOnOptions } from '../../config/single-sign-on.js';
import { createApplication } from '../../src/application.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { type Lie, type LyingProvider, signingKey, startLyingProvider } from '../support/lying-provider.js';
import { CLIENT, freePort } from '../support/openid-provider.js';

/** The service waits for five seconds. */
const LONG = 30_000;

const now = (): number => Math.floor(Date.now() / 1000);

let tracker: TestApp;
let owner: DataSource;
let provider: LyingProvider;
let service: string;

beforeAll(async () => {
  const port = await freePort();
  service = `http://127.0.0.1:${port}`;
  provider = await startLyingProvider();
  const singleSignOn: SingleSignOnOptions = {
    ...CLIENT,
    issuer: new URL(provider.issuer),
    ...{ scopes: 'openid', acrValues: [], rolesClaim: 'roles', nameClaim: 'preferred_username' },
    grants: new Map([['can-bo', [{ role: 'viewer', unit: null, system: null }]]]),
  };
  tracker = await startApp({ port, service: { publicUrl: new URL(service), singleSignOn } });
  owner = await openDataSource(tracker.database.ownerUrl);
});
beforeEach(() => owner.query(`delete from throttle`));
afterEach(() => {
  provider.lie = {};
});
afterAll(async () => {
  await owner.destroy();
  await tracker.stop();
  await provider.stop();
});

/** Signs in while the provider lies: status and code of the last answer, and whether a session came of it. */
async function signIn(lie: Lie, address = service): Promise<[number, string, boolean]> {
  provider.lie = lie;
  const browser = new Browser();
  const begun = await browser.get(`${address}/api/v1/session/sso/begin`);
  if (begun.status !== 302) return [begun.status, ((await begun.json()) as { code: string }).code, false];
  const { address: back } = await browser.follow(begun, `${service}/`);
  const answer = await browser.get(back.replace(service, address));
  const text = await answer.text();
  const code = answer.status === 302 ? '' : (JSON.parse(text) as { code: string }).code;
  return [answer.status, code, browser.cookie(address, 'session') !== undefined];
}

async function lastReason(): Promise<string> {
  const [{ reason }] = await owner.query<[{ reason: string }]>(
    `select after->>'reason' as reason from audit_event where subject_type = 'single-sign-on' order by id desc limit 1`,
  );
  return reason;
}

describe('the provider is believed', () => {
  it.each<[string, () => Lie]>([
    ['when it is honest', () => ({})],
    ['when its clock is twenty seconds behind', () => ({ claims: { iat: now() - 80, exp: now() - 20 } })],
    ['when its clock is twenty seconds ahead', () => ({ claims: { iat: now() + 20, nbf: now() + 20 } })],
    [
      'with several audiences, if it is meant',
      () => ({ claims: { aud: ['khac', CLIENT.clientId], azp: CLIENT.clientId } }),
    ],
  ])('%s', async (_, lie) => {
    expect(await signIn(lie())).toEqual([302, '', true]);
  });
});

describe('a service that wants to know how people proved who they are', () => {
  it('asks the provider for it, and believes no other way, nor silence', async () => {
    const { singleSignOn, ...options } = tracker.options;
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const strict = await createApplication({
      ...options,
      singleSignOn: singleSignOn && { ...singleSignOn, acrValues: ['mfa', 'the-can-cuoc'] },
    });
    try {
      await strict.listen(port, '127.0.0.1');
      const begun = await new Browser().get(`${address}/api/v1/session/sso/begin`);
      const asked = new URL(begun.headers.get('location') ?? '');
      expect(asked.searchParams.get('acr_values')).toBe('mfa the-can-cuoc');
      const weak = [401, 'single-sign-on-too-weak', false];
      expect(await signIn({ claims: { acr: 'pwd' } }, address)).toEqual(weak);
      expect(await lastReason()).toBe('acr is pwd');
      expect(await signIn({}, address)).toEqual(weak);
      // What is said of somebody beside the signed token proves nothing.
      expect(await signIn({ user: { acr: 'mfa' } }, address)).toEqual(weak);
      expect(await signIn({ claims: { acr: 'the-can-cuoc' } }, address)).toEqual([302, '', true]);
    } finally {
      await strict.close();
    }
  });
});

describe('the provider is not believed', () => {
  const stranger = signingKey();

  it.each<[string, () => Lie, RegExp]>([
    ['a wrong nonce', () => ({ claims: { nonce: 'x' } }), /nonce/],
    ['no nonce', () => ({ claims: { nonce: undefined } }), /nonce/],
    ['an expired token', () => ({ claims: { iat: now() - 180, exp: now() - 120 } }), /exp|timestamp/],
    ['a token that never expires', () => ({ claims: { exp: undefined } }), /exp/],
    ['a token that is not valid yet', () => ({ claims: { nbf: now() + 120 } }), /nbf|timestamp/],
    ['a wrong audience', () => ({ claims: { aud: 'khac' } }), /aud/],
    ['an audience beside others', () => ({ claims: { aud: ['khac', CLIENT.clientId] } }), /aud/],
    ['a party it is not meant for', () => ({ claims: { aud: ['khac', CLIENT.clientId], azp: 'khac' } }), /azp/],
    ['a wrong issuer', () => ({ claims: { iss: 'https://elsewhere.example' } }), /iss/],
    ['nobody', () => ({ claims: { sub: undefined } }), /sub/],
    ['a number for a name', () => ({ claims: { sub: 7 } }), /sub/],
    ['control characters in a name', () => ({ claims: { sub: 'a\u0000b' }, user: { sub: 'a\u0000b' } }), /control/],
    ['a key of somebody else', () => ({ key: stranger }), /ERR_JWKS_NO_MATCHING_KEY/],
    [
      'a key of somebody else under a known name',
      () => ({ key: { ...stranger, id: provider.keys[0]?.id ?? '' } }),
      /SIGNATURE/,
    ],
    ['no signature', () => ({ signature: 'none' }), /alg/],
    ['a signature by the secret that we know too', () => ({ signature: 'secret' }), /alg/],
    ['a critical header that nobody understands', () => ({ header: { crit: ['x'], x: 1 } }), /crit/],
    ['no token', () => ({ tokens: { id_token: undefined } }), /id_token/],
    ['nonsense for a token', () => ({ tokens: { id_token: 'x.y.z' } }), /./],
    ['another person behind the token', () => ({ user: { sub: 'ai-do' } }), /sub/],
    ['an answer of another provider', () => ({ answer: { iss: 'https://elsewhere.example' } }), /iss/],
    ['an answer of nobody knows whom', () => ({ answer: { iss: null } }), /iss/],
    ['a code of another attempt', () => ({ answer: { code: 'x' } }), /invalid_grant/],
    ['no code', () => ({ answer: { code: null } }), /code/],
    ['an error of its own', () => ({ answer: { code: null, error: 'invalid_scope' } }), /invalid_scope/],
  ])('with %s', async (_, lie, reason) => {
    const before = await owner.query(`select count(*)::int as n from session`);
    expect(await signIn(lie())).toEqual([401, 'single-sign-on-refused', false]);
    expect(await lastReason()).toMatch(reason);
    expect(await owner.query(`select count(*)::int as n from session`)).toEqual(before);
  });

  it.each<[string, Lie, number, string]>([
    ['of another issuer', { metadata: { issuer: 'https://elsewhere.example' } }, 503, 'single-sign-on-unavailable'],
    ['with keys elsewhere', { metadata: { jwks_uri: 'https://x.example/keys' } }, 503, 'single-sign-on-unavailable'],
    [
      'that signs nothing',
      { signature: 'none', metadata: { id_token_signing_alg_values_supported: ['none'] } },
      ...([401, 'single-sign-on-refused'] as const),
    ],
    [
      'that signs with the secret that we know too',
      { signature: 'secret', metadata: { id_token_signing_alg_values_supported: ['HS256', 'RS256'] } },
      ...([401, 'single-sign-on-refused'] as const),
    ],
  ])('where it says that it is one %s', async (_, lie, status, code) => {
    // Another instance, which has not asked yet.
    const fresh = await createApplication(tracker.options);
    try {
      await fresh.listen(0, '127.0.0.1');
      expect(await signIn(lie, await fresh.getUrl())).toEqual([status, code, false]);
    } finally {
      await fresh.close();
    }
  });
});

it(
  'is not waited for',
  async () => {
    const answers = await Promise.all([signIn({ delayMs: 60_000 }), fetch(`${service}/api/v1/health/ready`)]);
    expect([answers[0], answers[1].status]).toEqual([[503, 'single-sign-on-unavailable', false], 200]);
    expect(await signIn({ status: 502 })).toEqual([503, 'single-sign-on-unavailable', false]);
    expect(await signIn({})).toEqual([302, '', true]);
  },
  LONG,
);

it(
  'is asked for its keys once a second at most, however many unknown ones sign',
  async () => {
    const unknown = signingKey();
    provider.asked.clear();
    const began = performance.now();
    for (let round = 0; round < 30; round += 1)
      expect((await signIn({ key: { ...unknown, id: `khoa-${round}` } }))[1]).toBe('single-sign-on-refused');
    const seconds = (performance.now() - began) / 1_000;
    const asked = provider.asked.get('/keys') ?? 0;
    expect(provider.asked.get('/token')).toBe(30);
    expect(asked).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
    expect(provider.asked.get('/.well-known/openid-configuration')).toBeUndefined();
  },
  LONG,
);
