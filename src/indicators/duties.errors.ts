import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';

export const dutyUnknown = (read: string): Fault => ({
  path: '',
  code: 'duty-unknown',
  kind: 'missing',
  message: { vi: `Không có quy định báo cáo "${read}".`, en: `There is no reporting duty "${read}".` },
});

export const dutySaidAlready = (): Fault => ({
  path: '',
  code: 'duty-said-already',
  kind: 'conflict',
  message: {
    vi: 'Đã có quy định báo cáo giống hệt trong thời gian đó.',
    en: 'The very same duty is in force during that time already.',
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
  message: { vi: 'dueMonth chỉ đi với "day-of-month".', en: 'dueMonth goes with "day-of-month" only.' },
});

export const dueDayImpossible = (): Fault => ({
  path: 'dueCount',
  code: 'due-day-impossible',
  kind: 'unprocessable',
  message: { vi: 'Ngày trong tháng là từ 1 đến 31.', en: 'The day of a month is 1 to 31.' },
});

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
