import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeApi } from '../../src/openapi.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { faultsOf, lastRevision } from '../support/questions.js';
import { taken } from '../support/made-up-province.js';

/** What null takes away, decided by hand; a new field of a change that may be cleared, or a new PATCH, shows here. */
const CLEARABLE: Record<string, readonly string[]> = {
  '/accounts/{idOrName}': ['readWithin'],
  '/documents/{id}': ['issuedOn', 'number'],
  // These say when something ends, and nothing else.
  '/duties/{id}': [],
  '/exemptions/{id}': [],
  '/systems/{code}/applicability/{id}': [],
  '/indicators/{code}': [
    ...['counted', 'countedEn', 'legalBasis', 'maximum', 'nameEn', 'restName', 'restNameEn', 'scheme', 'wider'],
  ],
  '/report-definitions/{idOrCode}': ['parentBody', 'schedule', 'scope'],
  '/reports/{id}': [],
  '/scorecards/{code}': ['nameEn'],
  // What the province decides is always decided one way or the other.
  '/settings': [],
  '/systems/{code}': ['legalBasis', 'nameEn', 'owner', 'parent'],
  '/units/{idOrCode}': ['agencyCode', 'validFrom', 'validTo'],
};

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp();
  await taken(tracker, '/units', { code: '72', name: 'Tỉnh Thử', kind: 'tỉnh', level: 'province', agencyCode: 'H53' });
});
afterAll(() => tracker.stop());

const change = (path: string, body: object): Promise<TestAnswer> => tracker.patch(path, body, { 'if-match': '*' });

it('is possible where the interface description says null, and nowhere else', () => {
  const { paths, components } = describeApi(tracker.app);
  const described = Object.entries(paths).flatMap(([path, { patch }]: [string, any]) => {
    if (patch === undefined) return [];
    const name = String(patch.requestBody.content['application/json'].schema.$ref).split('/').at(-1) ?? '';
    const { properties } = components?.schemas?.[name] as { properties: Record<string, any> };
    const fields = Object.entries(properties).flatMap(([field, schema]) =>
      JSON.stringify(schema).includes('"null"') ? [field] : [],
    );
    return [[path.replace('/api/v1', ''), fields.sort()]];
  });
  expect(Object.fromEntries(described)).toEqual(CLEARABLE);
});

describe('null takes away', () => {
  it('what a system may lack', async () => {
    await taken(tracker, '/systems', { code: 'chinh', name: 'Hệ thống chính' });
    const whole = { nameEn: 'Part', parent: 'chinh', owner: '72', legalBasis: '07/2016/QĐ-UBND' };
    await taken(tracker, '/systems', { code: 'phan', name: 'Phần', ...whole });
    const cleared = { changesFrom: '2016-01-01', nameEn: null, parent: null, owner: null, legalBasis: null };
    expect((await change('/systems/phan', cleared)).status).toBe(204);
    const on = async (day: string): Promise<any> => (await tracker.get(`/systems/phan?asOf=${day}`)).body.system;
    expect(await on('2016-01-01')).toMatchObject({ name: 'Phần', nameEn: null, parent: null, ownerId: null });
    expect((await on('2016-01-01')).legalBasis).toBeNull();
    // The day before it was as it was.
    expect(await on('2015-12-31')).toMatchObject({ nameEn: 'Part', legalBasis: '07/2016/QĐ-UBND' });
    expect((await on('2015-12-31')).parent).not.toBeNull();
  });

  it('what a unit may lack: its agency code, and in a correction the end that it never had', async () => {
    const district = { code: '705', name: 'Huyện Tân Biên', kind: 'huyện', level: 'district', parent: '72' };
    const bounds = { agencyCode: 'H53.15', validFrom: '2004-01-01', validTo: '2020-01-01' };
    const { id } = await taken(tracker, '/units', { ...district, ...bounds });
    const corrected = { corrects: '2016-12-31', agencyCode: null, validFrom: null, validTo: null };
    expect((await change(`/units/${String(id)}`, corrected)).status).toBe(200);
    const { body } = await tracker.get(`/units/${String(id)}?asOf=2025-01-01`);
    expect(body.unit).toMatchObject({ name: 'Huyện Tân Biên', agencyCode: null });
    expect([body.validFrom, body.validTo]).toEqual([null, null]);
  });

  it('what an indicator may lack, and its place in another with the name of the rest', async () => {
    const count = { kind: 'count', definition: 'Số thủ tục' };
    await taken(tracker, '/indicators', { code: 'tat-ca', name: 'Tất cả', ...count });
    const whole = {
      ...{ nameEn: 'Part', counted: 'thủ tục', countedEn: 'procedures', scheme: 'thu-2011', wider: 'tat-ca' },
      ...{ restName: 'Còn lại', restNameEn: 'The rest', legalBasis: 'Quyết định' },
    };
    await taken(tracker, '/indicators', { code: 'mot-phan', name: 'Một phần', ...count, ...whole });
    const day = { changesFrom: '2016-01-01' };
    const rest = await change('/indicators/mot-phan', { ...day, wider: null });
    expect([rest.status, ...faultsOf(rest)]).toEqual([422, 'restName rest-without-wider']);
    const nulls = Object.fromEntries(Object.keys(whole).map((field) => [field, null]));
    expect((await change('/indicators/mot-phan', { ...day, ...nulls })).status).toBeLessThan(300);
    const { periods } = (await tracker.get('/indicators/mot-phan')).body;
    expect(periods.at(0)).toMatchObject({ ...whole, validTo: '2016-01-01' });
    expect(periods.at(1)).toMatchObject({ ...nulls, name: 'Một phần', validFrom: '2016-01-01' });

    await taken(tracker, '/indicators', {
      code: 'diem',
      kind: 'score',
      name: 'Điểm',
      definition: 'Điểm',
      maximum: 100,
    });
    expect((await change('/indicators/diem', { ...day, maximum: null })).status).toBeLessThan(300);
    expect((await tracker.get('/indicators/diem')).body.periods.at(1).maximum).toBeNull();
  });

  it('the English name of a scorecard', async () => {
    await taken(tracker, '/scorecards', { code: 'thu', name: 'Bộ chỉ số', nameEn: 'Index' });
    expect((await change('/scorecards/thu', { nameEn: null })).status).toBeLessThan(300);
    const { body } = await tracker.get('/scorecards/thu');
    expect([body.scorecard.name, body.scorecard.nameEn]).toEqual(['Bộ chỉ số', null]);
  });

  it('the read scope of an account, which then reads everything', async () => {
    const account = { name: 'nguoi-xem', fullName: 'Người xem', grants: [{ role: 'viewer' }], readWithin: ['72'] };
    const made = (await taken(tracker, '/accounts', account)).account;
    expect(made.readWithin).toHaveLength(1);
    const kept = await change('/accounts/nguoi-xem', { fullName: 'Người đọc' });
    expect(kept.body.readWithin).toEqual(made.readWithin);
    expect((await change('/accounts/nguoi-xem', { readWithin: null })).body.readWithin).toEqual([]);
  });
});

describe('null for what a thing must have', () => {
  it.each([
    ['/units/72', { corrects: '2016-12-31', name: null, parent: null }, ['name', 'parent']],
    ['/systems/chinh', { changesFrom: '2016-01-01', name: null, inheritance: null }, ['inheritance', 'name']],
    ['/indicators/tat-ca', { changesFrom: '2016-01-01', definition: null, reach: null }, ['definition', 'reach']],
    ['/scorecards/thu', { name: null }, ['name']],
    ['/accounts/nguoi-xem', { fullName: null, grants: null, disabled: null }, ['disabled', 'fullName', 'grants']],
    ['/settings', { published: null, secondFactorRoles: null }, ['published', 'secondFactorRoles']],
  ])('is refused at %s, and nothing is written', async (path, body, fields) => {
    const before = await lastRevision(tracker);
    const answer = await change(path, body);
    expect([answer.status, ...faultsOf(answer)]).toEqual([400, ...fields.map((field) => `${field} not-clearable`)]);
    expect(await lastRevision(tracker)).toBe(before);
  });
});
