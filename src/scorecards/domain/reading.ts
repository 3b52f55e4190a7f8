import { type Language, printPercent } from '../../kernel/ratio.js';
import { type Measured } from './form.js';

/** The two numbers behind a measured value; a count has no denominator. */
export interface Arithmetic {
  readonly numerator: number;
  readonly denominator: number | null;
}

/** What was measured at one unit; null: nothing is known, which is not 0. */
export interface Reading {
  readonly measured: Measured | null;
  readonly arithmetic: Arithmetic | null;
}

export const UNREAD: Reading = { measured: null, arithmetic: null };

/** As a reviewer reads it: `41/95 (43,2%)`, `3.241`, `chưa có số liệu`. */
export function printReading(arithmetic: Arithmetic | null, language: Language = 'vi'): string {
  if (arithmetic === null) return language === 'vi' ? 'chưa có số liệu' : 'no data yet';
  const { numerator, denominator } = arithmetic;
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 2 });
  if (denominator === null) return number.format(numerator);
  const terms = `${number.format(numerator)}/${number.format(denominator)}`;
  const [covered, eligible] = [Math.round(numerator * 100), Math.round(denominator * 100)];
  if (eligible <= 0 || covered > eligible) return terms;
  return `${terms} (${printPercent({ covered, eligible }, language)})`;
}
