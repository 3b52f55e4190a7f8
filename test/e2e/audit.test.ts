import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

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

it('is searched, and exported whole', async () => {
  const { items, total } = (await tracker.get('/audit?q=sign-in-refused')).body;
  expect([items.length, total]).toEqual([1, 1]);
  expect((await tracker.get('/audit?q=%25')).body.total).toBe(0);
  const all = (await tracker.get('/audit?limit=500')).body;
  const csv = await tracker.get('/audit.csv');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.text.trim().split('\n')).toHaveLength(all.total + 1);
  expect((await tracker.get('/audit/r999999')).status).toBe(404);
  expect((await tracker.get('/audit/x')).status).toBe(404);
});
