import { type Language } from '../../kernel/ratio.js';

/** Points in whole hundredths, so that sums are exact: 98.75 points are 9875. */
export type Points = number;

/** Points as an answer carries them: 9875 is 98.75, and 10 is 0.1; the nearest double prints no further digits. */
export function decimalOf(points: Points): number {
  return points / 100;
}

/** The hundredths of a number with at most two decimals: 98.75 is 9875. Throws a RangeError for any other. */
export function pointsOf(decimal: number): Points {
  const points = Math.round(decimal * 100);
  if (!Number.isSafeInteger(points) || points / 100 !== decimal) throw new RangeError(`Not points: ${decimal}`);
  return points;
}

/** Points as official text prints them: 9875 is `98,75`, 7150 is `71,5`, 100000 is `1.000`; in English `98.75`. */
export function printPoints(points: Points, language: Language = 'vi'): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 2 }).format(
    decimalOf(points),
  );
}
