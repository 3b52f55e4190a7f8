import { type Fault, Refusal } from '../../kernel/refusal.js';
import { type Language } from '../../kernel/ratio.js';

type Sentence = Readonly<Record<Language, string>>;
type Kind = Fault['kind'];

/** A Refusal of the whole file with the one fault that keeps it from being read. */
function refusal(code: string, kind: Kind, message: Sentence, detail?: Fault['detail']): Refusal {
  return new Refusal([{ path: '', code: `spreadsheet-${code}`, kind, message, ...(detail && { detail }) }]);
}

/** The same in both languages: numbers with grouping points, or commas. */
const count = (value: number): Sentence => ({
  vi: value.toLocaleString('vi-VN'),
  en: value.toLocaleString('en-US'),
});

const MEGABYTE = 1024 * 1024;

export const fileTooLarge = (bytes: number): Refusal =>
  refusal('too-large', 'too-large', {
    vi: `Tệp quá lớn (tối đa ${bytes / MEGABYTE} MB). Hãy chia tệp thành nhiều phần.`,
    en: `The file is too large (at most ${bytes / MEGABYTE} MB). Divide it into several.`,
  });

export const fileEmpty = (): Refusal =>
  refusal('empty', 'malformed', { vi: 'Tệp không có nội dung.', en: 'The file is empty.' });

/** Other kinds of file that people take for a spreadsheet of today, and what to do with each. */
const OTHER_KINDS = {
  xls: {
    vi: 'Đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel và lưu lại dạng "Excel Workbook (*.xlsx)".',
    en: 'This is a workbook from before Excel 2007 (.xls). Open it in Excel and save it as "Excel Workbook (*.xlsx)".',
  },
  xlsb: {
    vi: 'Đây là tệp Excel nhị phân (.xlsb). Hãy mở bằng Excel và lưu lại dạng "Excel Workbook (*.xlsx)".',
    en: 'This is a binary workbook (.xlsb). Open it in Excel and save it as "Excel Workbook (*.xlsx)".',
  },
  ods: {
    vi: 'Đây là bảng tính OpenDocument (.ods). Hãy mở bằng LibreOffice hoặc Excel và lưu lại dạng .xlsx.',
    en: 'This is an OpenDocument spreadsheet (.ods). Open it in LibreOffice or Excel and save it as .xlsx.',
  },
  markup: {
    vi: 'Đây là trang HTML hoặc XML mang tên tệp bảng tính. Hãy mở bằng Excel và lưu lại dạng .xlsx.',
    en: 'This is an HTML or XML page by the name of a spreadsheet. Open it in Excel and save it as .xlsx.',
  },
  other: {
    vi: 'Đây không phải là bảng tính. Hệ thống đọc tệp Excel (.xlsx) và CSV.',
    en: 'This is not a spreadsheet. Excel workbooks (.xlsx) and CSV files are read.',
  },
} satisfies Record<string, Sentence>;

export const otherKind = (kind: keyof typeof OTHER_KINDS): Refusal =>
  refusal(kind === 'other' ? 'unknown' : 'other-format', 'unsupported', OTHER_KINDS[kind]);

export const passwordNeeded = (): Refusal =>
  refusal('has-password', 'unsupported', {
    vi: 'Tệp được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu (File > Info > Protect Workbook) rồi gửi lại.',
    en: 'The file is protected by a password. Remove it (File > Info > Protect Workbook) and send it again.',
  });

/** `part` is the part of the workbook that cannot be read. */
export const damaged = (part: string): Refusal =>
  refusal(
    'damaged',
    'malformed',
    {
      vi: 'Tệp Excel bị hỏng hoặc thiếu phần cuối. Hãy mở bằng Excel, lưu lại rồi gửi lại.',
      en: 'The workbook is damaged or cut off. Open it in Excel, save it and send it again.',
    },
    { part: part.slice(0, 200) },
  );

/** An archive that unpacks to far more than a workbook: it was made to fill the memory of whoever opens it. */
export const unpacksToTooMuch = (): Refusal =>
  refusal('unpacks-to-too-much', 'too-large', {
    vi: 'Tệp nén bung ra quá lớn so với một bảng tính nên không được mở.',
    en: 'The file unpacks to far more than a workbook holds, so it was not opened.',
  });

export const tooManyParts = (most: number): Refusal =>
  refusal('too-many-parts', 'too-large', {
    vi: `Tệp có quá nhiều phần hoặc trang tính (tối đa ${count(most).vi}).`,
    en: `The file has too many parts or sheets (at most ${count(most).en}).`,
  });

/** A document type could name entities that expand without end or that stand in other files. */
export const documentTypeRefused = (part: string): Refusal =>
  refusal(
    'document-type',
    'unsupported',
    {
      vi: 'Tệp có khai báo DOCTYPE, điều mà bảng tính Excel không bao giờ có, nên không được đọc.',
      en: 'The file declares a document type, which no workbook of Excel does, so it was not read.',
    },
    { part: part.slice(0, 200) },
  );

export interface Place {
  readonly sheet: string;
  /** From 1; null: not known. */
  readonly row: number | null;
}

const placed = ({ sheet, row }: Place): Sentence => ({
  vi: `Trang tính "${sheet.slice(0, 80)}"${row === null ? '' : `, dòng ${row}`}`,
  en: `Sheet "${sheet.slice(0, 80)}"${row === null ? '' : `, row ${row}`}`,
});

export const tooMany = (place: Place, what: 'rows' | 'columns' | 'cells', most: number): Refusal => {
  const things = {
    rows: { vi: 'dòng', en: 'rows' },
    columns: { vi: 'cột', en: 'columns' },
    cells: { vi: 'ô', en: 'cells' },
  };
  const at = placed(place);
  return refusal(
    `too-many-${what}`,
    'too-large',
    {
      vi: `${at.vi}: quá nhiều ${things[what].vi} có dữ liệu (tối đa ${count(most).vi}). Hãy chia tệp thành nhiều phần.`,
      en: `${at.en}: too many filled ${things[what].en} (at most ${count(most).en}). Divide the file into several.`,
    },
    { ...place },
  );
};

export const cellTooLong = (place: Place, most: number): Refusal => {
  const at = placed(place);
  return refusal(
    'cell-too-long',
    'too-large',
    {
      vi: `${at.vi}: có ô dài quá ${count(most).vi} ký tự.`,
      en: `${at.en}: a cell has more than ${count(most).en} characters.`,
    },
    { ...place },
  );
};

/** `line` is the line of the text, from 1; `reason`: the quote that opens there is not closed, or one stands where none may. */
export const wrongQuotes = (line: number, reason: 'open' | 'stray'): Refusal =>
  refusal(
    'wrong-quotes',
    'malformed',
    reason === 'open'
      ? {
          vi: `Dòng ${line}: dấu ngoặc kép mở ở đây không được đóng. Dấu ngoặc kép bên trong một ô phải viết hai lần ("").`,
          en: `Line ${line}: the quotation mark that opens here is not closed. One inside a cell is written twice ("").`,
        }
      : {
          vi: `Dòng ${line}: dấu ngoặc kép đặt sai chỗ. Ô có dấu ngoặc kép phải nằm trọn trong ngoặc kép, dấu bên trong viết hai lần ("").`,
          en: `Line ${line}: a misplaced quotation mark. A cell with quotation marks stands in quotation marks, those inside are written twice ("").`,
        },
    { line },
  );

export const rowTooLong = (line: number): Refusal =>
  refusal(
    'row-too-long',
    'too-large',
    {
      vi: `Dòng ${line} quá dài; có thể thiếu dấu ngoặc kép đóng.`,
      en: `Line ${line} is too long; a closing quotation mark may be missing.`,
    },
    { line },
  );

/** `sample` is a word as it stands in the file. */
export const vniText = (sample: string): Refusal =>
  refusal(
    'vni',
    'unsupported',
    {
      vi: `Văn bản trong tệp gõ theo bảng mã VNI (ví dụ "${sample.slice(0, 40)}"). Hãy chuyển sang Unicode (UniKey > Công cụ, hoặc Ctrl+Shift+F6: từ "VNI Windows" sang "Unicode") rồi gửi lại.`,
      en: `The text of the file is in the VNI encoding (such as "${sample.slice(0, 40)}"). Convert it to Unicode (UniKey > Toolkit, or Ctrl+Shift+F6: from "VNI Windows" to "Unicode") and send it again.`,
    },
    { sample: sample.slice(0, 40) },
  );

export const textBroken = (encoding: string): Refusal =>
  refusal('text-broken', 'malformed', {
    vi: `Tệp mang dấu hiệu của ${encoding.toUpperCase()} nhưng nội dung không đúng bảng mã đó. Hãy lưu lại dạng "CSV UTF-8".`,
    en: `The file is marked as ${encoding.toUpperCase()}, but its text is not. Save it again as "CSV UTF-8".`,
  });
