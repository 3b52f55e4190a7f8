import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { faultsOf, lastRevision } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

async function tagOf(path: string): Promise<string> {
  return (await tracker.get(path)).headers.get('etag') ?? '';
}

describe('If-Match', () => {
  it('is needed for a change of a unit, and must name its last version', async () => {
    const rename = { changesFrom: '2017-06-01', name: 'Xã Thạnh Bắc A' };
    const read = await tagOf('/units/25492');
    expect(read).toMatch(/^"v1\.[\w-]+"$/);
    const without = await tracker.patch('/units/25492', rename);
    expect([without.status, ...faultsOf(without)]).toEqual([428, 'If-Match if-match-missing']);
    const changed = await tracker.patch('/units/25492', rename, { 'if-match': read });
    expect(changed.status).toBe(200);
    const stale = await tracker.patch('/units/25492', { ...rename, name: 'Xã Khác' }, { 'if-match': read });
    expect([stale.status, ...faultsOf(stale)]).toEqual([412, 'If-Match version-stale']);
    expect(await lastRevision(tracker)).toBe(changed.body.revision);

    expect((await tracker.get('/units/25492?asOf=2017-06-01')).body.unit.name).toBe('Xã Thạnh Bắc A');
    expect((await tracker.get('/units/25492?asOf=2017-05-31')).body.unit.name).toBe('Xã Thạnh Bắc');
    expect((await tracker.get('/units/25492?asOf=2017-06-01&revision=1')).body.unit.name).toBe('Xã Thạnh Bắc');
  });

  it('is not staled by what others change', async () => {
    const read = await tagOf('/units/25501');
    const other = await tracker.patch(
      '/units/25504',
      { changesFrom: '2017-06-01', name: 'Xã Hòa Hiệp B' },
      {
        'if-match': await tagOf('/units/25504'),
      },
    );
    expect(other.status).toBe(200);
    const change = { changesFrom: '2017-06-01', name: 'Xã Thạnh Tây B' };
    expect((await tracker.patch('/units/25501', change, { 'if-match': read })).status).toBe(200);
  });

  it('is needed for a change of a system', async () => {
    const change = { changesFrom: '2021-12-06', name: 'Hệ thống thông tin giải quyết thủ tục hành chính' };
    expect((await tracker.patch('/systems/one-stop-shop', change)).status).toBe(428);
    const read = await tagOf('/systems/one-stop-shop');
    expect((await tracker.patch('/systems/one-stop-shop', change, { 'if-match': read })).status).toBe(204);
    expect((await tracker.patch('/systems/one-stop-shop', change, { 'if-match': read })).status).toBe(412);
    const { body } = await tracker.get('/systems/one-stop-shop?asOf=2021-12-06');
    expect(body.system.name).toBe(change.name);
    expect(body.periods.map(({ validFrom, validTo }: any) => [validFrom, validTo])).toEqual([
      [null, '2021-12-06'],
      ['2021-12-06', null],
    ]);
    const { body: before } = await tracker.get('/systems/one-stop-shop?asOf=2021-12-05');
    expect(before.system.name).toBe('Hệ thống một cửa điện tử');
  });

  it('lets only one of two who change the same version at once through', async () => {
    const read = await tagOf('/units/25513');
    const names = ['Xã Trà Vong A', 'Xã Trà Vong B', 'Xã Trà Vong C'];
    const answers = await Promise.all(
      names.map((name) => tracker.patch('/units/25513', { changesFrom: '2017-06-01', name }, { 'if-match': read })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });
});

describe('recording a unit', () => {
  const unit = { code: '25499', name: 'Xã Mới', kind: 'xã', level: 'commune', parent: '705', validFrom: '2017-01-01' };

  it('counts it from its first day to its last', async () => {
    const { status, body } = await tracker.post('/units', { ...unit, validTo: '2018-01-01', agencyCode: 'H53.99' });
    expect(status).toBe(201);
    const eligible = async (day: string): Promise<number> =>
      (await tracker.get(`/coverage?system=complaints&level=commune&asOf=${day}`)).body.rows[0].eligible as number;
    expect(await eligible('2016-12-31')).toBe(95);
    expect(await eligible('2017-01-01')).toBe(96);
    expect(await eligible('2018-01-01')).toBe(95);
    expect((await tracker.get('/units?q=H53.99&asOf=2017-01-01')).body.items).toMatchObject([{ id: body.id }]);
  });

  it('takes its kind however it is capitalised, so that rules for the kind hold for it', async () => {
    const department = { code: '72.THU', name: 'Sở Thử', kind: 'Sở', level: 'department', parent: '72' };
    const days = { validFrom: '2017-01-01', validTo: '2018-01-01' };
    expect((await tracker.post('/units', { ...department, ...days })).status).toBe(201);
    expect((await tracker.get('/units/72.THU?asOf=2017-01-01')).body.unit.kind).toBe('sở');
    const rule = { level: 'department', kind: 'sở', validFrom: '2017-01-01' };
    expect((await tracker.post('/systems/paperless-meetings/applicability', rule)).status).toBe(201);
    const owing = async (): Promise<string[]> => {
      const query = 'asOf=2017-06-01&system=paperless-meetings&level=department&list=unknown&limit=500';
      return (await tracker.get(`/coverage/units?${query}`)).body.items.map((item: any) => item.unit.code);
    };
    expect(await owing()).toContain('72.THU');

    const change = { changesFrom: '2017-06-01', kind: 'Ban' };
    expect((await tracker.patch('/units/72.THU', change, { 'if-match': '*' })).status).toBe(200);
    expect((await tracker.get('/units/72.THU?asOf=2017-06-01')).body.unit.kind).toBe('ban');
    expect(await owing()).not.toContain('72.THU');
  });

  it('is refused with every fault', async () => {
    const revision = await lastRevision(tracker);
    const wrong = { ...unit, code: '25540', kind: 'sở', parent: '25501', agencyCode: 'H53.99', x: 1 };
    const answer = await tracker.post('/units', wrong);
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual([
      'agencyCode code-taken',
      'code code-taken',
      'kind kind-not-of-level',
      'parent parent-not-above',
      'parent parent-not-throughout',
      'x unknown-field',
    ]);
    expect(faultsOf(await tracker.post('/units', {}))).toEqual([
      'code required',
      'kind required',
      'level required',
      'name required',
    ]);
    expect(faultsOf(await tracker.post('/units', { ...unit, parent: undefined, validTo: '2017-01-01' }))).toEqual([
      'parent parent-missing',
      'validTo period-without-days',
    ]);
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('names the day that cannot be read before it looks for the unit', async () => {
    const answer = await tracker.patch('/units/25540', { changesFrom: '2016-02-30', name: '' }, { 'if-match': '"v1"' });
    expect([answer.status, ...faultsOf(answer)]).toEqual([400, 'changesFrom not-a-day', 'name empty']);
    const both = { changesFrom: '2017-01-01', corrects: '2017-01-01' };
    const neither = await tracker.patch('/units/25540', both, { 'if-match': '*' });
    expect([neither.status, ...faultsOf(neither)]).toEqual([422, 'changesFrom change-or-correction']);
  });
});

describe('recording a system', () => {
  it('puts it into the catalogue for its period', async () => {
    const system = { code: 'lgsp', name: 'Nền tảng tích hợp', nameEn: 'Integration platform', parent: 'e-office' };
    const more = { owner: '72.STTTT', validFrom: '2018-01-01', validTo: '2025-07-01' };
    expect((await tracker.post('/systems', { ...system, ...more })).status).toBe(201);
    expect((await tracker.get('/systems/lgsp?asOf=2018-01-01')).body.system).toMatchObject({ name: system.name });
    expect((await tracker.get('/systems/lgsp?asOf=2017-12-31')).status).toBe(404);
    expect((await tracker.get('/systems/e-office?asOf=2018-01-01')).body.system.parts).toContain('lgsp');
    const early = { unit: '25597', system: 'lgsp', stage: 'live', effectiveOn: '2017-12-31' };
    expect(faultsOf(await tracker.post('/deployments', early))).toEqual(['system system-not-there']);
  });

  it('is refused with every fault, and never a part of itself', async () => {
    const wrong = { code: 'e-office', name: ' ', parent: 'nope', owner: '99999', validFrom: '2017-01-01' };
    expect(faultsOf(await tracker.post('/systems', { ...wrong, validTo: '2016-01-01' }))).toEqual([
      'code system-code-taken',
      'name empty',
      'owner unit-unknown',
      'parent system-unknown',
      'validTo period-without-days',
    ]);
    const circle = { changesFrom: '2016-01-01', parent: 'e-office-signing' };
    const answer = await tracker.patch('/systems/e-office', circle, { 'if-match': '*' });
    expect([answer.status, ...faultsOf(answer)]).toEqual([422, 'parent system-part-of-itself']);
  });
});
