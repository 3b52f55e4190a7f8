import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';

/** Xã Tân Bình, huyện Tân Biên. */
const TAN_BINH = { unit: '25495', unitName: 'Xã Tân Bình' };
const FIRST = { ...TAN_BINH, name: 'Cán bộ thứ nhất', validFrom: '2015-01-01' };

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

const current = async (query: string): Promise<any> =>
  (await tracker.get(`/contacts?unit=25495&${query}`)).body.current;

it('knows who answers on which day, and as it was known', async () => {
  const details = { post: 'Công chức văn hóa', telephone: '0276 3822 233', email: 'tanbinh@example.vn' };
  const first = await tracker.post('/contacts', { ...FIRST, ...details });
  expect(first.status).toBe(201);
  const second = await tracker.post('/contacts', { ...TAN_BINH, name: 'Cán bộ thứ hai', validFrom: '2016-06-01' });
  expect(second.status).toBe(201);
  expect(await current('asOf=2016-05-31')).toMatchObject({ ...details, name: FIRST.name, validTo: '2016-06-01' });
  expect(await current('asOf=2016-06-01')).toMatchObject({ name: 'Cán bộ thứ hai', post: null, validTo: null });
  expect(await current('asOf=2014-12-31')).toBeNull();
  const before = await current(`asOf=2016-12-31&revision=${first.body.revision}`);
  expect(before).toMatchObject({ name: FIRST.name, validTo: null });
});

it('stands with every gap', async () => {
  const query = 'system=e-office&list=unknown&level=commune&within=705&limit=500&asOf=2016-12-31';
  const { items } = (await tracker.get(`/coverage/units?${query}`)).body;
  const gaps = new Map(items.map((item: any) => [item.unit.code, item.contact]));
  expect(gaps.get('25495')).toMatchObject({ name: 'Cán bộ thứ hai' });
  expect([...gaps.values()].filter((contact) => contact !== null)).toHaveLength(1);
});

it('is withdrawn, with a reason, and what was before it stays ended', async () => {
  const { id } = await current('asOf=2016-12-31');
  expect((await tracker.post(`/contacts/${id}/retraction`, {})).status).toBe(400);
  expect((await tracker.post(`/contacts/${id}/retraction`, { reason: 'nhầm' })).status).toBe(204);
  expect(await current('asOf=2016-12-31')).toBeNull();
  expect((await tracker.post(`/contacts/${id}/retraction`, { reason: 'nhầm' })).status).toBe(404);
});

it('names every fault', async () => {
  const wrong = {
    unit: '99999',
    name: '',
    telephone: 'gọi sau',
    email: 'a@',
    validFrom: '2016-06-01',
    validTo: '2016-06-01',
  };
  const { status, body } = await tracker.post('/contacts', wrong);
  expect(status).toBe(400);
  expect(body.errors.map(({ path, code }: any) => `${path} ${code}`).sort()).toEqual([
    'email not-an-email',
    'name empty',
    'telephone not-a-telephone-number',
    'unit unit-unknown',
    'validTo end-not-after-beginning',
  ]);
  const inside = await tracker.post('/contacts', { ...FIRST, validFrom: '2014-06-01', validTo: '2015-06-01' });
  expect([inside.status, inside.body.code]).toEqual([409, 'contact-there-already']);
});

it('is kept by who answers for the unit, and by nobody beside it', async () => {
  const unitId = (await tracker.get('/units/25495')).body.unit.id;
  const own = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'reporter', unitId }])}` };
  const office = {
    authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'reporter', system: 'e-office' }])}`,
  };
  const next = { ...TAN_BINH, name: 'Cán bộ thứ ba', validFrom: '2016-07-01' };
  expect((await tracker.post('/contacts', next, office)).status).toBe(403);
  const { status, body } = await tracker.post('/contacts', next, own);
  expect(status).toBe(201);
  const other = await tracker.post('/contacts', { ...next, unit: '25465', unitName: undefined }, own);
  expect([other.status, other.body.code]).toEqual([403, 'outside-your-scope']);
  expect((await tracker.post(`/contacts/${body.id}/retraction`, { reason: 'nhầm' }, office)).status).toBe(403);
});
