import { printMeasure, printShare } from '../../indicators/domain/print-measure.js';
import { type Measure } from '../../indicators/domain/measure.js';
import { type Language } from '../../kernel/ratio.js';
import { type Course, type Fraction, type Judgement, type TargetStatus } from './target-status.js';

/** What is to be reached: a share; how many units have the system; the number of an indicator. */
export const TARGET_MEASURES = ['ratio', 'count', 'value'] as const;
export type TargetMeasure = (typeof TARGET_MEASURES)[number];

/** The value of a goal or baseline: of a ratio in hundredths of a percent, else in hundredths of one. */
export function fractionOf(hundredths: number, measure: TargetMeasure): Fraction {
  return { value: hundredths, of: measure === 'ratio' ? 10_000 : 100 };
}

/** What an indicator's figure says of the goal; null where it does not say it. */
export function fractionOfMeasure({ amount, outOf, percent }: Measure, measure: TargetMeasure): Fraction | null {
  if (measure !== 'ratio') return amount === null ? null : fractionOf(amount, measure);
  if (percent !== null) return fractionOf(percent, measure);
  return amount === null || outOf === null || outOf === 0 ? null : { value: amount, of: outOf };
}

const BARE = { vi: null, en: null };

/** A value as its measure prints: `71,6%`, or `1.685`; a mark on the line may have decimals, `62,5`. */
export function printFraction({ value, of }: Fraction, measure: TargetMeasure, language: Language = 'vi'): string {
  const exact = { comparator: '=' as const };
  if (measure === 'ratio') return printShare({ amount: value, outOf: of, percent: null, ...exact }, language) ?? '';
  const amount = Number((BigInt(value) * 200n + BigInt(of)) / (BigInt(of) * 2n));
  return printMeasure({ amount, outOf: null, percent: null, ...exact }, BARE, language);
}

const STATUS_NAMES: Readonly<Record<Language, Readonly<Record<TargetStatus, string>>>> = {
  vi: {
    met: 'đạt',
    'on-track': 'đúng tiến độ',
    'at-risk': 'có nguy cơ không đạt',
    missed: 'không đạt',
    unknown: 'chưa có số liệu',
  },
  en: { met: 'met', 'on-track': 'on track', 'at-risk': 'at risk', missed: 'missed', unknown: 'no data yet' },
};

/** The status as a report names it. */
export function nameStatus(status: TargetStatus, language: Language = 'vi'): string {
  return STATUS_NAMES[language][status];
}

/**
 * How the status came about, as arithmetic: `43,2% + (100% − 43,2%) × 365/730 = 71,6%`, the mark that the figure is held
 * against.
 */
export function printArithmetic(
  { baseline, goal }: Course,
  { elapsed, expected }: Judgement,
  measure: TargetMeasure,
  language: Language = 'vi',
): string {
  const [from, to, mark] = [baseline, goal, expected].map((value) => printFraction(value, measure, language)) as [
    string,
    string,
    string,
  ];
  return `${from} + (${to} − ${from}) × ${elapsed.days}/${elapsed.of} = ${mark}`;
}
