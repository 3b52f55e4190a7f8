import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { startApp, type TestApp } from '../support/app.js';

// The report of 2016 as of its last day says every figure of the fact sheet as the sheet prints it. What the sheet
// dates later is not of that day: F13 is in a report of the day of the article, F44 is the article itself. F38 is later
// too, yet it is where the index of 2016 was published: the report names it as such, and says that its day is not known.

let tracker: TestApp;
/** The words of each file, every run of blanks one. */
const texts: Record<'docx' | 'html', string> = { docx: '', html: '' };
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  const asked = { definition: 'year', period: '2016', asOf: '2016-12-31' };
  const { body } = await tracker.post('/reports', asked);
  texts.html = plain((await tracker.get(`/reports/${body.id}.html`)).text);
  const file = await fetch(`${tracker.address}/api/v1/reports/${body.id}.docx`, {
    headers: { authorization: `Bearer ${tracker.administrator}` },
  });
  const parts = unzipSync(new Uint8Array(await file.arrayBuffer()));
  texts.docx = plain(Buffer.from(parts['word/document.xml'] ?? '').toString('utf8'));
});
afterAll(() => tracker.stop());

function plain(markup: string): string {
  return markup
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<\/(w:p|p|td|th|tr|h\d|li|div|summary|caption|figcaption|dt|dd)>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#160;', ' ')
    .replace(/\s+/g, ' ');
}

/** Each fact as printed, in the words that the report says it with. */
const FACTS: readonly (readonly [fact: string, printed: string, said: string])[] = [
  ['F01', '13 sở', 'hệ thống một cửa điện tử đã được triển khai tại 13 sở, '],
  ['F02', '9/9 (100%)', 'Hệ thống một cửa điện tử, cấp huyện, đã triển khai: 9/9 (100%)'],
  ['F03', '95/95 (100%)', 'Hệ thống một cửa điện tử, cấp xã, đã triển khai: 95/95 (100%)'],
  ['F04', '117 đơn vị', 'Tổng số công bố: 117 đơn vị.'],
  ['F05', 'tích hợp SMS: cấp huyện', 'tích hợp SMS: cấp huyện (09/09)'],
  ['F06', 'một số đơn vị', 'tích hợp hệ thống lấy số tự động: một số đơn vị'],
  ['F07', '31 đơn vị', 'Tổng số công bố: 31 đơn vị.'],
  ['F08', '22 sở, ban, ngành', 'văn phòng điện tử đã được triển khai tại 22 sở, ban, ngành, '],
  ['F09', '09 UBND', ', 09/09 UBND cấp huyện và 41/95 UBND cấp xã'],
  ['F10', '41 đơn vị cấp xã', '41 đơn vị cấp xã đã triển khai thuộc '],
  ['F11', '43,2%', 'đạt tỷ lệ 100% ở cấp huyện và 43,2% ở cấp xã'],
  ['F12', 'có', 'tích hợp ký số: có'],
  ['F14', 'trên 37', 'Tổng số công bố: trên 37'],
  ['F15', '04 đơn vị', 'Đơn vị được bổ sung cổng thông tin điện tử thành phần trong kỳ 04 đơn vị'],
  ['F16', '1.685 thủ tục', 'Thủ tục hành chính cung cấp trực tuyến từ mức độ 2 1.685 thủ tục'],
  ['F17', '190', 'Thủ tục hành chính trực tuyến mức độ 3 và 4 190 thủ tục'],
  ['F18', '143', 'Thủ tục hành chính trực tuyến mức độ 4 143 thủ tục'],
  ['F19', '47', 'Thủ tục hành chính ở mức độ 3 47 thủ tục'],
  ['F20', '1.495', 'Thủ tục hành chính chỉ ở mức độ 2 1.495 thủ tục'],
  ['F21', '3 đơn vị', '03 đơn vị cấp tỉnh (Sở Tài nguyên và Môi trường, Thanh tra tỉnh và Văn phòng UBND tỉnh)'],
  ['F22', '9', 'Phần mềm quản lý khiếu nại, tố cáo, cấp huyện, đã triển khai: 9/9 (100%)'],
  ['F23', '21', 'và 21 đơn vị cấp xã, đạt tỷ lệ 100% ở cấp huyện. Trong đó 21 đơn vị cấp xã là số liệu công bố'],
  ['F24', 'Sở Tư pháp', 'phần mềm quản lý hộ tịch đã được triển khai tại Sở Tư pháp, 09/09 UBND cấp huyện'],
  ['F25', '100%', 'Phần mềm quản lý hộ tịch, cấp huyện, đã triển khai: 9/9 (100%)'],
  ['F26', '100%', 'Phần mềm quản lý hộ tịch, cấp xã, đã triển khai: 95/95 (100%)'],
  ['F27', 'chưa có số liệu', 'Về chữ ký số, tính đến ngày 31/12/2016 chưa có số liệu'],
  ['F28', 'các huyện/thành phố', 'Cấp huyện (UBND các huyện/thành phố)'],
  ['F29', '3.241 cuộc họp', 'Cuộc họp không giấy 3.241 cuộc họp'],
  ['F30', '39/2016/QĐ-UBND', '39/2016/QĐ-UBND 25/10/2016 UBND tỉnh Tây Ninh Quy chế hỏi đáp trực tuyến'],
  ['F31', '77/77 (100%)', 'Hồ sơ thủ tục hành chính giải quyết trước hạn 77/77 (100%)'],
  ['F32', '100%', 'Ý kiến khách hàng hài lòng 100%'],
  ['F33', '09', 'có 17 đơn vị được xếp loại, gồm 09 đơn vị xếp loại A (Tốt) và'],
  ['F34', '08', 'và 08 đơn vị xếp loại B (Khá).'],
  ['F35', '98,75', 'Hạng 1 là Sở Thông tin và Truyền thông (98,75 điểm)'],
  ['F36', '98,25', 'hạng 2 là Sở Khoa học và Công nghệ (98,25 điểm)'],
  ['F37', '95,75', 'hạng 3 là Sở Tài chính (95,75 điểm)'],
  [
    ...(['F38', '584/QĐ-UBND'] as const),
    'theo Quyết định số 584/QĐ-UBND (chưa rõ ngày công bố, có thể sau ngày chốt số liệu)',
  ],
  ['F39', '418/QĐ-UBND', '418/QĐ-UBND 24/02/2016'],
  ['F40', '339/QĐ-UBND', '339/QĐ-UBND 04/02/2016'],
  ['F41', '06/2016/QĐ-UBND', '06/2016/QĐ-UBND 09/03/2016'],
  ['F42', '07/2016/QĐ-UBND', '07/2016/QĐ-UBND 09/03/2016'],
  ['F43', '08/12/2016', '08/12/2016 Tập huấn quản trị phần mềm một cửa điện tử và văn phòng điện tử Tỉnh Tây Ninh'],
];

describe.each(['docx', 'html'] as const)('the %s of 2016', (format) => {
  it.each(FACTS)('%s: %s', (_fact, printed, said) => {
    expect(said).toContain(printed);
    expect(texts[format]).toContain(said);
  });

  it('has the head of an official document, and is marked a draft', () => {
    for (const words of [
      ...['UBND TỈNH TÂY NINH', 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG', 'BÁO CÁO', 'Nơi nhận:', 'GIÁM ĐỐC'],
      'Tình hình triển khai các hệ thống chính quyền điện tử năm 2016 trên địa bàn tỉnh Tây Ninh',
    ])
      expect(texts[format]).toContain(words);
  });

  it('does not list among the documents of the year what is not known to be of it', () => {
    expect(texts[format]).not.toMatch(/584\/QĐ-UBND \d\d\/|Công bố Chỉ số cải cách hành chính năm 2016/);
  });

  it('never says 0 of what nobody knows', () => {
    expect(texts[format]).not.toMatch(/(?<![\d/.,])0\/\d/);
  });
});

it('knows on the day of the article that the index was published by then', async () => {
  const asked = { definition: 'year', period: '2016', asOf: '2017-03-24' };
  const { body } = await tracker.post('/reports', asked);
  const text = plain((await tracker.get(`/reports/${body.id}.html`)).text);
  expect(text).toContain('Kết quả công bố theo Quyết định số 584/QĐ-UBND (chưa rõ ngày công bố).');
});

it('says on the day of the article what was so by then', async () => {
  const asked = { definition: 'quarter', period: '2017-Q1', asOf: '2017-03-24' };
  const { body } = await tracker.post('/reports', asked);
  const text = plain((await tracker.get(`/reports/${body.id}.html`)).text);
  expect(text).toContain('Văn bản trao đổi dưới dạng điện tử giữa các cơ quan hành chính nhà nước trên 70%');
});
