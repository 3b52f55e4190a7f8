import { type Fault } from '../kernel/refusal.js';
import { type UndeliveredRow } from './alarms.queries.js';
import { type Channel } from './domain/channel.js';

export const addressNotAnEmail = (read: string): Fault => ({
  path: 'address',
  code: 'not-an-email',
  kind: 'malformed',
  message: {
    vi: `"${read.slice(0, 80)}" không phải là địa chỉ thư điện tử.`,
    en: `"${read.slice(0, 80)}" is not an e-mail address.`,
  },
});

export const addressNotAWebhook = (read: string): Fault => ({
  path: 'address',
  code: 'not-a-webhook',
  kind: 'malformed',
  message: {
    vi: `"${read.slice(0, 80)}" không phải là địa chỉ nhận dữ liệu; dùng https://, không kèm tên và mật khẩu (http:// chỉ trên máy này).`,
    en: `"${read.slice(0, 80)}" is not the address of a webhook; it takes https:// without name and password (http:// on this machine alone).`,
  },
});

export const recipientThere = (channel: Channel, address: string): Fault => ({
  path: 'address',
  code: 'recipient-there',
  kind: 'conflict',
  message: {
    vi: `Mẫu báo cáo này đã gửi đến ${address} (${channel}).`,
    en: `The reports of this definition are sent to ${address} (${channel}) already.`,
  },
});

export const recipientUnknown = (id: string, path = '', kind: 'missing' | 'unprocessable' = 'missing'): Fault => ({
  path,
  code: 'recipient-unknown',
  kind,
  message: {
    vi: `Mẫu báo cáo này không có nơi gửi "${id.slice(0, 80)}".`,
    en: `This definition has no recipient "${id.slice(0, 80)}".`,
  },
});

export const recipientHasNoSecret = (): Fault => ({
  path: '',
  code: 'recipient-has-no-secret',
  kind: 'unprocessable',
  message: { vi: 'Chỉ webhook mới có khóa bí mật.', en: 'A webhook alone has a secret.' },
});

export const nobodyToDeliverTo = (definition: string): Fault => ({
  path: '',
  code: 'nobody-to-deliver-to',
  kind: 'unprocessable',
  message: {
    vi: `Mẫu báo cáo ${definition} chưa có nơi gửi; hãy thêm tại /report-definitions/${definition}/recipients.`,
    en: `The definition ${definition} has no recipients; add them at /report-definitions/${definition}/recipients.`,
  },
});

export const reportLate = (definition: string, period: string): Fault['message'] => ({
  vi: `Báo cáo ${definition} kỳ ${period} đã quá hạn mà chưa lập được.`,
  en: `The report ${definition} of ${period} is late: it was not made.`,
});

/** Of one report; whom it is about is not said, since monitors need not sign in. */
export const reportUndelivered = (rows: readonly UndeliveredRow[]): Fault => {
  const [{ definition, period, orderedAt } = { definition: '', period: '', orderedAt: '' }] = rows;
  const failed = rows.filter(({ state }) => state === 'failed').length;
  const waiting = rows.length - failed;
  return {
    path: `${definition}/${period}`,
    code: 'report-undelivered',
    kind: 'busy',
    message: {
      vi: `Báo cáo ${definition} kỳ ${period} chưa gửi được: ${failed} nơi không nhận được, ${waiting} nơi còn chờ từ ${orderedAt}.`,
      en: `The report ${definition} of ${period} is not delivered: failed for ${failed}, waiting for ${waiting} since ${orderedAt}.`,
    },
    detail: { failed, waiting, since: orderedAt },
  };
};
