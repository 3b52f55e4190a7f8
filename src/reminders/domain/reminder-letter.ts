import { daysBetween, type LocalDate, printOfficialDay } from '../../kernel/local-date.js';
import { type CoveringLetter } from '../../delivery/domain/covering-letter.js';

/** One thing that is owed, as the letter names it. */
export interface LetterItem {
  readonly unitId: string;
  readonly unitName: string;
  /** Name of the indicator, or of the system whose state is confirmed. */
  readonly name: string;
  readonly isConfirmation: boolean;
  /** `tháng 12 năm 2016`. */
  readonly periodName: string;
  readonly dueOn: LocalDate;
  readonly legalBasis: string | null;
}

/** Who is written to, on which day, on behalf of whom. */
export interface Addressee {
  readonly name: string;
  readonly post: string | null;
  readonly unitId: string;
  readonly unitName: string;
  readonly day: LocalDate;
  readonly office: string;
}

/**
 * The letter that reminds somebody of all that is owed, as first due comes first: `Nhắc gửi số liệu báo cáo: 02 nội dung, hạn gần nhất
 * 16/12/2016`, or `… quá hạn từ 16/12/2016`. Units are named where they are not the addressee's own.
 */
export function writeReminder(
  { name, post, unitId, unitName, day, office }: Addressee,
  items: readonly LetterItem[],
): CoveringLetter {
  const [first] = items;
  if (!first) throw new Error('There is nothing to remind of');
  const isLate = first.dueOn < day;
  const count = `${twoDigits(items.length)} nội dung`;
  const since = isLate
    ? `quá hạn từ ${printOfficialDay(first.dueOn)}`
    : `hạn gần nhất ${printOfficialDay(first.dueOn)}`;
  const bases = [...new Set(items.flatMap(({ legalBasis }) => legalBasis ?? []))];
  const isOwn = items.every((item) => item.unitId === unitId);
  const who = isOwn ? 'đơn vị' : 'các đơn vị dưới đây';
  return {
    language: 'vi',
    subject: `Nhắc gửi số liệu báo cáo: ${count}, ${since}`,
    salutation: `Kính gửi: ${post === null ? name : `${name} (${post})`}, ${unitName}`,
    paragraphs: [
      `${bases.length > 0 ? `Theo ${bases.join('; ')}, tính` : 'Tính'} đến ngày ${printOfficialDay(day)}, ${who} còn ${count} chưa gửi trên hệ thống theo dõi triển khai, cụ thể như sau:`,
    ],
    overview: {
      title: 'NỘI DUNG CHƯA GỬI',
      lines: items.map((item) => `- ${isOwn ? '' : `${item.unitName}: `}${lineOf(item, day)}`),
    },
    closing: [
      `Đề nghị ${isOwn ? 'đơn vị' : 'các đơn vị'} cập nhật số liệu ${isLate ? 'ngay' : 'đúng hạn'}; nếu đã gửi thì không phải trả lời thư này.`,
      `Thư do hệ thống theo dõi triển khai của ${office} tự động gửi.`,
    ],
  };
}

function lineOf({ name, isConfirmation, periodName, dueOn }: LetterItem, day: LocalDate): string {
  const what = isConfirmation ? `Xác nhận tình trạng triển khai ${name}` : name;
  return `${what}, ${periodName}: hạn ${printOfficialDay(dueOn)} (${standing(daysBetween(dueOn, day))}).`;
}

function standing(daysLate: number): string {
  if (daysLate > 0) return `quá hạn ${twoDigits(daysLate)} ngày`;
  return daysLate === 0 ? 'hôm nay' : `còn ${twoDigits(-daysLate)} ngày`;
}

/** Numbers below ten have a leading zero in official style. */
function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
