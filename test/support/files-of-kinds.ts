import fc from 'fast-check';
import { type ImportKindName } from '../../src/imports/import-kind.js';
import { any, cells, DAY, type KindOfFile, NOTE, orBlank, SYSTEM, UNIT } from './any-cells.js';
import { FILES_OF_SCORECARDS } from './files-of-scorecards.js';

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
  ...FILES_OF_SCORECARDS,
};
