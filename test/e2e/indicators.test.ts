import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { faultsOf, lastRevision } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  await define({
    code: 'dossiers',
    kind: 'ratio',
    name: 'Hồ sơ đúng hạn',
    definition: 'Hồ sơ đúng hạn / đã giải quyết',
  });
  await define({ code: 'meetings', kind: 'count', name: 'Cuộc họp', definition: 'Số cuộc họp', counted: 'cuộc họp' });
  await define({ code: 'staff', kind: 'stock', name: 'Cán bộ có chữ ký số', definition: 'Cuối kỳ' });
  await define({ code: 'index', kind: 'score', name: 'Điểm', definition: 'Điểm tự chấm', maximum: 100 });
});
afterAll(() => tracker.stop());

async function define(indicator: Record<string, unknown>): Promise<void> {
  const { status, body } = await tracker.post('/indicators', indicator);
  expect([status, body.errors]).toEqual([201, undefined]);
}

const value = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ indicator: 'meetings', unit: '25495', unitName: 'Xã Tân Bình', period: '2016-01', amount: 3 },
  ...more,
});
const of = (unit: string, more: Record<string, unknown>) => value({ unit, unitName: undefined, ...more });

async function state(...values: Record<string, unknown>[]): Promise<any[]> {
  const { status, body } = await tracker.post('/indicator-values/batch', { values });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.values;
}

async function figures(code: string, query: string, headers?: Record<string, string>): Promise<any> {
  const { status, body } = await tracker.get(`/indicators/${code}/figures?${query}`, headers);
  expect([status, body.errors]).toEqual([200, undefined]);
  return body;
}
const row = async (code: string, query: string): Promise<any> => (await figures(code, query)).rows[0];

describe('figures', () => {
  beforeAll(async () => {
    await state(
      value({ period: '2016-01', amount: 3 }),
      value({ period: '2016-02', amount: 4 }),
      of('25501', { period: '2016-01', amount: 10, comparator: '>' }),
      of('25540', { period: '2016-01', amount: 100 }),
      value({ indicator: 'staff', period: '2016-01', amount: 5 }),
      value({ indicator: 'staff', period: '2016-02', amount: 6 }),
      of('25501', { indicator: 'staff', period: '2016-01', amount: 7 }),
      value({ indicator: 'dossiers', period: '2016-01', amount: 77, outOf: 77 }),
      of('25501', { indicator: 'dossiers', period: '2016-01', amount: 40, outOf: 50 }),
      value({ indicator: 'index', period: '2016', amount: 98.75 }),
      of('25501', { indicator: 'index', period: '2016', amount: 61.5, outOf: 71.5 }),
    );
  });

  it('sum counts over periods and units, as weakly as their parts', async () => {
    expect(await row('meetings', 'period=2016-01&within=25495')).toMatchObject({ amount: 3, print: '03 cuộc họp' });
    expect(await row('meetings', 'period=2016&within=25495')).toMatchObject({ amount: 7, units: 1, figure: '7' });
    const district = await row('meetings', 'period=2016-Q1&within=705');
    expect(district).toMatchObject({ amount: 17, comparator: '>', units: 2, print: 'trên 17 cuộc họp' });
    expect(district.values).toHaveLength(3);
    expect(await row('meetings', 'period=2016')).toMatchObject({ amount: 117, units: 3 });
    expect(await row('meetings', 'period=2016-Q2')).toMatchObject({ amount: null, print: 'chưa có số liệu', units: 0 });
  });

  it('take the last of a stock, and divide a ratio last', async () => {
    expect(await row('staff', 'period=2016&within=705')).toMatchObject({ amount: 13, figure: '13' });
    const ratio = await row('dossiers', 'period=2016&within=705');
    expect(ratio).toMatchObject({ amount: 117, outOf: 127, print: '117/127 (92,1%)', share: '92,1%' });
    expect(ratio.ratio).toBeCloseTo(117 / 127, 12);
    expect(await row('index', 'period=2016&within=705')).toMatchObject({
      amount: 160.25,
      outOf: 171.5,
      share: '93,4%',
    });
  });

  it('are grouped, and the groups sum to the whole', async () => {
    const { rows } = await figures('meetings', 'period=2016&groupBy=district');
    expect(rows.map(({ district, amount }: any) => [district.code, amount])).toEqual([
      ['705', 17],
      ['706', 100],
    ]);
    const byUnit = await figures('meetings', 'period=2016&groupBy=unit,level');
    expect(byUnit.rows.map(({ unit, level, print }: any) => [unit.code, level, print])).toEqual([
      ['25495', 'commune', '07 cuộc họp'],
      ['25540', 'commune', '100 cuộc họp'],
      ['25501', 'commune', 'trên 10 cuộc họp'],
    ]);
  });

  it('are of the latest period with something known where none is named', async () => {
    const { period, periodName, unitsOn, within, indicator } = await figures('meetings', '');
    expect([period, periodName, unitsOn, within]).toEqual(['2016-02', 'tháng 2 năm 2016', '2016-02-29', ['72']]);
    expect(indicator).toMatchObject({ code: 'meetings', counted: 'cuộc họp', reach: 'unit', calendar: 'calendar' });
    expect((await figures('meetings', 'asOf=2016-02-28')).period).toBe('2016-01');
    expect(await row('meetings', 'period=2016&asOf=2016-02-28')).toMatchObject({ amount: 113 });
    expect((await figures('meetings', 'asOf=2015-12-31')).rows).toMatchObject([{ print: 'chưa có số liệu' }]);
  });

  it('follow units through a merger', async () => {
    const named = async (q: string, day: string): Promise<any> => {
      const query = `asOf=${day}&within=712&q=${encodeURIComponent(q)}`;
      return (await tracker.get(`/units?${query}`)).body.items[0];
    };
    const [luu, thanh] = [await named('Xã Phước Lưu', '2020-01-31'), await named('Xã Bình Thạnh', '2020-01-31')];
    const binh = await named('Xã Phước Bình', '2020-02-01');
    await state(
      of(luu.id, { period: '2020-01', amount: 5 }),
      of(thanh.id, { period: '2020-01', amount: 7 }),
      of(binh.id, { period: '2020-02', amount: 11 }),
    );
    const year = 'asOf=2020-12-31&period=2020';
    expect(await row('meetings', `${year}&within=712`)).toMatchObject({ amount: 23, units: 3 });
    expect(await row('meetings', `${year}&within=${binh.id}`)).toMatchObject({ amount: 23 });
    expect(await row('meetings', `asOf=2020-01-31&period=2020-01&within=${luu.id}`)).toMatchObject({ amount: 5 });
    const late = await tracker.post('/indicator-values', of(luu.id, { period: '2020-03', amount: 1 }));
    expect([late.status, ...faultsOf(late)]).toEqual([422, 'unit unit-not-there']);
  });
});

describe('values', () => {
  it('are refused with every fault of every row, and nothing is written', async () => {
    const revision = await lastRevision(tracker);
    const answer = await tracker.post('/indicator-values/batch', {
      values: [
        value({ period: '2016-06' }),
        value({ period: '2016-13', amount: -1, colour: 'red' }),
        value({ indicator: 'nope', unit: '99999', period: '2016-07' }),
        value({ period: '2016-08', amount: 1.5, outOf: 3 }),
        value({ indicator: 'dossiers', period: '2016-06', amount: 78, outOf: 77 }),
        value({ indicator: 'index', period: '2015', amount: 100.25 }),
        value({ indicator: 'index', period: '2014', amount: 98.755 }),
        value({ period: '2016-06', amount: 9 }),
        value({ period: '2016', amount: 99 }),
        value({ period: '2016-01', amount: 3 }),
        value({ period: '2026-12', measuredOn: '2016-12-01' }),
        value({ period: '9998', amount: 1 }),
        value({ period: '2016-09', comparator: 'some' }),
        value({ period: '2016-10', amount: undefined, documents: ['00000000-0000-4000-8000-000000000000'] }),
        'not a value',
      ],
    });
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual([
      'values[10].measuredOn measured-outside-period',
      'values[11].measuredOn period-not-over',
      'values[11].unit code-names-nothing',
      'values[12].amount number-beside-some',
      'values[13].amount number-missing',
      'values[13].documents[0] document-unknown',
      'values[14] not-an-object',
      'values[1].amount not-a-decimal',
      'values[1].colour unknown-field',
      'values[1].period not-a-reporting-period',
      'values[2].indicator indicator-unknown',
      'values[2].unit unit-unknown',
      'values[3].amount not-whole',
      'values[3].outOf out-of-not-for-kind',
      'values[4].amount above-whole',
      'values[5].amount above-whole',
      'values[6].amount not-a-decimal',
      'values[7].period value-stated-twice',
      'values[8].period period-overlaps',
      'values[8].period period-overlaps',
      'values[8].period value-stated-twice',
      'values[9].period value-stated-already',
      'values[9].period value-stated-twice',
    ]);
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('are withdrawn and replaced; what an earlier revision knew stays', async () => {
    const [first] = await state(value({ period: '2015-01', amount: 8, note: 'Nhập từ báo cáo' }));
    const path = `/indicator-values/${first.id}/retraction`;
    const replacement = value({ period: '2015-01', amount: 9 });
    const bad = await tracker.post(path, { replacement: { ...replacement, amount: 0.5 } });
    expect(faultsOf(bad)).toEqual(['reason required', 'replacement.amount not-whole']);
    const { status, body } = await tracker.post(path, { reason: 'Cộng nhầm', replacement });
    expect(status).toBe(201);
    expect(body.retracted).toMatchObject({ amount: 8, retraction: { reason: 'Cộng nhầm', revision: body.revision } });
    expect(body.replacement).toMatchObject({ amount: 9, retraction: null, revision: body.revision });
    expect(await row('meetings', 'period=2015')).toMatchObject({ amount: 9 });
    expect(await row('meetings', `period=2015&revision=${first.revision}`)).toMatchObject({ amount: 8 });
    const again = await tracker.post(path, { reason: 'Nữa' });
    expect([again.status, ...faultsOf(again)]).toEqual([409, ' retracted-already']);
    expect((await tracker.post('/indicator-values/0/retraction', { reason: 'x' })).status).toBe(404);
    const list = async (query: string): Promise<any[]> =>
      (await tracker.get(`/indicators/meetings/values?period=2015-01${query}`)).body.items.map(
        ({ amount }: any) => amount,
      );
    expect([await list(''), await list('&retracted=true')]).toEqual([[9], [9, 8]]);
    const before = await tracker.get(`/indicator-values/${first.id}?revision=${first.revision}`);
    expect(before.body.value).toMatchObject({ amount: 8, retraction: null, note: 'Nhập từ báo cáo' });
  });

  it('are evidence-based: a document may be linked afterwards', async () => {
    const [stated] = await state(value({ period: '2015-02', amount: 8 }));
    const document = { type: 'report', issuer: 'UBND xã Tân Bình', title: 'Báo cáo tháng', number: '12/BC-UBND' };
    const { id } = (await tracker.post('/documents', document)).body;
    const subject = { type: 'indicator-value', id: String(stated.id) };
    expect((await tracker.post(`/documents/${id}/links`, { subject })).status).toBe(201);
    const { body } = await tracker.get(`/indicator-values/${stated.id}`);
    expect(body.value.documents).toEqual([{ id, number: '12/BC-UBND', title: 'Báo cáo tháng' }]);
  });

  it('stay with the meaning they were stated under, and schemes are never put together', async () => {
    await state(value({ indicator: 'staff', period: '2022-05', amount: 5 }));
    const { headers } = await tracker.get('/indicators/staff');
    const change = {
      changesFrom: '2022-06-24',
      scheme: 'classes-2022',
      definition: 'Hai mức từ Nghị định 42/2022/NĐ-CP',
    };
    const tag = { 'if-match': headers.get('etag') ?? '' };
    expect((await tracker.patch('/indicators/staff', change)).status).toBe(428);
    expect((await tracker.patch('/indicators/staff', change, tag)).status).toBe(204);
    expect((await tracker.patch('/indicators/staff', change, tag)).status).toBe(412);
    await state(
      value({ indicator: 'staff', period: '2022-07', amount: 50 }),
      of('25501', { indicator: 'staff', period: '2022-07', amount: 60 }),
    );
    const { rows, indicator } = await figures('staff', 'asOf=2022-12-31&period=2022');
    expect(rows.map(({ scheme, amount, units }: any) => [scheme, amount, units])).toEqual([
      [null, 5, 1],
      ['classes-2022', 110, 2],
    ]);
    expect(indicator.scheme).toBe('classes-2022');
    const { body } = await tracker.get('/indicators/staff?asOf=2016-12-31');
    expect(body.periods.map(({ validFrom, scheme }: any) => [validFrom, scheme])).toEqual([
      [null, null],
      ['2022-06-24', 'classes-2022'],
    ]);
    expect(body.indicator.scheme).toBeNull();
  });
});

describe('cumulative levels', () => {
  const level = (indicator: string, amount: number, period = '2015') => of('72', { indicator, period, amount });

  it('are refused where one is above a wider one, in a batch and beside what is recorded', async () => {
    const wrong = await tracker.post('/indicator-values/batch', {
      values: [level('online-procedures', 100), level('online-procedures-4', 143), level('online-procedures-3-4', 190)],
    });
    expect([wrong.status, ...faultsOf(wrong)]).toEqual([
      422,
      'values[1].amount above-wider-level',
      'values[2].amount above-wider-level',
    ]);
    await state(level('online-procedures', 1000), level('online-procedures-4', 100));
    const between = await tracker.post('/indicator-values', level('online-procedures-3-4', 99));
    expect(faultsOf(between)).toEqual(['amount below-narrower-level']);
    expect(between.body.errors[0].message).toMatch(/"Thủ tục hành chính trực tuyến mức độ 4" \(100 thủ tục\)/);
    await state(level('online-procedures-3-4', 100));
    const rest = async (code: string) => (await row(code, 'asOf=2015-12-31&period=2015')).rest;
    expect(await rest('online-procedures')).toMatchObject({ amount: 900, name: 'Thủ tục hành chính chỉ ở mức độ 2' });
    expect(await rest('online-procedures-3-4')).toMatchObject({ amount: 0, print: '0 thủ tục' });
    expect(await rest('online-procedures-4')).toBeNull();
  });
});

describe('a definition', () => {
  it('is refused with every fault', async () => {
    const revision = await lastRevision(tracker);
    const bad = {
      ...{ code: 'meetings', kind: 'ratio', name: ' ', wider: 'online-procedures', maximum: 10, system: 'nope' },
      ...{ validFrom: '2016-01-01', validTo: '2016-01-01', extra: 1 },
    };
    const answer = await tracker.post('/indicators', bad);
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual([
      'code indicator-code-taken',
      'definition required',
      'extra unknown-field',
      'maximum maximum-of-score-alone',
      'name empty',
      'system system-unknown',
      'validTo period-without-days',
      'wider wider-has-narrower',
      'wider wider-of-other-kind',
    ]);
    const rest = { code: 'x', kind: 'count', name: 'x', definition: 'x', restName: 'y', mayExceed: true };
    expect(faultsOf(await tracker.post('/indicators', rest))).toEqual([
      'mayExceed exceeding-of-ratio-alone',
      'restName rest-without-wider',
    ]);
    const circle = { changesFrom: '2016-01-01', wider: 'online-procedures-4' };
    const tag = { 'if-match': (await tracker.get('/indicators/online-procedures')).headers.get('etag') ?? '' };
    expect(faultsOf(await tracker.patch('/indicators/online-procedures', circle, tag))).toEqual([
      'wider wider-than-itself',
    ]);
    expect((await tracker.get('/indicators/nope')).status).toBe(404);
    expect(await lastRevision(tracker)).toBe(revision);
  });
});

describe('who may see and state what', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const unitId = async (code: string): Promise<string> =>
    (await tracker.get(`/units/${code}?asOf=2016-12-31`)).body.unit.id;

  it('keeps a reporter to its units, or to its system', async () => {
    const district = bearer(await tokenOf(tracker.database, [{ role: 'reporter', unitId: await unitId('705') }]));
    const post = (body: Record<string, unknown>, who: Record<string, string>): Promise<TestAnswer> =>
      tracker.post('/indicator-values', body, who);
    const own = await post(value({ period: '2014-01' }), district);
    expect(own.status).toBe(201);
    const other = await post(of('25540', { period: '2014-01' }), district);
    expect([other.status, ...faultsOf(other)]).toEqual([403, 'unit outside-your-scope']);
    const system = bearer(await tokenOf(tracker.database, [{ role: 'reporter', system: 'paperless-meetings' }]));
    const held = of('72', { indicator: 'paperless-meetings-held', period: '2015', amount: 5 });
    expect((await post(held, system)).status).toBe(201);
    expect((await post(of('25540', { period: '2014-01' }), system)).status).toBe(403);
    const path = `/indicator-values/${own.body.id}/retraction`;
    expect((await tracker.post(path, { reason: 'x' }, system)).status).toBe(403);
    expect((await tracker.post(path, { reason: 'x' }, district)).status).toBe(201);
  });

  it('shows a reader its own units alone, in lists and sums', async () => {
    const id = await unitId('705');
    const reader = bearer(await tokenOf(tracker.database, [{ role: 'viewer' }], [id]));
    expect((await figures('meetings', 'period=2016', reader)).rows).toMatchObject([{ amount: 17 }]);
    expect((await figures('online-procedures', 'period=2016', reader)).rows).toMatchObject([{ amount: null }]);
    const { body } = await tracker.get('/indicators/meetings/values?period=2016-01', reader);
    expect(body.items.map(({ unit }: any) => unit.code).sort()).toEqual(['25495', '25501']);
    const { body: all } = await tracker.get('/indicators/meetings/values?period=2016-01');
    const hidden = all.items.find(({ unit }: any) => unit.code === '25540').id;
    expect((await tracker.get(`/indicator-values/${hidden}`, reader)).status).toBe(404);
    expect((await tracker.get('/indicators/meetings/figures?within=706', reader)).status).toBe(400);
  });
});
