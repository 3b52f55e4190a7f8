/** A share kept as two whole numbers, so that nothing is rounded before it is printed. */
export interface Ratio {
  readonly covered: number;
  readonly eligible: number;
}

export type Language = 'vi' | 'en';

/**
 * One decimal, half up, in the language's own signs (domain.md §5): 41/95 prints `43,2%` in Vietnamese
 * and `43.2%` in English. `100%` stands only for all of them and `0%` only for none: 9,999 of 10,000
 * prints `99,9%`, 1 of 10,000 prints `0,1%`, 1 of 2 prints `50,0%`.
 * Throws a RangeError unless 0 ≤ covered ≤ eligible and eligible > 0.
 */
export function printPercent({ covered, eligible }: Ratio, language: Language = 'vi'): string {
  if (!Number.isSafeInteger(covered) || !Number.isSafeInteger(eligible) || covered < 0 || eligible <= 0) {
    throw new RangeError(`Not a ratio: ${covered}/${eligible}`);
  }
  if (covered > eligible) throw new RangeError(`A ratio above one: ${covered}/${eligible}`);
  const tenths = tenthsOfPercent(covered, eligible);
  if (tenths === 0 || tenths === 1000) return `${tenths / 10}%`;
  const sign = language === 'vi' ? ',' : '.';
  return `${Math.floor(tenths / 10)}${sign}${tenths % 10}%`;
}

function tenthsOfPercent(covered: number, eligible: number): number {
  if (covered === eligible) return 1000;
  if (covered === 0) return 0;
  // BigInt, since 2000 × covered may pass 2^53; half up: floor((2 × 1000c + e) / 2e)
  const rounded = Number((BigInt(covered) * 2000n + BigInt(eligible)) / (BigInt(eligible) * 2n));
  return Math.min(999, Math.max(1, rounded));
}

/** A whole number as official text prints it: 3241 is `3.241` in Vietnamese and `3,241` in English. */
export function printCount(count: number, language: Language = 'vi'): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { useGrouping: true }).format(count);
}

/** A number of things as official Vietnamese writes it, below ten with a leading zero: `09`, `10`, `1.685`; 0 stays `0`. */
export function printOfficialCount(count: number, language: Language = 'vi'): string {
  const figure = printCount(count, language);
  return language === 'vi' && count > 0 && count < 10 ? `0${figure}` : figure;
}
