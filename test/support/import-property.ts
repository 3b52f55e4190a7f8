import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type ImportKindName } from '../../src/imports/import-kind.js';
import { type TestApp } from './app.js';
import { asHolderOfAllRights, bringIn, type Cells, csv, exportOf } from './imports.js';
import { recordCommune, recordProvince, taken } from './made-up-province.js';

/** Files of one kind as somebody might write them: a heading, rows that are good mostly, and rows that never are. */
export interface KindOfFile {
  readonly heading: Cells;
  readonly row: fc.Arbitrary<Cells>;
  /** Where rows are good together alone: rows of a whole file. */
  readonly rows?: fc.Arbitrary<Cells[]>;
  readonly bad: fc.Arbitrary<Cells>;
}

const any = fc.constantFrom;
const cells = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<Cells> => fc.tuple(...parts);
const UNIT = any('0111', '0112', '0113');
const SYSTEM = any('desk', 'sign', 'Hệ thống desk');
const DAY = any('01/05/2016', '2016-05-02', '3/5/2016', 'ngày 4 tháng 5 năm 2016');
const NOTE = any('', 'Bàn giao', '=1+1', 'hai; dòng');
const orBlank = (...words: string[]): fc.Arbitrary<string> => any('', '', ...words);

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

export const KINDS_OF_FILES: Readonly<Record<ImportKindName, KindOfFile>> = {
  deployments: {
    heading: ['Mã', 'Tên đơn vị', 'Hệ thống', 'Giai đoạn', 'Ngày hiệu lực', 'Cách tính ngày', 'Hạn', 'Ghi chú'],
    row: fc.oneof(
      cells(
        ...[UNIT, any(''), SYSTEM, any('đang sử dụng', 'thí điểm', 'CHUA TRIEN KHAI', 'tạm dừng'), DAY],
        ...[orBlank('từ ngày', 'tính đến ngày'), any(''), NOTE],
      ),
      cells(UNIT, any(''), SYSTEM, any('đã lên kế hoạch'), DAY, any(''), orBlank('01/12/2016'), NOTE),
    ),
    bad: cells(
      ...[any('0999', '0112'), any('Xã Số 0111'), any('desk', 'bàn'), any('xong', 'thí điểm'), any('31/02/2016')],
      ...[any(''), any('01/12/2016'), any('')],
    ),
  },
  units: {
    heading: ['Mã', 'Tên', 'Loại', 'Cấp', 'Đơn vị cấp trên', 'Từ ngày', 'Đến trước ngày', 'Mã định danh'],
    row: any('0121', '0122', '0123').chain((code) =>
      cells(
        ...[any(code), any(`Xã Số ${code}`, `Xã Mới ${code}`), any('xã', 'Xã'), any('cấp xã'), any('011', 'Huyện Thử')],
        ...[orBlank('', '', '01/03/2016', '01/05/2016'), orBlank('', '', '01/07/2030'), orBlank(`H53.${code}`)],
      ),
    ),
    bad: cells(
      ...[any('0121'), any('Xã Số 0121', ''), any('xã', 'huyện'), any('cấp huyện', 'cấp làng'), any('0999', '011')],
      ...[any('31/02/2016', ''), any(''), any('')],
    ),
  },
  systems: {
    heading: ['Mã', 'Tên hệ thống', 'Thuộc hệ thống', 'Chủ quản', 'Căn cứ', 'Kế thừa', 'Từ ngày', 'Đến trước ngày'],
    row: any('sys1', 'sys2', 'sys3').chain((code) =>
      cells(
        ...[any(code), any(`Hệ thống ${code}`, `Phần mềm ${code}`), orBlank('desk'), orBlank('Tỉnh Thử', '01')],
        ...[orBlank('01/QĐ', '02/QĐ'), orBlank('tất cả', 'bất kỳ'), orBlank('', '01/03/2016', '01/05/2016')],
        orBlank('', '01/07/2030', '01/08/2030'),
      ),
    ),
    bad: cells(
      ...[
        any('sys1', ''),
        any('Hệ thống sys1', ''),
        any('nope', ''),
        any('Tỉnh Nào', ''),
        any(''),
        any('sao cũng được'),
      ],
      ...[any('31/02/2016', ''), any('')],
    ),
  },
  applicability: {
    heading: ['Hệ thống', 'Cấp', 'Loại', 'Thuộc đơn vị', 'Từ ngày', 'Đến trước ngày', 'Căn cứ'],
    row: cells(
      ...[SYSTEM, any('cấp xã', 'cấp huyện'), orBlank('xã'), orBlank('011', 'Tỉnh Thử')],
      ...[orBlank('01/03/2016'), orBlank('01/07/2030', '01/08/2030'), orBlank('01/QĐ', '02/QĐ')],
    ),
    bad: cells(
      ...[any('bàn', 'desk'), any('cấp làng'), any(''), any('0999', ''), any('31/02/2016', '01/08/2030')],
      ...[any('01/07/2030'), any('')],
    ),
  },
  declarations: {
    heading: [
      'Hệ thống',
      'Cấp',
      'Mã phạm vi',
      'Phạm vi',
      'Ngày',
      'So sánh',
      'Số lượng',
      'Tổng số',
      'Đếm gì',
      'Nguồn',
      'Trích',
    ],
    row: fc.oneof(
      cells(
        ...[SYSTEM, orBlank('cấp xã'), any('01', '011', ''), any('Tỉnh Thử'), DAY, orBlank('trên', 'khoảng')],
        ...[any('3', '37', '1.685'), orBlank('2.000'), orBlank('xã'), any('BC 01', 'BC 02'), orBlank('nguyên\nvăn')],
      ).map((row) => (row[2] === '011' ? row.with(3, 'Huyện Thử') : row)),
      cells(
        ...[
          SYSTEM,
          any(''),
          any('01'),
          any(''),
          DAY,
          any('', 'một số'),
          any(''),
          any(''),
          any(''),
          any('BC 01'),
          any(''),
        ],
      ),
    ),
    bad: cells(
      ...[
        any('bàn', 'desk'),
        any(''),
        any('0999', '01'),
        any(''),
        any('01/01/2099', '01/05/2016'),
        any('chừng'),
        any('-3'),
      ],
      ...[any('1'), any(''), any('', 'BC'), any('')],
    ),
  },
  'indicator-values': {
    heading: ['Chỉ số', 'Mã', 'Kỳ', 'Số liệu', 'Trên tổng số', 'Tỷ lệ', 'So sánh', 'Ngày chốt', 'Nguồn', 'Ghi chú'],
    row: fc.oneof(
      cells(
        ...[any('meetings', 'Số cuộc họp'), UNIT, any('tháng 3/2016', '2016-04', 'quý II/2016', 'năm 2015')],
        ...[any('12', '3.241'), any(''), any(''), orBlank('trên', 'khoảng'), any(''), orBlank('BC 1', 'BC 2'), NOTE],
      ),
      cells(
        ...[any('share'), UNIT, any('2016-03', 'tháng 4 năm 2016'), any('7', '9'), any('10', '12'), any('')],
        ...[any(''), any(''), orBlank('BC 1'), NOTE],
      ),
      cells(
        ...[any('share'), UNIT, any('2016-05'), any(''), any(''), any('43,2%', '50'), any(''), any('')],
        ...[orBlank('BC 1'), NOTE],
      ),
    ),
    bad: cells(
      ...[
        any('share', 'nope'),
        any('0999', '0111'),
        any('tháng 13/2016', '2016-05', '2099'),
        any('13', 'x'),
        any('12'),
      ],
      ...[any(''), any('chừng', ''), any(''), any(''), any('')],
    ),
  },
  indicators: {
    heading: [
      ...['Mã', 'Tên chỉ số', 'Loại', 'ĐVT', 'Định nghĩa', 'Hệ phân loại', 'Hệ thống', 'Thuộc chỉ số'],
      ...['Tên phần còn lại', 'Phạm vi số liệu', 'Được vượt 100%', 'Điểm tối đa', 'Lịch', 'Căn cứ', 'Từ ngày'],
      'Đến trước ngày',
    ],
    row: fc
      .constantFrom(
        ...(['level1', 'level2', 'level3'] as const).map((code) => ({ code, kind: 'số hiện có', maximum: '' })),
        ...[
          { code: 'percent', kind: 'tỷ lệ', maximum: '' },
          { code: 'points', kind: 'điểm', maximum: '100' },
        ],
      )
      .chain(({ code, kind, maximum }) =>
        cells(
          ...[
            any(code),
            any(`Chỉ số ${code}`, `Số liệu ${code}`),
            any(kind),
            orBlank('thủ tục'),
            any('Định nghĩa', 'Đo gì'),
          ],
          ...[orBlank('cũ', 'mới'), any(code === 'percent' ? 'desk' : '')],
          ...[code === 'level2' ? orBlank('level1', 'Chỉ số level1') : code === 'level3' ? orBlank('level2') : any('')],
          ...[
            any(''),
            code === 'points' ? orBlank('cả cấp dưới') : any(''),
            code === 'percent' ? orBlank('có') : any(''),
          ],
          ...[any(maximum), orBlank('dương lịch'), orBlank('01/QĐ', '02/QĐ')],
          ...[orBlank('', '', '01/03/2016', '01/05/2016'), orBlank('', '', '01/07/2030', '01/08/2030')],
        ),
      ),
    bad: cells(
      ...[
        any('level1', 'mã sai', ''),
        any('Chỉ số level1', ''),
        any('tỷ lệ', 'tuyệt đối', ''),
        any(''),
        any('Đo gì', ''),
      ],
      ...[any('', 'không phải mã'), any('bàn', 'sign'), any('nope', 'meetings'), any('Phần còn lại')],
      ...[any('đâu đó', ''), any('có lẽ', ''), any('-1', '100'), any('âm lịch', ''), any('')],
      ...[any('31/02/2016', ''), any('01/01/2016', '')],
    ),
  },
  duties: {
    heading: [
      ...['Chỉ số', 'Hệ thống', 'Cấp', 'Loại', 'Thuộc đơn vị', 'Định kỳ', 'Lịch', 'Cách tính hạn', 'Số ngày', 'Tháng'],
      ...['Từ ngày', 'Đến trước ngày', 'Căn cứ'],
    ],
    row: fc.oneof(
      cells(
        ...[any('meetings', 'Số cuộc họp'), any(''), any('cấp xã', 'cấp huyện'), orBlank('xã', 'Xã')],
        ...[orBlank('011', 'Tỉnh Thử'), any('hằng tháng', 'quý'), any('')],
        ...[any('ngày sau', 'ngày làm việc sau'), any('2', '5'), any('')],
        ...[orBlank('', '01/03/2016'), orBlank('01/07/2030', '01/08/2030'), orBlank('01/QĐ', '02/QĐ')],
      ),
      cells(
        ...[any(''), orBlank('desk', 'Hệ thống sign'), any('cấp xã', 'cấp huyện'), any(''), any('')],
        ...[any('hằng tháng', '6 tháng', 'năm'), orBlank('Nghị định 09'), any('ngày trong tháng'), any('15', '25')],
        ...[orBlank('tháng sau', '-1'), orBlank('', '01/03/2016'), orBlank('', '01/07/2030'), orBlank('01/QĐ')],
      ),
    ),
    bad: cells(
      ...[any('meetings', 'nope'), any('desk', ''), any('cấp làng', 'cấp xã'), any(''), any('0999', '')],
      ...[any('hằng tuần', 'quý'), any('Nghị định 09', ''), any('ngày sau', 'hôm nào'), any('91', 'x', '5')],
      ...[any('tháng sau', ''), any('31/02/2016', '01/08/2030'), any('01/07/2030'), any('')],
    ),
  },
  exemptions: {
    heading: ['Mã', 'Hệ thống', 'Từ ngày', 'Đến trước ngày', 'Lý do', 'Người quyết định'],
    row: cells(
      ...[
        UNIT,
        SYSTEM,
        any('01/05/2016', '02/05/2016'),
        orBlank('01/07/2030', '01/08/2030'),
        any('Xa', 'Chưa có mạng'),
      ],
      any('UBND tỉnh', 'Sở'),
    ),
    bad: cells(UNIT, any('bàn', 'desk'), any('01/08/2030', '31/02/2016'), any('01/07/2030'), any(''), any('')),
  },
  targets: {
    heading: [
      'Tên',
      'Hệ thống',
      'Chỉ số',
      'Mã phạm vi',
      'Cấp',
      'Đo bằng',
      'Cần đạt',
      'Mức ban đầu',
      'Ngày bắt đầu',
      'Hạn',
      'Căn cứ',
    ].with(0, 'Tên mục tiêu'),
    row: fc.oneof(
      cells(
        ...[any('Mọi xã', 'Đa số xã'), SYSTEM, any(''), any('01', '011'), orBlank('cấp xã'), any('tỷ lệ', 'số đơn vị')],
        ...[any('90', '95,5', '100'), orBlank('10', '20'), any('01/01/2016'), any('31/12/2016', '31/12/2017')],
        orBlank('01/QĐ', '02/QĐ'),
      ),
      cells(
        ...[any('Họp', 'Đa số xã'), any(''), any('meetings', 'Số cuộc họp'), any('01'), any(''), any('giá trị')],
        ...[any('1.000', '2.000'), any(''), any('01/01/2016', '01/01/2017'), any('31/12/2017'), any('')],
      ),
    ),
    bad: cells(
      ...[
        any('Sai', ''),
        any('desk', 'bàn'),
        any('', 'meetings'),
        any('0999', '01'),
        any('cấp làng', ''),
        any('tỷ lệ'),
      ],
      ...[any('120', 'x'), any(''), any('01/01/2018'), any('31/12/2017'), any('')],
    ),
  },
  activities: {
    heading: [
      ...['Hoạt động', 'Nội dung', 'Ngày bắt đầu', 'Ngày kết thúc', 'Mã đơn vị tổ chức', 'Địa điểm', 'Hệ thống'],
      ...['Tổng số người', 'Mã', 'Số người dự', 'Loại thiết bị', 'Số lượng', 'ĐVT', 'Ghi chú', 'Lớp số'],
    ],
    row: fc.oneof(
      cells(
        ...[any('tập huấn'), any('Lớp một', 'Lớp hai'), any('01/05/2016', '02/05/2016'), orBlank('02/05/2016')],
        ...[any('011'), orBlank('Hội trường', 'Nhà văn hóa'), orBlank('desk', 'desk; sign'), orBlank('90', '95')],
        ...[any('', '0111', '0112', '0113'), any('')],
        ...[any(''), any(''), any(''), orBlank('Tốt'), orBlank('', '', '2')],
      ).chain((row) => (row[8] === '' ? fc.constant(row) : orBlank('12', '8').map((people) => row.with(9, people)))),
      cells(
        ...[any('bàn giao'), any('Máy'), any('01/05/2016'), any(''), any('011', '01'), any(''), any(''), any('')],
        ...[UNIT, any(''), any('Máy in', 'Máy quét'), any('1', '2'), any('cái', 'bộ'), any(''), orBlank('', '', '2')],
      ),
    ),
    bad: cells(
      ...[
        any('tập huấn', 'hội nghị'),
        any('Lớp sai', ''),
        any('31/02/2016', '01/05/2016'),
        any('01/04/2016'),
        any('011'),
      ],
      ...[any(''), any('bàn', ''), any('1'), any('0111', '0999'), any('12'), any('', 'Máy in'), any('')],
      ...[any(''), any(''), any('')],
    ),
  },
  documents: {
    heading: ['Số, ký hiệu', 'Loại văn bản', 'Cơ quan ban hành', 'Ngày ban hành', 'Trích yếu'],
    row: cells(
      ...[orBlank('01/QĐ', '02/QĐ', '01/qđ'), any('quyết định', 'Báo cáo'), any('UBND tỉnh', 'Sở TTTT')],
      ...[orBlank('01/05/2016', '2/5/2016', '01/05/2015'), any('Về việc một', 'Về việc hai', 'về việc hai')],
    ),
    bad: cells(
      ...[any('', '01/QĐ'), any('luật', ''), any('UBND tỉnh', ''), any('31/02/2016', '01/01/2099'), any('', 'Sai')],
    ),
  },
  holidays: {
    heading: ['Ngày', 'Nghỉ/làm bù', 'Tên ngày lễ'],
    row: cells(DAY, orBlank('nghỉ', 'NGHI LE', 'làm bù'), any('Tết', 'Giỗ Tổ')),
    bad: cells(any('31/02/2016', '01/05/2016', ''), any('ốm', ''), any('', 'Tết')),
  },
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

/** Two scorecards of communes; of 2017 all have declared 5 of 10 points. */
async function recordScorecards(tracker: TestApp): Promise<void> {
  const system = { measure: { of: 'coverage', system: 'desk' }, form: { type: 'share' } };
  for (const [code, name] of [
    ['thu', 'Bộ tiêu chí thử'],
    ['thu-hai', 'Bộ tiêu chí thử hai'],
  ] as const) {
    await taken(tracker, '/scorecards', { code, name });
    await taken(tracker, `/scorecards/${code}/versions`, {
      ...{ fromYear: 2015, within: '01', groups: [{ code: 'xa', name: 'Cấp xã', level: 'commune' }] },
      criteria: [
        { code: '1', name: 'Hệ thống', maximum: [{ points: 20 }], formula: system },
        { code: '2', name: 'Vận hành', maximum: [{ points: 10 }] },
        { code: '3', name: 'Một cửa', maximum: [{ points: 5 }] },
      ],
    });
  }
  const assessments = ['0111', '0112', '0113'].map((unit) => ({ unit, year: 2017, criterion: '2', points: 5 }));
  await taken(tracker, '/scorecards/thu/assessments', { assessments });
}

/** Two systems, three communes, two indicators and two scorecards, for files to speak of. */
export async function recordWhatFilesName(tracker: TestApp): Promise<void> {
  await recordProvince(tracker, '01', 'Thử');
  for (const code of ['0111', '0112', '0113']) await recordCommune(tracker, code);
  for (const code of ['desk', 'sign']) await taken(tracker, '/systems', { code, name: `Hệ thống ${code}` });
  const meetings = { code: 'meetings', name: 'Số cuộc họp', kind: 'count', definition: 'Số cuộc họp' };
  await taken(tracker, '/indicators', meetings);
  const share = { code: 'share', name: 'Tỷ lệ đúng hạn', kind: 'ratio', definition: 'Đúng hạn trên tổng số' };
  await taken(tracker, '/indicators', share);
  await recordScorecards(tracker);
}

/** Everything that is recorded of the kind, as it goes out, whatever its order. */
async function stateOf(tracker: TestApp, kind: ImportKindName, asOf = '2029-12-31'): Promise<string[]> {
  const lines = (await exportOf(tracker, kind, 'csv', `asOf=${asOf}`)).toString().split('\r\n');
  return lines
    .slice(1)
    .filter((line) => line !== '')
    .sort();
}

/** Without what goes out to be filled in: the criteria that wait for a reviewer's points. */
function stated(kind: ImportKindName, lines: readonly string[]): readonly string[] {
  return kind === 'reviews' ? lines.filter((line) => !line.endsWith(';;')) : lines;
}

const lastRevision = async (tracker: TestApp): Promise<number> =>
  (await tracker.get('/sets?limit=1')).body.revision as number;

/**
 * Of random files over the states that earlier ones left: what a check says is what applying it does, to the row; with a
 * fault nothing is written; the same file again changes nothing; what goes out comes in without a change; and undoing an
 * import restores what went out before.
 */
export function importsAsChecked(tracker: TestApp, kind: ImportKindName) {
  const { heading, row, rows: together, bad } = KINDS_OF_FILES[kind];
  const good = together ?? fc.array(row, { minLength: 1, maxLength: 6 });
  const anyFile = fc.oneof(
    { weight: 4, arbitrary: good },
    { weight: 1, arbitrary: fc.tuple(good, bad).map(([rows, one]) => [...rows, one]) },
  );
  return fc.asyncProperty(anyFile, fc.boolean(), fc.boolean(), async (rows, confirmed, isUndone) => {
    const file = csv(heading, ...rows);
    const wishes = { kind, confirmRetracted: String(confirmed), asOf: '2016-12-31' };
    const holder = await asHolderOfAllRights(tracker);
    const before = await stateOf(tracker, kind);
    const earlier = await stateOf(tracker, kind, '2016-04-01');
    const revision = await lastRevision(tracker);
    const { body: checked } = await bringIn(tracker, file, wishes, holder);
    expect([checked.state, await lastRevision(tracker)]).toEqual(['done', revision]);
    const { status, body: applied } = await bringIn(tracker, file, { ...wishes, mode: 'apply' }, holder);
    for (const part of ['rows', 'changes', 'corrections', 'previouslyRetracted', 'errors'])
      expect(applied[part]).toEqual(checked[part]);
    if (checked.errors.length > 0) {
      expect([status, applied.state, await lastRevision(tracker)]).toEqual([422, 'refused', revision]);
      expect(await stateOf(tracker, kind)).toEqual(before);
      return;
    }
    const { create, update, unchanged, previouslyRetracted } = checked.changes;
    expect(create + update + unchanged + previouslyRetracted).toBe(checked.rows);
    expect([applied.state, await lastRevision(tracker)]).toEqual(['done', revision + (create + update > 0 ? 1 : 0)]);
    const after = await stateOf(tracker, kind);
    const more = stated(kind, after).length - stated(kind, before).length;
    // Several rows may tell of one activity that names no unit, which goes out as one.
    if (update === 0 && kind !== 'activities') expect(more).toBe(create);
    if (update === 0) expect(more).toBeLessThanOrEqual(create);
    const { body: again } = await bringIn(tracker, file, { ...wishes, mode: 'apply' }, holder);
    expect([again.errors, again.corrections, again.changes.create, again.revision]).toEqual([[], [], 0, null]);
    const exported = await exportOf(tracker, kind, 'csv', 'asOf=2029-12-31');
    const { body: back } = await bringIn(tracker, exported, { kind, asOf: '2029-12-31' }, holder);
    if (after.length > 0) expect([back.errors, back.changes.unchanged]).toEqual([[], after.length]);
    if (!isUndone || applied.revision === null) return;
    const undone = await tracker.post(`/imports/${applied.id}/undo`, { reason: 'Thử' }, holder.headers);
    expect([undone.status, undone.body.errors]).toEqual([200, []]);
    expect(await stateOf(tracker, kind)).toEqual(before);
    expect(await stateOf(tracker, kind, '2016-04-01')).toEqual(earlier);
  });
}
