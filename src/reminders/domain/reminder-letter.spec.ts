import { describe, expect, it } from '@jest/globals';
import { type LocalDate } from '../../kernel/local-date.js';
import { type Addressee, type LetterItem, writeReminder } from './reminder-letter.js';

const day = (text: string): LocalDate => text as LocalDate;
const ADDRESSEE: Addressee = {
  ...{ name: 'Trần Thị B', post: 'Công chức Văn phòng', unitId: 'tan-binh', unitName: 'Xã Tân Bình' },
  ...{ day: day('2016-12-13'), office: 'Sở Thông tin và Truyền thông' },
};
const DOSSIERS: LetterItem = {
  ...{ unitId: 'tan-binh', unitName: 'Xã Tân Bình', name: 'Hồ sơ giải quyết đúng hạn', isConfirmation: false },
  ...{ periodName: 'tháng 12 năm 2016', dueOn: day('2016-12-16'), legalBasis: 'Thông tư 02/2023/TT-BTTTT' },
};
const CONFIRMATION: LetterItem = {
  ...{ ...DOSSIERS, name: 'Văn phòng điện tử', isConfirmation: true, dueOn: day('2016-12-20'), legalBasis: null },
};

describe('a reminder', () => {
  it('says what a unit owes and by when, before it is due', () => {
    expect(writeReminder(ADDRESSEE, [DOSSIERS, CONFIRMATION])).toEqual({
      language: 'vi',
      subject: 'Nhắc gửi số liệu báo cáo: 02 nội dung, hạn gần nhất 16/12/2016',
      salutation: 'Kính gửi: Trần Thị B (Công chức Văn phòng), Xã Tân Bình',
      paragraphs: [
        'Theo Thông tư 02/2023/TT-BTTTT, tính đến ngày 13/12/2016, đơn vị còn 02 nội dung chưa gửi trên hệ thống theo dõi triển khai, cụ thể như sau:',
      ],
      overview: {
        title: 'NỘI DUNG CHƯA GỬI',
        lines: [
          '- Hồ sơ giải quyết đúng hạn, tháng 12 năm 2016: hạn 16/12/2016 (còn 03 ngày).',
          '- Xác nhận tình trạng triển khai Văn phòng điện tử, tháng 12 năm 2016: hạn 20/12/2016 (còn 07 ngày).',
        ],
      },
      closing: [
        'Đề nghị đơn vị cập nhật số liệu đúng hạn; nếu đã gửi thì không phải trả lời thư này.',
        'Thư do hệ thống theo dõi triển khai của Sở Thông tin và Truyền thông tự động gửi.',
      ],
    });
  });

  it.each([
    ['2016-12-16', 'hạn gần nhất 16/12/2016', 'hôm nay', 'đúng hạn'],
    ['2016-12-28', 'quá hạn từ 16/12/2016', 'quá hạn 12 ngày', 'ngay'],
  ])('on %s says %s', (on, since, standing, when) => {
    const letter = writeReminder({ ...ADDRESSEE, day: day(on) }, [DOSSIERS]);
    expect(letter.subject).toBe(`Nhắc gửi số liệu báo cáo: 01 nội dung, ${since}`);
    expect(letter.overview.lines).toEqual([
      `- Hồ sơ giải quyết đúng hạn, tháng 12 năm 2016: hạn 16/12/2016 (${standing}).`,
    ]);
    expect(letter.closing[0]).toContain(`cập nhật số liệu ${when};`);
  });

  it('names the units to whoever answers for the one above them', () => {
    const above = { ...ADDRESSEE, name: 'Phòng Nội vụ', post: null, unitId: 'tan-bien', unitName: 'Huyện Tân Biên' };
    const letter = writeReminder(above, [{ ...DOSSIERS, legalBasis: null }]);
    expect(letter.salutation).toBe('Kính gửi: Phòng Nội vụ, Huyện Tân Biên');
    expect(letter.paragraphs[0]).toMatch(/^Tính đến ngày 13\/12\/2016, các đơn vị dưới đây còn 01 nội dung/);
    expect(letter.overview.lines).toEqual([
      '- Xã Tân Bình: Hồ sơ giải quyết đúng hạn, tháng 12 năm 2016: hạn 16/12/2016 (còn 03 ngày).',
    ]);
  });
});
