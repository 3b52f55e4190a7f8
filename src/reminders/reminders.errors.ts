import { type Fault } from '../kernel/refusal.js';
import { type LetterRow, type UndeliveredLetter } from './reminder-letters.queries.js';

export const dutyOfReminderUnknown = (read: string): Fault => ({
  path: 'duty',
  code: 'duty-unknown',
  kind: 'unprocessable',
  message: { vi: `Không có quy định báo cáo "${read}".`, en: `There is no reporting duty "${read}".` },
});

export const reminderThere = (days: number): Fault => ({
  path: 'days',
  code: 'reminder-there',
  kind: 'conflict',
  message: {
    vi: `Quy định này đã được nhắc ${whenVi(days)}.`,
    en: `This duty is reminded of ${whenEn(days)} already.`,
  },
});

export const reminderUnknown = (id: string): Fault => ({
  path: '',
  code: 'reminder-unknown',
  kind: 'missing',
  message: { vi: `Không có lịch nhắc "${id.slice(0, 80)}".`, en: `There is no reminder "${id.slice(0, 80)}".` },
});

export const previewTooFar = (days: number): Fault => ({
  path: 'on',
  code: 'preview-too-far',
  kind: 'malformed',
  message: {
    vi: `Chỉ xem trước được trong khoảng ${days} ngày trước và sau hôm nay.`,
    en: `What would go out can be seen within ${days} days of today.`,
  },
});

export const remindersUndelivered = (letters: readonly UndeliveredLetter[]): Fault => {
  const failed = letters.filter(({ state }) => state === 'failed').length;
  const waiting = letters.length - failed;
  const since = letters[0]?.orderedAt ?? '';
  return {
    path: 'reminders',
    code: 'reminders-undelivered',
    kind: 'busy',
    message: {
      vi: `Thư nhắc chưa gửi được: ${failed} thư không nhận được, ${waiting} thư còn chờ, từ ${since}.`,
      en: `Reminders are not delivered: ${failed} failed, ${waiting} waiting, since ${since}.`,
    },
    detail: { failed, waiting, since },
  };
};

/** What the administrators are told of a letter that nobody tries to send any more. */
export const letterFailed = ({ address, contact }: LetterRow, answer: string): Fault['message'] => ({
  vi: `Thư nhắc gửi ${contact.name} (${address}) không gửi được: ${answer}. Hãy kiểm tra địa chỉ của đầu mối.`,
  en: `The reminder to ${contact.name} (${address}) is not delivered: ${answer}. Check the contact's address.`,
});

function whenVi(days: number): string {
  if (days === 0) return 'vào ngày đến hạn';
  return days < 0 ? `trước hạn ${-days} ngày` : `sau hạn ${days} ngày`;
}

function whenEn(days: number): string {
  if (days === 0) return 'on the due day';
  return days < 0 ? `${-days} days before it is due` : `${days} days after it was due`;
}
