import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { recordCommune, recordProvince, taken } from '../support/made-up-province.js';

let tracker: TestApp;
let number = 900;
/** Codes of a province, its district and two communes A and B of it, new for every test. */
let province: string;
let district: string;
let a: string;
let b: string;

beforeAll(async () => {
  tracker = await startApp();
  await taken(tracker, '/systems', { code: 'e-office', name: 'Văn phòng điện tử' });
  await taken(tracker, '/systems/e-office/applicability', { level: 'commune' });
});
afterAll(() => tracker.stop());
beforeEach(async () => {
  number += 1;
  province = String(number);
  district = `${province}1`;
  await recordProvince(tracker, province, 'Thử');
  [a, b] = [`${district}1`, `${district}2`];
  for (const code of [a, b]) await recordCommune(tracker, code);
});

type Made = Record<'code' | 'name' | 'kind' | 'level' | 'parent', string>;
const commune = (code: string, parent = district): Made => ({
  code,
  name: 'Xã Mới',
  kind: 'xã',
  level: 'commune',
  parent,
});
const packageOf = (effectiveOn: string, ...changes: object[]) => ({
  effectiveOn,
  instruments: [{ number: '1/NQ', changes }],
});
const apply = async (effectiveOn: string, ...changes: object[]): Promise<string> =>
  (await taken(tracker, '/reorganisations', packageOf(effectiveOn, ...changes))).id;
const faultsOf = async (effectiveOn: string, ...changes: object[]): Promise<string[]> => {
  const { status, body } = await tracker.post('/reorganisations', packageOf(effectiveOn, ...changes));
  expect(status).toBe(422);
  return body.errors.map(({ code }: { code: string }) => code);
};
const undo = (id: string) => tracker.post(`/reorganisations/${id}/undo`, { reason: 'Nhập nhầm' });
const nameOn = async (unit: string, day: string): Promise<string | null> =>
  (await tracker.get(`/units/${unit}?asOf=${day}`)).body.unit?.name ?? null;

describe('an undo', () => {
  it('can follow that of a later one, of the same unit', async () => {
    const first = await apply('2018-01-01', { type: 'rename', unit: a, name: 'Xã Một' });
    const second = await apply('2019-01-01', { type: 'rename', unit: a, name: 'Xã Hai' });
    const third = await apply('2020-01-01', { type: 'dissolve', unit: a });
    expect(await undo(first)).toMatchObject({ status: 409, body: { code: 'rested-on' } });
    for (const id of [third, second]) expect(await undo(id)).toMatchObject({ status: 204 });
    expect(await nameOn(a, '2020-01-01')).toBe('Xã Một');
    expect(await undo(first)).toMatchObject({ status: 204 });
    expect(await nameOn(a, '2020-01-01')).toBe(`Xã Số ${a}`);
  });

  it('is refused while somebody else bears the code that it would give back', async () => {
    const first = await apply('2018-01-01', { type: 'dissolve', unit: a });
    const second = await apply('2019-01-01', { type: 'rename', unit: b, name: 'Xã Hai', code: a });
    expect(await undo(first)).toMatchObject({ status: 409, body: { code: 'rested-on' } });
    expect(await undo(second)).toMatchObject({ status: 204 });
    expect(await undo(first)).toMatchObject({ status: 204 });
  });

  it('is refused while others stand below what it made, or went into it', async () => {
    const made = { key: 'n', ...commune(`${province}2`, province), kind: 'huyện', level: 'district' };
    const first = await apply('2018-01-01', { type: 'establish', into: [made] });
    const second = await apply('2019-01-01', { type: 'move', unit: a, parent: made.code });
    expect(await undo(first)).toMatchObject({ status: 409, body: { code: 'rested-on' } });
    expect(await undo(second)).toMatchObject({ status: 204 });
    const third = await apply('2019-01-01', {
      type: 'merge',
      from: [{ unit: district, extent: 'partial', remains: true }],
      into: [{ unit: made.code }],
    });
    const refused = await undo(first);
    expect(refused).toMatchObject({ status: 409, body: { code: 'rested-on' } });
    expect(refused.body.errors[0].units.map(({ name }: { name: string }) => name)).toEqual(['Xã Mới']);
    expect(await undo(third)).toMatchObject({ status: 204 });
    expect(await undo(first)).toMatchObject({ status: 204 });
  });

  it('takes back what was decided of its successors', async () => {
    const changes = { type: 'merge', from: [{ unit: a, extent: 'partial', remains: true }], into: [{ unit: b }] };
    const [unit] = (await tracker.get(`/units?asOf=2019-12-31&within=${b}`)).body.items;
    const openOf = async (id: string) => (await tracker.get(`/reorganisations/${id}/decisions`)).body.total;
    const first = await apply('2020-01-01', changes);
    expect(await openOf(first)).toBe(1);
    await tracker.post(`/reorganisations/${first}/decisions`, { successor: unit.id, system: 'e-office', reason: 'Rõ' });
    expect(await openOf(first)).toBe(0);
    expect(await undo(first)).toMatchObject({ status: 204 });
    expect(await openOf(await apply('2020-01-01', changes))).toBe(1);
  });

  it('leaves the history of what was withdrawn of a unit that it made', async () => {
    const first = await apply('2018-01-01', { type: 'establish', into: [commune(`${district}3`)] });
    const logged = await taken(tracker, '/deployments', {
      ...{ unit: `${district}3`, system: 'e-office', stage: 'live', effectiveOn: '2018-05-01' },
    });
    await taken(tracker, `/deployments/${logged.id}/retraction`, { reason: 'Nhập nhầm' });
    expect(await undo(first)).toMatchObject({ status: 204 });
    expect(await tracker.get(`/deployments/${logged.id}`)).toMatchObject({ status: 200 });
    expect(await tracker.get('/deployments/history?system=e-office')).toMatchObject({ status: 200 });
  });
});

describe('a package that others contradict', () => {
  it('is refused when the day after tomorrow takes its code or its parent, or its lineage needs who it ends', async () => {
    await apply('2020-01-01', { type: 'establish', into: [commune(`${district}3`)] });
    expect(await faultsOf('2018-01-01', { type: 'establish', into: [commune(`${district}3`)] })).toEqual([
      'code-taken-later',
    ]);
    const away = [a, b].map((unit) => ({ type: 'move', unit, parent: province }));
    expect(await faultsOf('2018-01-01', { type: 'dissolve', unit: district }, ...away)).toEqual(['parent-ends-later']);
    await apply('2021-01-01', {
      type: 'merge',
      from: [{ unit: a, extent: 'partial', remains: true }],
      into: [{ unit: b }],
    });
    for (const unit of [a, b])
      expect(await faultsOf('2019-01-01', { type: 'dissolve', unit })).toEqual(['lineage-later']);
  });

  it('is refused when another of its day has ended or enlarged the same units', async () => {
    const merge = (unit: string, into: object) => ({ type: 'merge', from: [{ unit }], into: [into] });
    const c = `${district}3`;
    const d = `${district}4`;
    for (const code of [c, d]) await recordCommune(tracker, code);
    await apply('2020-01-01', merge(a, { unit: b }));
    expect(await faultsOf('2020-01-01', merge(a, commune('M')))).toEqual(['ends-twice']);
    expect(await faultsOf('2020-01-01', merge(c, { unit: b }))).toEqual(['taken-in-already']);
    expect(await faultsOf('2020-01-01', merge(c, { unit: a }))).toEqual(['successor-ends']);
    expect(await faultsOf('2020-01-01', { type: 'rename', unit: a, name: 'Xã Khác' })).toEqual(['not-there']);
    expect(await faultsOf('2020-01-01', { type: 'dissolve', unit: b })).toEqual(['lineage-later']);
    await apply('2020-01-01', merge(c, { unit: d }));
  });
});
