import { type LocalDate } from '../../kernel/local-date.js';

/** The number and symbol of an issued document; `number` null before it has one. */
export interface DocumentNumber {
  readonly number: number | null;
  /** `"BC-STTTT"`. */
  readonly symbol: string;
}

/** `05/BC-STTTT`: below 10 with a leading zero, no spaces (Decree 30/2020/NĐ-CP, appendix I, part II, item 3). */
export function printNumber({ number, symbol }: { number: number; symbol: string }): string {
  return `${String(number).padStart(2, '0')}/${symbol}`;
}

/** As the head of a document prints it: `Số: 05/BC-STTTT`; room for the clerk's number before there is one. */
export function printNumberLine({ number, symbol }: DocumentNumber, language: 'vi' | 'en'): string {
  const label = language === 'vi' ? 'Số' : 'No.';
  const room = '\u00a0'.repeat(7);
  return number === null ? `${label}:${room}/${symbol}` : `${label}: ${printNumber({ number, symbol })}`;
}

const ENGLISH_MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/**
 * Place and date: `Tây Ninh, ngày 05 tháng 01 năm 2017`, `ngày 09 tháng 3 năm 2016`: days below 10 and the months 1 and 2
 * have a leading zero, months 3 to 9 have none. Before there is a day, room for it.
 * Source: Decree 30/2020/NĐ-CP, appendix I, part II, item 4.
 */
export function printPlaceAndDate(place: string, day: LocalDate | null, language: 'vi' | 'en'): string {
  const room = '\u00a0'.repeat(6);
  if (language === 'en') return `${place}, ${day === null ? room : englishDay(day)}`;
  if (day === null) return `${place}, ngày${room}tháng${room}năm${room}`.trimEnd();
  return `${place}, ${vietnameseDay(day)}`;
}

/** `ngày 05 tháng 01 năm 2017`. */
export function vietnameseDay(day: LocalDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `ngày ${date} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`;
}

/** `5 January 2017`. */
export function englishDay(day: LocalDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${ENGLISH_MONTHS[Number(month) - 1] ?? ''} ${Number(year)}`;
}
