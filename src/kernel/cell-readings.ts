import { isLocalDate, type LocalDate, printDay } from './local-date.js';
import { type ReadCell, type Reading } from './read-cell.js';
import { dayOfSerial } from './spreadsheet-days.js';
import { tidy } from './vietnamese-text.js';

/**
 * Why a cell is not a day: not one at all; one the calendar does not have (`31/02/2017`); month first (`12/31/2016`);
 * a month, a quarter or a year and so not a day (`12/2016`); an error of the spreadsheet.
 */
export type NoDay = 'not-a-day' | 'no-such-day' | 'month-first' | 'not-exact' | 'error';

/** Why a cell is not a number: not one at all (`trên 37`, `13/13`); more digits than are exact (15); an error of the spreadsheet. */
export type NoNumber = 'not-a-number' | 'too-long' | 'error';

/** A number; of a percentage it is the share, so that `43,2%` is 0.432 and `isShare`. */
export interface NumberRead {
  readonly value: number;
  readonly isShare: boolean;
}

const LONGEST_PRINT = 80;
/** 01/01/1950: below it a number without a date format is a year or a count, not a day. */
const FIRST_PLAIN_SERIAL = 18_264;
/** Two digits of a year up to 29 are 20xx, as Excel takes them. */
const LAST_SHORT_YEAR_OF_2000 = 29;
const MOST_DIGITS = 15;

const TIME = String.raw`(?:[T ,]+\d{1,2}[:hg]\d{2}.*)?`;
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})${TIME}$`, 'i');
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})${TIME}$`, 'i');
const DIGITS_ALONE = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const IN_WORDS = /^(?:ngày )?(\d{1,2}) tháng (\d{1,2}),? (?:năm )?(\d{4})$/;
const NOT_EXACT =
  /^(?:(?:năm )?\d{4}|(?:tháng )?\d{1,2} ?(?:[/.-]|năm) ?\d{4}|(?:quý|q\.?) ?(?:[1-4]|iv|i{1,3}) ?(?:[/.-]|năm)? ?\d{4})$/;

/**
 * A day as offices write it: a date, a number with a date's size (42735), `31/12/2016`, `1-2-17`, `2016-12-31`,
 * `20161231`, "ngày 5 tháng 1 năm 2017"; a time of day is dropped. The day stands first: `01/02/2017` is 1 February.
 */
export function readDay(cell: ReadCell | null): Reading<LocalDate, NoDay> {
  if (cell === null) return { kind: 'blank' };
  if (cell.type === 'day') return { kind: 'read', value: cell.day };
  const unread = (reason: NoDay): Reading<LocalDate, NoDay> => ({ kind: 'unread', reason, text: printCell(cell) });
  if (cell.type === 'fault') return unread('error');
  if (cell.type === 'flag') return unread('not-a-day');
  if (cell.type === 'number' && !/^\d{8}$/.test(cell.text)) {
    if (Number.isInteger(cell.value) && cell.value >= 1900 && cell.value <= 2100) return unread('not-exact');
    const day = cell.value >= FIRST_PLAIN_SERIAL ? dayOfSerial(cell.value) : null;
    return day === null ? unread('not-a-day') : { kind: 'read', value: day };
  }
  const text = tidy(cell.text).toLocaleLowerCase('vi');
  if (text === '') return { kind: 'blank' };
  const parts = partsOf(text);
  if (parts === null) return unread(NOT_EXACT.test(text) ? 'not-exact' : 'not-a-day');
  const day = dayOf(parts.year, parts.month, parts.date);
  if (day !== null) return { kind: 'read', value: day };
  return unread(parts.dayFirst && dayOf(parts.year, parts.date, parts.month) !== null ? 'month-first' : 'no-such-day');
}

function partsOf(text: string): { year: number; month: number; date: number; dayFirst: boolean } | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return numbers(yearFirst[1], yearFirst[3], yearFirst[4], false);
  const digits = DIGITS_ALONE.exec(text);
  if (digits) return numbers(digits[1], digits[2], digits[3], false);
  const words = IN_WORDS.exec(text);
  if (words) return numbers(words[3], words[2], words[1], false);
  const dayFirst = DAY_FIRST.exec(text);
  return dayFirst && numbers(dayFirst[4], dayFirst[3], dayFirst[1], true);
}

function numbers(year = '', month = '', date = '', dayFirst: boolean) {
  const century = year.length === 4 ? 0 : Number(year) <= LAST_SHORT_YEAR_OF_2000 ? 2000 : 1900;
  return { year: century + Number(year), month: Number(month), date: Number(date), dayFirst };
}

function dayOf(year: number, month: number, date: number): LocalDate | null {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
  return isLocalDate(day) ? day : null;
}

/**
 * A number as offices write it, the comma being the decimal sign: `1.685` is 1685, `43,2` is 43.2, `1 685` is 1685.
 * Where both signs stand the last one is the decimal sign (`1,685.5`); one sign that stands twice groups
 * (`1,685,000`); a point that cannot group is a decimal sign (`43.2`, `0.685`, `1234.567`).
 *
 * Source: the decimal comma of Vietnamese official style; `1,685` is therefore 1.685.
 */
export function readNumber(cell: ReadCell | null): Reading<NumberRead, NoNumber> {
  if (cell === null) return { kind: 'blank' };
  if (cell.type === 'number') return { kind: 'read', value: { value: cell.value, isShare: cell.text.endsWith('%') } };
  const unread = (reason: NoNumber): Reading<NumberRead, NoNumber> => ({
    kind: 'unread',
    reason,
    text: printCell(cell),
  });
  if (cell.type === 'fault') return unread('error');
  if (cell.type !== 'text') return unread('not-a-number');
  const text = tidy(cell.text);
  if (text === '') return { kind: 'blank' };
  const match = /^([+\-−]?)\s*([\d., ]+?)\s*(%?)$/.exec(text);
  const plain = match && plainDigits(match[2] ?? '');
  if (plain === null) return unread('not-a-number');
  if (plain.replace(/^0+(?=\d)|\./g, '').length > MOST_DIGITS) return unread('too-long');
  const isShare = match?.[3] === '%';
  const size = isShare ? Number(`${plain}e-2`) : Number(plain);
  return { kind: 'read', value: { value: match?.[1] === '-' || match?.[1] === '−' ? -size : size, isShare } };
}

const GROUPED = /^[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*$/;

/** The digits with a decimal point at most, or null. */
function plainDigits(digits: string): string | null {
  const point = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  const both = point >= 0 && comma >= 0;
  const last = Math.max(point, comma);
  const sign = last < 0 ? '' : digits.charAt(last);
  const isOnce = digits.indexOf(sign) === last;
  const isDecimal = last >= 0 && isOnce && (both || comma >= 0 || !GROUPED.test(digits));
  const whole = isDecimal ? digits.slice(0, last) : digits;
  const fraction = isDecimal ? digits.slice(last + 1) : '';
  if (isDecimal && !/^\d+$/.test(fraction)) return null;
  if (!/^\d+$/.test(whole) && !GROUPED.test(whole)) return null;
  return whole.replace(/[., ]/g, '') + (isDecimal ? `.${fraction}` : '');
}

/** Tidy text; numbers as they read in their format, days as `31/12/2016`, flags as Excel shows them. */
export function readText(cell: ReadCell | null): Reading<string, 'error'> {
  if (cell === null) return { kind: 'blank' };
  if (cell.type === 'fault') return { kind: 'unread', reason: 'error', text: printCell(cell) };
  const text = tidy(fullText(cell));
  return text === '' ? { kind: 'blank' } : { kind: 'read', value: text };
}

/** What stands in the cell, for messages: at most 80 characters; blank: empty. */
export function printCell(cell: ReadCell | null): string {
  const text = cell === null ? '' : tidy(fullText(cell));
  if (text.length <= LONGEST_PRINT) return text;
  // A character of two halves is left out rather than cut.
  return `${text.slice(0, LONGEST_PRINT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function fullText(cell: ReadCell): string {
  if (cell.type === 'day') return printDay(cell.day);
  if (cell.type === 'flag') return cell.value ? 'TRUE' : 'FALSE';
  return cell.text;
}
