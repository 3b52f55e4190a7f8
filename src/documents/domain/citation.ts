import { printDay, printOfficialDay } from '../../kernel/local-date.js';
import { type DocumentAttributes, type DocumentType } from './document.js';

/** Names of types in Vietnamese, as they begin a citation. */
export const DOCUMENT_TYPE_NAMES: Readonly<Record<DocumentType, string>> = {
  decision: 'Quyết định',
  resolution: 'Nghị quyết',
  'official-letter': 'Công văn',
  report: 'Báo cáo',
  plan: 'Kế hoạch',
  submission: 'Tờ trình',
  minutes: 'Biên bản',
  contract: 'Hợp đồng',
  other: 'Văn bản',
};

/**
 * A document as Vietnamese text cites it, whatever language it is read in (Decree 30/2020, căn cứ ban hành):
 * `Quyết định số 06/2016/QĐ-UBND ngày 09/3/2016`, without the day where that is not known. What has no number is named by
 * its title: `Bài tổng hợp năm 2016, ngày 24/03/2017`.
 */
export function citeDocument({
  number,
  type,
  issuedOn,
  title,
}: Pick<DocumentAttributes, 'number' | 'type' | 'issuedOn' | 'title'>): string {
  if (number === null) return issuedOn === null ? title : `${title}, ngày ${printDay(issuedOn)}`;
  const named = `${DOCUMENT_TYPE_NAMES[type]} số ${number}`;
  return issuedOn === null ? named : `${named} ngày ${printOfficialDay(issuedOn)}`;
}

/**
 * A document with who issued it, as a list of documents names it beside its title:
 * `Quyết định số 418/QĐ-UBND ngày 24/02/2016 của UBND tỉnh Tây Ninh`, `Biên bản của UBND huyện Tân Biên`.
 */
export function citeWithIssuer({
  number,
  type,
  issuedOn,
  issuer,
}: Pick<DocumentAttributes, 'number' | 'type' | 'issuedOn' | 'issuer'>): string {
  const parts = [
    DOCUMENT_TYPE_NAMES[type],
    ...(number === null ? [] : [`số ${number}`]),
    ...(issuedOn === null ? [] : [`ngày ${printOfficialDay(issuedOn)}`]),
    `của ${issuer}`,
  ];
  return parts.join(' ');
}
