import { type LocalDate } from '../../src/kernel/local-date.js';
import { type Ratio, printPercent } from '../../src/kernel/ratio.js';
import {
  type Cell,
  type Column,
  type HeatRow,
  type OfficialDocument,
  type Row,
  type Run,
} from '../../src/reports/domain/official-document.js';

/** The year 2016 of Tây Ninh as its department reported it, written by hand: every kind of block stands in it. */
export const EXAMPLE_REPORT: OfficialDocument = {
  language: 'vi',
  kind: 'report',
  draft: false,
  parentBody: 'UBND TỈNH TÂY NINH',
  issuingBody: 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG',
  number: 'Số: 05/BC-STTTT',
  placeAndDate: 'Tây Ninh, ngày 05 tháng 01 năm 2017',
  title: 'BÁO CÁO',
  excerpt: 'Kết quả triển khai các hệ thống thông tin trong cơ quan nhà nước năm 2016 trên địa bàn tỉnh Tây Ninh',
  addressees: ['Bộ Thông tin và Truyền thông', 'Ủy ban nhân dân tỉnh Tây Ninh'],
  legalBases: [
    'Căn cứ Quyết định số 418/QĐ-UBND ngày 24 tháng 02 năm 2016 của Ủy ban nhân dân tỉnh Tây Ninh về kế hoạch ứng dụng công nghệ thông tin trong hoạt động của cơ quan nhà nước năm 2016',
    'Căn cứ Quyết định số 06/2016/QĐ-UBND ngày 09 tháng 3 năm 2016 của Ủy ban nhân dân tỉnh Tây Ninh',
  ],
  introduction: [
    paragraph(
      'Sở Thông tin và Truyền thông báo cáo kết quả triển khai các hệ thống thông tin trên địa bàn tỉnh, số liệu tính đến hết ngày 31/12/2016, như sau:',
    ),
  ],
  sections: [
    {
      id: 'tong-quan',
      title: 'I. TÌNH HÌNH CHUNG',
      blocks: [
        { type: 'heading', level: 2, text: '1. Hệ thống một cửa điện tử' },
        paragraph(
          'Tính đến ngày 31/12/2016, hệ thống một cửa điện tử đã được triển khai tại 13 sở, ',
          { text: '09/09', opens: 'mot-cua-huyen' },
          ' UBND cấp huyện và 95/95 UBND cấp xã, đạt tỷ lệ 100%. Hệ thống tích hợp tính năng tra cứu hồ sơ qua tin nhắn SMS tại UBND cấp huyện; một số đơn vị được trang bị hệ thống lấy số tự động.',
        ),
        { type: 'heading', level: 2, text: '2. Văn phòng điện tử' },
        paragraph(
          'Văn phòng điện tử đã được triển khai tại 31 đơn vị, gồm 22 sở, ban, ngành và 09 UBND huyện, thành phố; ngoài ra có ',
          strong('41/95', 'van-phong-xa'),
          ' UBND cấp xã sử dụng, đạt tỷ lệ 43,2%, thuộc các địa bàn:',
        ),
        {
          type: 'list',
          items: [
            [{ text: 'Thành phố Tây Ninh: 10/10 đơn vị;' }],
            [{ text: 'Huyện Hòa Thành: 08/08 đơn vị;' }],
            [{ text: 'Huyện Dương Minh Châu: 11/11 đơn vị;' }],
            [{ text: 'Huyện Tân Châu: 12/12 đơn vị.' }],
          ],
        },
        { type: 'heading', level: 3, text: 'a) Chữ ký số' },
        paragraph('Đã triển khai cho các cơ quan quản lý nhà nước; số lượng đơn vị sử dụng: ', {
          text: 'chưa có số liệu',
          italic: true,
        }),
        paragraph('Toàn tỉnh cung cấp 1.685 thủ tục ở mức độ 2, trong đó 190 thủ tục đạt mức độ 3 và 4.'),
      ],
    },
    {
      id: 'theo-cap',
      title: 'II. KẾT QUẢ THEO CẤP',
      blocks: [
        paragraph('Kết quả triển khai từng hệ thống theo cấp hành chính được nêu tại Bảng 1.'),
        {
          type: 'table',
          caption: 'Bảng 1. Mức độ triển khai tại UBND cấp xã',
          columns: levelColumns(),
          rows: [
            levelRow('1', 'Hệ thống một cửa điện tử', { covered: 95, eligible: 95 }, '2016-06-01', 'Đạt'),
            levelRow('2', 'Văn phòng điện tử', { covered: 41, eligible: 95 }, '2016-12-20', 'Chưa đạt'),
            levelRow('3', 'Phần mềm quản lý hộ tịch', { covered: 95, eligible: 95 }, '2016-01-04', 'Đạt'),
            {
              cells: [
                { text: '4', value: 4 },
                { text: 'Chữ ký số' },
                { text: 'chưa có số liệu', emphasis: 'italic' },
                { text: '95', value: 95 },
                { text: '–' },
                { text: '' },
                { text: '' },
              ],
            },
            {
              total: true,
              cells: [
                { text: '' },
                { text: 'Cộng' },
                { text: '231', value: 231 },
                { text: '380', value: 380 },
                { text: '60,8%', value: { ratio: 231 / 380 } },
                { text: '' },
                { text: '' },
              ],
            },
          ],
        },
        {
          type: 'line-chart',
          id: 'dien-bien',
          title: 'Hình 1. Tỷ lệ triển khai văn phòng điện tử theo cấp, 12 tháng',
          alternative:
            'Cấp huyện đạt 100% trong cả 12 tháng; cấp xã tăng từ 19,0% (tháng 01/2016) lên 43,2% (tháng 12/2016).',
          pointsTitle: 'Tháng',
          points: months(),
          series: [
            {
              name: 'Cấp huyện',
              values: shares(
                Array.from({ length: 12 }, () => 9),
                9,
              ),
            },
            { name: 'Cấp xã', values: shares([18, 18, 18, 21, 21, 29, 29, 29, 33, 33, 33, 41], 95) },
            { name: 'Sở, ban, ngành', values: shares([null, null, null, null, null, 5, 8, 8, 9, 10, 10, 10], 22) },
          ],
          marks: [{ before: 5, label: 'Sắp xếp đơn vị' }],
        },
      ],
    },
    {
      id: 'theo-dia-ban',
      title: 'III. KẾT QUẢ THEO ĐỊA BÀN',
      blocks: [
        {
          type: 'heat-table',
          id: 'ma-tran',
          caption: 'Bảng 2. Tỷ lệ UBND cấp xã đã triển khai, theo huyện và hệ thống',
          alternative: 'Một cửa điện tử và hộ tịch đạt 100% ở mọi địa bàn; văn phòng điện tử có ở 04/09 địa bàn.',
          rowsTitle: 'Địa bàn',
          columns: ['Một cửa điện tử', 'Văn phòng điện tử', 'Quản lý hộ tịch', 'Chữ ký số'],
          rows: districts().map(([name, communes, office]) => heatRow(name, communes, office)),
          wide: true,
        },
      ],
    },
    {
      id: 'kien-nghi',
      title: 'IV. ĐỀ XUẤT, KIẾN NGHỊ',
      blocks: [
        paragraph(
          'Đề nghị UBND các huyện Châu Thành, Gò Dầu, Trảng Bàng, Bến Cầu và Tân Biên chỉ đạo UBND cấp xã hoàn thành việc đưa văn phòng điện tử vào sử dụng trong năm 2017.',
        ),
      ],
    },
  ],
  closing: [
    paragraph(
      'Trên đây là báo cáo kết quả triển khai các hệ thống thông tin năm 2016, Sở Thông tin và Truyền thông kính báo cáo./.',
    ),
  ],
  recipients: ['Như trên', 'Ban Giám đốc Sở', 'UBND các huyện, thành phố', 'Lưu: VT, CNTT'],
  signature: { lines: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'], name: '' },
  appendices: [
    {
      id: 'phu-luc-1',
      number: 'I',
      title: 'DANH SÁCH ĐƠN VỊ SỬ DỤNG VĂN PHÒNG ĐIỆN TỬ',
      reference:
        '(Kèm theo Báo cáo số 05/BC-STTTT ngày 05 tháng 01 năm 2017 của Sở Thông tin và Truyền thông tỉnh Tây Ninh)',
      landscape: false,
      blocks: [
        {
          type: 'unit-list',
          id: 'mot-cua-huyen',
          title: '1. UBND cấp huyện đã triển khai một cửa điện tử',
          columns: unitColumns(),
          rows: districts().map(([name], index) => unitRow(index, String(703 + index), name, 'Tỉnh Tây Ninh')),
        },
        {
          type: 'unit-list',
          id: 'van-phong-xa',
          title: '2. UBND cấp xã đã triển khai văn phòng điện tử',
          columns: unitColumns(),
          rows: Array.from({ length: 41 }, (_, index) =>
            unitRow(index, String(25456 + 3 * index), `Phường ${index + 1}`, 'Thành phố Tây Ninh'),
          ),
        },
      ],
    },
    {
      id: 'phu-luc-2',
      number: 'II',
      title: 'TỔNG HỢP THEO ĐỊA BÀN',
      reference:
        '(Kèm theo Báo cáo số 05/BC-STTTT ngày 05 tháng 01 năm 2017 của Sở Thông tin và Truyền thông tỉnh Tây Ninh)',
      landscape: true,
      blocks: [
        {
          type: 'table',
          caption: 'Bảng 3. Số đơn vị cấp xã theo địa bàn',
          columns: districtColumns(),
          rows: districts().map(([name, communes, office], index) => ({
            cells: [
              { text: String(index + 1), value: index + 1 },
              { text: name },
              ...[communes, office, communes].flatMap((covered): Cell[] => [
                { text: String(covered), value: covered },
                { text: percent({ covered, eligible: communes }), value: { ratio: covered / communes } },
              ]),
            ],
          })),
        },
      ],
    },
  ],
  fingerprint: {
    snapshotSha256: '5f2d7c0c9f6d1b0e4a3d8c7b6a5f4e3d2c1b0a9f8e7d6c5b4a39281706f5e4d3',
    frozenAt: '2017-01-05T01:00:00Z',
    auditHead: 'b1946ac92492d2347c6235b4d2611184e4a3d8c7b6a5f4e3d2c1b0a9f8e7d6c5',
    app: '0.1.0',
  },
};

/** The letter that follows from the report's gaps. */
export const EXAMPLE_LETTER: OfficialDocument = {
  ...EXAMPLE_REPORT,
  kind: 'letter',
  draft: true,
  number: 'Số:       /STTTT-CNTT',
  placeAndDate: 'Tây Ninh, ngày     tháng 01 năm 2017',
  title: '',
  excerpt: 'V/v đôn đốc triển khai văn phòng điện tử tại UBND cấp xã',
  addressees: ['Ủy ban nhân dân huyện Tân Biên'],
  legalBases: [],
  introduction: [
    paragraph(
      'Theo số liệu đến hết ngày 31/12/2016, các đơn vị sau thuộc huyện Tân Biên chưa đưa văn phòng điện tử vào sử dụng:',
    ),
    {
      type: 'table',
      caption: '',
      columns: [
        { title: 'TT', align: 'center', share: 1 },
        { title: 'Đơn vị', align: 'left', share: 6 },
        { title: 'Thời gian chưa có', align: 'right', share: 3 },
      ],
      rows: ['UBND xã Tân Bình', 'UBND xã Tân Lập', 'UBND thị trấn Tân Biên'].map((name, index) => ({
        cells: [{ text: String(index + 1), value: index + 1 }, { text: name }, { text: '306 ngày' }],
      })),
    },
    paragraph(
      'Đề nghị Ủy ban nhân dân huyện Tân Biên chỉ đạo các đơn vị hoàn thành trước ngày 31/3/2017 và thông tin kết quả về Sở Thông tin và Truyền thông.',
    ),
  ],
  sections: [],
  closing: [paragraph('Rất mong nhận được sự phối hợp của Quý cơ quan./.')],
  appendices: [],
  fingerprint: { ...EXAMPLE_REPORT.fingerprint, auditHead: null },
};

function paragraph(...runs: readonly (string | Run)[]) {
  return { type: 'paragraph', runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)) } as const;
}

/** A figure in bold that opens. */
function strong(text: string, opens: string): Run {
  return { text, bold: true, opens };
}

function percent(ratio: Ratio): string {
  return printPercent(ratio);
}

function months(): string[] {
  return Array.from({ length: 12 }, (_, index) => `${String(index + 1).padStart(2, '0')}/2016`);
}

function shares(counts: readonly (number | null)[], eligible: number) {
  return counts.map((covered) =>
    covered === null
      ? { ratio: null, text: 'chưa có số liệu' }
      : { ratio: covered / eligible, text: percent({ covered, eligible }) },
  );
}

function levelColumns(): Column[] {
  return [
    { title: 'TT', align: 'center', share: 1 },
    { title: 'Hệ thống', align: 'left', share: 5 },
    { title: 'Đã triển khai', align: 'right', share: 2, group: 'Số đơn vị' },
    { title: 'Thuộc phạm vi', align: 'right', share: 2, group: 'Số đơn vị' },
    { title: 'Tỷ lệ', align: 'right', share: 2 },
    { title: 'Ngày gần nhất', align: 'center', share: 2.4 },
    { title: 'Mục tiêu', align: 'center', share: 2 },
  ];
}

function levelRow(number: string, system: string, ratio: Ratio, day: string, status: string): Row {
  const [year, month, date] = day.split('-');
  return {
    cells: [
      { text: number, value: Number(number) },
      { text: system },
      { text: String(ratio.covered), value: ratio.covered, opens: 'van-phong-xa' },
      { text: String(ratio.eligible), value: ratio.eligible },
      { text: percent(ratio), value: { ratio: ratio.covered / ratio.eligible } },
      { text: `${date}/${month}/${year}`, value: { day: day as LocalDate } },
      { text: status, emphasis: 'bold' },
    ],
  };
}

/** District, its communes in 2016, those of them with the electronic office. */
function districts(): readonly (readonly [string, number, number])[] {
  return [
    ['Thành phố Tây Ninh', 10, 10],
    ['Huyện Tân Biên', 10, 0],
    ['Huyện Tân Châu', 12, 12],
    ['Huyện Dương Minh Châu', 11, 11],
    ['Huyện Châu Thành', 15, 0],
    ['Huyện Hòa Thành', 8, 8],
    ['Huyện Gò Dầu', 9, 0],
    ['Huyện Bến Cầu', 9, 0],
    ['Huyện Trảng Bàng', 11, 0],
  ];
}

function heatRow(title: string, eligible: number, office: number): HeatRow {
  return {
    title,
    cells: [
      { text: '100%', ratio: 1 },
      { text: percent({ covered: office, eligible }), ratio: office / eligible, opens: 'van-phong-xa' },
      { text: '100%', ratio: 1 },
      { text: 'chưa có số liệu', ratio: null },
    ],
  };
}

function unitColumns(): Column[] {
  return [
    { title: 'TT', align: 'center', share: 1 },
    { title: 'Mã', align: 'center', share: 1.5 },
    { title: 'Đơn vị', align: 'left', share: 5 },
    { title: 'Trực thuộc', align: 'left', share: 4 },
    { title: 'Từ ngày', align: 'center', share: 2 },
  ];
}

function unitRow(index: number, code: string, name: string, parent: string): Row {
  return {
    cells: [
      { text: String(index + 1), value: index + 1 },
      { text: code },
      { text: name },
      { text: parent },
      { text: '20/12/2016', value: { day: '2016-12-20' as LocalDate } },
    ],
  };
}

function districtColumns(): Column[] {
  return [
    { title: 'TT', align: 'center', share: 1 },
    { title: 'Địa bàn', align: 'left', share: 4 },
    ...['Một cửa điện tử', 'Văn phòng điện tử', 'Quản lý hộ tịch'].flatMap((group): Column[] => [
      { title: 'Số đơn vị', align: 'right', share: 2, group },
      { title: 'Tỷ lệ', align: 'right', share: 2, group },
    ]),
  ];
}
