import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Mails } from '../../src/delivery/mail.service.js';
import { createApplication } from '../../src/application.js';
import { tokenOf } from '../support/accounts.js';
import { asOwner, draftWith, letPausesPass, mailThrough, sendNow } from '../support/deliveries.js';
import { startApp, type TestApp } from '../support/app.js';
import { type AcceptedMail, type MailServer, startMailServer } from '../support/mail-server.js';

const OFFICE = { name: 'Văn phòng UBND tỉnh', channel: 'email', address: 'vp@tayninh.gov.vn' };
const MINISTRY = { name: 'Bộ Thông tin và Truyền thông', channel: 'email', address: 'vanthu@mic.gov.vn' };

let server: MailServer;
let tracker: TestApp;
beforeAll(async () => {
  server = await startMailServer();
  tracker = await startApp({ sample: true, service: { delivery: mailThrough(server.port) } });
});
afterEach(() => {
  server.accepted.length = 0;
  server.refusals.clear();
  server.afterData = () => null;
});
afterAll(async () => {
  await tracker.stop();
  await server.close();
});

async function statesOf(report: string): Promise<string[]> {
  const { items } = (await tracker.get(`/reports/${report}/deliveries`)).body;
  return items.map(({ address, round, state }: any) => `${address} ${round} ${state}`);
}

function gotBy(address: string): AcceptedMail {
  const [got, ...more] = server.accepted.filter(({ to }) => to === address);
  if (!got || more.length > 0) throw new Error(`${address} got ${more.length + (got ? 1 : 0)} messages`);
  return got;
}

async function served(report: string, format: string): Promise<Buffer> {
  const response = await fetch(`${tracker.address}/api/v1/reports/${report}.${format}`, {
    headers: { authorization: `Bearer ${tracker.administrator}` },
  });
  return Buffer.from(await response.arrayBuffer());
}

describe('a report that is sent by hand', () => {
  it('reaches each recipient once, with its letter and the very files that are served', async () => {
    const { report, recipients } = await draftWith(tracker, 'sent', [OFFICE, { ...MINISTRY, formats: ['pdf'] }]);
    const ordered = await tracker.post(`/reports/${report}/deliver`, {});
    expect(ordered.status).toBe(200);
    expect(ordered.body.mailConfigured).toBe(true);
    expect(await statesOf(report)).toEqual(['vp@tayninh.gov.vn 1 waiting', 'vanthu@mic.gov.vn 1 waiting']);
    await sendNow(tracker);
    await sendNow(tracker);
    expect(await statesOf(report)).toEqual(['vp@tayninh.gov.vn 1 delivered', 'vanthu@mic.gov.vn 1 delivered']);
    expect(server.accepted.map(({ to }) => to).sort()).toEqual(['vanthu@mic.gov.vn', 'vp@tayninh.gov.vn']);

    const { mail, raw } = gotBy(OFFICE.address);
    expect(mail.messageId).toBe(`<${report}.${recipients[0]}.email.1@tayninh.gov.vn>`);
    expect(mail.from?.text).toBe('"Sở Thông tin và Truyền thông" <bao-cao@tayninh.gov.vn>');
    expect(mail.to).toMatchObject({ text: '"Văn phòng UBND tỉnh" <vp@tayninh.gov.vn>' });
    expect(mail.subject).toMatch(
      /^Dự thảo báo cáo: Tình hình triển khai các hệ thống chính quyền điện tử .*tháng 12 năm 2016/,
    );
    // Nothing beyond ASCII stands in the head of a message (RFC 2047).
    expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).toMatch(/^[\x20-\x7e\r\n\t]*$/);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('content-language')).toBe('vi');
    expect(mail.headers.has('references')).toBe(false);
    expect(mail.text).toContain('Kính gửi: Văn phòng UBND tỉnh');
    expect(mail.text).toContain('số liệu tính đến ngày 31/12/2016.');
    expect(mail.text).toContain('Đây là dự thảo chưa ban hành');
    expect(mail.text).toContain('I. TÌNH HÌNH CHUNG');
    expect(mail.html).toContain('<html lang="vi">');
    expect(mail.html).toContain('<p>Đây là dự thảo chưa ban hành');
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([
      ...['BC-STTTT-2016-12-du-thao.docx', 'BC-STTTT-2016-12-du-thao.pdf', 'BC-STTTT-2016-12-du-thao.xlsx'],
    ]);
    for (const { filename = '', content } of mail.attachments)
      expect(content.equals(await served(report, filename.split('.')[1] ?? ''))).toBe(true);
    expect(gotBy(MINISTRY.address).mail.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf']);
  });

  it('is recognised when it is sent again: a new message that refers to the first, and says so', async () => {
    const { report, recipients } = await draftWith(tracker, 'again', [OFFICE, MINISTRY]);
    await tracker.post(`/reports/${report}/deliver`, {});
    await sendNow(tracker);
    server.accepted.length = 0;
    const again = await tracker.post(`/reports/${report}/deliver`, { recipients: [recipients[1]] });
    expect(again.status).toBe(200);
    // What is on its way is not ordered twice.
    await tracker.post(`/reports/${report}/deliver`, { recipients: [recipients[1]] });
    await sendNow(tracker);
    expect(await statesOf(report)).toEqual([
      ...['vp@tayninh.gov.vn 1 delivered', 'vanthu@mic.gov.vn 1 delivered', 'vanthu@mic.gov.vn 2 delivered'],
    ]);
    expect(server.accepted).toHaveLength(1);
    const [{ mail }] = server.accepted as [(typeof server.accepted)[number]];
    expect(mail.messageId).toBe(`<${report}.${recipients[1]}.email.2@tayninh.gov.vn>`);
    expect(mail.references).toBe(`<${report}.${recipients[1]}.email.1@tayninh.gov.vn>`);
    expect(mail.inReplyTo).toBe(mail.references);
    expect(mail.subject).toMatch(/^Gửi lại lần 2: Dự thảo báo cáo: /);
    expect(mail.text).toContain('đã được gửi trước đây');
  });

  it('is the issued one once it is issued', async () => {
    const { report } = await draftWith(tracker, 'issued', [{ ...OFFICE, formats: ['pdf'] }]);
    const { version } = (await tracker.get(`/reports/${report}`)).body;
    const issued = await tracker.post(
      `/reports/${report}/issue`,
      { number: 5, issuedOn: '2017-01-05' },
      {
        'if-match': `"v${version}"`,
        authorization: `Bearer ${await tokenOf(tracker.database, [{ role: 'approver' }])}`,
      },
    );
    expect(issued.status).toBe(200);
    await tracker.post(`/reports/${report}/deliver`, {});
    await sendNow(tracker);
    const [{ mail }] = server.accepted as [(typeof server.accepted)[number]];
    expect(mail.subject).toMatch(/^Báo cáo số 05\/BC-STTTT: /);
    expect(mail.text).toContain('Báo cáo số 05/BC-STTTT ngày 05/01/2017');
    expect(mail.text).not.toContain('dự thảo');
    expect(mail.attachments[0]?.content.equals(await served(report, 'pdf'))).toBe(true);
  });

  it('shows before what would go to whom, and sends nothing', async () => {
    const { report, recipients } = await draftWith(tracker, 'preview', [OFFICE, MINISTRY]);
    const shown = await tracker.post(`/reports/${report}/deliver?dryRun=true`, { recipients: [recipients[1]] });
    expect(shown.status).toBe(200);
    expect(shown.body.items).toEqual([
      {
        ...{ recipientId: recipients[1], recipient: MINISTRY.name, channel: 'email', address: MINISTRY.address },
        ...{
          round: 1,
          subject: expect.stringMatching(/^Dự thảo báo cáo: /),
          text: expect.stringContaining('Kính gửi'),
        },
        files: ['docx', 'pdf', 'xlsx'].map((format) => expect.objectContaining({ format })),
      },
    ]);
    expect(shown.body.items[0].files[1].size).toBe((await served(report, 'pdf')).length);
    await sendNow(tracker);
    expect(server.accepted).toEqual([]);
    expect((await tracker.get(`/reports/${report}/deliveries`)).body.items).toEqual([]);
    // Its second round, once the first has gone.
    await tracker.post(`/reports/${report}/deliver?dryRun=false`, {});
    await sendNow(tracker);
    const again = await tracker.post(`/reports/${report}/deliver?dryRun=true`, {});
    expect(again.body.items.map(({ round }: any) => round)).toEqual([2, 2]);
    expect(again.body.items[0].subject).toMatch(/^Gửi lại lần 2: /);
    expect(server.accepted).toHaveLength(2);
    expect((await tracker.post(`/reports/${report}/deliver?dryRun=perhaps`, {})).status).toBe(400);
  });

  it('is refused with every fault where there is nobody to send it to', async () => {
    const { report } = await draftWith(tracker, 'nobody', []);
    const unknown = await tracker.post(`/reports/${report}/deliver`, { recipients: ['nobody'], more: 1 });
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors.map(({ path }: any) => path).sort()).toEqual(['more', 'recipients[0]']);
    const none = await tracker.post(`/reports/${report}/deliver`, {});
    expect(none.body.errors).toMatchObject([{ code: 'nobody-to-deliver-to' }]);
    expect((await tracker.post('/reports/x/deliver', {})).status).toBe(404);
  });
});

describe('a mail server that does not take it', () => {
  it('fails at once for an address that it refuses for good, and only for that one', async () => {
    const { report } = await draftWith(tracker, 'refused', [OFFICE, MINISTRY]);
    server.refusals.set(OFFICE.address, { code: 550, text: '5.1.1 Khong co hop thu nay' });
    await tracker.post(`/reports/${report}/deliver`, {});
    await sendNow(tracker);
    expect(await statesOf(report)).toEqual(['vp@tayninh.gov.vn 1 failed', 'vanthu@mic.gov.vn 1 delivered']);
    const [failed] = (await tracker.get(`/reports/${report}/deliveries`)).body.items;
    expect(failed.lastError).toContain('550 5.1.1 Khong co hop thu nay');
    expect(failed.attempts).toBe(1);
    server.refusals.clear();
    await tracker.post(`/reports/${report}/deliver`, {});
    await sendNow(tracker);
    expect(await statesOf(report)).toEqual([
      ...['vp@tayninh.gov.vn 1 failed', 'vanthu@mic.gov.vn 1 delivered'],
      ...['vp@tayninh.gov.vn 2 delivered', 'vanthu@mic.gov.vn 2 delivered'],
    ]);
  });

  it('is tried again after a reply of 4xx, under the same Message-ID, with every attempt kept', async () => {
    const { report, recipients } = await draftWith(tracker, 'later', [{ ...OFFICE, formats: ['pdf'] }]);
    server.afterData = () => ({ code: 451, text: '4.3.0 Thu lai sau' });
    await tracker.post(`/reports/${report}/deliver`, {});
    await sendNow(tracker);
    await sendNow(tracker);
    const [waiting] = (await tracker.get(`/reports/${report}/deliveries`)).body.items;
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, finishedAt: null });
    expect(waiting.lastError).toContain('451 4.3.0 Thu lai sau');
    const pause = Date.parse(waiting.nextAttemptAt) - Date.now();
    expect(pause).toBeLessThanOrEqual(60_000);
    server.afterData = () => null;
    await letPausesPass(tracker, report);
    await sendNow(tracker);
    expect(await statesOf(report)).toEqual(['vp@tayninh.gov.vn 1 delivered']);
    expect(server.accepted.map(({ mail }) => mail.messageId)).toEqual([waiting.messageId]);
    expect(waiting.messageId).toContain(recipients[0]);
    const attempts = await asOwner(
      tracker,
      `select attempt, outcome, files->0->>'format' as format from delivery_attempt
       join delivery on delivery.id = delivery_id where report_id = $1 order by delivery_attempt.id`,
      [report],
    );
    expect(attempts).toEqual([
      { attempt: 1, outcome: 'postponed', format: 'pdf' },
      { attempt: 2, outcome: 'accepted', format: 'pdf' },
    ]);
  });

  it('gives up three days after the first attempt', async () => {
    const { report } = await draftWith(tracker, 'given-up', [{ ...OFFICE, formats: ['pdf'] }]);
    server.refusals.set(OFFICE.address, { code: 452, text: '4.2.2 Hop thu day' });
    await tracker.post(`/reports/${report}/deliver`, {});
    await sendNow(tracker);
    await asOwner(tracker, `update delivery set begun_at = begun_at - interval '73 hours' where report_id = $1`, [
      report,
    ]);
    await letPausesPass(tracker, report);
    await sendNow(tracker);
    const [failed] = (await tracker.get(`/reports/${report}/deliveries`)).body.items;
    expect(failed).toMatchObject({ state: 'failed', attempts: 2 });
    expect(failed.lastError).toContain('452');
  });

  it('may be away and come back', async () => {
    const { report } = await draftWith(tracker, 'away', [{ ...OFFICE, formats: ['pdf'] }]);
    const { port } = server;
    await server.close();
    await tracker.post(`/reports/${report}/deliver`, {});
    await sendNow(tracker);
    const [waiting] = (await tracker.get(`/reports/${report}/deliveries`)).body.items;
    expect(waiting.lastError).toMatch(/ECONNREFUSED/);
    server = await startMailServer({ port });
    await letPausesPass(tracker, report);
    await sendNow(tracker);
    expect(server.accepted.map(({ to }) => to)).toEqual([OFFICE.address]);
  });
});

it('ends a conversation that takes too long, and nothing of it was accepted', async () => {
  const limit = new AbortController();
  server.afterData = () => {
    limit.abort();
    return new Promise(() => undefined);
  };
  const to = [{ name: 'Văn phòng', address: OFFICE.address }];
  const outcome = await tracker.app
    .get(Mails)
    .send({ to, subject: 'Chậm', text: 'Chậm', language: 'vi', files: [] }, limit.signal);
  expect(outcome).toEqual({ result: 'postponed', answer: 'the server took too long' });
  expect(server.accepted).toEqual([]);
});

it('sends nothing in place of a report that cannot be rendered', async () => {
  const { report } = await draftWith(tracker, 'broken', [OFFICE]);
  await tracker.post(`/reports/${report}/deliver`, {});
  await asOwner(
    tracker,
    `update report set snapshot = '{}', snapshot_sha256 = sha256(convert_to('{}', 'UTF8')) where id = $1`,
    [report],
  );
  await sendNow(tracker);
  expect(server.accepted).toEqual([]);
  const [waiting] = (await tracker.get(`/reports/${report}/deliveries`)).body.items;
  expect(waiting).toMatchObject({ state: 'waiting', attempts: 1 });
  expect(waiting.lastError).toMatch(/^Not sent: /);
});

describe('several instances', () => {
  it('try each delivery one at a time, and a slow server gets it once', async () => {
    const other = await createApplication(tracker.options);
    await other.init();
    try {
      const recipients = Array.from({ length: 8 }, (_, n) => ({
        ...{ name: `Đơn vị ${n}`, channel: 'email', address: `don-vi-${n}@tayninh.gov.vn`, formats: ['pdf'] },
      }));
      const { report } = await draftWith(tracker, 'shared', recipients);
      const open = new Map<string, number>();
      let most = 0;
      server.afterData = async (to) => {
        open.set(to, (open.get(to) ?? 0) + 1);
        most = Math.max(most, ...open.values());
        await new Promise((resolve) => setTimeout(resolve, 150));
        open.set(to, (open.get(to) ?? 0) - 1);
        return null;
      };
      await tracker.post(`/reports/${report}/deliver`, {});
      await Promise.all([sendNow(tracker), sendNow({ app: other })]);
      expect(most).toBe(1);
      expect(server.accepted.map(({ to }) => to).sort()).toEqual(recipients.map(({ address }) => address));
      expect(new Set(await statesOf(report))).toEqual(
        new Set(recipients.map(({ address }) => `${address} 1 delivered`)),
      );
    } finally {
      await other.close();
    }
  });

  it('take over what one of them died with, and the repeat is recognisable', async () => {
    const { report } = await draftWith(tracker, 'taken-over', [{ ...OFFICE, formats: ['pdf'] }]);
    await tracker.post(`/reports/${report}/deliver`, {});
    await sendNow(tracker);
    // As it stands after a crash between the server's 250 and the note of it.
    await asOwner(
      tracker,
      `update delivery set state = 'sending', finished_at = null, lease_until = clock_timestamp() + interval '1 minute'
       where report_id = $1`,
      [report],
    );
    await sendNow(tracker);
    expect(server.accepted).toHaveLength(1);
    await asOwner(tracker, `update delivery set lease_until = clock_timestamp() where report_id = $1`, [report]);
    await sendNow(tracker);
    expect(await statesOf(report)).toEqual(['vp@tayninh.gov.vn 1 delivered']);
    expect(server.accepted).toHaveLength(2);
    expect(new Set(server.accepted.map(({ mail }) => mail.messageId)).size).toBe(1);
    expect(
      await asOwner(
        tracker,
        `select outcome from delivery_attempt join delivery on delivery.id = delivery_id
         where report_id = $1 order by delivery_attempt.id`,
        [report],
      ),
    ).toEqual([{ outcome: 'accepted' }, { outcome: 'unknown' }, { outcome: 'accepted' }]);
  });
});
