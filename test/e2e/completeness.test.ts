import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataSource } from '../../config/data-source.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { faultsOf, lastRevision, log } from '../support/questions.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  const indicator = { code: 'dossiers', kind: 'count', name: 'Hồ sơ', definition: 'Số hồ sơ', calendar: 'decree-09' };
  expect((await tracker.post('/indicators', indicator)).status).toBe(201);
});
afterAll(() => tracker.stop());

const DUTY = { indicator: 'dossiers', level: 'commune', within: '705', frequency: 'month' };
const DUE = { dueRule: 'working-days-after', dueCount: 2 };

async function add(duty: Record<string, unknown>): Promise<string> {
  const { status, body } = await tracker.post('/duties', duty);
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.id;
}

const value = (unit: string, period: string, unitName?: string) => ({
  ...{ indicator: 'dossiers', unit, period, amount: 1 },
  ...(unitName === undefined ? {} : { unitName }),
});
const rowsOf = async (query: string): Promise<any[]> => (await tracker.get(`/completeness?${query}`)).body.rows;
const codes = async (path: string): Promise<string[]> =>
  (await tracker.get(path)).body.items.map(({ unit }: any) => unit.code);

/** As if what was recorded at a revision had been recorded at another instant, after the revision before it. */
async function rewriteInstant(revision: number, instant: string): Promise<void> {
  const owner = await openDataSource(tracker.database.ownerUrl, 1);
  try {
    await owner.query(`update revision set at = $2::timestamptz where n = $1`, [revision, instant]);
  } finally {
    await owner.destroy();
  }
}

describe('values that are owed', () => {
  it('are given in time or late, missing or open, as of a day', async () => {
    await add({ ...DUTY, ...DUE });
    // Closed on 14/12/2016, due two working days later, on the 16th.
    const inTime = (await tracker.post('/indicator-values', value('25495', '2016-12', 'Xã Tân Bình'))).body;
    await tracker.post('/indicator-values', value('25501', '2016-12'));
    await rewriteInstant(inTime.revision, '2016-12-16T23:59:59+07:00');
    const asked = 'period=2016-12&indicator=dossiers';
    expect(await rowsOf(`${asked}&asOf=2016-12-31`)).toEqual([
      {
        ...{ indicator: 'dossiers', system: null, name: 'Hồ sơ', level: 'commune', eligible: 10, covered: 2 },
        ...{ inTime: 1, late: 1, missing: 8, open: 0, percent: '20,0%', print: '2/10 (20,0%)', timeliness: '10,0%' },
      },
    ]);
    expect(await rowsOf(`${asked}&asOf=2016-12-16`)).toMatchObject([{ covered: 2, missing: 0, open: 8 }]);
    // Before the day that was measured, nothing was given.
    expect(await rowsOf(`${asked}&asOf=2016-12-13`)).toMatchObject([{ covered: 0, missing: 0, open: 10 }]);
    expect(await rowsOf(`${asked}&asOf=2016-12-31&revision=${inTime.revision}`)).toMatchObject([{ covered: 1 }]);
    expect(await rowsOf(`${asked}&within=706`)).toEqual([]);
    expect(await rowsOf('period=2016&indicator=dossiers')).toEqual([]);

    const list = (name: string): Promise<string[]> =>
      codes(`/completeness/units?${asked}&asOf=2016-12-31&list=${name}`);
    expect([await list('in-time'), await list('late')]).toEqual([['25495'], ['25501']]);
    expect([(await list('covered')).length, (await list('missing')).length, await list('open')]).toEqual([2, 8, []]);
    const { body } = await tracker.get(`/completeness/units?${asked}&asOf=2016-12-31&list=missing&limit=1`);
    expect(body.items[0]).toMatchObject({
      ...{ level: 'commune', parent: { code: '705' }, indicator: 'dossiers', period: '2016-12', givenOn: null },
      ...{ periodName: 'tháng 12 năm 2016', cutOff: '2016-12-14', dueOn: '2016-12-16', daysLate: 15, contact: null },
    });
  });

  it('are still given in time when they are corrected later, and not at all when they are withdrawn', async () => {
    const asked = 'period=2016-12&indicator=dossiers&asOf=2016-12-31';
    const { body } = await tracker.get('/indicators/dossiers/values?unit=25495');
    const path = `/indicator-values/${body.items[0].id}/retraction`;
    const replacement = { ...value('25495', '2016-12', 'Xã Tân Bình'), amount: 2 };
    const corrected = (await tracker.post(path, { reason: 'Nhầm', replacement })).body.replacement;
    expect(await rowsOf(asked)).toMatchObject([{ covered: 2, inTime: 1 }]);
    await tracker.post(`/indicator-values/${corrected.id}/retraction`, { reason: 'Nhầm' });
    expect(await rowsOf(asked)).toMatchObject([{ covered: 1, inTime: 0 }]);
  });

  it('wait over holidays', async () => {
    const holiday = { day: '2016-12-15', name: 'Ngày nghỉ' };
    expect((await tracker.post('/holidays', holiday)).status).toBe(204);
    const twice = await tracker.post('/holidays', holiday);
    expect([twice.status, ...faultsOf(twice)]).toEqual([409, 'day holiday-there-already']);
    const due = async (): Promise<string> =>
      (await tracker.get('/completeness/units?period=2016-12&indicator=dossiers&list=missing')).body.items[0].dueOn;
    expect(await due()).toBe('2016-12-19'); // 16 is a Friday
    expect((await tracker.get('/holidays')).body.items).toEqual([{ ...holiday, works: false }]);
    expect((await tracker.post('/holidays/2016-12-15/retraction', { reason: 'Nhầm' })).status).toBe(204);
    expect((await tracker.post('/holidays/2016-12-15/retraction', { reason: 'Nhầm' })).status).toBe(404);
    expect(await due()).toBe('2016-12-16');
  });

  it('are a list of who owes what by when, with whom to ask', async () => {
    const contact = { unit: '25492', name: 'Đầu mối xã', telephone: '0276 3822 233', validFrom: '2016-01-01' };
    await tracker.post('/contacts', contact);
    const { body } = await tracker.get('/reminders?asOf=2016-12-31&limit=500');
    // Those of December still owed since the 16th, and those of January due on 17/01 are not within fourteen days.
    expect(new Set(body.items.map(({ period }: any) => period))).toEqual(new Set(['2016-12']));
    expect(body.total).toBe(9);
    expect(body.items.find(({ unit }: any) => unit.code === '25492').contact).toMatchObject({ name: 'Đầu mối xã' });
    const soon = await tracker.get('/reminders?asOf=2017-01-05&dueFrom=2017-01-05&dueTo=2017-01-31&within=705');
    expect(soon.body.items[0]).toMatchObject({
      period: '2017-01',
      cutOff: '2017-01-14',
      dueOn: '2017-01-17',
      daysLate: -12,
    });
    expect(soon.body.total).toBe(10);
    const backwards = await tracker.get('/reminders?dueFrom=2017-02-01&dueTo=2017-01-01');
    expect(faultsOf(backwards)).toEqual(['dueTo due-to-before-from']);
    expect(faultsOf(await tracker.get('/reminders?dueFrom=2015-01-01&dueTo=2017-01-01'))).toEqual([
      'dueTo span-too-long',
    ]);
  });

  it('are shown to a reader for its own units alone', async () => {
    const commune = (await tracker.get('/units/25492?asOf=2016-12-31')).body.unit.id;
    const token = await tokenOf(tracker.database, [{ role: 'viewer' }], [commune]);
    const { body } = await tracker.get('/reminders?asOf=2016-12-31', { authorization: `Bearer ${token}` });
    expect(body.items.map(({ unit }: any) => unit.code)).toEqual(['25492']);
  });
});

describe('confirmations of deployments', () => {
  it('are entries that say in the period what the stage is', async () => {
    await add({ level: 'district', frequency: 'month', dueRule: 'days-after', dueCount: 5 });
    const asked = 'period=2017-01&system=e-office&asOf=2017-03-01';
    expect(await rowsOf(asked)).toMatchObject([
      { indicator: null, system: 'e-office', level: 'district', eligible: 9, covered: 0, missing: 9, percent: '0%' },
    ]);
    await log(tracker, { unit: '703', effectiveOn: '2017-01-31' });
    await log(tracker, { unit: '705', effectiveOn: '2017-02-01' }); // the next month's
    const { id } = await log(tracker, { unit: '706', effectiveOn: '2017-01-02', stage: 'suspended' });
    expect(await rowsOf(asked)).toMatchObject([{ covered: 2, late: 2, missing: 7, print: '2/9 (22,2%)' }]);
    expect(await codes(`/completeness/units?${asked}&list=late`)).toEqual(['706', '703']);
    await tracker.post(`/deployments/${id}/retraction`, { reason: 'Nhầm' });
    expect(await rowsOf(asked)).toMatchObject([{ covered: 1 }]);
    // Every system that a district should have, or is known to have.
    const systems = (await rowsOf('period=2017-01&asOf=2017-03-01')).flatMap(({ system }) => system ?? []);
    expect(systems).toEqual(expect.arrayContaining(['one-stop-shop', 'e-office', 'paperless-meetings', 'complaints']));
    expect(systems).not.toContain('portal');
  });
});

describe('a duty', () => {
  it('is refused with every fault, and twice', async () => {
    const revision = await lastRevision(tracker);
    const bad = {
      ...DUTY,
      ...{ system: 'nope', calendar: 'decree-09', set: 'nope', frequency: 'week', dueCount: 2, x: 1 },
    };
    expect(faultsOf(await tracker.post('/duties', { ...bad, dueRule: 'days-after', dueMonth: 1 }))).toEqual([
      'calendar calendar-of-indicator',
      'dueMonth due-month-misplaced',
      'frequency not-one-of',
      'set set-unknown',
      'system duty-of-both',
      'system system-unknown',
      'x unknown-field',
    ]);
    const day = { ...DUTY, dueRule: 'day-of-month', dueCount: 40 };
    expect(faultsOf(await tracker.post('/duties', day))).toEqual(['dueCount due-day-impossible']);
    const twice = await tracker.post('/duties', { ...DUTY, ...DUE });
    expect([twice.status, ...faultsOf(twice)]).toEqual([409, 'validFrom duty-said-already']);
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('ends with a period', async () => {
    const { body } = await tracker.get('/duties');
    const duty = body.items.find(({ indicator }: any) => indicator === 'dossiers');
    expect(duty).toMatchObject({ frequency: 'month', dueRule: 'working-days-after', dueCount: 2, calendar: null });
    const path = `/duties/${duty.id}`;
    expect((await tracker.patch(path, { validTo: '2017-01-14' })).status).toBe(428);
    const tag = { 'if-match': `"v${duty.version}"` };
    expect((await tracker.patch(path, { validTo: '2017-01-14' }, tag)).status).toBe(204);
    expect((await tracker.patch(path, { validTo: '2017-01-14' }, tag)).status).toBe(412);
    expect(await rowsOf('period=2017-01&indicator=dossiers')).toEqual([]);
    expect(await rowsOf('period=2016-12&indicator=dossiers')).toHaveLength(1);
    expect((await tracker.patch('/duties/nope', { validTo: '2017-01-14' }, tag)).status).toBe(404);
  });
});
