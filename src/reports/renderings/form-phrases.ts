import { Temporal } from 'temporal-polyfill';
import { FIELD_TIME_ZONE } from '../../kernel/local-date.js';
import { type Language } from '../../kernel/ratio.js';
import { type Fingerprint, type OfficialDocument } from '../domain/official-document.js';

/** The words that the form itself brings. Source: Decree 30/2020/NĐ-CP, appendix I. */
export interface FormPhrases {
  readonly country: string;
  readonly motto: string;
  readonly draft: string;
  readonly to: string;
  readonly recipients: string;
  readonly appendix: string;
  readonly body: string;
  /** A sheet for texts, and a column that says which table a row is of. */
  readonly text: string;
  readonly table: string;
}

const PHRASES: Readonly<Record<Language, FormPhrases>> = {
  vi: {
    country: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    motto: 'Độc lập - Tự do - Hạnh phúc',
    draft: 'DỰ THẢO',
    to: 'Kính gửi:',
    recipients: 'Nơi nhận:',
    appendix: 'Phụ lục',
    body: 'Nội dung',
    text: 'Văn bản',
    table: 'Bảng',
  },
  en: {
    country: 'SOCIALIST REPUBLIC OF VIET NAM',
    motto: 'Independence - Freedom - Happiness',
    draft: 'DRAFT',
    to: 'To:',
    recipients: 'Recipients:',
    appendix: 'Appendix',
    body: 'Contents',
    text: 'Text',
    table: 'Table',
  },
};

export function phrasesOf({ language }: Pick<OfficialDocument, 'language'>): FormPhrases {
  return PHRASES[language];
}

/** A language as files name it: `"vi-VN"`. */
export function languageTag({ language }: Pick<OfficialDocument, 'language'>): string {
  return language === 'vi' ? 'vi-VN' : 'en-GB';
}

/** What viewers show as the title of the file: `"BÁO CÁO – Kết quả triển khai …"`; a letter's is its excerpt. */
export function fileTitle({ title, excerpt }: Pick<OfficialDocument, 'title' | 'excerpt'>): string {
  return [title, excerpt].filter((part) => part !== '').join(' – ');
}

/** `"Phụ lục I"`. */
export function appendixLabel(document: Pick<OfficialDocument, 'language'>, number: string | null): string {
  const { appendix } = phrasesOf(document);
  return number === null ? appendix : `${appendix} ${number}`;
}

/** Items of an enumeration: each ends ";", the last ".": `["A", "B"]` → `["A;", "B."]`. */
export function enumerated(items: readonly string[]): string[] {
  return items.map((item, index) => `${item}${index < items.length - 1 ? ';' : '.'}`);
}

/** One addressee stands in the line of "Kính gửi:" without a sign at its end; several stand below it, one a line. */
export function addresseeLines(
  document: Pick<OfficialDocument, 'language' | 'addressees'>,
): readonly [string, ...string[]] {
  const { to } = phrasesOf(document);
  const [first, ...others] = document.addressees;
  if (first === undefined || others.length === 0) return [`${to} ${first ?? ''}`.trim()];
  return [to, ...enumerated(document.addressees).map((line) => `- ${line}`)];
}

export function recipientLines({ recipients }: Pick<OfficialDocument, 'recipients'>): string[] {
  return enumerated(recipients).map((line) => `- ${line}`);
}

/** Blanks that are left to be filled in by hand stay as wide as they are: `"Số:       /BC"` with no-break spaces. */
export function keptBlanks(text: string): string {
  return text.replace(/ {2,}/g, (blanks) => '\u00a0'.repeat(blanks.length));
}

/** The small print at the end. */
export function fingerprintLine({ language }: Pick<OfficialDocument, 'language'>, print: Fingerprint): string {
  const frozen = printFrozenAt(print.frozenAt);
  const parts =
    language === 'vi'
      ? [
          `Số liệu chốt lúc ${frozen}`,
          `SHA-256 của số liệu: ${print.snapshotSha256}`,
          print.auditHead === null ? null : `Dấu kiểm tra nhật ký: ${print.auditHead}`,
          `Phiên bản phần mềm: ${print.app}`,
        ]
      : [
          `Figures frozen at ${frozen}`,
          `SHA-256 of the figures: ${print.snapshotSha256}`,
          print.auditHead === null ? null : `Seal of the audit: ${print.auditHead}`,
          `Version of the software: ${print.app}`,
        ];
  return `${parts.filter((part) => part !== null).join('; ')}.`;
}

/** In the field's time zone: `"2017-01-05T01:00:00Z"` → `"05/01/2017 08:00"`. */
function printFrozenAt(instant: string): string {
  const { day, month, year, hour, minute } = Temporal.Instant.from(instant).toZonedDateTimeISO(FIELD_TIME_ZONE);
  return `${two(day)}/${two(month)}/${year} ${two(hour)}:${two(minute)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
