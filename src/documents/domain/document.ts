import { type LocalDate } from '../../kernel/local-date.js';

/** Quyết định, nghị quyết, công văn, báo cáo, kế hoạch, tờ trình, biên bản, hợp đồng, khác (Decree 30/2020, article 7). */
export const DOCUMENT_TYPES = [
  'decision',
  'resolution',
  'official-letter',
  'report',
  'plan',
  'submission',
  'minutes',
  'contract',
  'other',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** What is said of a document; all of it may be corrected. */
export interface DocumentAttributes {
  /** Số, ký hiệu, such as `418/QĐ-UBND`; null: it has none. */
  readonly number: string | null;
  readonly type: DocumentType;
  readonly issuer: string;
  readonly issuedOn: LocalDate | null;
  readonly title: string;
}

/** What documents can be evidence of; a new one needs its word here and a `LinkSubjectKind` that knows its ids. */
export const SUBJECT_TYPES = [
  'deployment-entry',
  'exemption',
  'reorganisation',
  'indicator-value',
  'target',
  'activity',
  'self-assessment',
  'scorecard-result',
] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** One thing that a document is evidence of. */
export interface Subject {
  readonly type: SubjectType;
  readonly id: string;
}
