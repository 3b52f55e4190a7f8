import { type Fault } from '../kernel/refusal.js';

export const trendBackwards = (): Fault => ({
  path: 'to',
  code: 'trend-backwards',
  kind: 'malformed',
  message: { vi: 'Ngày cuối phải không trước ngày đầu.', en: 'The last day must not lie before the first.' },
});

export const trendTooLong = (most: number): Fault => ({
  path: 'to',
  code: 'trend-too-long',
  kind: 'malformed',
  message: {
    vi: `Khoảng này có quá nhiều mốc; nhiều nhất là ${most}.`,
    en: `That span has too many points; at most ${most} are given.`,
  },
});

export const bridgeBackwards = (): Fault => ({
  path: 'to',
  code: 'bridge-backwards',
  kind: 'malformed',
  message: { vi: 'Ngày sau phải không trước ngày đầu.', en: 'The later day must not lie before the earlier.' },
});

export const knowledgeBackwards = (): Fault => ({
  path: 'knownTo',
  code: 'knowledge-backwards',
  kind: 'malformed',
  message: {
    vi: 'knownTo phải không trước knownFrom.',
    en: 'knownTo must not lie before knownFrom.',
  },
});

export const bridgeTooLong = (count: number, most: number): Fault => ({
  path: '',
  code: 'bridge-too-long',
  kind: 'malformed',
  message: {
    vi: `Có ${count} dòng thay đổi, nhiều nhất là ${most}; hãy thu hẹp bằng system, level hoặc within.`,
    en: `There are ${count} lines, at most ${most}; narrow it by system, level or within.`,
  },
});
