import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';
import { type Language } from '../kernel/ratio.js';
import { nameReportingPeriod, parseReportingPeriod } from '../kernel/reporting-period.js';
import { type StatementFault, type StatementFaultCode } from './domain/stated-value.js';

const STATEMENT: Readonly<Record<StatementFaultCode, Readonly<Record<Language, string>>>> = {
  'number-missing': {
    vi: 'Cần có số liệu; không có số cụ thể thì ghi comparator là "some", không ghi 0.',
    en: 'A number is missing; where there are some and nobody knows how many, give the comparator "some", not 0.',
  },
  'number-beside-some': {
    vi: '"some" nghĩa là có mà không rõ bao nhiêu, nên không đi cùng con số.',
    en: '"some" says that there are some, not how many, and goes without a number.',
  },
  'some-without-whole': {
    vi: 'Tỷ lệ và điểm số phải có con số, không dùng được "some".',
    en: 'A ratio or a score needs its numbers and cannot be "some".',
  },
  'out-of-missing': {
    vi: 'Thiếu mẫu số (với tỷ lệ) hoặc điểm tối đa (với điểm số).',
    en: 'The denominator of the ratio, or the maximum of the score, is missing.',
  },
  'out-of-not-for-kind': {
    vi: 'Chỉ số số lượng không có mẫu số.',
    en: 'A count or a stock has no denominator.',
  },
  'percent-not-for-kind': {
    vi: 'Chỉ tỷ lệ mới ghi được phần trăm.',
    en: 'Only a ratio can be stated in percent.',
  },
  'percent-beside-amount': {
    vi: 'Đã có tử số, mẫu số thì không ghi phần trăm; phần trăm được tính từ đó.',
    en: 'A share follows from numerator and denominator: give those, or the percent alone.',
  },
  'not-whole': { vi: 'Cần một số nguyên.', en: 'A whole number is expected.' },
  'maximum-zero': { vi: 'Điểm tối đa phải lớn hơn 0.', en: 'A maximum is more than 0.' },
  'above-whole': {
    vi: 'Tử số không được lớn hơn mẫu số, điểm không được vượt điểm tối đa, tỷ lệ không quá 100%.',
    en: 'A numerator is not above its denominator, points are not above their maximum, a share is at most 100%.',
  },
};

export const statementFault = ({ field, code }: StatementFault): Fault => ({
  path: field,
  code,
  kind: 'unprocessable',
  message: STATEMENT[code],
});

const named = (period: string, language: Language): string =>
  nameReportingPeriod(parseReportingPeriod(period), language);

export const periodNotOver = (period: string, last: LocalDate): Fault => ({
  path: 'measuredOn',
  code: 'period-not-over',
  kind: 'unprocessable',
  message: {
    vi: `Kỳ ${named(period, 'vi')} đến ${printDay(last)} mới kết thúc; số liệu của một ngày trước đó hãy ghi measuredOn.`,
    en: `The period ${named(period, 'en')} lasts until ${last}; for what was so on an earlier day of it give measuredOn.`,
  },
});

export const measuredInTheFuture = (day: LocalDate, today: LocalDate): Fault => ({
  path: 'measuredOn',
  code: 'measured-in-the-future',
  kind: 'unprocessable',
  message: {
    vi: `Ngày ${printDay(day)} chưa tới (hôm nay là ${printDay(today)}).`,
    en: `${day} has not come yet (today is ${today}).`,
  },
});

export const measuredOutsidePeriod = (day: LocalDate, first: LocalDate, last: LocalDate): Fault => ({
  path: 'measuredOn',
  code: 'measured-outside-period',
  kind: 'unprocessable',
  message: {
    vi: `Ngày ${printDay(day)} không thuộc kỳ, từ ${printDay(first)} đến ${printDay(last)}.`,
    en: `${day} does not lie in the period, from ${first} to ${last}.`,
  },
});

export const statedAlready = (period: string, id: number, print: string): Fault => ({
  path: 'period',
  code: 'value-stated-already',
  kind: 'conflict',
  message: {
    vi: `Đơn vị đã có số liệu ${named(period, 'vi')}: ${print} (bản ghi ${id}); nếu sai, hãy thu hồi và ghi lại.`,
    en: `The unit has a value for ${named(period, 'en')} already: ${print} (value ${id}); if wrong, withdraw it with another in its place.`,
  },
  detail: { id },
});

export const periodOverlaps = (period: string, id: number): Fault => ({
  path: 'period',
  code: 'period-overlaps',
  kind: 'conflict',
  message: {
    vi: `Kỳ này trùng ngày với số liệu ${named(period, 'vi')} của đơn vị (bản ghi ${id}); cộng cả hai sẽ tính trùng.`,
    en: `The period shares days with the unit's value for ${named(period, 'en')} (value ${id}); both together would count twice.`,
  },
  detail: { id },
});

export const statedTwice = (path: string, row: number): Fault => ({
  path,
  code: 'value-stated-twice',
  kind: 'conflict',
  message: {
    vi: `Trùng kỳ với dòng ${row + 1} của cùng đơn vị và chỉ số.`,
    en: `It shares days with row ${row + 1} of the same unit and indicator.`,
  },
});

export const aboveWider = (name: string, print: string): Fault => ({
  path: 'amount',
  code: 'above-wider-level',
  kind: 'unprocessable',
  message: {
    vi: `Mức này nằm trong "${name}" (${print}) nên không thể lớn hơn.`,
    en: `It is a part of "${name}" (${print}) and cannot be more.`,
  },
});

export const belowNarrower = (name: string, print: string): Fault => ({
  path: 'amount',
  code: 'below-narrower-level',
  kind: 'unprocessable',
  message: {
    vi: `Mức này bao gồm "${name}" (${print}) nên không thể nhỏ hơn.`,
    en: `It contains "${name}" (${print}) and cannot be less.`,
  },
});

export const valueUnknown = (id: string): Fault => ({
  path: '',
  code: 'value-unknown',
  kind: 'missing',
  message: { vi: `Không có số liệu chỉ số "${id}".`, en: `There is no indicator value "${id}".` },
});

export const valueRetractedAlready = (id: number): Fault => ({
  path: '',
  code: 'retracted-already',
  kind: 'conflict',
  message: {
    vi: `Số liệu ${id} đã được thu hồi trước đó; nếu số liệu là đúng, hãy ghi lại.`,
    en: `Value ${id} was withdrawn before; if it holds, state it again.`,
  },
});

export const valueOutsideScope = (path: string): Fault => ({
  path,
  code: 'outside-your-scope',
  kind: 'forbidden',
  message: {
    vi: 'Tài khoản của bạn không được ghi số liệu này cho đơn vị đó vào ngày đó.',
    en: 'Your account may not state this indicator for this unit on that day.',
  },
});

export const laterValuesRest = (ids: readonly number[]): Fault => ({
  path: '',
  code: 'later-values-rest-on-it',
  kind: 'conflict',
  message: {
    vi: `Không hoàn tác được: ${ids.length} số liệu ghi sau đó dựa vào dữ liệu này (${ids.slice(0, 10).join(', ')}).`,
    en: `It cannot be taken back: ${ids.length} later values rest on it (${ids.slice(0, 10).join(', ')}).`,
  },
  detail: { values: ids.slice(0, 500) },
});
