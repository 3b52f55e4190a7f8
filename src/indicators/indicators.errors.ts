import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault, type FaultKind } from '../kernel/refusal.js';
import { type RestingOnDefinition } from './indicator-records.queries.js';

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

export const valuesAfterEnd = (count: number, validTo: LocalDate): Fault => ({
  path: 'validTo',
  code: 'values-after-end',
  kind: 'conflict',
  message: {
    vi: `Đã có ${count} số liệu của các kỳ kết thúc từ ngày ${printDay(validTo)}; chỉ số chưa thể kết thúc vào ngày này.`,
    en: `There are ${count} values of periods that end on ${validTo} or later, so the indicator cannot end then.`,
  },
});

const RESTING: Readonly<Record<RestingOnDefinition['by'], { vi: string; en: string }>> = {
  change: { vi: 'thay đổi sau đó', en: 'later changes' },
  value: { vi: 'số liệu', en: 'values' },
  target: { vi: 'chỉ tiêu', en: 'targets' },
  duty: { vi: 'quy định báo cáo', en: 'duties' },
  scorecard: { vi: 'bộ tiêu chí chấm điểm', en: 'scorecards' },
};

/** `meetings (số liệu: 3)` for each. */
export const laterRestsOnDefinitions = (resting: readonly RestingOnDefinition[]): Fault => {
  const named = (language: 'vi' | 'en'): string[] =>
    resting.map(({ code, by, count }) => `${code} (${RESTING[by][language]}: ${count})`);
  return {
    path: '',
    code: 'later-changes-rest-on-it',
    kind: 'conflict',
    message: {
      vi: `Không hoàn tác được vì dữ liệu ghi sau dựa vào định nghĩa này: ${named('vi').slice(0, 10).join(', ')}.`,
      en: `It cannot be taken back, for what was recorded later rests on it: ${named('en').slice(0, 10).join(', ')}.`,
    },
    detail: { resting: named('en').slice(0, 500) },
  };
};

export const levelsRestOnDefinitions = (codes: readonly string[]): Fault => ({
  path: '',
  code: 'later-changes-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được vì các mức lũy kế sẽ không còn nằm trong nhau: ${codes.slice(0, 10).join(', ')}.`,
    en: `It cannot be taken back, for levels would no longer lie in each other: ${codes.slice(0, 10).join(', ')}.`,
  },
  detail: { resting: codes.slice(0, 500) },
});
