import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { faultsOf, lastRevision, log } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

const E_OFFICE = {
  ...{ name: '100% xã dùng văn phòng điện tử', system: 'e-office', level: 'commune', scope: '72', measure: 'ratio' },
  ...{ goal: 100, startsOn: '2016-12-31', dueOn: '2018-12-31', legalBasis: '418/QĐ-UBND' },
};

async function set(target: Record<string, unknown>): Promise<string> {
  const { status, body } = await tracker.post('/targets', target);
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.id;
}
const read = async (id: string, query: string, headers?: Record<string, string>): Promise<any> =>
  (await tracker.get(`/targets/${id}?${query}`, headers)).body.target;

describe('a target for coverage', () => {
  it('is held against the straight line from what was known to the goal', async () => {
    const { body: documents } = await tracker.get('/documents?q=418');
    const [document] = documents.items;
    const id = await set({ ...E_OFFICE, documents: [document.id] });
    const halfWay = await read(id, 'asOf=2017-12-31');
    expect(halfWay).toMatchObject({
      ...{ system: 'e-office', indicator: null, scope: { code: '72' }, level: 'commune', measure: 'ratio' },
      ...{ status: 'at-risk', statusName: 'có nguy cơ không đạt', judgedOn: '2017-12-31' },
      ...{ current: { print: '43,2%' }, goal: { value: 1, print: '100%' }, baseline: { print: '43,2%' } },
      ...{ baselineKnown: true, expected: { value: 68 / 95, print: '71,6%' }, elapsedDays: 365, totalDays: 730 },
      arithmetic: '43,2% + (100% − 43,2%) × 365/730 = 71,6%',
      documents: [{ id: document.id, number: '418/QĐ-UBND' }],
    });
    expect(await read(id, 'asOf=2016-12-31')).toMatchObject({ status: 'on-track', statusName: 'đúng tiến độ' });
    expect(await read(id, 'asOf=2019-01-01')).toMatchObject({ status: 'missed', judgedOn: '2018-12-31' });
    expect(await read(id, 'asOf=2017-12-31', { 'accept-language': 'en' })).toMatchObject({
      ...{ statusName: 'at risk', arithmetic: '43.2% + (100% − 43.2%) × 365/730 = 71.6%' },
    });
  });

  it('is on track, then met, as units go live, and a state of knowledge keeps its answer', async () => {
    const district = { ...E_OFFICE, name: 'Tân Biên', scope: '705', measure: 'count', goal: 2, baseline: 0 };
    const id = await set({ ...district, dueOn: '2017-12-31' });
    const before = await lastRevision(tracker);
    expect(await read(id, 'asOf=2017-06-30')).toMatchObject({ status: 'unknown', current: null });
    await log(tracker, { effectiveOn: '2017-03-01' });
    expect(await read(id, 'asOf=2017-06-30')).toMatchObject({
      ...{ status: 'on-track', current: { value: 1, print: '1' }, arithmetic: '0 + (2 − 0) × 181/365 = 0,99' },
    });
    expect(await read(id, 'asOf=2017-07-02')).toMatchObject({ status: 'at-risk', expected: { print: '1' } });
    await log(tracker, { unit: '25501', effectiveOn: '2017-12-31' });
    expect(await read(id, 'asOf=2017-12-31')).toMatchObject({ status: 'met', statusName: 'đạt' });
    expect(await read(id, 'asOf=2020-01-01')).toMatchObject({ status: 'met', judgedOn: '2017-12-31' });
    expect(await read(id, `asOf=2017-12-31&revision=${before}`)).toMatchObject({ status: 'unknown' });
  });
});

describe('a target for an indicator', () => {
  it('is held against its latest figure', async () => {
    const meetings = { indicator: 'paperless-meetings-held', scope: '72', measure: 'value', goal: 3000 };
    const days = { startsOn: '2016-01-01', dueOn: '2016-12-31' };
    const id = await set({ ...meetings, ...days, name: '3.000 cuộc họp', baseline: 0 });
    expect(await read(id, 'asOf=2016-12-31')).toMatchObject({
      status: 'met',
      current: { value: 3241, print: '3.241' },
    });
    const share = { indicator: 'e-document-exchange', scope: '72', measure: 'ratio', goal: 80, name: '80% văn bản' };
    const exchange = await set({ ...share, startsOn: '2016-12-31', dueOn: '2017-12-31' });
    expect(await read(exchange, 'asOf=2017-03-24')).toMatchObject({
      ...{ status: 'on-track', current: { print: '70,0%' }, baselineKnown: false, baseline: { value: 0 } },
      ...{ elapsedDays: 83, totalDays: 365 },
    });
    const { body } = await tracker.get('/targets?indicator=e-document-exchange&asOf=2017-03-24');
    expect(body.items.map((target: any) => target.id)).toEqual([exchange]);
  });
});

describe('targets', () => {
  it('are refused with every fault', async () => {
    const revision = await lastRevision(tracker);
    const bad = {
      ...E_OFFICE,
      indicator: 'nope',
      goal: 101,
      scope: '99999',
      startsOn: '2019-01-01',
      x: 1,
      baseline: 102,
    };
    expect(faultsOf(await tracker.post('/targets', bad))).toEqual([
      'baseline goal-below-baseline',
      'dueOn due-before-start',
      'goal goal-above-all',
      'scope unit-unknown',
      'system system-or-indicator',
      'x unknown-field',
    ]);
    const other = { ...E_OFFICE, system: undefined, indicator: 'portals-added', documents: ['nope'] };
    expect(faultsOf(await tracker.post('/targets', other))).toEqual([
      'documents[0] document-unknown',
      'level only-of-coverage',
      'measure measure-does-not-fit',
    ]);
    expect(faultsOf(await tracker.post('/targets', {}))).toEqual([
      ...[
        'dueOn required',
        'goal required',
        'measure required',
        'name required',
        'scope required',
        'startsOn required',
      ],
      'system system-or-indicator',
    ]);
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('are listed first due first, withdrawn with a reason, and hidden from who may not see their scope', async () => {
    const { body } = await tracker.get('/targets?asOf=2016-12-31');
    const due = body.items.map(({ dueOn }: any) => dueOn);
    expect(due).toEqual([...due].sort());
    const ofSystem = (await tracker.get('/targets?system=e-office')).body;
    expect(ofSystem.total).toBe(2);
    const district = (await tracker.get('/units/705?asOf=2016-12-31')).body.unit.id;
    const reader = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'viewer' }], [district])}` };
    expect((await tracker.get('/targets', reader)).body.items.map(({ name }: any) => name)).toEqual(['Tân Biên']);
    const [hidden] = ofSystem.items.filter(({ name }: any) => name !== 'Tân Biên');
    expect((await tracker.get(`/targets/${hidden.id}`, reader)).status).toBe(404);
    const path = `/targets/${hidden.id}/retraction`;
    expect(faultsOf(await tracker.post(path, {}))).toEqual(['reason required']);
    expect((await tracker.post(path, { reason: 'Thay bằng chỉ tiêu khác' })).status).toBe(204);
    expect((await tracker.post(path, { reason: 'Nữa' })).status).toBe(404);
    expect((await tracker.get('/targets?system=e-office')).body.total).toBe(1);
    expect((await tracker.get(`/targets?system=e-office&revision=${body.revision}`)).body.total).toBe(2);
  });
});
