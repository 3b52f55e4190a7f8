import { type Fault } from '../kernel/refusal.js';

export const targetUnknown = (read: string): Fault => ({
  path: '',
  code: 'target-unknown',
  kind: 'missing',
  message: { vi: `Không có chỉ tiêu "${read}".`, en: `There is no target "${read}".` },
});

export const subjectOfTarget = (): Fault => ({
  path: 'system',
  code: 'system-or-indicator',
  kind: 'unprocessable',
  message: {
    vi: 'Ghi đúng một trong hai: hệ thống (system) hoặc chỉ số (indicator).',
    en: 'Give exactly one of system and indicator.',
  },
});

export const measureOfOther = (allowed: readonly string[]): Fault => ({
  path: 'measure',
  code: 'measure-does-not-fit',
  kind: 'unprocessable',
  message: {
    vi: `Chỉ tiêu này chỉ đo bằng: ${allowed.join(', ')}.`,
    en: `This target is measured by: ${allowed.join(', ')}.`,
  },
});

export const onlyOfCoverage = (path: string): Fault => ({
  path,
  code: 'only-of-coverage',
  kind: 'unprocessable',
  message: {
    vi: `${path} chỉ dùng cho chỉ tiêu triển khai hệ thống.`,
    en: `${path} goes with the coverage of a system only.`,
  },
});

export const goalAboveAll = (): Fault => ({
  path: 'goal',
  code: 'goal-above-all',
  kind: 'unprocessable',
  message: { vi: 'Tỷ lệ triển khai không thể quá 100%.', en: 'Coverage cannot be above 100%.' },
});

export const goalBelowBaseline = (): Fault => ({
  path: 'baseline',
  code: 'goal-below-baseline',
  kind: 'unprocessable',
  message: { vi: 'Chỉ tiêu không được thấp hơn mức ban đầu.', en: 'The goal must not lie below the baseline.' },
});

export const dueBeforeStart = (): Fault => ({
  path: 'dueOn',
  code: 'due-before-start',
  kind: 'unprocessable',
  message: { vi: 'Hạn hoàn thành không được trước ngày bắt đầu.', en: 'The due day must not lie before the start.' },
});

export const laterTargetsRest = (names: readonly string[]): Fault => ({
  path: '',
  code: 'later-targets-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được: ${names.length} chỉ tiêu sau đó đã bị thay hoặc thu hồi (${names.slice(0, 10).join('; ')}).`,
    en: `It cannot be taken back: ${names.length} of its targets were replaced or withdrawn since (${names.slice(0, 10).join('; ')}).`,
  },
  detail: { targets: names.slice(0, 500) },
});
