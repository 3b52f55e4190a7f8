import { type NoDay, readDay, readNumber, readText } from '../../kernel/cell-readings.js';
import { hasControlCharacters } from '../../kernel/control-characters.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { readReportingPeriod } from '../../kernel/reporting-period.js';
import { FIRST_YEAR, LAST_YEAR } from '../../scorecards/domain/scoring-year.js';
import { nearest } from '../../kernel/resemblance.js';
import { accentFreeKey, matchKey } from '../../kernel/vietnamese-text.js';
import { type CellFault, type CellReader, type CellRead, type CellValue, type Words } from './column.js';

const BLANK: CellRead = { kind: 'blank' };

const unread = (fault: CellFault): CellRead => ({ kind: 'unread', fault });

const errorCell = (text: string): CellRead =>
  unread({
    code: 'cell-error',
    expected: { vi: 'một giá trị', en: 'a value' },
    message:
      text === ''
        ? {
            vi: 'Công thức trong ô này chưa được tính; hãy mở tệp, tính lại rồi lưu.',
            en: 'The formula in this cell was never calculated; open the file, recalculate and save it.',
          }
        : {
            vi: `Ô này đang báo lỗi ${text} của bảng tính.`,
            en: `This cell shows the spreadsheet's error ${text}.`,
          },
  });

/** Text of at most `max` characters; with `lines`, line breaks are kept as `\n`. */
export function text({ max = 200, lines = false } = {}): CellReader {
  const expected = { vi: `văn bản không quá ${max} ký tự`, en: `text of at most ${max} characters` };
  return (cell) => {
    const read = readText(cell);
    if (read.kind === 'blank') return BLANK;
    if (read.kind === 'unread') return errorCell(read.text);
    // Tidied text has lost its line breaks.
    const value =
      lines && cell?.type === 'text' ? cell.text.normalize('NFC').replace(/\r\n?/g, '\n').trim() : read.value;
    if (value.length > max) {
      const message = { vi: `Dài quá ${max} ký tự.`, en: `It is longer than ${max} characters.` };
      return unread({ code: 'too-long', expected, message });
    }
    if (hasControlCharacters(value, lines)) {
      const message = { vi: 'Có ký tự điều khiển không hợp lệ.', en: 'It holds a control character.' };
      return unread({ code: 'control-character', expected, message });
    }
    return { kind: 'read', value };
  };
}

/** The code or the id of a thing, or its name: up to 300 characters. */
export const reference = text({ max: 300 });

/** The code of a criterion: where a spreadsheet took `1.2` for a number and shows `1,2`, it is `1.2` again. */
export function pointedCode(max: number): CellReader {
  const read = text({ max });
  return (cell) => {
    const isNumber = cell?.type === 'number' && /^\d+,\d+$/.test(cell.text);
    return read(isNumber ? { type: 'text', text: cell.text.replace(',', '.') } : cell);
  };
}

const DAY: Words = { vi: 'ngày dạng 31/12/2016', en: 'a day such as 31/12/2016' };

const NO_DAY: Readonly<Record<Exclude<NoDay, 'error'>, Words>> = {
  'not-a-day': { vi: 'không phải là một ngày', en: 'is not a day' },
  'no-such-day': { vi: 'không có trong lịch', en: 'is not in the calendar' },
  'month-first': {
    vi: 'viết tháng trước ngày; hãy viết ngày/tháng/năm',
    en: 'has the month first; write day/month/year',
  },
  'not-exact': { vi: 'chưa rõ ngày nào', en: 'does not say which day' },
};

/** A day, written in any of the ways people write one. */
export const day: CellReader = (cell) => {
  const read = readDay(cell);
  if (read.kind === 'blank') return BLANK;
  if (read.kind === 'read') return read;
  if (read.reason === 'error') return errorCell(read.text);
  const why = NO_DAY[read.reason];
  return unread({
    code: read.reason,
    expected: DAY,
    message: { vi: `"${read.text}" ${why.vi}.`, en: `"${read.text}" ${why.en}.` },
  });
};

/** A whole number from 0 to 2,147,483,647. */
export const wholeNumber: CellReader = (cell) => {
  const read = readNumber(cell);
  if (read.kind === 'blank') return BLANK;
  const expected = { vi: 'số nguyên không âm, ví dụ 1.685', en: 'a whole number that is not negative, such as 1685' };
  const refused = (code: string, shown: string): CellRead =>
    unread({
      code,
      expected,
      message: {
        vi: `"${shown}" không phải là số nguyên không âm.`,
        en: `"${shown}" is not a whole number from 0 on.`,
      },
    });
  if (read.kind === 'unread')
    return read.reason === 'error' ? errorCell(read.text) : refused('not-a-number', read.text);
  const { value, isShare } = read.value;
  if (isShare || !Number.isInteger(value)) return refused('not-a-whole-number', String(value).replace('.', ','));
  if (value < 0) return refused('negative-number', String(value));
  if (value > 2_147_483_647) return refused('number-too-large', String(value));
  return { kind: 'read', value };
};

/** A year: `2016`, `năm 2016`. */
export const year: CellReader = (cell) => {
  const read = readText(cell);
  if (read.kind === 'blank') return BLANK;
  if (read.kind === 'unread') return errorCell(read.text);
  // A number may be shown as 2.016.
  const [, digits = ''] =
    /^(?:nam )?(\d{4})$/.exec(cell?.type === 'number' ? String(cell.value) : accentFreeKey(read.value)) ?? [];
  const value = Number(digits);
  if (digits !== '' && value >= FIRST_YEAR && value <= LAST_YEAR) return { kind: 'read', value };
  return unread({
    code: 'not-a-year',
    expected: { vi: 'năm, ví dụ 2016', en: 'a year such as 2016' },
    message: { vi: `"${read.value}" không phải là một năm.`, en: `"${read.value}" is not a year.` },
  });
};

/** A word of a fixed list: its code, the word that is offered, and others that people write for it. */
export interface Choice<T extends string = string> {
  readonly code: T;
  readonly word: string;
  readonly also: readonly string[];
}

/** Reads words of a list, case and diacritics aside where only one can be meant. */
export class Vocabulary<T extends string> {
  private readonly exact = new Map<string, T>();
  private readonly plain = new Map<string, T | null>();

  constructor(
    readonly choices: readonly Choice<T>[],
    readonly expected: Words,
    private readonly code: string,
  ) {
    for (const { code: of, word, also } of choices) {
      for (const spelling of [of, word, ...also]) {
        this.exact.set(matchKey(spelling), of);
        const key = accentFreeKey(spelling);
        this.plain.set(key, (this.plain.get(key) ?? of) === of ? of : null);
      }
    }
  }

  /** What a word means, or null. `"DANG SU DUNG"` is `live`. */
  find(word: string): T | null {
    return this.exact.get(matchKey(word)) ?? this.plain.get(accentFreeKey(word)) ?? null;
  }

  wordOf(code: T): string {
    return this.choices.find((choice) => choice.code === code)?.word ?? code;
  }

  get words(): string[] {
    return this.choices.map(({ word }) => word);
  }

  /** The fault of a word that means none of them. */
  unknown(read: string): CellFault {
    const candidates = nearest(read, this.choices, ({ word }) => word, 3).map(({ word }) => word);
    return {
      code: this.code,
      expected: this.expected,
      message: {
        vi: `"${read}" không thuộc các từ: ${this.words.join(', ')}.`,
        en: `"${read}" is none of: ${this.choices.map(({ code, word }) => `${code} (${word})`).join(', ')}.`,
      },
      candidates: candidates.length > 0 ? candidates : this.words,
    };
  }

  readonly read: CellReader = (cell) => {
    const read = readText(cell);
    if (read.kind === 'blank') return BLANK;
    if (read.kind === 'unread') return errorCell(read.text);
    const code = this.find(read.value);
    return code === null ? unread(this.unknown(read.value)) : { kind: 'read', value: code };
  };
}

/** The day a cell says, or null; for cells that hold a day among other things. */
export function dayIn(text: string): LocalDate | null {
  const read = readDay({ type: 'text', text });
  return read.kind === 'read' ? read.value : null;
}

/** A number from 0 on with at most two decimals; of a percentage the share, `43,2%` as 43.2. */
export const decimalNumber: CellReader = (cell) => {
  const read = readNumber(cell);
  if (read.kind === 'blank') return BLANK;
  const expected = {
    vi: 'số không âm, nhiều nhất hai chữ số thập phân',
    en: 'a number from 0 on, at most two decimals',
  };
  const refused = (code: string, shown: string): CellRead =>
    unread({
      code,
      expected,
      message: { vi: `"${shown}" không phải là ${expected.vi}.`, en: `"${shown}" is not ${expected.en}.` },
    });
  if (read.kind === 'unread')
    return read.reason === 'error' ? errorCell(read.text) : refused('not-a-number', read.text);
  // What a percentage holds has more digits in binary than were written.
  const value = read.value.isShare ? Number((read.value.value * 100).toFixed(6)) : read.value.value;
  if (value < 0) return refused('negative-number', String(value));
  if (Math.round(value * 100) / 100 !== value) return refused('too-many-decimals', String(value).replace('.', ','));
  return value > 1e12 ? refused('number-too-large', String(value)) : { kind: 'read', value };
};

/** The same up to a bound. */
export function decimalUpTo(most: number): CellReader {
  return (cell) => {
    const read = decimalNumber(cell);
    if (read.kind !== 'read' || Number(read.value) <= most) return read;
    return unread({
      code: 'number-too-large',
      expected: { vi: `số từ 0 đến ${most}`, en: `a number from 0 to ${most}` },
      message: { vi: `${printNumber(read.value)} vượt quá ${most}.`, en: `${read.value} is above ${most}.` },
    });
  };
}

const printNumber = (value: CellValue): string => String(value).replace('.', ',');

const ROMAN: readonly string[] = ['i', 'ii', 'iii', 'iv'];
const PERIODS: readonly (readonly [RegExp, (parts: readonly string[]) => string])[] = [
  [/^(?:thang )?(\d{1,2})[/-](\d{4})$/, ([month = '', year = '']) => `${year}-${month.padStart(2, '0')}`],
  [/^thang (\d{1,2}) nam (\d{4})$/, ([month = '', year = '']) => `${year}-${month.padStart(2, '0')}`],
  [
    /^quy (i|ii|iii|iv|[1-4])[ /-]*(?:nam )?(\d{4})$/,
    ([quarter = '', year = '']) => `${year}-Q${ROMAN.indexOf(quarter) + 1 || quarter}`,
  ],
  [/^(?:6|sau) thang dau nam (\d{4})$/, ([year = '']) => `${year}-H1`],
  [/^(?:6|sau) thang cuoi nam (\d{4})$/, ([year = '']) => `${year}-H2`],
  [/^(?:9|chin) thang(?: dau)?(?: nam)? (\d{4})$/, ([year = '']) => `${year}-9M`],
  [/^nam (\d{4})$/, ([year = '']) => year],
];

/** A reporting period, as people write it: `tháng 12/2016`, `quý IV/2016`, `6 tháng đầu năm 2016`, `2016-12`, `năm 2016`. */
export const reportingPeriod: CellReader = (cell) => {
  // Excel makes a day of 12/2016.
  if (cell?.type === 'day') return { kind: 'read', value: cell.day.slice(0, 7) };
  const read = readText(cell);
  if (read.kind === 'blank') return BLANK;
  if (read.kind === 'unread') return errorCell(read.text);
  const key = accentFreeKey(read.value);
  const worded = PERIODS.map(
    ([pattern, write]) => pattern.exec(key)?.slice(1) && write(pattern.exec(key)?.slice(1) ?? []),
  );
  const value = [...worded, read.value].find((one) => one !== undefined && readReportingPeriod(one) !== null);
  if (value !== undefined) return { kind: 'read', value };
  const expected = { vi: 'kỳ báo cáo, ví dụ "tháng 12/2016"', en: 'a reporting period such as 2016-12' };
  const message = { vi: `"${read.value}" không phải là kỳ báo cáo.`, en: `"${read.value}" is not a reporting period.` };
  return unread({ code: 'not-a-reporting-period', expected, message });
};
