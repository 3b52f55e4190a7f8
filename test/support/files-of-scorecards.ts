import fc from 'fast-check';
import { any, cells, type KindOfFile, NOTE, orBlank, UNIT } from './any-cells.js';
import { type Cells } from './imports.js';

/** Rows of one version of a scorecard: two groups, a heading with two criteria, and grades, if any. */
function versionRows(code: string, name: string): fc.Arbitrary<Cells[]> {
  const row = (whole: Cells, cells: Record<number, string>): Cells =>
    Array.from({ length: 19 }, (_, index) => cells[index] ?? whole[index] ?? '');
  const formula = any<Record<number, string>>(
    {},
    { 12: 'tỷ lệ triển khai', 13: 'desk', 16: 'tỷ lệ' },
    { 12: 'triển khai', 13: 'Hệ thống desk', 14: 'cấp xã', 16: 'bậc thang', 17: '40: 50; 80: 100' },
    { 12: 'chỉ số', 15: 'meetings', 16: 'có/không' },
  );
  const points = any<[string, string][]>(
    [['', '5']],
    [['', '7,5']],
    [
      ['xa', '5'],
      ['huyen', '6'],
    ],
    [['xa', '4']],
  );
  return fc
    .tuple(any('2015', 'năm 2018'), orBlank('01/QĐ', '02/QĐ'), points, formula, fc.boolean(), any('Cấp xã', 'Các xã'))
    .map(([year, basis, maxima, measured, isGraded, commune]) => {
      const whole = [code, name, year, '01', basis];
      return [
        row(whole, { 5: 'đơn vị được chấm', 6: 'xa', 7: commune, 8: 'cấp xã' }),
        row(whole, { 5: 'nhóm', 6: 'huyen', 7: 'Cấp huyện', 8: 'district' }),
        row(whole, { 5: 'tiêu chí', 6: 'I', 7: 'Ứng dụng' }),
        ...maxima.map(([group, most]) =>
          row(whole, { ...measured, 5: 'tiêu chí', 6: 'I.1', 7: 'Mức dùng', 9: 'I', 10: group, 11: most }),
        ),
        row(whole, { 5: 'tiêu chí', 6: 'I.2', 7: 'Báo cáo', 9: 'I', 11: '10' }),
        ...(isGraded ? [row(whole, { 5: 'xếp loại', 6: 'A', 7: 'Tốt', 18: '80' })] : []),
      ];
    });
}

const VERSION_FILE = fc
  .tuple(any('bo-1', 'bo-2'), any('Bộ thứ nhất', 'Bộ số một'))
  .chain(([code, name]) => fc.array(versionRows(code, name), { minLength: 1, maxLength: 2 }))
  .map((versions) => (versions[0]?.[0]?.[2] === versions[1]?.[0]?.[2] ? versions.slice(0, 1) : versions).flat());

/** Files of scorecards and their points. */
export const FILES_OF_SCORECARDS: Readonly<Record<'criteria' | 'assessments' | 'reviews', KindOfFile>> = {
  criteria: {
    heading: [
      ...[
        'Bộ tiêu chí',
        'Tên bộ tiêu chí',
        'Năm',
        'Phạm vi',
        'Căn cứ',
        'Loại dòng',
        'Mã',
        'Tên',
        'Cấp',
        'Thuộc tiêu chí',
      ],
      ...['Nhóm', 'Điểm tối đa', 'Tính theo', 'Hệ thống', 'Cấp được tính', 'Chỉ số', 'Cách tính', 'Các mức', 'Ngưỡng'],
    ],
    row: VERSION_FILE.map(([row]) => row as Cells),
    rows: VERSION_FILE,
    bad: cells(
      ...[
        any('bo-1', 'bo-3'),
        any('', 'Bộ khác'),
        any('2015', '15'),
        any('01', '09'),
        any(''),
        any('tiêu chí', 'mục', 'nhóm'),
      ],
      ...[
        any('I.1', 'I.9', ''),
        any('Khác', ''),
        any('', 'cấp xã'),
        any('I', 'IX'),
        any('', 'xa', 'tinh'),
        any('5', 'x'),
      ],
      ...[
        any('', 'chỉ số'),
        any('', 'desk', 'bàn'),
        any(''),
        any('', 'nope'),
        any('', 'có/không'),
        any('', '40'),
        any(''),
      ],
    ),
  },
  assessments: {
    heading: ['Bộ tiêu chí', 'Năm', 'Mã', 'Tên đơn vị', 'Tiêu chí', 'Tên tiêu chí', 'Điểm tự chấm', 'Giải trình'],
    row: fc.oneof(
      cells(
        ...[any('thu', 'Bộ tiêu chí thử'), any('2015', 'năm 2016'), UNIT, any(''), any('2', '3', 'Một cửa')],
        ...[any(''), any('0', '4,5', '5'), NOTE],
      ),
      cells(
        ...[any('thu', 'thu-hai'), any('2016'), any(''), any('Xã Số 0111', 'xã số 0112'), any(''), any('Một cửa')],
        ...[any('3', '4,25'), NOTE],
      ),
    ),
    bad: cells(
      ...[
        any('thu', 'nope'),
        any('2014', '2016', '16', '2099'),
        any('0999', '0111'),
        any('', 'Xã Khác'),
        any('9', '2'),
      ],
      ...[any('', 'Một cửa'), any('10,01', 'x', ''), any('')],
    ),
  },
  reviews: {
    heading: [
      ...['Bộ tiêu chí', 'Năm', 'Mã', 'Tiêu chí', 'Điểm tự chấm', 'Điểm tính được', 'Điểm tối đa'],
      ...['Điểm thẩm định', 'Lý do'],
    ],
    row: fc.oneof(
      cells(
        ...[any('thu', 'thu-hai'), any('2015', 'năm 2016'), UNIT, any('2', '3', 'Một cửa'), any(''), any('')],
        ...[any(''), any('0', '4,5', '5'), any('Theo hồ sơ', 'Xem lại')],
      ),
      cells(
        ...[
          any('thu'),
          any('2017'),
          UNIT,
          any('2'),
          orBlank('5'),
          any(''),
          orBlank('10'),
          orBlank('5'),
          orBlank('Đúng'),
        ],
      ),
    ),
    bad: cells(
      ...[any('thu', 'nope'), any('2017', '2014'), any('0999', '0111'), any('9', '2'), any('4', 'x'), any('', '1')],
      ...[any('9', '10'), any('10,01', '4'), any('')],
    ),
  },
};
