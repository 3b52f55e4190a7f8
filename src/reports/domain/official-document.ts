import { type LocalDate } from '../../kernel/local-date.js';
import { type Language } from '../../kernel/ratio.js';

/**
 * A report or a letter as it will be read, with all its words and printed figures, before it is a file. Renderings are
 * pure functions of it: they lay out, and neither compute nor word anything but the fixed phrases of the form ("CỘNG HÒA
 * XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận:", "DỰ THẢO").
 *
 * Texts are NFC, and printed as they stand unless a field says otherwise; what the form wants in capitals is given in
 * capitals. Ids are letters, digits and hyphens, and unique within the document.
 * Source: Decree 30/2020/NĐ-CP, appendix I; box numbers are those of its figure.
 */
export interface OfficialDocument {
  readonly language: Language;
  /** A letter (công văn) has no title; its excerpt stands below its number. */
  readonly kind: 'report' | 'letter';
  /** Marked "DỰ THẢO" on every page. */
  readonly draft: boolean;
  /** Box 2, first line, in capitals: `"UBND TỈNH TÂY NINH"`; null for a body that names none above it. */
  readonly parentBody: string | null;
  /** Box 2, in capitals: `"SỞ THÔNG TIN VÀ TRUYỀN THÔNG"`. */
  readonly issuingBody: string;
  /** Box 3: `"Số: 05/BC-STTTT"`, or `"Số:       /BC-STTTT"` before there is a number. */
  readonly number: string;
  /** Box 4: `"Tây Ninh, ngày 05 tháng 01 năm 2017"`. */
  readonly placeAndDate: string;
  /** Box 5a, in capitals: `"BÁO CÁO"`. Empty for a letter. */
  readonly title: string;
  /** Box 5a below the title; for a letter box 5b with its "V/v ". */
  readonly excerpt: string;
  /** Box 9a without dash and sign at the end, which come with the layout: `"Ủy ban nhân dân tỉnh Tây Ninh"`. */
  readonly addressees: readonly string[];
  /** "Căn cứ …" without the sign at the end: the layout puts ";" and, after the last, ".". */
  readonly legalBases: readonly string[];
  /** What stands before section I; the whole body of a letter that has no sections. */
  readonly introduction: readonly Block[];
  readonly sections: readonly Section[];
  /** What stands after the last section and before the signature. Its text ends with "./." as the writer wrote it. */
  readonly closing: readonly Block[];
  /** Box 9b without dash and sign at the end: `"Như trên"`, `"Lưu: VT, CNTT"`. */
  readonly recipients: readonly string[];
  /** Box 7, the lines in capitals: `["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]`; the name may still be empty. */
  readonly signature: { readonly lines: readonly string[]; readonly name: string };
  readonly appendices: readonly Appendix[];
  readonly fingerprint: Fingerprint;
}

/** Small print at the end: what the document was made from, so that it can be checked against the tracker. */
export interface Fingerprint {
  /** 64 hexadecimal digits. */
  readonly snapshotSha256: string;
  /** When the figures were frozen, an instant such as `"2017-01-05T01:00:00Z"`; also the files' own date of creation. */
  readonly frozenAt: string;
  /** The last link of the sealed audit, null in a draft. */
  readonly auditHead: string | null;
  /** The app's version: `"0.1.0"`. */
  readonly app: string;
}

export interface Section {
  readonly id: string;
  /** As printed: `"I. TÌNH HÌNH CHUNG"`. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** An appendix has pages of its own, numbered from 1. */
export interface Appendix {
  readonly id: string;
  /** `"I"`, `"II"` …; null where it is the only one. */
  readonly number: string | null;
  /** In capitals. */
  readonly title: string;
  /** `"(Kèm theo Báo cáo số 05/BC-STTTT ngày 05 tháng 01 năm 2017 của …)"`. */
  readonly reference: string;
  readonly landscape: boolean;
  readonly blocks: readonly Block[];
}

export type Block = Heading | Paragraph | List | Table | LineChart | HeatTable | UnitList;

/** A heading within a section, as printed: level 2 `"1. Cấp huyện"`, level 3 `"a) Văn phòng điện tử"`. */
export interface Heading {
  readonly type: 'heading';
  readonly level: 2 | 3;
  readonly text: string;
}

export interface Paragraph {
  readonly type: 'paragraph';
  readonly runs: readonly Run[];
}

/** Text of one kind. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** The id of the unit list that this figure opens to. */
  readonly opens?: string;
}

/** Items that the layout begins with a dash; their signs at the end are part of their text. */
export interface List {
  readonly type: 'list';
  readonly items: readonly (readonly Run[])[];
}

/** Every row has as many cells as there are columns. */
export interface Grid {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Header rows repeat on every page; a row is never divided between two pages. */
export interface Table extends Grid {
  readonly type: 'table';
  /** As printed above it: `"Bảng 1. Tỷ lệ triển khai"`. */
  readonly caption: string;
  /** Too wide for a portrait page: it gets a landscape page. */
  readonly wide?: boolean;
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'center' | 'right';
  /** Width in relation to the other columns, above 0: with shares 1, 3, 1 the second has three fifths. */
  readonly share: number;
  /** A heading above this column and its neighbours of the same group. */
  readonly group?: string;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** A total, set apart from the rows above it. */
  readonly total?: boolean;
}

export interface Cell {
  /** As printed: `"1.685"`, `"43,2%"`, `"31/12/2016"`, `"chưa có số liệu"`. */
  readonly text: string;
  /** What spreadsheets get instead of the text; absent, the cell is text. */
  readonly value?: CellValue;
  readonly emphasis?: 'bold' | 'italic';
  /** The id of the unit list that this figure opens to. */
  readonly opens?: string;
}

/** A number, a share (0.4316 shows as 43,2%), or a day. */
export type CellValue = number | { readonly ratio: number } | { readonly day: LocalDate };

/** Shares over months, a line for each series. Drawn, with its figures in a table for whoever cannot see it. */
export interface LineChart {
  readonly type: 'line-chart';
  readonly id: string;
  /** As printed above it: `"Hình 1. Tỷ lệ triển khai theo cấp, 12 tháng"`. */
  readonly title: string;
  /** What the chart shows, in a sentence. */
  readonly alternative: string;
  /** Labels of the horizontal axis in order, at least one: `"01/2016"`. */
  readonly points: readonly string[];
  readonly series: readonly Series[];
  /** Vertical rules, such as reorganisations: between point `before - 1` and point `before`. */
  readonly marks: readonly { readonly before: number; readonly label: string }[];
  /** Heading of the first column of the table: `"Tháng"`. */
  readonly pointsTitle: string;
}

export interface Series {
  /** `"Cấp xã"`. */
  readonly name: string;
  /** One for each point: the share from 0 to 1, or null where it is not known, and its print. */
  readonly values: readonly { readonly ratio: number | null; readonly text: string }[];
}

/** A table whose cells are shaded by their shares: the darker, the more. */
export interface HeatTable {
  readonly type: 'heat-table';
  readonly id: string;
  /** As printed above it. */
  readonly caption: string;
  /** What the table shows, in a sentence. */
  readonly alternative: string;
  /** Heading of the first column: `"Địa bàn"`. */
  readonly rowsTitle: string;
  readonly columns: readonly string[];
  readonly rows: readonly HeatRow[];
  readonly wide?: boolean;
}

/** One cell for each column; a null ratio (nothing known, nothing eligible) is not shaded. */
export interface HeatRow {
  readonly title: string;
  readonly cells: readonly { readonly text: string; readonly ratio: number | null; readonly opens?: string }[];
}

/** The units behind a figure. */
export interface UnitList extends Grid {
  readonly type: 'unit-list';
  /** What `opens` refers to. */
  readonly id: string;
  readonly title: string;
  /** Runs of its rows that figures open to by themselves, in their order, none within another. */
  readonly parts?: readonly ListPart[];
}

/** Rows of a unit list, `[from, to)` counted from 0; `opens` may refer to its id as well. */
export interface ListPart {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}
