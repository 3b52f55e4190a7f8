import { type DeliveryOptions } from '../../config/delivery.js';
import { openDataSource } from '../../config/data-source.js';
import { DeliveryScheduler } from '../../src/delivery/delivery-scheduler.service.js';
import { type TestAnswer, type TestApp } from './app.js';

export const MONTHLY = {
  ...{ code: 'monthly', type: 'monthly', name: 'Báo cáo tháng', rule: 'calendar' },
  ...{ issuingBody: 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG', parentBody: 'UBND TỈNH TÂY NINH', abbreviation: 'STTTT' },
  ...{ placeName: 'Tây Ninh', signatory: { lines: ['GIÁM ĐỐC'], name: 'Nguyễn Văn A' } },
};

/** How a service sends mail to a server of a test. */
export function mailThrough(port: number, more: Partial<DeliveryOptions> = {}): DeliveryOptions {
  return {
    smtp: {
      ...{ host: '127.0.0.1', port, secure: false, tls: 'offered', auth: null },
      from: { name: 'Sở Thông tin và Truyền thông', address: 'bao-cao@tayninh.gov.vn' },
    },
    ...{ webhookNetworks: ['127.0.0.1'], alarmTo: [] },
    ...more,
  };
}

/** A definition of its own with recipients, and a draft of December 2016; their ids. */
export async function draftWith(
  tracker: TestApp,
  code: string,
  recipients: readonly Record<string, unknown>[],
  more: Record<string, unknown> = {},
): Promise<{ report: string; recipients: string[] }> {
  expectStatus(201, await tracker.post('/report-definitions', { ...MONTHLY, ...more, code }));
  const ids: string[] = [];
  for (const recipient of recipients) {
    const added = await tracker.post(`/report-definitions/${code}/recipients`, recipient);
    ids.push(expectStatus(201, added).body.id as string);
  }
  const made = await tracker.post('/reports', { definition: code, period: '2016-12' });
  return { report: expectStatus(201, made).body.id as string, recipients: ids };
}

/** One round of sending, as the service does it four times a minute. */
export async function sendNow({ app }: Pick<TestApp, 'app'>): Promise<void> {
  // The service may be in the middle of a round that began before what is to be sent was there.
  await app.get(DeliveryScheduler).tick();
  await app.get(DeliveryScheduler).tick();
}

/** Runs a statement as the owner of the database: how a test lets time pass. */
export async function asOwner<T = unknown>(
  { database }: Pick<TestApp, 'database'>,
  statement: string,
  parameters: unknown[] = [],
): Promise<T> {
  const owner = await openDataSource(database.ownerUrl, 1);
  try {
    return await owner.query<T>(statement, parameters);
  } finally {
    await owner.destroy();
  }
}

/** As if the pauses before the next attempts of a report had passed. */
export async function letPausesPass(tracker: Pick<TestApp, 'database'>, report: string): Promise<void> {
  await asOwner(tracker, `update delivery set next_attempt_at = clock_timestamp() where report_id = $1`, [report]);
}

function expectStatus(status: number, answer: TestAnswer): TestAnswer {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}
