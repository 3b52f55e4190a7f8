import { type Fault } from '../kernel/refusal.js';
import { type LocalDate, printDay } from '../kernel/local-date.js';

export const definitionUnknown = (
  path: string,
  reference: string,
  kind: 'missing' | 'unprocessable',
  known: readonly string[] = [],
): Fault => ({
  path,
  code: 'definition-unknown',
  kind,
  message: { vi: `Không có mẫu báo cáo "${reference}".`, en: `There is no report definition "${reference}".` },
  ...(known.length === 0 ? {} : { detail: { candidates: known } }),
});

export const definitionCodeTaken = (code: string): Fault => ({
  path: 'code',
  code: 'definition-code-taken',
  kind: 'conflict',
  message: { vi: `Đã có mẫu báo cáo mang mã "${code}".`, en: `There is a report definition "${code}" already.` },
});

export const notATime = (path: string, read: string): Fault => ({
  path,
  code: 'not-a-time',
  kind: 'malformed',
  message: {
    vi: `"${read}" không phải là giờ trong ngày; viết theo dạng 06:00.`,
    en: `"${read}" is not a time of day; write it as 06:00.`,
  },
});

export const abbreviationMalformed = (read: string): Fault => ({
  path: 'abbreviation',
  code: 'abbreviation-malformed',
  kind: 'malformed',
  message: {
    vi: `"${read}" không phải là chữ viết tắt; dùng chữ cái, chữ số và gạch nối, ví dụ STTTT.`,
    en: `"${read}" is not an abbreviation; it takes letters, digits and hyphens, such as STTTT.`,
  },
});

const EXAMPLES = {
  ...{ monthly: '2016-12', quarterly: '2016-Q4', 'half-year': '2016-H1', 'nine-month': '2016-9M', year: '2016' },
  'ad-hoc': '2016-01-01..2016-12-31',
} as const;

export const notAPeriod = (path: string, read: string, type: keyof typeof EXAMPLES): Fault => ({
  path,
  code: 'not-a-period',
  kind: 'malformed',
  message: {
    vi: `"${read.slice(0, 60)}" không phải là kỳ của loại báo cáo này; viết theo dạng ${EXAMPLES[type]}.`,
    en: `"${read.slice(0, 60)}" is not a period of this type of report; write it as ${EXAMPLES[type]}.`,
  },
});

export const scheduleOfAdHoc = (): Fault => ({
  path: 'schedule',
  code: 'schedule-of-ad-hoc',
  kind: 'unprocessable',
  message: {
    vi: 'Báo cáo đột xuất không có lịch tự động.',
    en: 'An ad-hoc report has no schedule.',
  },
});

export const scheduleTooFarBack = (most: number): Fault => ({
  path: 'schedule.from',
  code: 'schedule-too-far-back',
  kind: 'unprocessable',
  message: {
    vi: `Lịch bắt đầu từ kỳ này sẽ tạo quá ${most} báo cáo của các kỳ đã qua.`,
    en: `A schedule from this period would make more than ${most} reports of the past.`,
  },
});

export const issuesItselfNeeds = (what: 'own-numbering' | 'signatory'): Fault => ({
  path: 'issuesItself',
  code: `issues-itself-needs-${what}`,
  kind: 'unprocessable',
  message:
    what === 'own-numbering'
      ? {
          vi: 'Báo cáo tự ban hành phải tự đánh số (numbering: own).',
          en: 'A report that issues itself takes its own numbers (numbering: own).',
        }
      : { vi: 'Báo cáo tự ban hành phải có họ tên người ký.', en: 'A report that issues itself names its signatory.' },
});

export const sectionTwice = (path: string, section: string): Fault => ({
  path,
  code: 'section-twice',
  kind: 'unprocessable',
  message: { vi: `Mục "${section}" đã nêu ở trên.`, en: `The section "${section}" is named already.` },
});

export const reportUnknown = (id: string): Fault => ({
  path: '',
  code: 'report-unknown',
  kind: 'missing',
  message: { vi: `Không có báo cáo "${id}".`, en: `There is no report "${id}".` },
});

export const formatUnknown = (formats: readonly string[]): Fault => ({
  path: 'format',
  code: 'format-unknown',
  kind: 'missing',
  message: {
    vi: `Báo cáo có các dạng: ${formats.join(', ')}.`,
    en: `Reports are given as: ${formats.join(', ')}.`,
  },
});

export const asOfInTheFuture = (asOf: LocalDate, today: LocalDate): Fault => ({
  path: 'asOf',
  code: 'as-of-in-the-future',
  kind: 'unprocessable',
  message: {
    vi: `Chưa thể chốt số liệu đến ngày ${printDay(asOf)}; hôm nay là ngày ${printDay(today)}.`,
    en: `Figures cannot be closed on ${asOf} yet; today is ${today}.`,
  },
});

export const asOfBeforePeriod = (asOf: LocalDate, from: LocalDate): Fault => ({
  path: 'asOf',
  code: 'as-of-before-period',
  kind: 'unprocessable',
  message: {
    vi: `Ngày chốt ${printDay(asOf)} ở trước ngày đầu kỳ ${printDay(from)}.`,
    en: `${asOf} lies before the first day of the period, ${from}.`,
  },
});

export const issuedAlready = (number: string): Fault => ({
  path: '',
  code: 'report-issued-already',
  kind: 'conflict',
  message: {
    vi: `Báo cáo đã ban hành với số ${number}; không sửa được nữa, chỉ có thể ban hành lại với số mới.`,
    en: `The report is issued under number ${number}; it stays as it is, and can only be reissued under a new one.`,
  },
});

export const notIssuedYet = (): Fault => ({
  path: '',
  code: 'report-not-issued',
  kind: 'conflict',
  message: { vi: 'Báo cáo chưa được ban hành.', en: 'The report is not issued yet.' },
});

export const replacedAlready = (by: string): Fault => ({
  path: '',
  code: 'report-replaced-already',
  kind: 'conflict',
  message: {
    vi: 'Đã có báo cáo khác thay thế báo cáo này; hãy ban hành lại bản thay thế đó.',
    en: 'Another report has taken its place already; reissue that one.',
  },
  detail: { candidates: [by] },
});

export const numberMissing = (path: 'number' | 'issuedOn'): Fault => ({
  path,
  code: 'required',
  kind: 'malformed',
  message: {
    vi: 'Thiếu trường này: số và ngày lấy theo sổ đăng ký văn bản của cơ quan.',
    en: "This field is missing: number and date come from the office's register of documents.",
  },
});

export const numberNotEntered = (): Fault => ({
  path: 'number',
  code: 'number-not-entered',
  kind: 'unprocessable',
  message: {
    vi: 'Mẫu báo cáo này tự đánh số; không nhập số.',
    en: 'This definition takes its own numbers; none is entered.',
  },
});

export const numberTaken = (number: string, by: string): Fault => ({
  path: 'number',
  code: 'number-taken',
  kind: 'conflict',
  message: { vi: `Số ${number} đã có báo cáo khác mang.`, en: `Another report bears the number ${number}.` },
  detail: { candidates: [by] },
});

export const issuedOnOutside = (day: LocalDate, bound: 'before-as-of' | 'in-the-future'): Fault => ({
  path: 'issuedOn',
  code: `issued-${bound}`,
  kind: 'unprocessable',
  message:
    bound === 'before-as-of'
      ? {
          vi: `Ngày ban hành ${printDay(day)} ở trước ngày chốt số liệu.`,
          en: `It cannot be issued on ${day}, before the day that its figures are of.`,
        }
      : { vi: `Ngày ban hành ${printDay(day)} chưa đến.`, en: `${day} has not come yet.` },
});

export const draftChanged = (): Fault => ({
  path: '',
  code: 'draft-changed',
  kind: 'busy',
  message: {
    vi: 'Dự thảo hoặc sổ số vừa được thay đổi; hãy thử lại.',
    en: 'The draft, or the register of numbers, was changed at the same moment; try again.',
  },
});

export const notAPdf = (name: string): Fault => ({
  path: 'file[0]',
  code: 'not-a-pdf',
  kind: 'unsupported',
  message: {
    vi: `Tệp "${name.slice(0, 255)}" không phải là PDF đọc được.`,
    en: `The file "${name.slice(0, 255)}" is not a PDF that can be read.`,
  },
});

export const oneFileOnly = (): Fault => ({
  path: 'file',
  code: 'too-many-files',
  kind: 'too-large',
  message: { vi: 'Mỗi lần gửi một bản đã ký.', en: 'One signed copy is taken at a time.' },
});

export const signedCopyThere = (name: string): Fault => ({
  path: 'file[0]',
  code: 'signed-copy-there',
  kind: 'conflict',
  message: {
    vi: `Tệp "${name.slice(0, 255)}" đã được gửi trước đây.`,
    en: `The file "${name.slice(0, 255)}" was sent before.`,
  },
});

export const signedHereAlready = (sha256: string): Fault => ({
  path: '',
  code: 'signed-already',
  kind: 'conflict',
  message: {
    vi: 'Báo cáo đã được ký bằng khóa này.',
    en: 'The report was signed with this key already.',
  },
  detail: { candidates: [sha256] },
});

export const signingNotConfigured = (): Fault => ({
  path: '',
  code: 'signing-not-configured',
  kind: 'unprocessable',
  message: {
    vi: 'Chưa cấu hình khóa ký của cơ quan (SIGNING_KEY_FILE); có thể ký bằng phần mềm khác rồi gửi bản đã ký lên.',
    en: 'No key of the office is configured (SIGNING_KEY_FILE); sign with another program and send the signed copy.',
  },
});

export const signingFileUnreadable = (variable: string, reason: string): Fault => ({
  path: '',
  code: 'signing-file-unreadable',
  kind: 'unprocessable',
  message: {
    vi: `Không đọc được tệp mà ${variable} nêu (${reason}).`,
    en: `The file that ${variable} names cannot be read (${reason}).`,
  },
});

export const signedCopyUnknown = (sha256: string): Fault => ({
  path: '',
  code: 'signed-copy-unknown',
  kind: 'missing',
  message: {
    vi: `Báo cáo không có bản đã ký "${sha256.slice(0, 80)}".`,
    en: `The report has no signed copy "${sha256.slice(0, 80)}".`,
  },
});

export const nothingToChase = (): Fault => ({
  path: '',
  code: 'nothing-to-chase',
  kind: 'unprocessable',
  message: {
    vi: 'Không có đơn vị nào cần đôn đốc theo báo cáo này.',
    en: 'By this report there is no unit to be reminded.',
  },
});

export const summaryLate = (definition: string, period: string, dueAt: string): Fault => ({
  path: `${definition}/${period}`,
  code: 'summary-late',
  kind: 'busy',
  message: {
    vi: `Báo cáo ${definition} kỳ ${period} lẽ ra đã có từ ${dueAt}.`,
    en: `The report ${definition} of ${period} has been due since ${dueAt}.`,
  },
});
