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
