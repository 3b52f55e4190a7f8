import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { Clock } from '../../src/platform/clock/clock.js';
import { ReportScheduler } from '../../src/reports/schedule/report-scheduler.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { asOwner, mailThrough, MONTHLY, sendNow } from '../support/deliveries.js';
import { type AcceptedMail, type MailServer, startMailServer } from '../support/mail-server.js';

const ADMINISTRATORS = ['quan-tri@tayninh.gov.vn', 'truc@tayninh.gov.vn'];

let server: MailServer;
let tracker: TestApp;
let clock: Clock;
let realTime: () => number;
let current: string;
beforeAll(async () => {
  server = await startMailServer();
  tracker = await startApp({
    sample: true,
    service: { delivery: mailThrough(server.port, { alarmTo: ADMINISTRATORS }) },
  });
  clock = tracker.app.get(Clock);
  realTime = clock.now.bind(clock);
});
afterEach(async () => {
  // No other test meets its schedule.
  const { version } = (await tracker.get(`/report-definitions/${current}`)).body;
  await tracker.patch(`/report-definitions/${current}`, { schedule: null }, { 'if-match': `"v${version}"` });
  clock.now = realTime;
  server.accepted.length = 0;
  server.refusals.clear();
});
afterAll(async () => {
  await tracker.stop();
  await server.close();
});

/** The clock of the tracker stands at an instant. */
function standAt(instant: string): void {
  clock.now = () => Date.parse(instant);
}

/** Makes and sends what is due by the clock. */
async function runSchedule(): Promise<void> {
  await tracker.app.get(ReportScheduler).tick();
  await sendNow(tracker);
}

async function scheduled(code: string, from: string, more: Record<string, unknown> = {}): Promise<void> {
  const schedule = { from, daysAfter: 1, time: '06:00' };
  const made = await tracker.post('/report-definitions', { ...MONTHLY, code, schedule, ...more });
  expect(made.status).toBe(201);
  expect((await tracker.post(`/report-definitions/${code}/recipients`, officeOf(code))).status).toBe(201);
  current = code;
}

/** Its own recipient, so that what one test makes is no other's. */
function officeOf(code: string): { name: string; channel: string; address: string; formats: string[] } {
  return { name: 'Văn phòng UBND tỉnh', channel: 'email', address: `${code}@tayninh.gov.vn`, formats: ['csv'] };
}

/** What the recipient of a definition got. */
function gotBy(code: string): AcceptedMail[] {
  return server.accepted.filter(({ to }) => to === officeOf(code).address);
}

function gotByAdministrators(): AcceptedMail[] {
  return server.accepted.filter(({ to }) => to === ADMINISTRATORS.join(', '));
}

interface Made {
  id: string;
  period: string;
  asOf: string;
  number: string | null;
  madeAt: string;
}

async function reportsOf(code: string): Promise<Made[]> {
  const { items } = (await tracker.get(`/reports?definition=${code}`)).body;
  return items.toSorted((a: any, b: any) => (a.period < b.period ? -1 : 1));
}

it('sends each report once as its time comes, whatever the clock does about it', async () => {
  standAt('2017-01-01T05:59:00+07:00');
  await scheduled('on-time', '2016-12');
  await runSchedule();
  expect(await reportsOf('on-time')).toEqual([]);
  // Across the due time, back before it and across it again.
  for (const instant of ['2017-01-01T06:00:00+07:00', '2016-12-31T23:00:00+07:00', '2017-01-01T06:00:30+07:00']) {
    standAt(instant);
    await runSchedule();
  }
  expect(await reportsOf('on-time')).toMatchObject([{ period: '2016-12', asOf: '2016-12-31' }]);
  expect(gotBy('on-time')).toHaveLength(1);
  expect(gotBy('on-time')[0]?.mail.subject).toMatch(/^Dự thảo báo cáo: /);
});

it('makes up two years that were missed, and sends the latest alone, as issued where it issues itself', async () => {
  standAt('2016-12-20T09:00:00+07:00');
  await scheduled('missed', '2016-12', { numbering: 'own', issuesItself: true, sections: [{ id: 'overview' }] });
  standAt('2018-12-15T09:00:00+07:00');
  await runSchedule();
  const reports = await reportsOf('missed');
  // 2016-12 to 2018-11, each as of its own last day.
  const months = Array.from({ length: 24 }, (_, index) => new Date(Date.UTC(2016, 11 + index, 1)));
  const lastDays = months.map((first) => new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)));
  expect(reports.map(({ period }) => period)).toEqual(months.map((day) => day.toISOString().slice(0, 7)));
  expect(reports.map(({ asOf }) => asOf)).toEqual(lastDays.map((day) => day.toISOString().slice(0, 10)));
  expect(reports.map(({ number }) => number)).toEqual([...Array<null>(23).fill(null), '01/BC-STTTT']);
  const made = reports.map(({ madeAt }) => madeAt);
  expect(made).toEqual(made.toSorted());
  expect(gotBy('missed')).toHaveLength(1);
  expect(gotBy('missed')[0]?.mail.subject).toMatch(/^Báo cáo số 01\/BC-STTTT: .*tháng 11 năm 2018/);
  const sent = await asOwner<{ period: string }[]>(
    tracker,
    `select period from delivery join report on report.id = report_id
       join report_definition d on d.id = definition_id where d.code = 'missed'`,
  );
  expect(sent).toEqual([{ period: '2018-11' }]);
  // A recipient who is added now gets the next one, not this one.
  const later = officeOf('later');
  await tracker.post('/report-definitions/missed/recipients', later);
  await runSchedule();
  expect(gotBy('later')).toEqual([]);
  expect(gotBy('missed')).toHaveLength(1);
  standAt('2019-01-01T06:00:00+07:00');
  await runSchedule();
  expect(gotBy('missed')).toHaveLength(2);
  expect(gotBy('later')).toHaveLength(1);
});

it('drops what still waits when a later report comes', async () => {
  standAt('2017-01-01T06:00:00+07:00');
  await scheduled('waiting', '2016-12');
  server.refusals.set(officeOf('waiting').address, { code: 451, text: 'later' });
  await runSchedule();
  standAt('2017-02-01T06:00:00+07:00');
  server.refusals.clear();
  await runSchedule();
  expect(gotBy('waiting')).toHaveLength(1);
  expect(gotBy('waiting')[0]?.mail.subject).toContain('tháng 1 năm 2017');
  const [december] = await reportsOf('waiting');
  const { items } = (await tracker.get(`/reports/${december?.id}/deliveries`)).body;
  expect(items).toMatchObject([{ state: 'dropped', lastError: 'a later report took its place' }]);
});

it('raises an alarm that names the report, once: to monitors, in the audit, by mail', async () => {
  expect((await tracker.get('/health/deliveries')).status).toBe(200);
  standAt('2017-01-01T06:00:00+07:00');
  await scheduled('alarming', '2016-12');
  server.refusals.set(officeOf('alarming').address, { code: 550, text: 'no such mailbox' });
  await runSchedule();
  const health = await tracker.get('/health/deliveries', { authorization: '' });
  expect(health.status).toBe(503);
  expect(health.body.errors).toMatchObject([
    { path: 'alarming/2016-12', code: 'report-undelivered', failed: 1, waiting: 0 },
  ]);
  // Whom it should have reached is not for everybody.
  expect(health.text).not.toContain('tayninh.gov.vn');
  expect(gotByAdministrators()).toHaveLength(1);
  expect(gotByAdministrators()[0]?.mail.text).toContain(
    'Báo cáo alarming kỳ 2016-12 chưa gửi được: 1 nơi không nhận được',
  );
  await runSchedule();
  expect(gotByAdministrators()).toHaveLength(1);
  const [{ events }] = await asOwner<[{ events: number }]>(
    tracker,
    `select count(*)::int as events from audit_event where action = 'report undelivered' and after->>'definition' = 'alarming'`,
  );
  expect(events).toBe(1);
  // Sent again by hand, with success: it is over.
  server.refusals.clear();
  const [report] = await reportsOf('alarming');
  await tracker.post(`/reports/${report?.id}/deliver`, {});
  await runSchedule();
  expect((await tracker.get('/health/deliveries')).status).toBe(200);
});

it('tells the administrators of what waits too long as soon as mail goes out again', async () => {
  standAt('2017-01-01T06:00:00+07:00');
  await scheduled('silent', '2016-12');
  for (const address of [officeOf('silent').address, ...ADMINISTRATORS])
    server.refusals.set(address, { code: 451, text: 'later' });
  await runSchedule();
  await asOwner(
    tracker,
    `update delivery set ordered_at = ordered_at - interval '61 minutes',
       next_attempt_at = clock_timestamp() + interval '1 hour'
     where state = 'waiting'`,
  );
  await sendNow(tracker);
  expect((await tracker.get('/health/deliveries')).body.errors).toMatchObject([
    { path: 'silent/2016-12', failed: 0, waiting: 1 },
  ]);
  // The mail about it did not go out either; ten minutes later it does, once.
  server.refusals.clear();
  await sendNow(tracker);
  expect(gotByAdministrators()).toEqual([]);
  await asOwner(tracker, `update delivery_alarm set retry_at = clock_timestamp() where mailed_at is null`);
  await sendNow(tracker);
  await sendNow(tracker);
  expect(gotByAdministrators()).toHaveLength(1);
  expect(gotByAdministrators()[0]?.mail.text).toContain('Báo cáo silent kỳ 2016-12 chưa gửi được');
});
