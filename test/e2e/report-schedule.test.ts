import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { ReportScheduler } from '../../src/reports/schedule/report-scheduler.service.js';
import { startApp, type TestApp } from '../support/app.js';

let tracker: TestApp;
/** Three instances over one database, the one that answers among them. */
let instances: NestFastifyApplication[];
let now = 0;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  const others = [await createApplication(tracker.options), await createApplication(tracker.options)];
  await Promise.all(others.map((app) => app.init()));
  instances = [tracker.app, ...others];
  for (const app of instances) Object.assign(app.get(Clock), { now: () => now });
});
afterAll(async () => {
  await Promise.all(instances.slice(1).map((app) => app.close()));
  await tracker.stop();
});

const at = (instant: string): void => {
  now = Date.parse(instant);
};
const everybodyTicks = (): Promise<unknown> => Promise.all(instances.map((app) => app.get(ReportScheduler).tick()));
const runsOf = async (code: string): Promise<any[]> =>
  (await tracker.get('/report-runs?limit=500')).body.items
    .filter(({ definition }: any) => definition === code)
    .reverse();
const reportsOf = async (code: string): Promise<any[]> =>
  (await tracker.get(`/reports?definition=${code}&limit=500`)).body.items.reverse();

/** What is not scheduled any more becomes due no more. */
afterEach(async () => {
  for (const { code, version, schedule: own } of (await tracker.get('/report-definitions')).body.items) {
    if (own === null) continue;
    await tracker.patch(`/report-definitions/${code}`, { schedule: null }, { 'if-match': `"v${version}"` });
  }
});

async function schedule(code: string, from: string, more: Record<string, unknown> = {}): Promise<void> {
  const { status, body } = await tracker.post('/report-definitions', {
    ...{
      code,
      type: 'monthly',
      name: code,
      issuingBody: 'SỞ',
      abbreviation: code.toUpperCase(),
      placeName: 'Tây Ninh',
    },
    ...{ signatory: { lines: ['GIÁM ĐỐC'], name: 'Người ký' }, sections: [{ id: 'overview' }], schedule: { from } },
    ...more,
  });
  expect([status, body.errors]).toEqual([201, undefined]);
}

it('makes each period once, whoever ticks, as the clock passes the cut-off, goes back and comes again', async () => {
  at('2016-12-15T05:59:00+07:00');
  await schedule('monthly-1', '2016-12');
  await everybodyTicks();
  expect(await reportsOf('monthly-1')).toEqual([]);
  at('2016-12-15T06:00:00+07:00');
  await everybodyTicks();
  at('2016-12-14T12:00:00+07:00');
  await everybodyTicks();
  at('2016-12-15T06:00:30+07:00');
  await everybodyTicks();
  const [run, ...more] = await runsOf('monthly-1');
  expect(more).toEqual([]);
  expect(run).toMatchObject({ period: '2016-12', asOf: '2016-12-14', state: 'done', toDeliver: true });
  expect((await reportsOf('monthly-1')).map(({ id, state, madeBy }) => [id, state, madeBy])).toEqual([
    [run.reportId, 'draft', null],
  ]);
});

it('makes up two years in order as drafts, each with the day of its own cut-off, the latest alone to be sent', async () => {
  at('2016-12-01T00:00:00+07:00');
  await schedule('monthly-2', '2017-01');
  at('2018-12-20T00:00:00+07:00');
  await everybodyTicks();
  await everybodyTicks();
  const runs = await runsOf('monthly-2');
  const months = [2017, 2018].flatMap((year) =>
    Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`),
  );
  expect(runs.map(({ period, asOf, state }) => [period, asOf, state])).toEqual(
    months.map((month) => [month, `${month}-14`, 'done']),
  );
  expect(runs.map(({ toDeliver }) => toDeliver)).toEqual(months.map((month) => month === '2018-12'));
  const reports = await reportsOf('monthly-2');
  expect(reports.map(({ period, state }) => [period, state])).toEqual(months.map((month) => [month, 'draft']));
  const made = runs.map(({ reportId }) => reports.find(({ id }) => id === reportId).madeAt as string);
  expect(made).toEqual([...made].sort());
});

it('issues itself where the definition says so, the latest alone, under the next number', async () => {
  at('2016-10-01T00:00:00+07:00');
  await schedule('itself', '2016-11', { numbering: 'own', issuesItself: true });
  at('2016-12-16T00:00:00+07:00');
  await everybodyTicks();
  await everybodyTicks();
  const reports = await reportsOf('itself');
  expect(reports.map(({ period, number }) => [period, number])).toEqual([
    ['2016-11', null],
    ['2016-12', '01/BC-ITSELF'],
  ]);
  expect((await runsOf('itself')).map(({ state }) => state)).toEqual(['done', 'done']);
});

it('tries a failing period again, later each time, in order until it has failed too often, and raises an alarm', async () => {
  at('2016-12-01T00:00:00+07:00');
  // Of a unit that ends before its cut-off: nothing can be computed.
  await schedule('failing', '2026-01', { scope: '72' });
  at('2026-01-15T06:00:00+07:00');
  await everybodyTicks();
  const [first] = await runsOf('failing');
  expect(first).toMatchObject({ state: 'failed', attempts: 1, reportId: null, alarmedAt: null });
  expect(first.lastError).toMatch(/Tây Ninh does not exist on 2026-01-14/);
  await everybodyTicks();
  expect((await runsOf('failing'))[0].attempts).toBe(1);
  expect((await tracker.get('/health/reports')).body).toEqual({ status: 'ok' });
  for (let minute = 2; minute < 70; minute += 20) {
    at(`2026-01-15T0${6 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}:00+07:00`);
    await everybodyTicks();
  }
  at('2026-01-15T09:00:00+07:00');
  await everybodyTicks();
  const [late] = await runsOf('failing');
  expect(late.alarmedAt).not.toBeNull();
  const health = await tracker.get('/health/reports');
  expect(health.status).toBe(503);
  expect(health.body.errors.map(({ path, code }: any) => [path, code])).toContainEqual([
    'failing/2026-01',
    'summary-late',
  ]);
  const trail = (await tracker.get('/audit?action=report%20late')).body.items;
  expect(trail.filter(({ subjectId }: any) => subjectId === 'failing/2026-01')).toHaveLength(1);
});
