import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { beginSecondFactor, cookieOf, PASSWORD } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';

const PROJECT = join(import.meta.dirname, '../..');

let tracker: TestApp;
/** Another instance on the same database. */
let other: NestFastifyApplication;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  other = await createApplication(tracker.options);
  await other.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await other.close();
  await tracker.stop();
});

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const reporter = { fullName: 'UBND xã Tân Bình', grants: [{ role: 'reporter', unit: '25495' }] };

/** Signs in with the link of an account, with a second factor; headers of its session. */
async function sessionOf(link: string): Promise<Record<string, string>> {
  const token = link.split('#link=')[1];
  const answer = await tracker.post('/session/link', { link: token, password: PASSWORD }, { authorization: '' });
  expect(answer.status).toBe(204);
  return { authorization: '', cookie: await beginSecondFactor(`${tracker.address}/api/v1`, cookieOf(answer)) };
}

function cli(...words: string[]): string {
  return execFileSync(process.execPath, ['scripts/cli.mjs', ...words], {
    cwd: PROJECT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: tracker.database.appUrl,
      SECRET: randomBytes(48).toString('base64'),
      AUDIT_HEAD_FILE: tracker.options.auditHeadFile,
    },
  });
}

describe('an account', () => {
  it('is made with its rights, and its owner chooses the password', async () => {
    const { status, body } = await tracker.post('/accounts', { name: 'Xa.Tan-Binh', ...reporter, readWithin: ['705'] });
    expect([status, body.account.name, body.account.hasPassword]).toEqual([201, 'xa.tan-binh', false]);
    const headers = await sessionOf(body.link);
    const me = (await tracker.get('/me', headers)).body;
    expect(me).toMatchObject({ name: 'xa.tan-binh', via: 'session', grants: [{ role: 'reporter' }] });
    const entry = {
      unit: '25495',
      unitName: 'Xã Tân Bình',
      system: 'e-office',
      stage: 'live',
      effectiveOn: '2016-12-20',
    };
    expect((await tracker.post('/deployments', entry, headers)).status).toBe(201);
    expect((await tracker.post('/deployments', { ...entry, unit: '25465', unitName: undefined }, headers)).status).toBe(
      403,
    );
    expect((await tracker.get('/units?limit=1', headers)).body.total).toBe(11);
  });

  it('is refused with every fault', async () => {
    const wrong = {
      name: 'Xã',
      grants: [
        { role: 'editor', unit: '705' },
        { role: 'reporter', unit: '99999', system: 'nothing' },
        { role: 'chief' },
      ],
      readWithin: ['88888'],
    };
    const { status, body } = await tracker.post('/accounts', wrong);
    expect(status).toBe(400);
    expect(body.errors.map(({ path, code }: any) => `${path} ${code}`).sort()).toEqual([
      'fullName required',
      'grants[0] scope-of-reporter-only',
      'grants[1].system system-unknown',
      'grants[1].unit unit-unknown',
      'grants[2].role not-one-of',
      'name account-name-malformed',
      'readWithin read-scope-not-allowed',
      'readWithin unit-unknown',
    ]);
    const two = { ...wrong, name: 'thu', fullName: 'Thử', grants: wrong.grants.slice(0, 2) };
    const narrowed = await tracker.post('/accounts', two);
    expect(narrowed.body.errors.map(({ path, code }: any) => `${path} ${code}`).sort()).toEqual([
      'grants[0] scope-of-reporter-only',
      'grants[1].system system-unknown',
      'grants[1].unit unit-unknown',
      'readWithin read-scope-not-allowed',
      'readWithin unit-unknown',
    ]);
    expect((await tracker.post('/accounts', { name: 'xa.tan-binh', ...reporter })).body.code).toBe(
      'account-name-taken',
    );
  });

  it('changes on the version that was read, and is recorded before and after', async () => {
    const { account } = (await tracker.post('/accounts', { name: 'doi-quyen', ...reporter })).body;
    const change = { grants: [{ role: 'viewer' }] };
    expect((await tracker.patch('/accounts/doi-quyen', change)).status).toBe(428);
    const version = { 'if-match': `"v${account.version}"` };
    const changed = await tracker.patch('/accounts/doi-quyen', change, version);
    expect([changed.status, changed.body.grants]).toEqual([200, [{ role: 'viewer', unitId: null, systemId: null }]]);
    expect((await tracker.patch('/accounts/doi-quyen', change, version)).status).toBe(412);
  });

  it('loses sessions, tokens and password when it is reset, and everything when it is disabled', async () => {
    const { account, link } = (await tracker.post('/accounts', { name: 'dat-lai', ...reporter })).body;
    const first = await sessionOf(link);
    const { token } = (await tracker.post('/tokens', { name: 'thử', roles: ['reporter'] }, first)).body;
    expect((await tracker.get('/me', bearer(token))).status).toBe(200);
    const reset = await tracker.post(`/accounts/${account.id}/reset`, undefined);
    expect(reset.status).toBe(200);
    expect((await tracker.get('/me', first)).status).toBe(401);
    expect((await tracker.get('/me', bearer(token))).status).toBe(401);
    const second = await sessionOf(reset.body.link);
    const { version } = (await tracker.get('/accounts/dat-lai')).body;
    await tracker.patch('/accounts/dat-lai', { disabled: true }, { 'if-match': `"v${version}"` });
    expect((await tracker.get('/me', second)).status).toBe(401);
  });

  it('is never the last administrator that goes, even when two go at once', async () => {
    const names = ['mot', 'hai'].map((name) => `quan-tri-${name}`);
    for (const name of names)
      await tracker.post('/accounts', { name, fullName: name, grants: [{ role: 'administrator' }] });
    const { items } = (await tracker.get('/accounts')).body;
    const others = items.filter(
      (it: any) => !names.includes(it.name) && it.grants.some((grant: any) => grant.role === 'administrator'),
    );
    const headers = await sessionOf((await tracker.post(`/accounts/${names[0]}/reset`, undefined)).body.link);
    for (const { name } of others) {
      const gone = await tracker.patch(`/accounts/${name}`, { disabled: true }, { ...headers, 'if-match': '*' });
      expect(gone.status).toBe(200);
    }
    const token = await tracker.post('/tokens', { name: 'thử', roles: ['administrator'] }, headers);
    const viewer = { grants: [{ role: 'viewer' }] };
    const both = await Promise.all(
      names.map((name) => tracker.patch(`/accounts/${name}`, viewer, { ...bearer(token.body.token), 'if-match': '*' })),
    );
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    // The administrator of the other tests comes back the way it is meant to: from the machine itself.
    for (const { name } of others) cli('accounts', 'enable', name);
    await pause(1_000);
    expect((await tracker.get('/accounts')).status).toBe(200);
  });
});

describe('a token', () => {
  it('is shown once, does no more than was asked for, and ends everywhere within a second', async () => {
    const { link } = (
      await tracker.post('/accounts', { name: 'bien-tap', fullName: 'Biên tập', grants: [{ role: 'editor' }] })
    ).body;
    const headers = await sessionOf(link);
    const made = await tracker.post(
      '/tokens',
      { name: 'nạp số liệu', roles: ['reporter'], unit: '705', days: 7 },
      headers,
    );
    expect([made.status, made.body.token]).toEqual([201, expect.stringMatching(/^egov_[\w-]{43}$/)]);
    expect((await tracker.get('/tokens', headers)).text).not.toContain(made.body.token);
    const token = bearer(made.body.token);
    const entry = {
      unit: '25495',
      unitName: 'Xã Tân Bình',
      system: 'e-office',
      stage: 'live',
      effectiveOn: '2016-12-21',
    };
    expect((await tracker.post('/deployments', entry, token)).status).toBe(201);
    expect((await tracker.post('/deployments', { ...entry, unit: '25465', unitName: undefined }, token)).status).toBe(
      403,
    );
    expect((await tracker.post('/sets', { code: 'thu', name: 'Thử' }, token)).status).toBe(403);
    expect((await tracker.post('/tokens', { name: 'nữa', roles: ['reporter'] }, token)).body.code).toBe(
      'token-makes-no-token',
    );
    const beyond = await tracker.post('/tokens', { name: 'nữa', roles: ['administrator'] }, headers);
    expect([beyond.status, beyond.body.code]).toEqual([403, 'role-beyond-account']);

    const address = await other.getUrl();
    const elsewhere = async (): Promise<number> =>
      (await fetch(`${address}/api/v1/units?limit=1`, { headers: token })).status;
    expect(await elsewhere()).toBe(200);
    const listed = await tracker.get('/accounts/bien-tap/tokens');
    expect([listed.body.items.map(({ id }: any) => id), listed.text.includes(made.body.token)]).toEqual([
      [made.body.id],
      false,
    ]);
    expect((await tracker.delete(`/tokens/${made.body.id}`, headers)).status).toBe(204);
    await pause(1_000);
    expect(await elsewhere()).toBe(401);
  });

  it('falls with the rights of its account', async () => {
    const { account, link } = (
      await tracker.post('/accounts', { name: 'giam-quyen', fullName: 'Giảm', grants: [{ role: 'editor' }] })
    ).body;
    const { token } = (await tracker.post('/tokens', { name: 'thử', roles: ['editor'] }, await sessionOf(link))).body;
    expect((await tracker.post('/sets', { code: 'thu-1', name: 'Thử' }, bearer(token))).status).toBe(201);
    await tracker.patch(`/accounts/${account.id}`, { grants: [{ role: 'viewer' }] }, { 'if-match': '*' });
    expect((await tracker.post('/sets', { code: 'thu-2', name: 'Thử' }, bearer(token))).status).toBe(403);
  });

  it('comes from the terminal for a program that has no account yet', async () => {
    const token = cli('tokens', 'create', '--role', 'viewer', '--name', 'bang-theo-doi').trim();
    expect((await tracker.get('/me', bearer(token))).body).toMatchObject({ name: 'bang-theo-doi', via: 'token' });
  });
});

describe('the figures of a province', () => {
  it('are published when it says so, and nothing else is', async () => {
    const nobody = { authorization: '' };
    expect((await tracker.get('/coverage', nobody)).status).toBe(401);
    expect((await tracker.patch('/settings', { published: true })).status).toBe(200);
    expect((await tracker.get('/coverage', nobody)).status).toBe(200);
    expect((await tracker.get('/units', nobody)).status).toBe(401);
    expect((await tracker.patch('/settings', { published: false })).status).toBe(200);
    expect((await tracker.get('/coverage', nobody)).status).toBe(401);
  });
});
