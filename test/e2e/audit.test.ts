import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AuditVerification } from '../../src/audit/audit-verification.service.js';
import { Sealer } from '../../src/audit/sealer.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { testSecret } from '../support/database.js';

let tracker: TestApp;
let name: string;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  name = (await tracker.get('/me')).body.name;
});
afterAll(() => tracker.stop());

it('says who wrote what, when, from where, in which request, and why; with what was before and after', async () => {
  const entry = {
    unit: '25495',
    unitName: 'Xã Tân Bình',
    system: 'e-office',
    stage: 'live',
    effectiveOn: '2016-12-20',
  };
  const { id, revision } = (await tracker.post('/deployments', entry)).body;
  await tracker.post(`/deployments/${id}/retraction`, { reason: 'Nhập nhầm đơn vị' });
  const { items } = (await tracker.get(`/audit?account=${name}&limit=2`)).body;
  expect(items[0]).toEqual({
    ...{ id: `r${revision + 1}`, at: expect.stringMatching(/^\d{4}-.*\+07:00$/), via: 'token', account: name },
    ...{ action: 'POST /deployments/:id/retraction', requestId: expect.any(String), address: '127.0.0.1' },
    ...{ reason: 'Nhập nhầm đơn vị', subjectType: null, subjectId: null },
  });
  const { before, after } = (await tracker.get(`/audit/r${revision + 1}`)).body;
  expect(before.map(({ table }: any) => table)).toEqual(['stage_start']);
  expect(after).toMatchObject([{ table: 'deployment_retraction', row: { entry_id: id, reason: 'Nhập nhầm đơn vị' } }]);
  // Whoever reads the figure sees it as well.
  const { body } = await tracker.get(`/deployments/${id}`);
  expect([body.entry.recordedBy, body.entry.retraction.retractedBy]).toEqual([name, name]);
  expect((await tracker.get('/deployments/1')).body.entry.recordedBy).toBeNull();
  const [declaration] = (await tracker.get('/declarations')).body.items;
  expect(declaration.recordedBy).toBeNull();
});

it('says what happened to accounts and settings, and never a secret', async () => {
  await tracker.post('/accounts', { name: 'nhat-ky', fullName: 'Nhật ký', grants: [{ role: 'viewer' }] });
  await tracker.post('/session', { account: 'nhat-ky', password: 'một mật khẩu sai hẳn' }, { authorization: '' });
  await tracker.patch('/settings', { published: true });
  const { items } = (await tracker.get('/audit?limit=4')).body;
  expect(items.map(({ action, subjectType }: any) => [action, subjectType])).toEqual([
    ['PATCH /settings', 'setting'],
    ['sign-in-refused', 'account-name'],
    ['one-time-link', 'account'],
    ['POST /accounts', 'account'],
  ]);
  const setting = (await tracker.get(`/audit/${items[0].id}`)).body;
  expect([setting.before[0].row, setting.after[0].row]).toEqual([{ published: false }, { published: true }]);
  expect((await tracker.get('/audit?limit=500')).text).not.toContain('mật khẩu sai');
});

it('is searched by who, when, what, from where, in which request, and to what', async () => {
  const total = async (query: string): Promise<number> => (await tracker.get(`/audit?${query}`)).body.total;
  expect([await total('q=sign-in-refused'), await total('q=%25')]).toEqual([1, 0]);
  const [entry] = (await tracker.get('/audit?action=POST%20/deployments')).body.items;
  const { body } = await tracker.get(`/audit/${entry.id}`);
  const { table, key } = body.after.find((state: any) => state.table === 'deployment_entry');
  await tracker.app.get(Sealer).sealAll();
  const questions: [string, string[]][] = [
    [`requestId=${entry.requestId}`, [entry.id]],
    [`account=${name}&from=${encodeURIComponent(entry.at)}&action=POST%20/deployments`, [entry.id]],
    [`subjectType=${table}&subjectId=${key}`, [entry.id]],
    [`to=${encodeURIComponent(entry.at)}&account=${name}`, []],
    ['address=192.0.2.1', []],
  ];
  for (const [query, ids] of questions) {
    const { items } = (await tracker.get(`/audit?${query}`)).body;
    expect([query, items.map(({ id }: any) => id)]).toEqual([query, ids]);
  }
  const accounts = (await tracker.get('/audit?subjectType=account')).body.items;
  expect(accounts.length).toBeGreaterThan(0);
  expect(accounts.every(({ subjectType }: any) => subjectType === 'account')).toBe(true);
});

it('is read page by page, each entry once, whatever is added meanwhile', async () => {
  const { items: all, nextCursor } = (await tracker.get('/audit?limit=500')).body;
  expect([all.length > 4, nextCursor]).toEqual([true, null]);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: any = (await tracker.get(`/audit?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)).body;
    seen.push(...page.items.map(({ id }: any) => id));
    cursor = page.nextCursor;
    await tracker.patch('/settings', { published: false });
  }
  expect(seen).toEqual(all.map(({ id }: any) => id));
  for (const cursor of ['x', Buffer.from('["x","e1"]').toString('base64url')])
    expect((await tracker.get(`/audit?cursor=${cursor}`)).status).toBe(400);
});

it('is exported whole, which is recorded', async () => {
  const all = (await tracker.get('/audit?limit=500')).body;
  const csv = await tracker.get('/audit.csv?from=2000-01-01T00:00:00Z');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  // With the line of names, and with the export itself.
  expect(csv.text.trim().split('\n')).toHaveLength(all.total + 2);
  const json = await tracker.get('/audit.json?action=audit-exported');
  expect(json.headers.get('content-disposition')).toBe('attachment; filename="audit.json"');
  expect(json.body.map(({ subjectType, subjectId }: any) => [subjectType, subjectId])).toEqual([
    ['audit', 'json'],
    ['audit', 'csv'],
  ]);
  expect((await tracker.get(`/audit/${json.body[1].id}`)).body.after[0].row).toEqual({ from: '2000-01-01T00:00:00Z' });
  expect((await tracker.get('/audit.json?account=nobody')).body).toEqual([]);
  expect((await tracker.get('/audit/r999999')).status).toBe(404);
  expect((await tracker.get('/audit/x')).status).toBe(404);
});

it('is exported from the terminal', async () => {
  const run = (...words: string[]): string =>
    execFileSync(process.execPath, ['scripts/cli.mjs', 'audit', 'export', ...words], {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{ ...process.env, DATABASE_URL: tracker.database.appUrl, SECRET: testSecret() },
        ...{ AUDIT_HEAD_FILE: tracker.options.auditHeadFile },
      },
    });
  const entries = JSON.parse(run('--format', 'json', '--action', 'POST /deployments')) as { account: string }[];
  expect(entries.map(({ account }) => account)).toEqual([name]);
  const [latest] = (await tracker.get('/audit?limit=1')).body.items;
  expect(latest).toMatchObject({ via: 'command-line', action: 'audit-exported', address: null });
});

it('is sealed over everything that was recorded, and found intact', async () => {
  await tracker.app.get(Sealer).sealAll();
  const { broken, rows } = await tracker.app.get(AuditVerification).verify();
  expect([rows > 1_000, broken]).toEqual([true, null]);
});
