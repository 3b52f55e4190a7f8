import { type Language, printOfficialCount, printPercent } from '../../kernel/ratio.js';
import { type Amount, isWhole, numberOf, printAmount } from './amount.js';
import { type Measure } from './measure.js';

/** What is counted, in both languages: `thủ tục`, `procedures`; null: the number stands alone. */
export interface Noun {
  readonly vi: string | null;
  readonly en: string | null;
}

export const NO_DATA: Readonly<Record<Language, string>> = { vi: 'chưa có số liệu', en: 'no data yet' };

/**
 * A figure as official text prints it, with what is counted where that is named: `1.685 thủ tục`, `04 đơn vị`,
 * `trên 37`, `từ 37 trở lên`, `khoảng 37`, `một số đơn vị`, `77/77 (100%)`, `trên 70%`, `98,75/100 điểm (98,8%)`; `0/0`
 * of nothing; `chưa có số liệu` where nothing is known. Whole numbers below ten have a leading zero before what they count.
 */
export function printMeasure(measure: Measure | null, noun: Noun, language: Language = 'vi'): string {
  if (measure === null) return NO_DATA[language];
  const { amount, outOf, percent, comparator } = measure;
  const counted = noun[language];
  if (comparator === 'some') return language === 'vi' ? `một số ${counted ?? 'đơn vị'}` : `some ${counted ?? 'units'}`;
  const share = printShare(measure, language);
  if (percent !== null) return withComparator(share ?? '', comparator, language);
  if (amount === null) return NO_DATA[language];
  const count =
    counted !== null && outOf === null && isWhole(amount)
      ? printOfficialCount(numberOf(amount), language)
      : printAmount(amount, language);
  const figure = outOf === null ? count : `${count}/${printAmount(outOf, language)}`;
  const named = counted === null ? figure : `${figure} ${counted}`;
  return withComparator(share === null ? named : `${named} (${share})`, comparator, language);
}

/** The share alone, `92,1%`, as stated where only it was: `70%`; null where there is none. */
export function printShare({ amount, outOf, percent }: Measure, language: Language = 'vi'): string | null {
  if (percent !== null) return `${printAmount(percent, language)}%`;
  if (amount === null || outOf === null || outOf === 0) return null;
  if (amount <= outOf) return printPercent({ covered: amount, eligible: outOf }, language);
  return `${printAmount(tenthsAbove(amount, outOf) * 10, language)}%`;
}

/** Tenths of a percent, half up, of what is more than the whole: 241 of 200 is 1205. */
function tenthsAbove(amount: Amount, outOf: Amount): number {
  return Number((BigInt(amount) * 2000n + BigInt(outOf)) / (BigInt(outOf) * 2n));
}

function withComparator(figure: string, comparator: Measure['comparator'], language: Language): string {
  switch (comparator) {
    case '>':
      return language === 'vi' ? `trên ${figure}` : `over ${figure}`;
    case '≥':
      return language === 'vi' ? `từ ${figure} trở lên` : `${figure} or more`;
    case '~':
      return language === 'vi' ? `khoảng ${figure}` : `about ${figure}`;
    default:
      return figure;
  }
}
