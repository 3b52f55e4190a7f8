import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../kernel/local-date.js';
import { type OfficialDocument } from '../../reports/domain/official-document.js';
import { type Sending, writeCoveringLetter } from './covering-letter.js';

const DOCUMENT: OfficialDocument = {
  ...{ language: 'vi', kind: 'report', draft: true, parentBody: null, issuingBody: 'SỞ THÔNG TIN VÀ TRUYỀN THÔNG' },
  ...{ number: '', placeAndDate: '', title: 'BÁO CÁO', excerpt: 'Tình hình triển khai tháng 12 năm 2016' },
  ...{ addressees: [], legalBases: [], introduction: [], closing: [], recipients: [] },
  signature: { lines: [], name: '' },
  appendices: [],
  fingerprint: { snapshotSha256: '', frozenAt: '', auditHead: null, app: '' },
  sections: [
    {
      id: 'overview',
      title: 'I. TÌNH HÌNH CHUNG',
      blocks: [
        {
          type: 'paragraph',
          runs: [{ text: 'Có ' }, { text: '41/95', bold: true }, { text: ' xã sử dụng, đạt 43,2%:' }],
        },
        { type: 'list', items: [[{ text: 'Thành phố Tây Ninh: 10/10 đơn vị.' }]] },
        { type: 'table', caption: 'Bảng 1', columns: [], rows: [] },
      ],
    },
    { id: 'gaps', title: 'II. TỒN TẠI', blocks: [{ type: 'paragraph', runs: [{ text: 'Không gửi trong thư.' }] }] },
  ],
};

const SENDING: Sending = {
  ...{ document: DOCUMENT, number: null, issuedOn: null, asOf: parseLocalDate('2016-12-14') },
  ...{ recipient: 'Văn phòng UBND tỉnh', round: 1, fileNames: ['BC-STTTT-2016-12-du-thao.docx'] },
};
const ISSUED: Partial<Sending> = { number: '05/BC-STTTT', issuedOn: parseLocalDate('2017-01-05') };

describe('the letter that a report is sent with', () => {
  it('says of a draft that it is one, and tells the overview without its tables', () => {
    expect(writeCoveringLetter(SENDING)).toEqual({
      language: 'vi',
      subject: 'Dự thảo báo cáo: Tình hình triển khai tháng 12 năm 2016',
      salutation: 'Kính gửi: Văn phòng UBND tỉnh',
      paragraphs: [
        'Gửi kèm thư này là dự thảo báo cáo về “Tình hình triển khai tháng 12 năm 2016”, số liệu tính đến ngày 14/12/2016.',
        'Đây là dự thảo chưa ban hành; nội dung có thể thay đổi khi ban hành chính thức.',
      ],
      overview: {
        title: 'I. TÌNH HÌNH CHUNG',
        lines: ['Có 41/95 xã sử dụng, đạt 43,2%:', '- Thành phố Tây Ninh: 10/10 đơn vị.'],
      },
      closing: [
        'Tệp kèm theo: BC-STTTT-2016-12-du-thao.docx.',
        'Thư do hệ thống theo dõi triển khai của SỞ THÔNG TIN VÀ TRUYỀN THÔNG tự động gửi.',
      ],
    });
  });

  it('names an issued report by number and day, and a repeat as one', () => {
    const document = { ...DOCUMENT, draft: false, sections: [] };
    const letter = writeCoveringLetter({ ...SENDING, ...ISSUED, document, round: 2, fileNames: [] });
    expect(letter.subject).toBe('Gửi lại lần 2: Báo cáo số 05/BC-STTTT: Tình hình triển khai tháng 12 năm 2016');
    expect(letter.paragraphs).toEqual([
      'Gửi kèm thư này là Báo cáo số 05/BC-STTTT ngày 05/01/2017 về “Tình hình triển khai tháng 12 năm 2016”, số liệu tính đến ngày 14/12/2016.',
      'Báo cáo này đã được gửi trước đây và nay gửi lại theo yêu cầu.',
    ]);
    expect(letter.overview.lines).toEqual([]);
    expect(letter.closing).toHaveLength(1);
  });

  it('is English where the report is', () => {
    const document: OfficialDocument = { ...DOCUMENT, language: 'en', excerpt: 'The rollout in December 2016' };
    const letter = writeCoveringLetter({ ...SENDING, document, round: 3 });
    expect(letter.subject).toBe('Sent again (3): Draft report: The rollout in December 2016');
    expect(letter.paragraphs).toEqual([
      'Enclosed is the draft report on “The rollout in December 2016”, with the figures as of 2016-12-14.',
      'This is a draft that has not been issued; it may still change.',
      'This report was sent before and is sent again on request.',
    ]);
  });
});
