import { type LocalDate, printOfficialDay } from '../../kernel/local-date.js';
import { type Language } from '../../kernel/ratio.js';
import { type Block, type OfficialDocument } from '../../reports/domain/official-document.js';

/** What a report is sent with. */
export interface Sending {
  readonly document: OfficialDocument;
  /** `05/BC-STTTT`; null: a draft. */
  readonly number: string | null;
  readonly issuedOn: LocalDate | null;
  readonly asOf: LocalDate;
  /** To whom, as the salutation names it. */
  readonly recipient: string;
  /** 1; above it, sent again by hand. */
  readonly round: number;
  readonly fileNames: readonly string[];
}

/** A short letter with the report's overview, in the report's language. Lines are plain text. */
export interface CoveringLetter {
  readonly language: Language;
  readonly subject: string;
  readonly salutation: string;
  readonly paragraphs: readonly string[];
  /** Title and text of the overview; no lines where the report has none. */
  readonly overview: { readonly title: string; readonly lines: readonly string[] };
  readonly closing: readonly string[];
}

/**
 * The letter that a report is sent with. Subject of a draft `Dự thảo báo cáo: Tình hình … tháng 12 năm 2016`, of an issued
 * one `Báo cáo số 05/BC-STTTT: …`, sent again by hand `Gửi lại lần 2: Báo cáo số …`.
 */
export function writeCoveringLetter(sending: Sending): CoveringLetter {
  const { document, recipient, fileNames } = sending;
  const words = document.language === 'vi' ? VIETNAMESE : ENGLISH;
  const overview = document.sections.find(({ id }) => id === 'overview');
  const again = sending.round > 1;
  return {
    language: document.language,
    subject: `${again ? words.again(sending.round) : ''}${words.name(sending)}: ${document.excerpt}`,
    salutation: words.salutation(recipient),
    paragraphs: [
      words.enclosed(sending),
      ...(document.draft ? [words.draft] : []),
      ...(again ? [words.sentBefore] : []),
    ],
    overview: { title: overview?.title ?? '', lines: overview ? overview.blocks.flatMap(linesOf) : [] },
    closing: [...(fileNames.length > 0 ? [words.files(fileNames)] : []), words.automatic(document.issuingBody)],
  };
}

const VIETNAMESE = {
  name: ({ number }: Sending): string => (number === null ? 'Dự thảo báo cáo' : `Báo cáo số ${number}`),
  again: (round: number): string => `Gửi lại lần ${round}: `,
  salutation: (recipient: string): string => `Kính gửi: ${recipient}`,
  enclosed: ({ number, issuedOn, asOf, document }: Sending): string => {
    const day = issuedOn === null ? '' : ` ngày ${printOfficialDay(issuedOn)}`;
    const name = number === null ? 'dự thảo báo cáo' : `Báo cáo số ${number}${day}`;
    return `Gửi kèm thư này là ${name} về “${document.excerpt}”, số liệu tính đến ngày ${printOfficialDay(asOf)}.`;
  },
  draft: 'Đây là dự thảo chưa ban hành; nội dung có thể thay đổi khi ban hành chính thức.',
  sentBefore: 'Báo cáo này đã được gửi trước đây và nay gửi lại theo yêu cầu.',
  files: (names: readonly string[]): string => `Tệp kèm theo: ${names.join('; ')}.`,
  automatic: (body: string): string => `Thư do hệ thống theo dõi triển khai của ${body} tự động gửi.`,
};

const ENGLISH: typeof VIETNAMESE = {
  name: ({ number }) => (number === null ? 'Draft report' : `Report No. ${number}`),
  again: (round) => `Sent again (${round}): `,
  salutation: (recipient) => `To: ${recipient}`,
  enclosed: ({ number, issuedOn, asOf, document }) => {
    const day = issuedOn === null ? '' : ` of ${issuedOn}`;
    const name = number === null ? 'the draft report' : `Report No. ${number}${day}`;
    return `Enclosed is ${name} on “${document.excerpt}”, with the figures as of ${asOf}.`;
  },
  draft: 'This is a draft that has not been issued; it may still change.',
  sentBefore: 'This report was sent before and is sent again on request.',
  files: (names) => `Files enclosed: ${names.join('; ')}.`,
  automatic: (body) => `Sent by the rollout tracker of ${body}.`,
};

/** Running text alone: tables and charts are in the files. */
function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'heading':
      return [block.text];
    case 'paragraph':
      return [block.runs.map(({ text }) => text).join('')];
    case 'list':
      return block.items.map((item) => `- ${item.map(({ text }) => text).join('')}`);
    case 'table':
    case 'line-chart':
    case 'heat-table':
    case 'unit-list':
      return [];
  }
}
