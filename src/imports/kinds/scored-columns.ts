import { pointedCode, reference, text, year } from '../domain/cell-readers.js';
import { type Column } from '../domain/column.js';
import { UNIT_COLUMNS } from './shared-columns.js';

export const SCORECARD_COLUMN: Column = {
  key: 'scorecard',
  heading: { vi: 'Bộ tiêu chí', en: 'Scorecard' },
  also: ['Mã bộ tiêu chí', 'Tên bộ tiêu chí', 'Bộ chỉ số', 'Chỉ số đánh giá'],
  help: { vi: 'Mã hoặc tên bộ tiêu chí.', en: 'Code or name of the scorecard.' },
  required: true,
  format: 'text',
  read: reference,
};

export const CRITERION_HEADING = { vi: 'Mã tiêu chí', en: 'Criterion' };

/** One criterion of one unit in one year. */
export const SCORED_COLUMNS: readonly Column[] = [
  SCORECARD_COLUMN,
  {
    key: 'year',
    heading: { vi: 'Năm', en: 'Year' },
    also: ['Năm đánh giá', 'Năm chấm điểm'],
    help: { vi: 'Năm đánh giá, ví dụ 2016.', en: 'The year that is scored, such as 2016.' },
    required: true,
    format: 'text',
    read: year,
  },
  ...UNIT_COLUMNS,
  {
    key: 'criterion',
    heading: CRITERION_HEADING,
    also: ['Tiêu chí', 'Mã số tiêu chí'],
    help: {
      vi: 'Mã tiêu chí; hoặc tên, khi chỉ một tiêu chí có tên đó.',
      en: 'Its code; or its name, where one criterion alone has it.',
    },
    orElse: 'criterionName',
    format: 'text',
    read: pointedCode(500),
  },
  {
    key: 'criterionName',
    heading: { vi: 'Tên tiêu chí', en: 'Criterion name' },
    also: ['Nội dung tiêu chí'],
    help: {
      vi: 'Bỏ trống được nếu đã ghi mã. Nếu có cả mã thì tên phải khớp mã.',
      en: 'May be blank where the code is given. Where both are given, they must agree.',
    },
    orElse: 'criterion',
    format: 'text',
    read: text({ max: 500 }),
  },
];
