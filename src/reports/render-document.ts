import { type OfficialDocument } from './domain/official-document.js';
import { type ReportFormat } from './domain/report-format.js';
import { renderDocx } from './renderings/docx/docx-document.js';
import { renderPdf } from './renderings/pdf/pdf-document.js';

/** The formats that a document is laid out in; the others are data. */
export type LaidOutFormat = Exclude<ReportFormat, 'json' | 'csv'>;

const RENDERERS: Readonly<Record<LaidOutFormat, (document: OfficialDocument) => Promise<Buffer>>> = {
  docx: renderDocx,
  pdf: renderPdf,
};

/** The bytes of a document in a format; the same for the same document within one version of the app. */
export function renderDocument(document: OfficialDocument, format: LaidOutFormat): Promise<Buffer> {
  return RENDERERS[format](document);
}
