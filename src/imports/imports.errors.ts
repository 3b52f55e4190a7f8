import { type LocalDate, printDay } from '../kernel/local-date.js';
import { type Fault } from '../kernel/refusal.js';
import { type CellFault, type RowFault, type Words } from './domain/column.js';
import { type Changes, type ImportKind } from './import-kind.js';

const nowhere = { row: null, column: null, cell: null, read: '' };

export const headingNotFound = (sheet: string | null, { columns, title }: ImportKind): RowFault => ({
  ...nowhere,
  sheet,
  code: 'heading-not-found',
  expected: {
    vi: `một dòng tiêu đề có các cột: ${columns.map(({ heading }) => heading.vi).join(', ')}`,
    en: `a heading with columns such as ${columns.map(({ key }) => key).join(', ')}`,
  },
  message: {
    vi: `Không thấy bảng "${title.vi}" nào trong tệp; hãy dùng biểu mẫu hoặc ghi dòng tiêu đề.`,
    en: `No table of ${title.en} was found in the file; use the template, or write a heading.`,
  },
});

export const fileWithoutRows = (sheet: string | null, row: number | null): RowFault => ({
  ...nowhere,
  sheet,
  row,
  code: 'no-rows',
  expected: { vi: 'ít nhất một dòng dữ liệu', en: 'at least one row' },
  message: { vi: 'Bảng không có dòng dữ liệu nào.', en: 'The table has no rows.' },
});

/** A fault that concerns the file as a whole. */
export const ofFile = ({ code, message, detail }: Fault): RowFault => ({
  ...nowhere,
  sheet: typeof detail?.['sheet'] === 'string' ? detail['sheet'] : null,
  row: typeof detail?.['row'] === 'number' ? detail['row'] : null,
  code,
  expected: { vi: 'tệp Excel (.xlsx) hoặc CSV', en: 'an Excel file (.xlsx) or CSV' },
  message,
});

const EXPECTED: Readonly<Record<string, Words>> = {
  unit: { vi: 'mã hoặc tên của một đơn vị vào ngày đó', en: 'the code or name of a unit on that day' },
  unitName: { vi: 'tên của đơn vị mang mã đó vào ngày đó', en: 'the name of the unit of that code on that day' },
  within: { vi: 'đơn vị cấp trên của đơn vị này', en: 'a unit above it' },
  system: { vi: 'mã hoặc tên của một hệ thống', en: 'the code or name of a system' },
  effectiveOn: { vi: 'ngày không sau hôm nay', en: 'a day that is not after today' },
  asOf: { vi: 'ngày không sau hôm nay', en: 'a day that is not after today' },
  dueOn: { vi: 'ngày không trước ngày lập kế hoạch', en: 'a day not before that of the plan' },
};

const ALLOWED: Words = { vi: 'một giá trị hợp lệ', en: 'a value that is allowed' };

/** What the facts hold against a cell, as the services say it. */
export const ofFact = (column: string | null, { code, message, detail }: Fault): CellFault => {
  const candidates = candidatesOf(detail);
  return {
    code,
    expected: (column === null ? undefined : EXPECTED[column]) ?? ALLOWED,
    message,
    ...(candidates.length > 0 ? { candidates } : {}),
  };
};

/** Codes, or words where there are none. */
function candidatesOf(detail: Fault['detail']): string[] {
  const listed = Array.isArray(detail?.['candidates'])
    ? (detail['candidates'] as unknown[])
    : [detail?.['before'], detail?.['after'], detail?.['unit']];
  return listed.flatMap((one) => {
    if (typeof one === 'string') return [one];
    const code = (one as { code?: unknown } | null | undefined)?.code;
    return typeof code === 'string' ? [code] : [];
  });
}

export const stageWithoutFact = (): CellFault => ({
  code: 'stage-not-known',
  expected: { vi: 'giai đoạn, ví dụ "đang sử dụng"', en: 'a stage such as live' },
  message: {
    vi: '"Chưa có số liệu" nghĩa là chưa có gì để ghi; hãy bỏ dòng này.',
    en: '"Chưa có số liệu" means that there is nothing to record; take the row out.',
  },
});

export const rowsContradict = (row: number): CellFault => ({
  code: 'rows-contradict',
  expected: { vi: 'mỗi đơn vị và hệ thống một dòng cho một ngày', en: 'one row a unit, system and day' },
  message: {
    vi: `Dòng ${row} ghi khác cho cùng đơn vị, hệ thống và ngày.`,
    en: `Row ${row} says otherwise of the same unit, system and day.`,
  },
});

export const statementsContradict = (row: number): CellFault => ({
  code: 'rows-contradict',
  expected: { vi: 'mỗi nội dung ghi một lần, các dòng không mâu thuẫn', en: 'rows that agree with each other' },
  message: { vi: `Dòng ${row} ghi khác về cùng nội dung này.`, en: `Row ${row} says otherwise of the same thing.` },
});

export const evidenceUnreadable = (): CellFault => ({
  code: 'evidence-unreadable',
  expected: {
    vi: 'mỗi dòng một tài liệu: tên, <địa chỉ> hoặc [mã tài liệu]',
    en: 'a piece a line: title, <address> or [document id]',
  },
  message: {
    vi: 'Không đọc được tài liệu kiểm chứng (tối đa 20 tài liệu, tên không quá 300 ký tự).',
    en: 'The evidence cannot be read (at most 20 pieces, titles of at most 300 characters).',
  },
});

export const levelOfUnit = (believed: string): CellFault => ({
  code: 'level-cannot-be-changed',
  expected: { vi: `"${believed}" như đã ghi`, en: `"${believed}" as recorded` },
  message: {
    vi: `Cấp đã ghi là "${believed}"; một đơn vị không đổi cấp. Nếu đơn vị được chuyển cấp, hãy ghi việc sắp xếp (/reorganisations) để đơn vị mới kế thừa; nếu ghi nhầm, hãy hoàn tác lần ghi đó rồi ghi lại.`,
    en: `The level is recorded as "${believed}", and a unit keeps its level. Where it became a unit of another level, record the reorganisation (/reorganisations), so that the new one inherits; where it was a mistake, take that back and record it again.`,
  },
});

export const kindOfIndicator = (believed: string): CellFault => ({
  code: 'indicator-kind-cannot-be-changed',
  expected: { vi: `"${believed}" như đã ghi`, en: `"${believed}" as recorded` },
  message: {
    vi: `Loại đã ghi là "${believed}"; một chỉ số không đổi loại. Nếu nay đo khác đi, hãy ghi "Đến trước ngày" cho chỉ số này và lập chỉ số mới có mã khác; nếu ghi nhầm, hãy hoàn tác lần ghi đó rồi ghi lại.`,
    en: `It is recorded as "${believed}", and an indicator keeps its kind. Where something else is measured now, end this indicator (validTo) and define another under a code of its own; where it was a mistake, take that back and record it again.`,
  },
});

export const systemOfIndicator = (believed: string | null): CellFault => ({
  code: 'indicator-system-cannot-be-changed',
  expected:
    believed === null
      ? { vi: 'ô trống, như đã ghi', en: 'a blank cell, as recorded' }
      : { vi: `"${believed}" như đã ghi`, en: `"${believed}" as recorded` },
  message: {
    vi: `Chỉ số đã ghi ${believed === null ? 'không gắn với hệ thống nào' : `là của hệ thống "${believed}"`}, và không đổi được. Nếu nay nói về hệ thống khác, hãy ghi "Đến trước ngày" cho chỉ số này và lập chỉ số mới có mã khác; nếu ghi nhầm, hãy hoàn tác lần ghi đó rồi ghi lại.`,
    en: `The indicator is recorded as one of ${believed === null ? 'no system' : `the system "${believed}"`}, for good. Where it is about another, end this indicator (validTo) and define another under a code of its own; where it was a mistake, take that back and record it again.`,
  },
});

export const beginningOfPeriod = (from: LocalDate | null): CellFault => ({
  code: 'recorded-since-earlier',
  expected: {
    vi: from === null ? 'ô trống, như đã ghi' : `${printDay(from)} như đã ghi`,
    en: from === null ? 'a blank cell, as recorded' : `${from} as recorded`,
  },
  message: {
    vi: `Đã ghi là như vậy ${from === null ? 'từ trước' : `từ ngày ${printDay(from)}`}, nên ngày này không thay đổi gì. Ghi điều gì khác kể từ ngày này, hoặc để ô như đã ghi; ngày bắt đầu ghi sai thì hoàn tác lần ghi đó rồi ghi lại.`,
    en: `It is recorded so ${from === null ? 'from before the record' : `since ${from}`}, and this day changes nothing. Say what is other from this day on, or leave the cell as recorded; where the beginning is wrong, take that back and record it again.`,
  },
});

export const endOfEarlierPeriod = (to: LocalDate | null): CellFault => ({
  code: 'ends-where-the-next-begins',
  expected: {
    vi: to === null ? 'ô trống' : `${printDay(to)} như đã ghi`,
    en: to === null ? 'a blank cell' : `${to} as recorded`,
  },
  message: {
    vi: 'Giai đoạn này kết thúc khi giai đoạn sau bắt đầu; hãy ghi ngày kết thúc ở dòng của giai đoạn cuối.',
    en: 'This period ends where the next one begins; give the end in the row of the last period.',
  },
});

export const importUnknown = (id: string): Fault => ({
  path: '',
  code: 'import-unknown',
  kind: 'missing',
  message: { vi: `Không có lần nhập "${id.slice(0, 64)}".`, en: `There is no import "${id.slice(0, 64)}".` },
});

export const kindNotAllowed = (path: string, kind: string): Fault => ({
  path,
  code: 'not-allowed',
  kind: 'forbidden',
  message: {
    vi: `Tài khoản của bạn không được nhập loại "${kind}".`,
    en: `Your account may not import ${kind}.`,
  },
});

export const importUnderWay = (): Fault => ({
  path: '',
  code: 'import-under-way',
  kind: 'conflict',
  message: { vi: 'Lần nhập này đang chạy.', en: 'This import is under way.' },
});

export const appliedAlready = (): Fault => ({
  path: '',
  code: 'applied-already',
  kind: 'conflict',
  message: { vi: 'Tệp này đã được ghi rồi.', en: 'This import was applied already.' },
});

export const notApplied = (): Fault => ({
  path: '',
  code: 'not-applied',
  kind: 'conflict',
  message: {
    vi: 'Lần nhập này chưa ghi gì nên không có gì để hoàn tác.',
    en: 'This import wrote nothing that could be taken back.',
  },
});

export const undoneAlready = (): Fault => ({
  path: '',
  code: 'undone-already',
  kind: 'conflict',
  message: { vi: 'Lần nhập này đã được hoàn tác.', en: 'This import was taken back already.' },
});

const printed = ({ create, update, unchanged, previouslyRetracted }: Changes, language: 'vi' | 'en'): string =>
  language === 'vi'
    ? `${create} mới, ${update} sửa, ${unchanged} không đổi, ${previouslyRetracted} đã thu hồi`
    : `${create} new, ${update} changed, ${unchanged} unchanged, ${previouslyRetracted} retracted before`;

export const importMoved = (checked: Changes | null, now: Changes): Fault => ({
  path: '',
  code: 'import-moved',
  kind: 'conflict',
  message: {
    vi:
      'Dữ liệu đã thay đổi từ khi kiểm tra nên kết quả sẽ khác' +
      `${checked ? ` (khi kiểm tra: ${printed(checked, 'vi')})` : ''}: nay là ${printed(now, 'vi')}. Hãy xem lại rồi ghi.`,
    en:
      'What is recorded has changed since the check, and the result would differ' +
      `${checked ? ` (checked: ${printed(checked, 'en')})` : ''}: it is now ${printed(now, 'en')}. Look at it again, then apply.`,
  },
  detail: { checked, now },
});

export const importFailed = (): Fault => ({
  path: '',
  code: 'import-failed',
  kind: 'busy',
  message: {
    vi: 'Lần nhập bị hỏng vì lỗi của hệ thống; chưa có gì được ghi. Hãy thử lại.',
    en: 'The import failed through a fault of the service; nothing was written. Try again.',
  },
});

export const importRefused = (fileName: string, count: number): Fault => ({
  path: '',
  code: 'import-refused',
  kind: 'unprocessable',
  message: {
    vi: `Tệp "${fileName}" có ${count} lỗi; chưa có gì được ghi.`,
    en: `The file "${fileName}" has ${count} faults; nothing was written.`,
  },
});

export const kindUnknown = (read: string, known: readonly string[]): Fault => ({
  path: 'kind',
  code: 'kind-unknown',
  kind: 'missing',
  message: {
    vi: `Không có loại "${read.slice(0, 64)}"; các loại: ${known.join(', ')}.`,
    en: `There is no kind "${read.slice(0, 64)}"; the kinds: ${known.join(', ')}.`,
  },
});

export const indicatorNotFound = (read: string, candidates: readonly string[]): CellFault => ({
  code: 'indicator-unknown',
  expected: { vi: 'mã hoặc tên của một chỉ số', en: 'the code or name of an indicator' },
  message: { vi: `Không có chỉ số "${read}".`, en: `There is no indicator "${read}".` },
  candidates,
});

export const documentAmbiguous = (candidates: readonly string[]): CellFault => ({
  code: 'document-ambiguous',
  expected: { vi: 'số và ngày ban hành của một văn bản đã ghi', en: 'number and day of one recorded document' },
  message: {
    vi: `Dòng này có thể là ${candidates.length} văn bản đã ghi; hãy ghi đủ số, ngày ban hành và trích yếu, hoặc sửa tại văn bản đó.`,
    en: `This row may mean ${candidates.length} recorded documents; give number, day and title in full, or correct the document itself.`,
  },
  candidates,
});

export const scorecardNotFound = (read: string, candidates: readonly string[]): CellFault => ({
  code: 'scorecard-unknown',
  expected: { vi: 'mã hoặc tên của một bộ tiêu chí', en: 'the code or name of a scorecard' },
  message: { vi: `Không có bộ tiêu chí "${read}".`, en: `There is no scorecard "${read}".` },
  candidates,
});

const CRITERION: Words = { vi: 'mã tiêu chí của đơn vị trong năm đó', en: 'the code of a criterion of the unit' };

export const criterionAmbiguous = (read: string, candidates: readonly string[]): CellFault => ({
  code: 'criterion-ambiguous',
  expected: CRITERION,
  message: {
    vi: `Nhiều tiêu chí có tên "${read}"; hãy ghi mã tiêu chí.`,
    en: `Several criteria are called "${read}"; give the code.`,
  },
  candidates,
});

export const criterionNameDiffers = (read: string, named: string): CellFault => ({
  code: 'criterion-name-differs',
  expected: { vi: `"${named}", hoặc ô trống`, en: `"${named}", or a blank cell` },
  message: {
    vi: `Tiêu chí này tên là "${named}", không phải "${read}".`,
    en: `The criterion is called "${named}", not "${read}".`,
  },
  candidates: [named],
});

export const otherPointsNow = (heading: Words, now: string | null): CellFault => ({
  code: 'other-points-now',
  expected: { vi: now ?? 'ô trống', en: now ?? 'a blank cell' },
  message: {
    vi: `${heading.vi} nay ${now === null ? 'chưa có' : `là ${now}`}; cột này chỉ để đối chiếu. Hãy xem lại, rồi ghi như hiện nay hoặc để trống.`,
    en: `${heading.en} ${now === null ? 'is not known now' : `is ${now} now`}; the column is there to compare with. Look at it again, then say it as it is or leave it blank.`,
  },
});

export const scorecardWithoutName = (code: string, candidates: readonly string[]): CellFault => ({
  code: 'scorecard-without-name',
  expected: { vi: 'tên của bộ tiêu chí mới', en: 'the name of the new scorecard' },
  message: {
    vi: `Chưa có bộ tiêu chí "${code}"; nếu là bộ mới thì ghi tên, nếu không thì sửa mã.`,
    en: `There is no scorecard "${code}" yet; give its name where it is new, or mend the code.`,
  },
  candidates,
});

export const partMissing = (part: string): CellFault => ({
  code: 'part-missing',
  expected: { vi: `ít nhất một dòng loại "${part}"`, en: `at least one row of the part "${part}"` },
  message: {
    vi: `Phiên bản này không có dòng nào loại "${part}"; các dòng của một phiên bản được ghi trọn vẹn.`,
    en: `This version has no row of the part "${part}"; the rows of a version are written whole.`,
  },
});

export const cellOfAnotherPart = (heading: Words, part: string): CellFault => ({
  code: 'cell-of-another-part',
  expected: { vi: 'ô trống', en: 'a blank cell' },
  message: {
    vi: `Cột "${heading.vi}" không dùng cho dòng loại "${part}".`,
    en: `The column ${heading.en} does not go with a row of this part ("${part}").`,
  },
});
