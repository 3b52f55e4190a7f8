import { type Block, type Column, type OfficialDocument, type Row } from '../src/reports/domain/official-document.js';
import { render } from '../src/reports/renderings/render.js';
import { report, timed } from './measuring.js';

/**
 * npm run bench:report: rendering a report of a province and one of the country (34 provinces, 3,321 communes, 12
 * systems, all unit lists) to DOCX, PDF and XLSX, and what the process holds at most. Targets for two cores: 3 s and
 * 30 s for the three files together, 1 GB.
 */
async function measure(): Promise<void> {
  const province = madeUpReport(1, 96);
  const country = madeUpReport(34, 3_321);
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  await measureFiles('a province', province, 'target 3000 ms');
  report('memory at most, a province', most / 1e6, '', 'MB');
  most = 0;
  await measureFiles('the country', country, 'target 30000 ms');
  report('memory at most, the country', most / 1e6, 'target 1000 MB', 'MB');
  clearInterval(watch);
}

async function measureFiles(what: string, document: OfficialDocument, target: string): Promise<void> {
  let total = 0;
  for (const format of ['docx', 'pdf', 'xlsx'] as const) {
    let size = 0;
    const took = await timed(async () => {
      size = (await render(document, format)).length;
    });
    total += took;
    report(`${what} as ${format}, ${(size / 1e6).toFixed(1)} MB`, took, '', 'ms');
  }
  report(`${what}, the three files`, total, target, 'ms');
}

const SYSTEMS = Array.from({ length: 12 }, (_, index) => `Hệ thống thông tin số ${index + 1}`);

/** A table of systems for each province, a heat table, a chart, and a list of all communes for each system. */
function madeUpReport(provinces: number, communes: number): OfficialDocument {
  const names = Array.from({ length: provinces }, (_, index) => `Tỉnh số ${index + 1}`);
  return {
    language: 'vi',
    kind: 'report',
    draft: true,
    parentBody: null,
    issuingBody: 'CƠ QUAN BÁO CÁO',
    number: 'Số:       /BC',
    placeAndDate: 'Tây Ninh, ngày     tháng 01 năm 2026',
    title: 'BÁO CÁO',
    excerpt: 'Kết quả triển khai các hệ thống thông tin trong cơ quan nhà nước',
    addressees: ['Bộ Khoa học và Công nghệ'],
    legalBases: [],
    introduction: [],
    sections: [
      { id: 'chung', title: 'I. TÌNH HÌNH CHUNG', blocks: SYSTEMS.map(sentence) },
      { id: 'tinh', title: 'II. KẾT QUẢ THEO TỈNH', blocks: names.flatMap(provinceTable) },
      { id: 'ma-tran', title: 'III. KẾT QUẢ THEO ĐỊA BÀN', blocks: [chart(), matrix(names)] },
    ],
    closing: [{ type: 'paragraph', runs: [{ text: 'Trên đây là báo cáo kết quả triển khai./.' }] }],
    recipients: ['Như trên', 'Lưu: VT'],
    signature: { lines: ['GIÁM ĐỐC'], name: '' },
    appendices: SYSTEMS.map((system, index) => ({
      id: `phu-luc-${index + 1}`,
      number: String(index + 1),
      title: system.toUpperCase(),
      reference: '(Kèm theo Báo cáo)',
      landscape: false,
      blocks: [unitList(system, index, communes)],
    })),
    fingerprint: { snapshotSha256: '0'.repeat(64), frozenAt: '2026-01-01T00:00:00Z', auditHead: null, app: '0.1.0' },
  };
}

function sentence(system: string, index: number): Block {
  const opens = `danh-sach-${index + 1}`;
  const text = ` xã, phường, đạt tỷ lệ 43,2%, tăng 05 đơn vị so với kỳ trước.`;
  return {
    type: 'paragraph',
    runs: [{ text: `${system} đã được triển khai tại ` }, { text: '1.435/3.321', opens }, { text }],
  };
}

function provinceTable(name: string): Block[] {
  return [
    { type: 'heading', level: 2, text: name },
    {
      type: 'table',
      caption: `Mức độ triển khai, ${name}`,
      columns: [
        { title: 'TT', align: 'center', share: 1 },
        { title: 'Hệ thống', align: 'left', share: 5 },
        { title: 'Đã triển khai', align: 'right', share: 2, group: 'Số đơn vị' },
        { title: 'Thuộc phạm vi', align: 'right', share: 2, group: 'Số đơn vị' },
        { title: 'Tỷ lệ', align: 'right', share: 2 },
      ],
      rows: SYSTEMS.map((system, index): Row => ({
        cells: [
          { text: String(index + 1), value: index + 1 },
          { text: system },
          { text: '41', value: 41, opens: `danh-sach-${index + 1}` },
          { text: '95', value: 95 },
          { text: '43,2%', value: { ratio: 41 / 95 } },
        ],
      })),
    },
  ];
}

function chart(): Block {
  const points = Array.from({ length: 12 }, (_, month) => `${String(month + 1).padStart(2, '0')}/2025`);
  return {
    type: 'line-chart',
    id: 'dien-bien',
    title: 'Tỷ lệ triển khai, 12 tháng',
    alternative: 'Tỷ lệ tăng đều.',
    pointsTitle: 'Tháng',
    points,
    series: [{ name: 'Cấp xã', values: points.map((_, month) => ({ ratio: month / 12, text: `${month}` })) }],
    marks: [{ before: 6, label: 'Sắp xếp đơn vị' }],
  };
}

function matrix(names: readonly string[]): Block {
  return {
    type: 'heat-table',
    id: 'ma-tran-nhiet',
    caption: 'Tỷ lệ theo tỉnh và hệ thống',
    alternative: 'Tỷ lệ theo tỉnh và hệ thống.',
    rowsTitle: 'Tỉnh',
    columns: SYSTEMS.map((_, index) => `HT ${index + 1}`),
    rows: names.map((title) => ({ title, cells: SYSTEMS.map((_, index) => ({ text: '43,2%', ratio: index / 12 })) })),
    wide: true,
  };
}

function unitList(system: string, index: number, communes: number): Block {
  const columns: Column[] = [
    { title: 'TT', align: 'center', share: 1 },
    { title: 'Mã', align: 'center', share: 1.5 },
    { title: 'Đơn vị', align: 'left', share: 5 },
    { title: 'Giai đoạn', align: 'left', share: 3 },
    { title: 'Từ ngày', align: 'center', share: 2 },
  ];
  return {
    type: 'unit-list',
    id: `danh-sach-${index + 1}`,
    title: `Các đơn vị, ${system}`,
    columns,
    rows: Array.from({ length: communes }, (_, commune) => ({
      cells: [
        { text: String(commune + 1), value: commune + 1 },
        { text: String(10_000 + commune) },
        { text: `Xã Tân Bình ${commune % 97}, tỉnh số ${commune % 34}` },
        { text: 'đang sử dụng' },
        { text: '20/12/2025' },
      ],
    })),
  };
}

await measure();
