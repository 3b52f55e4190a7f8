import { reference, text } from '../domain/cell-readers.js';
import { type Column } from '../domain/column.js';
import { ACTIVITY_WORDS } from '../domain/vocabularies.js';
import { dayColumn, textColumn, UNIT_COLUMNS, wholeColumn, wordColumn } from './shared-columns.js';

const [UNIT, UNIT_NAME, WITHIN] = UNIT_COLUMNS as [Column, Column, Column];
const SENT_OR_RECEIVED = {
  help: { vi: 'Đơn vị cử người dự hoặc nhận thiết bị.', en: 'The unit that sent people or received it.' },
};
/** Whoever lists trainings alone, without who came, needs none of them. */
const OF_UNIT: readonly Column[] = [UNIT, UNIT_NAME, WITHIN].map((column) => {
  const { orElse, ...own } = column;
  return orElse === undefined ? own : { ...own, ...SENT_OR_RECEIVED };
});

/** A row a unit: the columns of the whole activity, then those of the unit. */
export const ACTIVITY_COLUMNS: readonly Column[] = [
  wordColumn(
    'kind',
    { vi: 'Hoạt động', en: 'Kind' },
    { vi: 'Tập huấn, hoặc bàn giao thiết bị.', en: 'A training, or a handover of equipment.' },
    ACTIVITY_WORDS,
    { required: true, also: ['Loại hoạt động', 'Loại'] },
  ),
  textColumn(
    'title',
    { vi: 'Nội dung', en: 'Title' },
    {
      vi: 'Ghi như nhau ở mọi dòng của cùng một hoạt động; mỗi đơn vị một dòng.',
      en: 'The same in all rows of one activity; a row for each unit.',
    },
    { max: 500, required: true, also: ['Tên lớp', 'Tên hoạt động', 'Tên lớp tập huấn', 'Nội dung tập huấn'] },
  ),
  dayColumn(
    'startsOn',
    { vi: 'Ngày bắt đầu', en: 'Starts on' },
    { vi: 'Ngày đầu tiên; quyết định kỳ báo cáo.', en: 'The first day; it decides the period.' },
    { required: true, also: ['Ngày', 'Từ ngày', 'Ngày tổ chức', 'Ngày bàn giao'] },
  ),
  dayColumn(
    'endsOn',
    { vi: 'Ngày kết thúc', en: 'Ends on' },
    { vi: 'Trống: trong một ngày.', en: 'Blank: it lasted one day.' },
    { also: ['Đến ngày'] },
  ),
  {
    key: 'organiser',
    heading: { vi: 'Mã đơn vị tổ chức', en: 'Organiser code' },
    also: ['Mã đơn vị bàn giao', 'Mã cơ quan tổ chức'],
    help: { vi: 'Mã đơn vị tổ chức hoặc bàn giao.', en: 'Code of the unit that held it or handed over.' },
    orElse: 'organiserName',
    format: 'text',
    read: reference,
  },
  {
    key: 'organiserName',
    heading: { vi: 'Đơn vị tổ chức', en: 'Organiser name' },
    also: ['Đơn vị bàn giao', 'Cơ quan tổ chức', 'Cơ quan bàn giao', 'Bên giao'],
    help: { vi: 'Tên đơn vị tổ chức hoặc bàn giao.', en: 'Name of the unit that held it or handed over.' },
    orElse: 'organiser',
    read: reference,
  },
  textColumn(
    'place',
    { vi: 'Địa điểm', en: 'Place' },
    { vi: 'Không bắt buộc.', en: 'Optional.' },
    { max: 500, also: ['Nơi tổ chức'] },
  ),
  {
    key: 'systems',
    heading: { vi: 'Hệ thống', en: 'Systems' },
    also: ['Các hệ thống', 'Mã hệ thống', 'Phần mềm'],
    help: {
      vi: 'Mã hoặc tên; nhiều hệ thống cách nhau bằng dấu chấm phẩy.',
      en: 'Codes or names, with semicolons between.',
    },
    format: 'text',
    read: text({ max: 2000, lines: true }),
  },
  wholeColumn(
    'people',
    { vi: 'Tổng số người', en: 'People in all' },
    {
      vi: 'Của cả lớp tập huấn; trống: cộng từ các đơn vị.',
      en: 'Of the whole training; blank: the sum of the units.',
    },
    { also: ['Tổng số học viên', 'Tổng số lượt người'] },
  ),
  ...OF_UNIT,
  wholeColumn(
    'attendees',
    { vi: 'Số người dự', en: 'Attendees' },
    { vi: 'Của đơn vị ở dòng này; trống: chưa rõ.', en: 'Of the unit of the row; blank: not stated.' },
    { also: ['Số người', 'Số học viên', 'Số lượt người'] },
  ),
  textColumn(
    'type',
    { vi: 'Loại thiết bị', en: 'Equipment' },
    { vi: 'Của bàn giao: đơn vị nhận gì.', en: 'Of a handover: what the unit received.' },
    { also: ['Tên thiết bị', 'Thiết bị'] },
  ),
  wholeColumn(
    'quantity',
    { vi: 'Số lượng', en: 'Quantity' },
    { vi: 'Của bàn giao.', en: 'Of a handover.' },
    { also: ['SL'] },
  ),
  textColumn(
    'measure',
    { vi: 'Đơn vị tính', en: 'Unit of measure' },
    { vi: 'Bộ, cái…', en: 'Such as bộ, cái.' },
    { max: 50, also: ['ĐVT'] },
  ),
  textColumn(
    'note',
    { vi: 'Ghi chú', en: 'Note' },
    { vi: 'Của cả hoạt động.', en: 'Of the whole activity.' },
    { max: 2000, lines: true },
  ),
  wholeColumn(
    'session',
    { vi: 'Lớp số', en: 'Session' },
    {
      vi: 'Chỉ khi có nhiều lớp cùng nội dung, ngày và đơn vị tổ chức: 2, 3…',
      en: 'Only where several have the same title, day and organiser: 2, 3 …',
    },
    { also: ['Đợt', 'Lần'] },
  ),
];
