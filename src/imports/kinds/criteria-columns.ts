import { decimalUpTo, pointedCode, reference, year } from '../domain/cell-readers.js';
import { type Column } from '../domain/column.js';
import { stepsText } from '../domain/step-text.js';
import {
  CRITERION_MEASURE_WORDS,
  type CriteriaPart,
  FORM_WORDS,
  LEVEL_WORDS,
  PART_WORDS,
} from '../domain/vocabularies.js';
import { decimalColumn, LEGAL_BASIS_COLUMN, levelColumn, textColumn, wordColumn } from './shared-columns.js';

const codeColumn = (key: string, heading: Column['heading'], help: Column['help'], more: Partial<Column>): Column => ({
  ...{ key, heading, help, format: 'text', read: pointedCode(64) },
  ...more,
});

/** A row a group, criterion or grade: the columns of the whole version, then those of the row. */
export const CRITERIA_COLUMNS: readonly Column[] = [
  codeColumn(
    'scorecard',
    { vi: 'Mã bộ tiêu chí', en: 'Scorecard' },
    {
      vi: 'Không bao giờ đổi; của bộ đã có thì ghi tên cũng được.',
      en: 'For good; of one that is there the name will do.',
    },
    { required: true, also: ['Bộ tiêu chí', 'Bộ chỉ số', 'Mã bộ chỉ số'], read: reference },
  ),
  textColumn(
    'scorecardName',
    { vi: 'Tên bộ tiêu chí', en: 'Scorecard name' },
    { vi: 'Bắt buộc với bộ tiêu chí mới.', en: 'Needed of a new scorecard.' },
    { also: ['Tên bộ chỉ số'] },
  ),
  {
    key: 'fromYear',
    heading: { vi: 'Áp dụng từ năm', en: 'From year' },
    also: ['Năm áp dụng', 'Từ năm', 'Năm'],
    help: {
      vi: 'Mọi dòng của cùng bộ tiêu chí và năm là một phiên bản, được ghi trọn vẹn.',
      en: 'All rows of one scorecard and year are one version, which is written whole.',
    },
    required: true,
    format: 'text',
    read: year,
  },
  {
    key: 'within',
    heading: { vi: 'Trong phạm vi', en: 'Within' },
    also: ['Phạm vi', 'Địa bàn', 'Thuộc đơn vị'],
    help: { vi: 'Mã hoặc tên đơn vị có các đơn vị được chấm.', en: 'Code or name of the unit whose units are scored.' },
    format: 'text',
    read: reference,
  },
  LEGAL_BASIS_COLUMN,
  wordColumn(
    'part',
    { vi: 'Loại dòng', en: 'Part' },
    {
      vi: 'Dòng này là đơn vị được chấm, tiêu chí (hoặc đề mục) hay xếp loại.',
      en: 'Whether the row is a group, a criterion (or a heading), or a grade.',
    },
    PART_WORDS,
    { required: true, also: ['Loại nội dung'] },
  ),
  codeColumn(
    'code',
    { vi: 'Mã', en: 'Code' },
    { vi: 'Mã nhóm, mã tiêu chí, hoặc xếp loại (A, B…).', en: 'Of the group or the criterion; or the grade.' },
    { required: true, also: ['Mã tiêu chí', 'Mã số'] },
  ),
  textColumn(
    'name',
    { vi: 'Tên', en: 'Name' },
    { vi: 'Tên nhóm, tiêu chí hoặc xếp loại.', en: 'Of the group, the criterion or the grade.' },
    { max: 500, also: ['Tên tiêu chí', 'Nội dung', 'Tiêu chí'] },
  ),
  levelColumn({ vi: 'Của nhóm: các đơn vị cấp này.', en: 'Of a group: units of this level.' }),
  textColumn(
    'kind',
    { vi: 'Loại đơn vị', en: 'Kind' },
    { vi: 'Của nhóm: chỉ loại này.', en: 'Of a group: only of this kind.' },
    { max: 50 },
  ),
  textColumn(
    'set',
    { vi: 'Tập đơn vị', en: 'Set' },
    { vi: 'Của nhóm: chỉ các đơn vị trong tập; mã hoặc tên tập.', en: 'Of a group: only members of this set.' },
  ),
  codeColumn(
    'parent',
    { vi: 'Thuộc tiêu chí', en: 'Parent' },
    { vi: 'Mã đề mục mà tiêu chí đứng dưới.', en: 'Code of the heading that the criterion stands under.' },
    { also: ['Mã tiêu chí cha', 'Thuộc đề mục', 'Thuộc lĩnh vực'] },
  ),
  textColumn(
    'group',
    { vi: 'Nhóm được chấm', en: 'Group' },
    {
      vi: 'Điểm tối đa ở dòng này dành cho nhóm nào; trống: mọi nhóm. Mỗi nhóm một dòng.',
      en: 'Whose maximum the row gives; blank: of every group. A row for each group.',
    },
    { also: ['Nhóm', 'Áp dụng cho nhóm'] },
  ),
  decimalColumn(
    'points',
    { vi: 'Điểm tối đa', en: 'Maximum' },
    { vi: 'Của tiêu chí; đề mục thì để trống.', en: 'Of a criterion; blank for a heading.' },
    { also: ['Điểm', 'Điểm chuẩn', 'Thang điểm'], read: decimalUpTo(10_000) },
  ),
  wordColumn(
    'measure',
    { vi: 'Tính theo', en: 'Measure' },
    { vi: 'Trống: đơn vị tự chấm, có tài liệu kiểm chứng.', en: 'Blank: units declare the points, with evidence.' },
    CRITERION_MEASURE_WORDS,
    { also: ['Nguồn tính điểm'] },
  ),
  {
    key: 'system',
    heading: { vi: 'Hệ thống', en: 'System' },
    also: ['Mã hệ thống', 'Phần mềm'],
    help: { vi: 'Mã hoặc tên, khi tính theo tỷ lệ triển khai.', en: 'Code or name, where coverage is measured.' },
    read: reference,
  },
  wordColumn(
    'measuredLevel',
    { vi: 'Cấp được tính', en: 'Measured level' },
    { vi: 'Chỉ các đơn vị cấp này; trống: mọi cấp.', en: 'Only units of this level; blank: of all.' },
    LEVEL_WORDS,
  ),
  {
    key: 'indicator',
    heading: { vi: 'Chỉ số', en: 'Indicator' },
    also: ['Mã chỉ số', 'Tên chỉ số', 'Chỉ tiêu'],
    help: { vi: 'Mã hoặc tên, khi tính theo chỉ số.', en: 'Code or name, where an indicator is measured.' },
    read: reference,
  },
  wordColumn(
    'form',
    { vi: 'Cách tính', en: 'Form' },
    {
      vi: 'Tỷ lệ: điểm theo tỷ lệ đạt; có/không; bậc thang: theo các mức; tuyến tính: tăng đều giữa hai mức.',
      en: 'share, yes-no, steps or linear.',
    },
    FORM_WORDS,
    { also: ['Cách tính điểm', 'Công thức'] },
  ),
  {
    key: 'steps',
    heading: { vi: 'Các mức', en: 'Steps' },
    also: ['Các bậc', 'Bậc thang'],
    help: {
      vi: 'Của bậc thang: "40: 50; 80: 100" là từ 40% được 50% điểm, từ 80% được 100%.',
      en: 'Of steps: "40: 50; 80: 100" is half of the points from 40 % on, all of them from 80 %.',
    },
    format: 'text',
    read: stepsText,
  },
  decimalColumn(
    'from',
    { vi: 'Từ mức', en: 'From' },
    { vi: 'Của tuyến tính: mức được 0 điểm.', en: 'Of linear: where nothing is earned.' },
  ),
  decimalColumn(
    'to',
    { vi: 'Đến mức', en: 'To' },
    { vi: 'Của tuyến tính: mức được điểm tối đa.', en: 'Of linear: where the maximum is earned.' },
  ),
  decimalColumn(
    'atLeast',
    { vi: 'Xếp loại từ (%)', en: 'At least' },
    { vi: 'Của xếp loại: từ tỷ lệ điểm này trên điểm tối đa.', en: 'Of a grade: from this percent of the maximum on.' },
    { also: ['Từ tỷ lệ', 'Ngưỡng', 'Từ %'], read: decimalUpTo(100) },
  ),
];

/** The columns of a row that say something of the whole version. */
export const OF_VERSION = ['within', 'legalBasis'] as const;

/** What rows of each part tell of; in others those cells have to be blank. */
export const OF_PART: Readonly<Record<CriteriaPart, readonly string[]>> = {
  group: ['name', 'level', 'kind', 'set'],
  criterion: [
    ...['name', 'parent', 'group', 'points', 'measure', 'system', 'measuredLevel', 'indicator'],
    ...['form', 'steps', 'from', 'to'],
  ],
  grade: ['name', 'atLeast'],
};
