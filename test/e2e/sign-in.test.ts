import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Secret, TOTP } from 'otpauth';
import { setTimeout as pause } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { readBreachedPasswords } from '../../src/access/breached-passwords.js';
import { OneTimeLinks } from '../../src/access/one-time-links.service.js';
import { createApplication } from '../../src/application.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';

const PASSWORD = 'năm con voi đi qua cầu';

let tracker: TestApp;
/** Another instance on the same database. */
let other: NestFastifyApplication;
let owner: DataSource;

beforeAll(async () => {
  tracker = await startApp();
  other = await createApplication(tracker.options);
  await other.listen(0, '127.0.0.1');
  owner = await openDataSource(tracker.database.ownerUrl);
});
afterAll(async () => {
  await owner.destroy();
  await other.close();
  await tracker.stop();
});

/** Asks as nobody but whom the headers make it. */
async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}, app?: string) {
  const response = await fetch(`${app ?? tracker.address}/api/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, text };
  return { ...answer, body: text === '' ? undefined : JSON.parse(text) } as TestAnswer;
}

const cookieOf = ({ headers }: TestAnswer): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';

let accounts = 0;
/** A new account that has chosen its password; its name and id. */
async function account(): Promise<{ name: string; id: string }> {
  const name = `nguoi-dung-${(accounts += 1)}`;
  const [{ id }] = await owner.query<[{ id: string }]>(
    `insert into account (name, full_name) values ($1, $1) returning id`,
    [name],
  );
  await owner.query(`insert into account_grant (account_id, role) values ($1, 'viewer')`, [id]);
  const link = await tracker.app.get(OneTimeLinks).issue(owner.manager, id);
  expect(await ask('POST', '/session/link', { link, password: PASSWORD })).toMatchObject({ status: 204 });
  return { name, id };
}

const signIn = (name: string, more: object = {}, headers = {}): Promise<TestAnswer> =>
  ask('POST', '/session', { account: name, password: PASSWORD, ...more }, headers);

describe('signing in', () => {
  it('gives a session in a cookie that no script reads and no other site sends', async () => {
    const { name } = await account();
    const answer = await signIn(name.toUpperCase());
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers.get('set-cookie')).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const me = await ask('GET', '/me', undefined, { cookie: cookieOf(answer) });
    expect(me.body).toMatchObject({ name, via: 'session', secondFactor: false, grants: [{ role: 'viewer' }] });
    expect((await ask('GET', '/units', undefined, { cookie: cookieOf(answer) })).status).toBe(200);
    expect((await ask('GET', '/me')).status).toBe(401);
  });

  it('is refused alike for an unknown account, a wrong password and a disabled account', async () => {
    const [known, disabled] = [await account(), await account()];
    await owner.query(`update account set disabled = true where id = $1`, [disabled.id]);
    const answers = [
      await signIn('khong-co-ai'),
      await signIn(known.name, { password: 'không phải mật khẩu này' }),
      await signIn(disabled.name),
    ];
    for (const answer of answers) expect([answer.status, answer.text]).toEqual([401, answers[0]?.text]);
    expect(answers[0]?.body.code).toBe('sign-in-refused');
    const [{ count }] = await owner.query<[{ count: number }]>(
      `select count(*)::int as count from audit_event where action = 'sign-in-refused'`,
    );
    expect(count).toBe(3);
  });

  it('slows down who fails, on every instance, and lets the owner in from elsewhere', async () => {
    const { name } = await account();
    const wrong = { account: name, password: 'không phải mật khẩu này' };
    const address = await other.getUrl();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1)
      statuses.push((await ask('POST', '/session', wrong, {}, attempt % 2 === 0 ? address : undefined)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const { status, headers, body } = await signIn(name);
    expect([status, body.code]).toEqual([429, 'throttled']);
    const wait = Number(headers.get('retry-after'));
    expect(wait > 0 && wait <= 900).toBe(true);
    const [{ keys }] = await owner.query<[{ keys: string }]>(`select string_agg(key, ' ') as keys from throttle`);
    expect(keys).not.toContain(name);
    // The quarter of an hour passes.
    await owner.query(`update throttle set expire = 0`);
    expect((await signIn(name)).status).toBe(204);
  });

  it('is slowed down as well for who tries many passwords at once', async () => {
    const { name } = await account();
    const tries = Array.from({ length: 20 }, (_, n) => signIn(name, { password: `không phải mật khẩu ${n}` }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect([401, 429].map((status) => statuses.filter((one) => one === status).length)).toEqual([5, 15]);
    const noted = await owner.query(
      `select action, count(*)::int as count from audit_event where subject_type = 'account-name' and subject_id = $1
       group by action order by action`,
      [name],
    );
    expect(noted).toEqual([
      { action: 'sign-in-refused', count: 5 },
      { action: 'sign-in-throttled', count: 1 },
    ]);
    await owner.query(`delete from throttle`);
  });

  it('is refused alike without keeping what was typed in place of a name', async () => {
    expect((await signIn('Mật khẩu của tôi')).status).toBe(401);
    const [{ kept }] = await owner.query<[{ kept: boolean }]>(
      `select exists (select from audit_event e where to_jsonb(e)::text like '%khẩu của tôi%') as kept`,
    );
    expect(kept).toBe(false);
  });

  it('with wrong links is slowed down for the address that they come from', async () => {
    const wrong = { link: 'x'.repeat(43), password: PASSWORD };
    const tries = Array.from({ length: 110 }, () => ask('POST', '/session/link', wrong));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect([...new Set(statuses)].sort()).toEqual([401, 429]);
    await owner.query(`delete from throttle`);
  });

  it('takes no password that is guessed first', async () => {
    const [{ id }] = await owner.query<[{ id: string }]>(
      `insert into account (name, full_name) values ('so-tu-phap', 'Sở Tư pháp') returning id`,
    );
    const link = await tracker.app.get(OneTimeLinks).issue(owner.manager, id);
    const refusals = [
      ...['ngắn', 'TayNinh@2026!!', 'sotuphap123456', 'aaaaaaaaaaaaaaaa', 'x'.repeat(129)],
      ...['HD764nw5d7e1vbv', 'Anh yêu em nhiều lắm'],
    ];
    const codes: string[] = [];
    for (const password of refusals) codes.push((await ask('POST', '/session/link', { link, password })).body.code);
    expect(codes).toEqual([
      'password-too-short',
      'password-guessable',
      'password-guessable',
      'password-guessable',
      'password-too-long',
      'password-common',
      'password-common',
    ]);
    const english = { 'accept-language': 'en' };
    const said = await ask('POST', '/session/link', { link, password: 'hd764nw5d7e1vbv' }, english);
    expect([said.status, said.body.title]).toEqual([
      422,
      'This password is on a list of passwords that were breached; use a sentence of your own.',
    ]);
    expect((await ask('POST', '/session/link', { link, password: PASSWORD })).status).toBe(204);
  });

  it('has at least the 3,000 commonest passwords that are long enough to compare with', async () => {
    const breached = await readBreachedPasswords();
    expect(breached.size).toBe(43_940);
    // The ten first of that length on the list, read by hand.
    const first = ['123qweasdzxc', '1qaz2wsx3edc', 'q1w2e3r4t5y6', '1q2w3e4r5t6y', 'mailcreated5240'];
    const next = ['qazwsxedcrfv', '123456qwerty', 'qwerty123456', 'sojdlg123aljg', 'qwertyqwerty'];
    for (const password of [...first, ...next]) expect([password, breached.has(password)]).toEqual([password, true]);
  });
});

describe('the address that somebody signs in from', () => {
  it('is what a trusted proxy says, and what nobody else says', async () => {
    const { name } = await account();
    const behind = await createApplication({ ...tracker.options, trustedProxies: ['127.0.0.0/8'] });
    try {
      await behind.listen(0, '127.0.0.1');
      const forwarded = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
      const body = { account: name, password: PASSWORD };
      expect((await ask('POST', '/session', body, forwarded, await behind.getUrl())).status).toBe(204);
      const answer = await ask('POST', '/session', body, forwarded);
      const { items } = (await ask('GET', '/sessions', undefined, { cookie: cookieOf(answer) })).body;
      expect(items.slice(0, 2).map(({ address }: any) => address)).toEqual(['127.0.0.1', '203.0.113.9']);
    } finally {
      await behind.close();
    }
  });
});

describe('a one-time link', () => {
  it('works once, however many try at the same moment', async () => {
    const { id } = await account();
    const link = await tracker.app.get(OneTimeLinks).issue(owner.manager, id);
    const tries = Array.from({ length: 4 }, () => ask('POST', '/session/link', { link, password: PASSWORD }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
    expect(statuses).toEqual([204, 401, 401, 401]);
  });

  it('ends after a day, and when another is made', async () => {
    const { id } = await account();
    const links = tracker.app.get(OneTimeLinks);
    const [first, second] = [await links.issue(owner.manager, id), await links.issue(owner.manager, id)];
    expect((await ask('POST', '/session/link', { link: first, password: PASSWORD })).body.code).toBe('link-refused');
    await owner.query(`update one_time_link set expires_at = clock_timestamp() where account_id = $1`, [id]);
    expect((await ask('POST', '/session/link', { link: second, password: PASSWORD })).status).toBe(401);
  });
});

describe('a session', () => {
  it('is never one that somebody brought along', async () => {
    const { name } = await account();
    const fixed = `session=${'f'.repeat(43)}`;
    const answer = await signIn(name, {}, { cookie: fixed });
    expect(cookieOf(answer)).not.toBe(fixed);
    expect((await ask('GET', '/me', undefined, { cookie: fixed })).status).toBe(401);
  });

  it('that was stolen is of no use after signing out, on any instance, within a second', async () => {
    const { name } = await account();
    const cookie = cookieOf(await signIn(name));
    const address = await other.getUrl();
    expect((await ask('GET', '/me', undefined, { cookie }, address)).status).toBe(200);
    expect((await ask('DELETE', '/session', undefined, { cookie })).status).toBe(204);
    expect((await ask('GET', '/me', undefined, { cookie })).status).toBe(401);
    await pause(1_000);
    expect((await ask('GET', '/me', undefined, { cookie }, address)).status).toBe(401);
  });

  it('ends everywhere at once when its owner says so', async () => {
    const { name } = await account();
    const cookies = [cookieOf(await signIn(name)), cookieOf(await signIn(name))];
    const listed = await ask('GET', '/sessions', undefined, { cookie: cookies[1] ?? '' });
    expect(listed.body.items.map(({ current }: any) => current)).toEqual([true, false, false]);
    expect((await ask('DELETE', '/sessions', undefined, { cookie: cookies[0] ?? '' })).status).toBe(204);
    for (const cookie of cookies) expect((await ask('GET', '/me', undefined, { cookie })).status).toBe(401);
  });

  it('of an account that was disabled, or has lost its role, lasts no second longer', async () => {
    const { name, id } = await account();
    const cookie = cookieOf(await signIn(name));
    expect((await ask('GET', '/units', undefined, { cookie })).status).toBe(200);
    await owner.query(`delete from account_grant where account_id = $1`, [id]);
    await pause(1_000);
    expect((await ask('GET', '/units', undefined, { cookie })).status).toBe(403);
    await owner.query(`update account set disabled = true where id = $1`, [id]);
    await pause(1_000);
    expect((await ask('GET', '/me', undefined, { cookie })).status).toBe(401);
  });

  it('goes on alone after the password was changed', async () => {
    const { name } = await account();
    const [own, elsewhere] = [cookieOf(await signIn(name)), cookieOf(await signIn(name))];
    const change = { current: 'không phải', password: 'mưa rơi trên mái ngói đỏ' };
    const wrong = await ask('POST', '/me/password', change, { cookie: own });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'password-wrong']);
    const common = await ask(
      'POST',
      '/me/password',
      { current: PASSWORD, password: 'HD764nw5d7e1vbv' },
      { cookie: own },
    );
    expect([common.status, common.body.code]).toEqual([422, 'password-common']);
    const changed = await ask('POST', '/me/password', { ...change, current: PASSWORD }, { cookie: own });
    expect(changed.status).toBe(204);
    for (const cookie of [own, elsewhere]) expect((await ask('GET', '/me', undefined, { cookie })).status).toBe(401);
    expect((await ask('GET', '/me', undefined, { cookie: cookieOf(changed) })).status).toBe(200);
    expect((await signIn(name)).status).toBe(401);
    expect((await signIn(name, { password: change.password })).status).toBe(204);
  });

  it('is used by no page of another site', async () => {
    const { name } = await account();
    const cookie = cookieOf(await signIn(name));
    const host = new URL(tracker.address).host;
    const attempts: [Record<string, string>, number][] = [
      [{ 'sec-fetch-site': 'cross-site' }, 403],
      [{ 'sec-fetch-site': 'same-site' }, 403],
      [{ origin: 'https://elsewhere.example' }, 403],
      [{ origin: 'null' }, 403],
      [{ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, 422],
    ];
    for (const [headers, status] of attempts) {
      const answer = await ask('POST', '/me/password', { current: 'x', password: 'y' }, { cookie, ...headers });
      expect([headers, answer.status]).toEqual([headers, status]);
    }
    expect((await signIn(name, {}, { origin: 'https://elsewhere.example' })).body.code).toBe('cross-site');
  });
});

describe('the second factor', () => {
  async function withSecondFactor() {
    const { name, id } = await account();
    const cookie = cookieOf(await signIn(name));
    expect((await ask('POST', '/me/second-factor', { password: 'không phải' }, { cookie })).status).toBe(422);
    const { body } = await ask('POST', '/me/second-factor', { password: PASSWORD }, { cookie });
    const totp = new TOTP({ secret: Secret.fromBase32(body.secret) });
    const confirmed = await ask('POST', '/me/second-factor/confirmation', { code: totp.generate() }, { cookie });
    expect(confirmed.status).toBe(204);
    return { name, id, totp, cookie: cookieOf(confirmed), uri: body.uri };
  }

  it('is asked for in the same words as a wrong password, and each code is taken once', async () => {
    const { name, totp, cookie, uri } = await withSecondFactor();
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect((await ask('GET', '/me', undefined, { cookie })).body.secondFactor).toBe(true);
    const wrong = await signIn('khong-co-ai');
    expect((await signIn(name)).text).toBe(wrong.text);
    // The code that confirmed it is used up; the next one is early, which is accepted.
    expect((await signIn(name, { code: totp.generate() })).status).toBe(401);
    const next = totp.generate({ timestamp: Date.now() + 30_000 });
    expect((await signIn(name, { code: next })).status).toBe(204);
    const replayed = await signIn(name, { code: next });
    expect([replayed.status, replayed.text]).toEqual([401, wrong.text]);
  });

  it('is kept so that the table alone gives nothing away, and each secret is bound to its account', async () => {
    const { id, totp } = await withSecondFactor();
    const another = await withSecondFactor();
    const [{ sealed }] = await owner.query<[{ sealed: Buffer }]>(
      `select totp_secret as sealed from account where id = $1`,
      [id],
    );
    expect(sealed.includes(Buffer.from(totp.secret.bytes))).toBe(false);
    await owner.query(`update account set totp_secret = $2, totp_last_step = 0 where id = $1`, [another.id, sealed]);
    expect((await signIn(another.name, { code: totp.generate() })).status).toBe(401);
  });

  it('ends with the password and a code', async () => {
    const { name, totp, cookie } = await withSecondFactor();
    const code = totp.generate({ timestamp: Date.now() + 30_000 });
    const end = { password: PASSWORD, code: '000000' };
    expect((await ask('POST', '/me/second-factor/end', end, { cookie })).body.code).toBe('code-wrong');
    const ended = await ask('POST', '/me/second-factor/end', { ...end, code }, { cookie });
    expect(ended.status).toBe(204);
    expect((await signIn(name)).status).toBe(204);
  });
});
