const MINUTE = 60_000;
const LONGEST_PAUSE = 60 * MINUTE;

/** So long after its first attempt a delivery is given up, in milliseconds: three days, over a weekend. */
export const GIVES_UP_AFTER = 72 * 60 * MINUTE;

/**
 * How long to wait after so many attempts that were postponed, in milliseconds: one minute, doubled each time, an hour at
 * most; the second half of it by `chance` in [0, 1), so that what failed together does not return together. After the
 * third attempt 2 to 4 minutes: with chance 0.5 `180000`.
 */
export function pauseAfter(attempts: number, chance: number): number {
  const whole = Math.min(LONGEST_PAUSE, MINUTE * 2 ** Math.max(0, Math.min(attempts, 30) - 1));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
