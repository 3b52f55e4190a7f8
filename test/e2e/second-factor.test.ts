import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { ROLES } from '../../src/kernel/caller.js';
import { describeApi } from '../../src/openapi.js';
import { beginSecondFactor, cookieOf, PASSWORD, sessionOf, tokenOf } from '../support/accounts.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';

/** ADR 25: whose word reaches the whole province. */
const BY_DEFAULT = ['administrator', 'approver', 'editor'];

let tracker: TestApp;
/** Another instance on the same database. */
let other: NestFastifyApplication;
let elsewhere: string;

beforeAll(async () => {
  tracker = await startApp();
  other = await createApplication(tracker.options);
  await other.listen(0, '127.0.0.1');
  elsewhere = `${await other.getUrl()}/api/v1`;
});
afterEach(() => tracker.patch('/settings', { secondFactorRoles: BY_DEFAULT, published: false }));
afterAll(async () => {
  await other.close();
  await tracker.stop();
});

const withCookie = (cookie: string): Record<string, string> => ({ authorization: '', cookie });
const signedInAs = async (role: (typeof ROLES)[number], secondFactor = false): Promise<Record<string, string>> =>
  withCookie(`session=${await sessionOf(tracker.database, [{ role }], { secondFactor })}`);
const demand = (...roles: string[]): Promise<TestAnswer> => tracker.patch('/settings', { secondFactorRoles: roles });
const codeOf = async (headers: Record<string, string>, path = '/sets'): Promise<string> => {
  const { status, body } = await tracker.get(path, headers);
  return status === 200 ? 'let in' : (body.code as string);
};

describe('who signs in with a password alone', () => {
  it('is held to a second factor as administrator, approver and editor, until the province decides otherwise', async () => {
    const verdicts: Record<string, string> = {};
    for (const role of ROLES) verdicts[role] = await codeOf(await signedInAs(role));
    const held = 'second-factor-demanded';
    expect(verdicts).toEqual({
      ...{ administrator: held, approver: held, editor: held },
      ...{ reporter: 'let in', viewer: 'let in' },
    });
    const { body } = await tracker.get('/settings');
    expect([...body.secondFactorRoles].sort()).toEqual(BY_DEFAULT);
  });

  it('and lacks what its role demands may begin with it and sign out, and nothing else on any route', async () => {
    const open = Object.entries(describeApi(tracker.app).paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, any>).map(([method, operation]) => ({
        ...{ method: method.toUpperCase(), path, right: operation['x-right'] as string },
      })),
    );
    const headers = await signedInAs('administrator');
    const letIn: string[] = [];
    for (const { method, path, right } of open) {
      const hasBody = method !== 'GET' && method !== 'DELETE';
      // Signing out ends the session that the others are asked with.
      const own = method === 'DELETE' && path.startsWith('/api/v1/session') ? await signedInAs('editor') : headers;
      const address = `${tracker.address}${path.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000000')}`;
      const response = await fetch(`${address}?no-such-parameter=1`, {
        ...{ method, redirect: 'manual' },
        headers: { ...own, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
        ...(hasBody ? { body: '{"no such field":1}' } : {}),
      });
      const text = await response.text();
      if (right === 'public') continue;
      if (!text.includes('"second-factor-demanded"')) letIn.push(`${method} ${path.replace('/api/v1', '')}`);
      else expect([path, response.status]).toEqual([path, 403]);
    }
    expect(letIn.sort()).toEqual([
      ...['DELETE /session', 'DELETE /sessions', 'GET /me', 'POST /me/second-factor'],
      'POST /me/second-factor/confirmation',
    ]);
  });

  it('reads what anybody may read, where the province publishes its figures', async () => {
    const headers = await signedInAs('editor');
    await tracker.patch('/settings', { published: true });
    expect([await codeOf(headers, '/coverage'), await codeOf(headers)]).toEqual(['let in', 'second-factor-demanded']);
  });

  it('is told in both languages, begins with a second factor, and is let in', async () => {
    const account = { name: 'bien-tap', fullName: 'Biên tập', grants: [{ role: 'editor' }] };
    const token = ((await tracker.post('/accounts', account)).body.link as string).split('#link=')[1];
    const answer = await tracker.post('/session/link', { link: token, password: PASSWORD }, { authorization: '' });
    const headers = withCookie(cookieOf(answer));
    expect((await tracker.get('/me', headers)).body).toMatchObject({ lacksSecondFactor: true, secondFactor: false });
    const refused = await tracker.post('/sets', { code: 'thu', name: 'Thử' }, headers);
    expect([refused.status, refused.body.title]).toEqual([
      403,
      'Tài khoản của bạn phải bật xác thực hai lớp trước khi dùng; hãy bật tại trang /sign-in.',
    ]);
    const english = await tracker.get('/sets', { ...headers, 'accept-language': 'en' });
    expect(english.body.title).toBe(
      'Your account takes a second factor before anything else; begin with one at /sign-in.',
    );
    expect((await tracker.get('/sets/thu')).status).toBe(404);

    const begun = withCookie(await beginSecondFactor(`${tracker.address}/api/v1`, cookieOf(answer)));
    expect((await tracker.get('/me', begun)).body).toMatchObject({ lacksSecondFactor: false, secondFactor: true });
    expect((await tracker.post('/sets', { code: 'thu', name: 'Thử' }, begun)).status).toBe(201);
    // The session that knew the password alone is over.
    expect(await codeOf(headers)).toBe('not-signed-in');
  });
});

describe('when the province demands it of more people', () => {
  it('they are held to it on every instance within a second, in sessions that they have', async () => {
    const headers = await signedInAs('viewer');
    const there = async (): Promise<number> => (await fetch(`${elsewhere}/sets`, { headers })).status;
    expect([await codeOf(headers), await there()]).toEqual(['let in', 200]);
    await demand('viewer');
    expect(await codeOf(headers)).toBe('second-factor-demanded');
    await pause(1_000);
    expect(await there()).toBe(403);
    await demand();
    expect([await codeOf(headers), await codeOf(await signedInAs('administrator'))]).toEqual(['let in', 'let in']);
  });

  it('those with a second factor go on, and are held to it again when it ends', async () => {
    const headers = await signedInAs('reporter', true);
    await demand(...ROLES);
    expect(await codeOf(headers)).toBe('let in');
    const { name } = (await tracker.get('/me', headers)).body;
    const { link } = (await tracker.post(`/accounts/${String(name)}/reset`, undefined)).body;
    const token = (link as string).split('#link=')[1];
    const answer = await tracker.post('/session/link', { link: token, password: PASSWORD }, { authorization: '' });
    expect(await codeOf(withCookie(cookieOf(answer)))).toBe('second-factor-demanded');
  });

  it('they are held to it as well when they are given such a role', async () => {
    const headers = await signedInAs('viewer');
    const { name } = (await tracker.get('/me', headers)).body;
    const grants = [{ role: 'viewer' }, { role: 'approver' }];
    expect((await tracker.patch(`/accounts/${String(name)}`, { grants }, { 'if-match': '*' })).status).toBe(200);
    expect(await codeOf(headers)).toBe('second-factor-demanded');
  });

  it('tokens go on: programs have no second factor', async () => {
    await demand(...ROLES);
    const token = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'administrator' }])}` };
    expect(await codeOf(token)).toBe('let in');
    expect((await tracker.get('/me', token)).body.lacksSecondFactor).toBe(false);
  });
});

describe('the setting', () => {
  it('is audited with what it was before, and leaves others as they are', async () => {
    await tracker.patch('/settings', { published: true });
    expect((await demand('administrator')).body).toEqual({ published: true, secondFactorRoles: ['administrator'] });
    const [{ id, action, subjectType, subjectId }] = (await tracker.get('/audit?limit=1')).body.items;
    const { before, after } = (await tracker.get(`/audit/${String(id)}`)).body;
    expect([action, subjectType, subjectId]).toEqual(['PATCH /settings', 'setting', 'secondFactorRoles']);
    expect([[...before[0].row.secondFactorRoles].sort(), after[0].row.secondFactorRoles]).toEqual([
      BY_DEFAULT,
      ['administrator'],
    ]);
  });

  it('takes roles that there are, each once', async () => {
    for (const secondFactorRoles of [['owner'], ['editor', 'editor'], 'all', 3]) {
      const { status, body } = await tracker.patch('/settings', { secondFactorRoles });
      expect([status, body.errors[0].path, body.errors[0].code]).toEqual([400, 'secondFactorRoles', 'not-one-of']);
    }
    expect([...(await tracker.get('/settings')).body.secondFactorRoles].sort()).toEqual(BY_DEFAULT);
  });

  it('is made from the machine itself, by whoever could not sign in otherwise', async () => {
    execFileSync(process.execPath, ['scripts/cli.mjs', 'second-factor', 'none'], {
      ...{ cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'pipe'] },
      env: {
        ...{ ...process.env, DATABASE_URL: tracker.database.appUrl, SECRET: randomBytes(48).toString('base64') },
        AUDIT_HEAD_FILE: tracker.options.auditHeadFile,
      },
    });
    expect((await tracker.get('/settings')).body.secondFactorRoles).toEqual([]);
  });
});
