import { day, decimalNumber, reference, text, wholeNumber, type Vocabulary } from '../domain/cell-readers.js';
import { type Column, type Words } from '../domain/column.js';
import { LEVEL_WORDS } from '../domain/vocabularies.js';
import { type NamingColumns } from './unit-and-system.js';

/** A unit, by its code, its name or both; with `within` where names are shared. */
export const UNIT_COLUMNS: readonly Column[] = [
  {
    key: 'unit',
    heading: { vi: 'Mã đơn vị', en: 'Unit code' },
    also: ['Mã ĐVHC', 'Mã đơn vị hành chính', 'Mã xã', 'Mã cơ quan', 'Mã số đơn vị', 'Mã'],
    help: {
      vi: 'Mã đơn vị vào ngày của dòng. Bỏ trống được nếu đã ghi tên.',
      en: 'Code of the unit on the day of the row. May be blank where the name is given.',
    },
    orElse: 'unitName',
    format: 'text',
    read: reference,
  },
  {
    key: 'unitName',
    heading: { vi: 'Tên đơn vị', en: 'Unit name' },
    also: [
      'Đơn vị',
      'Tên cơ quan',
      'Cơ quan',
      'Cơ quan, đơn vị',
      'Tên cơ quan, đơn vị',
      'Tên xã',
      'Xã, phường, thị trấn',
      'UBND',
    ],
    help: {
      vi: 'Như thường viết: "Xã Tân Bình", "UBND P.4", "Sở TTTT". Nếu có cả mã thì tên phải khớp mã.',
      en: 'As people write it: "Xã Tân Bình", "UBND P.4", "Sở TTTT". Where the code is given too, both must agree.',
    },
    orElse: 'unit',
    read: reference,
  },
  {
    key: 'within',
    heading: { vi: 'Thuộc đơn vị', en: 'Within' },
    also: [
      'Huyện',
      'Quận, huyện',
      'Thuộc huyện',
      'Cấp huyện',
      'Huyện, thị xã, thành phố',
      'Huyện/thị xã/thành phố',
      'Đơn vị cấp trên',
      'District',
    ],
    help: {
      vi: 'Tên hoặc mã đơn vị cấp trên, khi nhiều đơn vị trùng tên.',
      en: 'Name or code of a unit above it, where several units share the name.',
    },
    read: reference,
  },
];

export const SCOPE_NAMING: NamingColumns = { unit: 'scope', unitName: 'scopeName' };

/** The unit, with all below it, that something is about: `what`, as in "the unit that the figure is of". */
export function scopeColumns(what: Words): Column[] {
  return [
    {
      key: 'scope',
      heading: { vi: 'Mã phạm vi', en: 'Scope code' },
      also: ['Mã đơn vị', 'Mã'],
      help: { vi: `Mã đơn vị mà ${what.vi}.`, en: `Code of the unit that ${what.en}.` },
      orElse: 'scopeName',
      format: 'text',
      read: reference,
    },
    {
      key: 'scopeName',
      heading: { vi: 'Phạm vi', en: 'Scope name' },
      also: ['Tên đơn vị', 'Đơn vị', 'Địa bàn', 'Tên phạm vi'],
      help: { vi: `Tên đơn vị mà ${what.vi}.`, en: `Name of the unit that ${what.en}.` },
      orElse: 'scope',
      read: reference,
    },
  ];
}

export const INDICATOR_COLUMN: Column = {
  key: 'indicator',
  heading: { vi: 'Chỉ số', en: 'Indicator' },
  also: ['Mã chỉ số', 'Tên chỉ số', 'Chỉ tiêu', 'Chỉ tiêu thống kê'],
  help: { vi: 'Mã hoặc tên chỉ số.', en: 'Code or name of the indicator.' },
  required: true,
  read: reference,
};

export const SYSTEM_COLUMN: Column = {
  key: 'system',
  heading: { vi: 'Hệ thống', en: 'System' },
  also: ['Mã hệ thống', 'Tên hệ thống', 'Phần mềm', 'Tên phần mềm', 'Ứng dụng', 'System code'],
  help: { vi: 'Mã hoặc tên hệ thống.', en: 'Code or name of the system.' },
  required: true,
  read: reference,
};

/** An optional column of text. */
export function textColumn(
  key: string,
  heading: Words,
  help: Words,
  more: { max?: number; lines?: boolean; also?: readonly string[]; required?: boolean } = {},
): Column {
  const { max = 200, lines = false, ...rest } = more;
  return { key, heading, help, format: 'text', read: text({ max, lines }), ...rest };
}

export function dayColumn(key: string, heading: Words, help: Words, more: Partial<Column> = {}): Column {
  return { key, heading, help, format: 'day', read: day, ...more };
}

/** Of a number with at most two decimals. */
export function decimalColumn(key: string, heading: Words, help: Words, more: Partial<Column> = {}): Column {
  return { key, heading, help, format: 'decimal', read: decimalNumber, ...more };
}

export function wholeColumn(key: string, heading: Words, help: Words, more: Partial<Column> = {}): Column {
  return { key, heading, help, format: 'whole', read: wholeNumber, ...more };
}

/** A column of words of a list; `required` if told so. */
export function wordColumn(
  key: string,
  heading: Words,
  help: Words,
  vocabulary: Pick<Vocabulary<string>, 'words' | 'read' | 'wordOf'>,
  more: Partial<Column> = {},
): Column {
  const { words, read } = vocabulary;
  return { key, heading, help, choices: words, read, wordOf: (value) => vocabulary.wordOf(String(value)), ...more };
}

export const LEGAL_BASIS_COLUMN = textColumn(
  'legalBasis',
  { vi: 'Căn cứ pháp lý', en: 'Legal basis' },
  { vi: 'Số, ký hiệu văn bản.', en: 'Number of the document.' },
  { max: 500, also: ['Căn cứ', 'Văn bản'] },
);

export const PERIOD_COLUMNS: readonly Column[] = [
  dayColumn(
    'validFrom',
    { vi: 'Từ ngày', en: 'Valid from' },
    { vi: 'Ngày đầu tiên có hiệu lực; trống: từ trước.', en: 'First day; blank: from before the record.' },
    { also: ['Hiệu lực từ', 'Ngày bắt đầu', 'Từ'] },
  ),
  dayColumn(
    'validTo',
    { vi: 'Đến trước ngày', en: 'Valid to' },
    {
      vi: 'Ngày đầu tiên không còn hiệu lực; trống: chưa kết thúc.',
      en: 'First day on which it is no longer in force; blank: no end.',
    },
    { also: ['Hết hiệu lực từ', 'Ngày kết thúc', 'Đến trước'] },
  ),
];

export function levelColumn(help: Words, more: Partial<Column> = {}): Column {
  return wordColumn('level', { vi: 'Cấp', en: 'Level' }, help, LEVEL_WORDS, { also: ['Cấp đơn vị'], ...more });
}

export const KIND_OF_UNIT_COLUMN = textColumn(
  'kind',
  { vi: 'Loại đơn vị', en: 'Kind' },
  { vi: 'Chỉ loại này: xã, phường…', en: 'Only of this kind.' },
  { max: 50, also: ['Loại'] },
);

const [, , WITHIN] = UNIT_COLUMNS as [Column, Column, Column];

/** Which units of a level something is about: of a kind, of a set, within a unit. */
export const NARROWING_COLUMNS: readonly Column[] = [
  KIND_OF_UNIT_COLUMN,
  textColumn(
    'set',
    { vi: 'Nhóm đơn vị', en: 'Set' },
    { vi: 'Chỉ các đơn vị trong nhóm; mã nhóm.', en: 'Only members of this set; its code.' },
    { max: 64, also: ['Nhóm'] },
  ),
  { ...WITHIN, help: { vi: 'Chỉ trong đơn vị này.', en: 'Only within this unit.' } },
];
