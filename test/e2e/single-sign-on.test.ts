import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { type SingleSignOnOptions } from '../../config/single-sign-on.js';
import { createApplication } from '../../src/application.js';
import { type MappedGrant } from '../../src/access/domain/claims-to-grants.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { CLIENT, comeBackAs, freePort, type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.js';

const BEGIN = '/api/v1/session/sso/begin';
const CALLBACK = '/api/v1/session/sso/callback';
const everywhere = (role: MappedGrant['role']): MappedGrant => ({ role, unit: null, system: null });

let tracker: TestApp;
/** Another instance on the same database. */
let other: NestFastifyApplication;
let owner: DataSource;
let provider: OpenIdProvider;
let service: string;

beforeAll(async () => {
  const port = await freePort();
  service = `http://127.0.0.1:${port}`;
  provider = await startOpenIdProvider(service);
  const singleSignOn: SingleSignOnOptions = {
    ...CLIENT,
    issuer: new URL(provider.issuer),
    ...{ scopes: 'openid profile', acrValues: [], rolesClaim: 'roles', nameClaim: 'preferred_username' },
    grants: new Map([
      ['can-bo', [everywhere('viewer')]],
      ['quan-tri', [everywhere('administrator')]],
      ['mot-cua', [{ role: 'reporter', unit: '25495', system: 'e-office' }]],
      ['xa-khong-con', [{ role: 'reporter', unit: '99999', system: null }]],
    ]),
  };
  tracker = await startApp({ sample: true, port, service: { publicUrl: new URL(service), singleSignOn } });
  other = await createApplication(tracker.options);
  await other.listen(0, '127.0.0.1');
  owner = await openDataSource(tracker.database.ownerUrl);
});
beforeEach(() => owner.query(`delete from throttle`));
afterAll(async () => {
  await owner.destroy();
  await other.close();
  await tracker.stop();
  await provider.stop();
});

let people = 0;
/** Somebody new whom the provider knows. */
function person(claims: Record<string, unknown> = {}): string {
  const subject = `nguoi-${(people += 1)}`;
  provider.people.set(subject, { preferred_username: subject, name: 'Trần Thị Hoa', roles: ['can-bo'], ...claims });
  return subject;
}

/** Signs in all the way; the last answer of the service. */
async function signIn(browser: Browser, subject: string): Promise<Response> {
  return browser.get(await comeBackAs(browser, service, subject));
}

async function me(browser: Browser): Promise<any> {
  return (await browser.get(`${service}/api/v1/me`)).json();
}

async function codeOf(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { code: string }).code];
}

async function accountOf(subject: string): Promise<any> {
  const [row] = await owner.query<any[]>(`select * from account where subject = $1`, [subject]);
  return row;
}

async function reasons(): Promise<string[]> {
  const rows = await owner.query<{ reason: string }[]>(
    `select after->>'reason' as reason from audit_event where subject_type = 'single-sign-on' order by id`,
  );
  return rows.map(({ reason }) => reason);
}

describe('signing in at the provider', () => {
  it('leads there with PKCE, state and nonce, and back to the page with a session', async () => {
    const subject = person({ preferred_username: 'Tran.Thi.Hoa', roles: ['mot-cua', 'can-bo', 'khac'] });
    const browser = new Browser();
    const begun = await browser.get(`${service}${BEGIN}`);
    const asked = new URL(begun.headers.get('location') ?? '');
    expect([begun.status, asked.origin]).toEqual([302, provider.issuer]);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      ...{ client_id: CLIENT.clientId, response_type: 'code', scope: 'openid profile' },
      ...{ redirect_uri: `${service}${CALLBACK}`, code_challenge_method: 'S256' },
      ...{ state: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/^[\w-]{43}$/) },
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^sign-on=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
    const answer = await signIn(browser, subject);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in/']);
    expect(answer.headers.getSetCookie()).toEqual([
      'sign-on=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
      expect.stringMatching(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const { id } = (await tracker.get('/units/25495')).body.unit;
    expect(await me(browser)).toMatchObject({
      ...{ name: 'tran.thi.hoa', via: 'session', singleSignOn: true, secondFactor: false },
      grants: expect.arrayContaining([
        { role: 'reporter', unitId: id, systemId: expect.any(Number) },
        { role: 'viewer', unitId: null, systemId: null },
      ]),
    });
    expect((await tracker.get('/accounts/tran.thi.hoa')).body).toMatchObject({
      ...{ fullName: 'Trần Thị Hoa', issuer: provider.issuer, hasPassword: false },
    });
    const account = await accountOf(subject);
    const events = await owner.query<any[]>(
      `select action, via, account_id, subject_type from audit_event
       where subject_id = $1 or after->>'accountId' = $1 order by id`,
      [account.id],
    );
    expect(events).toEqual([
      { action: 'GET /session/sso/callback', via: 'anonymous', account_id: null, subject_type: 'account' },
      { action: 'sign-in', via: 'anonymous', account_id: null, subject_type: 'session' },
    ]);
  });

  it('may begin at one instance and end at another', async () => {
    const browser = new Browser();
    const back = new URL(await comeBackAs(browser, service, person()));
    const cookie = `sign-on=${browser.cookie(service, 'sign-on') ?? ''}`;
    const answer = await fetch(`${await other.getUrl()}${back.pathname}${back.search}`, {
      headers: { cookie },
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.getSetCookie().length]).toEqual([302, 2]);
  });

  it('gives a session that nobody could know before', async () => {
    const browser = new Browser();
    const fixed = 'f'.repeat(43);
    browser.setCookie(service, 'session', fixed);
    await signIn(browser, person());
    expect(browser.cookie(service, 'session')).not.toBe(fixed);
    const first = browser.cookie(service, 'session');
    await signIn(browser, 'nguoi-1');
    expect(browser.cookie(service, 'session')).not.toBe(first);
    const thief = new Browser();
    thief.setCookie(service, 'session', fixed);
    expect((await thief.get(`${service}/api/v1/me`)).status).toBe(401);
  });

  it('leads nowhere else, whatever is asked for', async () => {
    const browser = new Browser();
    for (const extra of ['redirect_uri=https://elsewhere.example', 'to=//elsewhere.example', 'returnTo=https:evil'])
      expect((await browser.get(`${service}${BEGIN}?${extra}`)).headers.get('location')).not.toMatch(/elsewhere|evil/);
    const back = await comeBackAs(browser, service, person());
    const answer = await browser.get(`${back}&to=https://elsewhere.example&session_state=x`);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in/']);
    const elsewhere = await fetch(`${service}${BEGIN}`, {
      headers: { 'x-forwarded-host': 'elsewhere.example' },
      redirect: 'manual',
    });
    expect(elsewhere.headers.get('location')).toContain(encodeURIComponent(`${service}${CALLBACK}`));
  });

  it('asks the provider to end its session as well, and comes back to the page', async () => {
    const browser = new Browser();
    await signIn(browser, person());
    const end = new URL((await browser.get(`${service}/api/v1/session/sso/end`)).headers.get('location') ?? '');
    expect([end.origin, Object.fromEntries(end.searchParams)]).toEqual([
      provider.issuer,
      { client_id: CLIENT.clientId, post_logout_redirect_uri: `${service}/sign-in/` },
    ]);
    expect((await browser.get(end.href)).status).toBe(200);
  });
});

describe('the answer of the provider', () => {
  it('serves once: neither the address nor the code is taken again', async () => {
    const browser = new Browser();
    const back = await comeBackAs(browser, service, person());
    const key = browser.cookie(service, 'sign-on') ?? '';
    expect((await browser.get(back)).status).toBe(302);
    browser.setCookie(service, 'sign-on', key);
    expect(await codeOf(await browser.get(back))).toEqual([401, 'single-sign-on-expired']);
    const begun = await browser.get(`${service}${BEGIN}`);
    const again = new URL(back);
    again.searchParams.set('state', new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '');
    expect(await codeOf(await browser.get(again.href))).toEqual([401, 'single-sign-on-refused']);
    expect((await reasons()).slice(-2)).toEqual(['state used or expired', expect.stringMatching(/invalid_grant/)]);
  });

  it('serves one, however many bring it at the same moment', async () => {
    const browser = new Browser();
    const back = await comeBackAs(browser, service, person());
    const headers = { cookie: `sign-on=${browser.cookie(service, 'sign-on') ?? ''}` };
    const answers = await Promise.all([1, 2, 3, 4].map(() => fetch(back, { headers, redirect: 'manual' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 401, 401, 401]);
  });

  it('serves the browser that began alone, with the state it was given', async () => {
    const [browser, victim] = [new Browser(), new Browser()];
    const back = await comeBackAs(browser, service, person());
    await victim.get(`${service}${BEGIN}`);
    expect(await codeOf(await victim.get(back))).toEqual([401, 'single-sign-on-expired']);
    expect(victim.cookie(service, 'session')).toBeUndefined();
    expect(await codeOf(await new Browser().get(back))).toEqual([401, 'single-sign-on-expired']);
    const key = browser.cookie(service, 'sign-on') ?? '';
    for (const wrong of [
      back.replace(/state=[^&]*/, 'state=x'),
      back.replace(/&?state=[^&]*/, ''),
      `${back}&state=x`,
    ]) {
      browser.setCookie(service, 'sign-on', key);
      expect(await codeOf(await browser.get(wrong))).toEqual([401, 'single-sign-on-expired']);
    }
    browser.setCookie(service, 'sign-on', key);
    expect((await browser.get(back)).status).toBe(302);
  });

  it('comes too late after ten minutes', async () => {
    const browser = new Browser();
    const back = await comeBackAs(browser, service, person());
    const [{ minutes }] = await owner.query<[{ minutes: number }]>(
      `select extract(epoch from max(expires_at) - clock_timestamp())::float8 / 60 as minutes from single_sign_on_attempt`,
    );
    expect(minutes > 9 && minutes <= 10).toBe(true);
    await owner.query(`update single_sign_on_attempt set expires_at = clock_timestamp()`);
    expect(await codeOf(await browser.get(back))).toEqual([401, 'single-sign-on-expired']);
    await browser.get(`${service}${BEGIN}`);
    expect(await owner.query(`select from single_sign_on_attempt`)).toHaveLength(1);
  });

  it('may be that somebody changed their mind', async () => {
    const browser = new Browser();
    const back = await comeBackAs(browser, service, '');
    const page = await browser.get(back, { accept: 'text/html', 'accept-language': 'vi' });
    expect([page.status, page.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('Việc đăng nhập đã bị hủy ở cổng đăng nhập một lần.');
  });

  it('is counted where it is wrong, and no account is slowed down for it', async () => {
    const wrong = Array.from({ length: 100 }, () => new Browser().get(`${service}${CALLBACK}?code=x&state=y`));
    expect(new Set((await Promise.all(wrong)).map(({ status }) => status))).toEqual(new Set([401]));
    const answer = await new Browser().get(`${service}${CALLBACK}?code=x&state=y`);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await codeOf(answer)).toEqual([429, 'throttled']);
    expect(await codeOf(await new Browser().get(`${service}${BEGIN}`))).toEqual([429, 'throttled']);
  });
});

describe('an account of the provider', () => {
  it('has what the provider says at each signing in, in all its sessions, and nothing once it says nothing', async () => {
    const subject = person({ roles: ['quan-tri'] });
    const [browser, elsewhere] = [new Browser(), new Browser()];
    await signIn(browser, subject);
    expect((await browser.get(`${service}/api/v1/accounts`)).status).toBe(200);
    const made = await accountOf(subject);

    provider.people.set(subject, { ...provider.people.get(subject), name: 'Trần Thị Hòa', roles: ['can-bo'] });
    await signIn(elsewhere, subject);
    expect((await browser.get(`${service}/api/v1/accounts`)).status).toBe(403);
    expect((await browser.get(`${service}/api/v1/units`)).status).toBe(200);
    expect(await accountOf(subject)).toMatchObject({ id: made.id, name: made.name, full_name: 'Trần Thị Hòa' });

    provider.people.set(subject, { ...provider.people.get(subject), roles: ['khac'] });
    const refused = await signIn(new Browser(), subject);
    expect(await codeOf(refused)).toEqual([403, 'single-sign-on-no-role']);
    for (const one of [browser, elsewhere]) expect((await one.get(`${service}/api/v1/me`)).status).toBe(401);
    expect(await owner.query(`select from account_grant where account_id = $1`, [made.id])).toEqual([]);
  });

  it('is not made for whom the provider gives no role here, or one at a unit that does not exist', async () => {
    for (const roles of [[], ['khac'], undefined, ['xa-khong-con']]) {
      const subject = person({ roles });
      expect(await codeOf(await signIn(new Browser(), subject))).toEqual([403, 'single-sign-on-no-role']);
      expect(await accountOf(subject)).toBeUndefined();
    }
  });

  it('that is disabled stays out, whatever the provider says', async () => {
    const subject = person();
    const browser = new Browser();
    await signIn(browser, subject);
    const { name, version } = (await tracker.get(`/accounts/${subject}`)).body;
    const headers = { 'if-match': `"v${String(version)}"` };
    expect((await tracker.patch(`/accounts/${String(name)}`, { disabled: true }, headers)).status).toBe(200);
    expect((await browser.get(`${service}/api/v1/me`)).status).toBe(401);
    provider.people.set(subject, { ...provider.people.get(subject), roles: ['quan-tri'] });
    const refused = await browser.get(await comeBackAs(browser, service, subject), { 'accept-language': 'en' });
    expect(await refused.json()).toMatchObject({
      ...{ status: 403, code: 'account-disabled' },
      title: 'Your account in this service is disabled; ask its administrator.',
    });
    expect((await browser.get(`${service}/api/v1/me`)).status).toBe(401);
  });

  it('never becomes another account of the same name', async () => {
    const local = (
      await tracker.post('/accounts', {
        ...{ name: 'xa.tan-binh', fullName: 'UBND xã Tân Bình', grants: [{ role: 'administrator' }] },
      })
    ).body.account;
    const [first, second] = [new Browser(), new Browser()];
    await signIn(first, person({ preferred_username: 'xa.tan-binh' }));
    await signIn(second, person({ preferred_username: 'Xã.Tân-Bình' }));
    expect([(await me(first)).name, (await me(second)).name]).toEqual(['xa.tan-binh-2', 'xa.tan-binh-3']);
    expect((await tracker.get(`/accounts/${String(local.id)}`)).body).toEqual(local);
  });

  it('is held to no second factor here, whatever its roles: how people prove who they are is the provider’s', async () => {
    const browser = new Browser();
    await signIn(browser, person({ roles: ['quan-tri'] }));
    expect((await tracker.get('/settings')).body.secondFactorRoles).toContain('administrator');
    expect(await me(browser)).toMatchObject({ lacksSecondFactor: false, grants: [{ role: 'administrator' }] });
    expect((await browser.get(`${service}/api/v1/accounts`)).status).toBe(200);
  });

  it('has neither password nor second factor here, and no roles but the provider’s', async () => {
    const subject = person();
    const browser = new Browser();
    await signIn(browser, subject);
    const cookie = { cookie: `session=${browser.cookie(service, 'session') ?? ''}`, authorization: '' };
    const { version } = (await tracker.get(`/accounts/${subject}`)).body;
    const ifMatch = { 'if-match': `"v${String(version)}"` };
    const refusals = [
      await tracker.post('/session', { account: subject, password: 'năm con voi đi qua cầu' }, { authorization: '' }),
      await tracker.post(`/accounts/${subject}/reset`, undefined),
      await tracker.post('/me/password', { current: 'x', password: 'năm con voi đi qua cầu' }, cookie),
      await tracker.post('/me/second-factor', undefined, cookie),
      await tracker.patch(`/accounts/${subject}`, { grants: [{ role: 'administrator' }] }, ifMatch),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
      [401, 'sign-in-refused'],
      [409, 'credentials-at-provider'],
      [409, 'credentials-at-provider'],
      [409, 'credentials-at-provider'],
      [409, 'roles-of-provider'],
    ]);
    const { id } = (await tracker.get('/units/705')).body.unit;
    const narrowed = await tracker.patch(`/accounts/${subject}`, { readWithin: ['705'] }, ifMatch);
    expect([narrowed.status, narrowed.body.readWithin]).toEqual([200, [id]]);
    await signIn(browser, subject);
    expect((await me(browser)).readWithin).toEqual([id]);
  });
});

describe('the provider', () => {
  it('may sign with another key from one moment to the next', async () => {
    expect((await signIn(new Browser(), person())).status).toBe(302);
    provider.rotateKeys();
    // Keys are looked for once a second at most.
    await pause(1_000);
    expect((await signIn(new Browser(), person())).status).toBe(302);
  });

  it('may be silent: the service says so, stays up, starts without it, and goes on once it is back', async () => {
    const browser = new Browser();
    const back = await comeBackAs(browser, service, person());
    await provider.stop();
    let fresh: NestFastifyApplication | undefined;
    try {
      expect(await codeOf(await browser.get(back))).toEqual([503, 'single-sign-on-unavailable']);
      expect((await reasons()).at(-1)).toMatch(/ECONNREFUSED/);
      fresh = await createApplication(tracker.options);
      await fresh.listen(0, '127.0.0.1');
      const page = await fetch(`${await fresh.getUrl()}${BEGIN}`, {
        headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'vi-VN,vi;q=0.9' },
      });
      expect([page.status, page.headers.get('content-language')]).toEqual([503, 'vi']);
      expect(await page.text()).toContain('Cổng đăng nhập một lần hiện không trả lời; hãy thử lại sau ít phút.');
      expect((await fetch(`${await fresh.getUrl()}/api/v1/health/ready`)).status).toBe(200);
      const end = await fetch(`${await fresh.getUrl()}/api/v1/session/sso/end`, { redirect: 'manual' });
      expect(end.headers.get('location')).toBe('/sign-in/');
      await provider.start();
      const begun = await fetch(`${await fresh.getUrl()}${BEGIN}`, { redirect: 'manual' });
      expect([begun.status, begun.headers.get('location')]).toEqual([302, expect.stringContaining(provider.issuer)]);
    } finally {
      await fresh?.close();
    }
    expect((await signIn(new Browser(), person())).status).toBe(302);
  });
});

it('is no way in where it is not in use', async () => {
  const without = await createApplication({ ...tracker.options, singleSignOn: null });
  try {
    await without.listen(0, '127.0.0.1');
    const address = await without.getUrl();
    const browser = new Browser();
    expect(await (await browser.get(`${address}/api/v1/session/sso`)).json()).toEqual({ offered: false });
    expect(await (await browser.get(`${service}/api/v1/session/sso`)).json()).toEqual({ offered: true });
    for (const path of [BEGIN, CALLBACK])
      expect(await codeOf(await browser.get(`${address}${path}`))).toEqual([404, 'single-sign-on-off']);
  } finally {
    await without.close();
  }
});
