import { type ExcelCell, excelWorkbook } from './excel-workbook.js';

const serial = (day: string): ExcelCell => ({
  day: (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000,
});

const TRAINING: readonly ExcelCell[] = [
  'Tập huấn',
  'Quản trị một cửa điện tử',
  serial('2016-03-02'),
  'Huyện Tân Biên',
  15,
];
const HANDOVER: readonly ExcelCell[] = ['Bàn giao', 'Thiết bị một cửa', serial('2016-06-30'), 'Huyện Tân Biên', null];

/** Trainings, handovers and targets as an office keeps them in Excel: titles, headings of two rows, a total, a hidden row. */
export function statementFixtures(): Readonly<Record<string, Buffer>> {
  return {
    'activities.xlsx': excelWorkbook([
      {
        name: 'Tập huấn, thiết bị',
        rows: [
          ['TẬP HUẤN VÀ BÀN GIAO THIẾT BỊ NĂM 2016'],
          ['STT', 'Hoạt động', 'Nội dung', 'Ngày', 'Đơn vị tổ chức', 'Tổng số người', 'Đơn vị', null, null, 'Thiết bị'],
          [null, null, null, null, null, null, 'Mã', 'Tên', 'Số người', 'Loại', 'Số lượng', 'ĐVT'],
          [1, ...TRAINING, { value: 25492, format: 'code' }, null, 8, null, null, null],
          [2, ...TRAINING, null, 'UBND xã Tân Bình, huyện Tân Biên', 7, null, null, null],
          [3, ...HANDOVER, null, 'Xã Tân Bình, H. Tân Biên', null, 'Máy vi tính', 5, 'bộ'],
          [
            4,
            ...HANDOVER,
            { value: 25492, format: 'code' },
            null,
            null,
            'Máy vi tính',
            { formula: '2+2', value: 4 },
            'bộ',
          ],
          ['Tổng cộng', null, null, null, null, 15, null, null, 15, null, 9],
        ],
        merges: ['A1:L1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3', 'F2:F3', 'G2:I2', 'J2:L2'],
        hiddenRows: [7],
      },
    ]),
    'targets.xlsx': excelWorkbook([
      {
        name: 'Mục tiêu',
        rows: [
          ['Tên mục tiêu', 'Hệ thống', 'Chỉ số', 'Phạm vi', 'Cấp', 'Đo bằng', 'Cần đạt', 'Từ ngày', 'Hạn', 'Căn cứ'],
          [
            ...['90% xã dùng văn phòng điện tử', 'Văn phòng điện tử', null, 'Tỉnh Tây Ninh', 'cấp xã', 'tỷ lệ'],
            { value: 0.9, format: 'share' },
            ...[serial('2016-12-31'), serial('2018-12-31'), '418/QĐ-UBND'],
          ],
          [
            ...['3.500 cuộc họp', null, 'paperless-meetings-held', 'Tỉnh Tây Ninh', null, 'giá trị', '3.000'],
            ...[serial('2016-01-01'), '31/12/2017', null],
          ],
        ],
      },
    ]),
  };
}
