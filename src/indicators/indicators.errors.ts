import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault, type FaultKind } from '../kernel/refusal.js';

export const indicatorUnknown = (path: string, read: string, kind: FaultKind, known: readonly string[]): Fault => ({
  path,
  code: 'indicator-unknown',
  kind,
  message: { vi: `Không có chỉ số "${read}".`, en: `There is no indicator "${read}".` },
  detail: { candidates: known },
});

export const indicatorNotThere = (path: string, name: string, day: LocalDate, kind: FaultKind): Fault => ({
  path,
  code: 'indicator-not-there',
  kind,
  message: {
    vi: `Chỉ số "${name}" chưa hoặc không còn áp dụng vào ngày ${printDay(day)}.`,
    en: `The indicator "${name}" is not defined on ${day}.`,
  },
});

export const indicatorCodeTaken = (code: string): Fault => ({
  path: 'code',
  code: 'indicator-code-taken',
  kind: 'conflict',
  message: { vi: `Đã có chỉ số "${code}".`, en: `There is an indicator "${code}" already.` },
});

export const periodWithoutDays = (): Fault => ({
  path: 'validTo',
  code: 'period-without-days',
  kind: 'unprocessable',
  message: { vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'The end must lie after the beginning.' },
});

export const maximumOfScoreAlone = (): Fault => ({
  path: 'maximum',
  code: 'maximum-of-score-alone',
  kind: 'unprocessable',
  message: { vi: 'Chỉ có chỉ số chấm điểm (score) mới có điểm tối đa.', en: 'Only a score has a maximum.' },
});

export const maximumOfNothing = (): Fault => ({
  path: 'maximum',
  code: 'maximum-zero',
  kind: 'unprocessable',
  message: { vi: 'Điểm tối đa phải lớn hơn 0.', en: 'A maximum is more than 0.' },
});

export const exceedingOfRatioAlone = (): Fault => ({
  path: 'mayExceed',
  code: 'exceeding-of-ratio-alone',
  kind: 'unprocessable',
  message: {
    vi: 'Chỉ tỷ lệ (ratio) mới có thể cho tử số lớn hơn mẫu số.',
    en: 'Only the numerator of a ratio may be let exceed its denominator.',
  },
});

export const widerOfOtherKind = (wider: string): Fault => ({
  path: 'wider',
  code: 'wider-of-other-kind',
  kind: 'unprocessable',
  message: {
    vi: `Các mức lũy kế phải cùng loại (count hoặc stock), cùng phạm vi tính và cùng lịch kỳ; "${wider}" không phải.`,
    en: `Cumulative levels are all counts or all stocks, of one reach and calendar; "${wider}" is not.`,
  },
});

export const widerHasNarrower = (wider: string, narrower: string): Fault => ({
  path: 'wider',
  code: 'wider-has-narrower',
  kind: 'conflict',
  message: {
    vi: `Mức ngay trong "${wider}" đã là "${narrower}"; mỗi mức lũy kế chỉ có một mức tiếp theo.`,
    en: `The level right within "${wider}" is "${narrower}" already; of cumulative levels each has one next.`,
  },
});

export const widerThanItself = (): Fault => ({
  path: 'wider',
  code: 'wider-than-itself',
  kind: 'unprocessable',
  message: { vi: 'Một chỉ số không thể nằm trong chính nó.', en: 'An indicator cannot be a part of itself.' },
});

export const restWithoutWider = (): Fault => ({
  path: 'restName',
  code: 'rest-without-wider',
  kind: 'unprocessable',
  message: {
    vi: 'Tên phần còn lại chỉ có khi chỉ số là một phần của chỉ số khác (wider).',
    en: 'A rest has a name only where the indicator is part of another (wider).',
  },
});
