import { type Language } from '../../kernel/ratio.js';

/** An exact quantity in whole hundredths, so that points and percents add up without rounding: 98,75 is 9875. */
export type Amount = number;

/** The amount of a number with at most two decimals, up to 10¹²; null for any other: of 98.75 9875, of 0.125 null. */
export function amountOf(value: number): Amount | null {
  const amount = Math.round(value * 100);
  return amount / 100 === value && Math.abs(value) <= 1e12 ? amount : null;
}

/** The number that an amount stands for: of 9875 98.75. */
export function numberOf(amount: Amount): number {
  return amount / 100;
}

/** True for what can be counted: 168500 is 1.685 whole things. */
export function isWhole(amount: Amount): boolean {
  return amount % 100 === 0;
}

/** As official text prints it, no more decimals than it has: `1.685`, `98,75`; in English `1,685`, `98.75`. */
export function printAmount(amount: Amount, language: Language = 'vi'): string {
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 2 });
  return format.format(numberOf(amount));
}
