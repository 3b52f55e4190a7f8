import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Period } from '../kernel/period.js';
import { type Fault } from '../kernel/refusal.js';
import { type RestedOnDuty } from './duty-records.queries.js';

export const dutyUnknown = (read: string): Fault => ({
  path: '',
  code: 'duty-unknown',
  kind: 'missing',
  message: { vi: `Không có quy định báo cáo "${read}".`, en: `There is no reporting duty "${read}".` },
});

/** With the days of the one that says the same. */
export const dutySaidAlready = (path: string, { from, to }: Period): Fault => ({
  path,
  code: 'duty-said-already',
  kind: 'conflict',
  message: {
    vi: `Đã có quy định báo cáo giống hệt, có hiệu lực ${from === null ? 'từ trước' : `từ ngày ${printDay(from)}`}${to === null ? '' : ` đến trước ngày ${printDay(to)}`}; hãy sửa quy định đó, hoặc ghi ngày kết thúc của nó trước.`,
    en: `The very same duty is in force ${from === null ? 'from before the record' : `from ${from}`}${to === null ? '' : ` until before ${to}`}; correct that one, or give its end first.`,
  },
});

export const dutyOfBoth = (): Fault => ({
  path: 'system',
  code: 'duty-of-both',
  kind: 'unprocessable',
  message: {
    vi: 'Ghi hoặc chỉ số (indicator), hoặc hệ thống cần xác nhận (system), không ghi cả hai.',
    en: 'Give the indicator that is owed or the system that is confirmed, not both.',
  },
});

export const calendarOfIndicator = (): Fault => ({
  path: 'calendar',
  code: 'calendar-of-indicator',
  kind: 'unprocessable',
  message: {
    vi: 'Kỳ của chỉ số theo lịch trong định nghĩa chỉ số; chỉ việc xác nhận mới ghi lịch ở đây.',
    en: 'The periods of an indicator end as its definition says; only confirmations have a calendar here.',
  },
});

export const dueMonthMisplaced = (): Fault => ({
  path: 'dueMonth',
  code: 'due-month-misplaced',
  kind: 'unprocessable',
  message: {
    vi: 'Tháng của hạn (dueMonth) chỉ đi với hạn là ngày trong tháng (day-of-month).',
    en: 'dueMonth goes with "day-of-month" only.',
  },
});

export const dueDayImpossible = (): Fault => ({
  path: 'dueCount',
  code: 'due-day-impossible',
  kind: 'unprocessable',
  message: { vi: 'Ngày trong tháng là từ 1 đến 31.', en: 'The day of a month is 1 to 31.' },
});

const RESTING: Readonly<Record<RestedOnDuty['by'], Fault['message']>> = {
  change: { vi: 'đã thay đổi', en: 'changed since' },
  reminder: { vi: 'đang được nhắc hạn', en: 'reminders' },
  other: { vi: 'đã có quy định khác nối tiếp', en: 'followed by another' },
};

/** `meetings, commune, month (reminders)` for each. */
export const laterRestsOnDuties = (rested: readonly RestedOnDuty[]): Fault => {
  const named = rested.slice(0, 500).map(({ of, level, frequency, by }) => {
    const duty = [of ?? 'deployments', level, frequency].join(', ');
    return { vi: `${duty} (${RESTING[by].vi})`, en: `${duty} (${RESTING[by].en})` };
  });
  const shown = named.slice(0, 10);
  return {
    path: '',
    code: 'later-changes-rest-on-it',
    kind: 'conflict',
    message: {
      vi: `Không hoàn tác được các quy định báo cáo sau: ${shown.map(({ vi }) => vi).join('; ')}.`,
      en: `These duties cannot be taken back: ${shown.map(({ en }) => en).join('; ')}.`,
    },
    detail: { resting: named.map(({ en }) => en) },
  };
};

export const holidayThereAlready = (day: LocalDate, name: string): Fault => ({
  path: 'day',
  code: 'holiday-there-already',
  kind: 'conflict',
  message: {
    vi: `Ngày ${printDay(day)} đã được ghi: ${name}.`,
    en: `${day} is recorded already: ${name}.`,
  },
});

export const holidayUnknown = (read: string): Fault => ({
  path: '',
  code: 'holiday-unknown',
  kind: 'missing',
  message: { vi: `Không có ngày nghỉ hay làm bù "${read}".`, en: `There is no holiday or swapped day "${read}".` },
});

export const laterHolidaysRest = (days: readonly LocalDate[]): Fault => ({
  path: '',
  code: 'later-holidays-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được: ${days.length} ngày sau đó đã được ghi khác hoặc thu hồi (${days.slice(0, 10).map(printDay).join('; ')}).`,
    en: `It cannot be taken back: ${days.length} of its days were recorded otherwise or withdrawn since (${days.slice(0, 10).join('; ')}).`,
  },
  detail: { days: days.slice(0, 500) },
});

export const remindersBackwards = (): Fault => ({
  path: 'dueTo',
  code: 'due-to-before-from',
  kind: 'malformed',
  message: { vi: 'dueTo không được trước dueFrom.', en: 'dueTo must not lie before dueFrom.' },
});

export const remindersTooLong = (days: number): Fault => ({
  path: 'dueTo',
  code: 'span-too-long',
  kind: 'malformed',
  message: { vi: `Khoảng hạn nộp dài nhất là ${days} ngày.`, en: `At most ${days} days of due days are listed.` },
});
