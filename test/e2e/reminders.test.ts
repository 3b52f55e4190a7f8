import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { ReminderScheduler } from '../../src/reminders/reminder-scheduler.service.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { asOwner, mailThrough, sendNow } from '../support/deliveries.js';
import { type AcceptedMail, type MailServer, startMailServer } from '../support/mail-server.js';

/** Tân Biên (705) has ten communes; Xã Tân Bình and Xã Tân Lập have contacts, who answers for the others is the district. */
const COMMUNES = 10;
const TAN_BINH = { unit: '25495', unitName: 'Xã Tân Bình' };
const GAVE = '25501';
const ADMINISTRATOR = 'quantri@tayninh.gov.vn';

let server: MailServer;
let tracker: TestApp;
let instances: NestFastifyApplication[];
let now = Date.parse('2016-12-14T20:00:00+07:00');
let dossiers: string;
let confirmations: string;

beforeAll(async () => {
  server = await startMailServer();
  tracker = await startApp({
    sample: true,
    service: { delivery: mailThrough(server.port, { alarmTo: [ADMINISTRATOR] }) },
  });
  const other = await createApplication(tracker.options);
  await other.init();
  instances = [tracker.app, other];
  for (const app of instances) Object.assign(app.get(Clock), { now: () => now });
  const indicator = { code: 'dossiers', kind: 'count', name: 'Hồ sơ đã giải quyết', definition: 'Số hồ sơ' };
  await made('/indicators', { ...indicator, calendar: 'decree-09' });
  const owing = { level: 'commune', within: '705', frequency: 'month', calendar: undefined };
  // Cut off on Wednesday 14/12/2016, due on Friday the 16th.
  dossiers = await made('/duties', {
    ...{ ...owing, indicator: 'dossiers', dueRule: 'working-days-after', dueCount: 2 },
    legalBasis: 'Kế hoạch 01/KH-UBND',
  });
  confirmations = await made('/duties', { ...owing, system: 'e-office', dueRule: 'days-after', dueCount: 5 });
  await made('/contacts', {
    ...{ ...TAN_BINH, name: 'Trần Thị B', post: 'Công chức', email: 'tanbinh@tayninh.gov.vn', validFrom: '2016-01-01' },
  });
  await made('/indicator-values', { indicator: 'dossiers', unit: GAVE, period: '2016-12', amount: 3 });
});
afterAll(async () => {
  await instances[1]?.close();
  await tracker.stop();
  await server.close();
});

async function made(path: string, body: object): Promise<string> {
  const answer = await tracker.post(path, body);
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body.id;
}

const at = (instant: string): void => {
  now = Date.parse(instant);
};
const everybodyTicks = (): Promise<unknown> => Promise.all(instances.map((app) => app.get(ReminderScheduler).tick()));
const preview = async (query = ''): Promise<any> => (await tracker.get(`/reminders/letters/preview${query}`)).body;
const letters = async (): Promise<any[]> => (await tracker.get('/reminders/letters')).body.items;

/** What came since this was asked last. */
function arrived(): AcceptedMail[] {
  return server.accepted.splice(0);
}

it('writes to nobody unless a rule says so', async () => {
  at('2016-12-16T09:00:00+07:00');
  await everybodyTicks();
  expect([arrived(), (await preview()).items, await letters()]).toEqual([[], [], []]);
});

describe('a rule', () => {
  it('is refused with every fault', async () => {
    const { status, body } = await tracker.post('/reminder-rules', { duty: 'nobody', days: 31, hour: 24, more: 1 });
    expect(status).toBe(400);
    expect(body.errors.map(({ path }: any) => path).sort()).toEqual(['days', 'duty', 'hour', 'more']);
  });

  it('shows before whom it would write to, and who cannot be reached', async () => {
    at('2016-12-10T09:00:00+07:00');
    await made('/reminder-rules', { duty: dossiers, days: -1 });
    expect((await tracker.post('/reminder-rules', { duty: dossiers, days: -1 })).body.errors).toMatchObject([
      { code: 'reminder-there' },
    ]);
    expect((await preview()).items).toEqual([]);
    expect((await tracker.get('/reminders/letters/preview?on=9999-12-31')).body.errors).toMatchObject([
      { path: 'on', code: 'preview-too-far' },
    ]);
    const shown = await preview('?on=2016-12-15');
    expect(shown.items).toMatchObject([
      {
        ...{ recipient: 'Trần Thị B', address: 'tanbinh@tayninh.gov.vn', unit: { code: '25495' } },
        subject: 'Nhắc gửi số liệu báo cáo: 01 nội dung, hạn gần nhất 16/12/2016',
        items: [{ unit: { code: '25495' }, name: 'Hồ sơ đã giải quyết', periodName: 'tháng 12 năm 2016' }],
      },
    ]);
    // Neither one who gave it nor one who can be written to.
    expect(shown.unreachable).toHaveLength(COMMUNES - 2);
    expect(shown.unreachable.map(({ unit }: any) => unit.code)).not.toContain(GAVE);
    await made('/contacts', {
      ...{ unit: '705', name: 'Phòng Nội vụ', email: 'noivu.tanbien@tayninh.gov.vn', validFrom: '2016-01-01' },
    });
    const reached = await preview('?on=2016-12-15');
    expect(reached.unreachable).toEqual([]);
    expect(reached.items.map(({ address, items }: any) => [address, items.length]).sort()).toEqual([
      ['noivu.tanbien@tayninh.gov.vn', COMMUNES - 2],
      ['tanbinh@tayninh.gov.vn', 1],
    ]);
    expect([arrived(), await letters()]).toEqual([[], []]);
  });

  it('reminds each of them once, whoever ticks and whatever the clock does', async () => {
    at('2016-12-15T07:59:00+07:00');
    await everybodyTicks();
    expect(arrived()).toEqual([]);
    for (const instant of ['15T08:00:00', '14T20:00:00', '15T08:01:00', '16T10:00:00']) {
      at(`2016-12-${instant}+07:00`);
      await everybodyTicks();
    }
    const got = arrived();
    expect(got.map(({ to }) => to).sort()).toEqual(['noivu.tanbien@tayninh.gov.vn', 'tanbinh@tayninh.gov.vn']);
    const own = got.find(({ to }) => to.startsWith('tanbinh'))?.mail;
    expect(own?.subject).toBe('Nhắc gửi số liệu báo cáo: 01 nội dung, hạn gần nhất 16/12/2016');
    expect(own?.text).toContain('Kính gửi: Trần Thị B (Công chức), Xã Tân Bình');
    expect(own?.text).toContain('Theo Kế hoạch 01/KH-UBND, tính đến ngày 15/12/2016, đơn vị còn 01 nội dung chưa gửi');
    expect(own?.text).toContain('- Hồ sơ đã giải quyết, tháng 12 năm 2016: hạn 16/12/2016 (còn 01 ngày).');
    expect(own?.headers.get('auto-submitted')).toBe('auto-generated');
    const above = got.find(({ to }) => to.startsWith('noivu'))?.mail;
    expect(above?.text?.match(/^- (Xã|Thị trấn) .*: Hồ sơ đã giải quyết/gm)).toHaveLength(COMMUNES - 2);
    const listed = await letters();
    expect(listed.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
    expect(new Set(listed.map(({ messageId }) => messageId))).toEqual(new Set(got.map(({ mail }) => mail.messageId)));
  });

  it('after the due day tells who still owes it, and nobody else', async () => {
    await made('/reminder-rules', { duty: dossiers, days: 3, hour: 9 });
    await made('/indicator-values', { indicator: 'dossiers', ...TAN_BINH, period: '2016-12', amount: 5 });
    at('2016-12-19T09:00:00+07:00');
    await everybodyTicks();
    const got = arrived();
    expect(got.map(({ to }) => to)).toEqual(['noivu.tanbien@tayninh.gov.vn']);
    expect(got[0]?.mail.subject).toBe('Nhắc gửi số liệu báo cáo: 08 nội dung, quá hạn từ 16/12/2016');
    expect(got[0]?.mail.text).toContain('hạn 16/12/2016 (quá hạn 03 ngày).');
  });
});

describe('a letter', () => {
  it('bears the same Message-ID again where the crash fell between acceptance and the ledger', async () => {
    // Cut off on 31/12/2016 by the calendar, due five days later.
    await made('/reminder-rules', { duty: confirmations, days: 0 });
    at('2017-01-05T08:00:00+07:00');
    await everybodyTicks();
    const first = arrived();
    expect(first.map(({ to }) => to).sort()).toEqual(['noivu.tanbien@tayninh.gov.vn', 'tanbinh@tayninh.gov.vn']);
    expect(first[0]?.mail.text).toContain('Xác nhận tình trạng triển khai Văn phòng điện tử, tháng 12 năm 2016');
    await asOwner(
      tracker,
      `update reminder_letter set state = 'sending', finished_at = null, lease_until = clock_timestamp()
       where address like 'tanbinh%' and day = '2017-01-05'`,
    );
    await everybodyTicks();
    const repeated = arrived();
    expect(repeated.map(({ to }) => to)).toEqual(['tanbinh@tayninh.gov.vn']);
    expect(first.map(({ mail }) => mail.messageId)).toContain(repeated[0]?.mail.messageId);
    const outcomes = await asOwner(
      tracker,
      `select outcome from reminder_attempt a join reminder_letter l on l.id = a.letter_id
       where address like 'tanbinh%' and day = '2017-01-05' order by a.id`,
    );
    expect(outcomes).toEqual([{ outcome: 'accepted' }, { outcome: 'unknown' }, { outcome: 'accepted' }]);
  });

  it('that is refused for good is shown, raises an alarm, and goes to the address that is recorded next', async () => {
    server.refusals.set('tanbinh@tayninh.gov.vn', { code: 550, text: '5.1.1 Khong co hop thu nay' });
    at('2017-02-05T08:00:00+07:00');
    await everybodyTicks();
    expect(arrived().map(({ to }) => to)).toEqual(['noivu.tanbien@tayninh.gov.vn']);
    const [failed] = (await letters()).filter(({ state }) => state === 'failed');
    expect(failed).toMatchObject({ address: 'tanbinh@tayninh.gov.vn', day: '2017-02-05', attempts: 1 });
    expect(failed.lastError).toContain('550 5.1.1 Khong co hop thu nay');
    const health = await tracker.get('/health/reminders', { authorization: '' });
    expect(health.status).toBe(503);
    expect(health.body.errors).toMatchObject([{ code: 'reminders-undelivered', failed: 1, waiting: 0 }]);
    // Whom it should have reached is not for everybody.
    expect(health.text).not.toContain('tayninh.gov.vn');
    await sendNow(tracker);
    await sendNow(tracker);
    const [alarm, ...others] = arrived();
    expect([alarm?.to, others]).toEqual([ADMINISTRATOR, []]);
    expect(alarm?.mail.text).toMatch(
      /Thư nhắc gửi Trần Thị B \(tanbinh@tayninh\.gov\.vn\) không gửi được: .*550 5\.1\.1/,
    );
    const trail = (await tracker.get('/audit?limit=500')).body.items;
    expect(trail.filter(({ action }: any) => action === 'reminder undelivered')).toHaveLength(1);
    await made('/contacts', {
      ...{ ...TAN_BINH, name: 'Lê Văn C', email: 'vp.tanbinh@tayninh.gov.vn', validFrom: '2017-02-05' },
    });
    await everybodyTicks();
    await everybodyTicks();
    expect(arrived().map(({ to }) => to)).toEqual(['vp.tanbinh@tayninh.gov.vn']);
    expect((await tracker.get('/health/reminders')).body).toEqual({ status: 'ok' });
  });

  it('waits while the mail server is away, and is not written of days that passed a week ago', async () => {
    server.refusals.set('vp.tanbinh@tayninh.gov.vn', { code: 451, text: '4.3.0 Thu lai sau' });
    at('2017-05-05T08:00:00+07:00');
    await everybodyTicks();
    const got = arrived();
    expect(got.map(({ to }) => to)).toEqual(['noivu.tanbien@tayninh.gov.vn']);
    // Not of all that was due in the three months in which nobody was reminded.
    expect(got[0]?.mail.subject).toMatch(/: 09 nội dung, hạn gần nhất 05\/5\/2017$/);
    const [waiting] = (await letters()).filter(({ state }) => state === 'waiting');
    expect(waiting).toMatchObject({ address: 'vp.tanbinh@tayninh.gov.vn', attempts: 1 });
    server.refusals.clear();
    await asOwner(tracker, `update reminder_letter set next_attempt_at = clock_timestamp() where state = 'waiting'`);
    await everybodyTicks();
    expect(arrived().map(({ to, mail }) => [to, mail.messageId])).toEqual([
      ['vp.tanbinh@tayninh.gov.vn', waiting.messageId],
    ]);
  });

  it('is not shown to who may not see the unit, and is of no rule that was removed', async () => {
    const [{ id }] = await asOwner<[{ id: string }]>(
      tracker,
      `select unit_id as id from unit_period where code = '706' and known_to is null limit 1`,
    );
    const elsewhere = { authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'editor' }], [id])}` };
    expect((await tracker.get('/reminders/letters', elsewhere)).body).toMatchObject({ items: [], total: 0 });
    expect((await tracker.get('/reminders/letters/preview?on=2017-06-05', elsewhere)).body.items).toEqual([]);
    expect((await preview('?on=2017-06-05')).items.length).toBeGreaterThan(0);
    const { items } = (await tracker.get('/reminder-rules')).body;
    expect(items.map(({ days }: any) => days)).toEqual([-1, 3, 0]);
    for (const rule of items) expect((await tracker.delete(`/reminder-rules/${rule.id}`)).status).toBe(204);
    expect((await tracker.delete(`/reminder-rules/${items[0].id}`)).status).toBe(404);
    expect((await preview('?on=2017-06-05')).items).toEqual([]);
    at('2017-06-05T08:00:00+07:00');
    await everybodyTicks();
    expect(arrived()).toEqual([]);
    const trail = (await tracker.get('/audit?limit=500')).body.items;
    expect(trail.filter(({ subjectType }: any) => subjectType === 'reminder-rule')).toHaveLength(6);
  });
});
