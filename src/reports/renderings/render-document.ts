import { type OfficialDocument } from '../domain/official-document.js';
import { renderDocx } from './docx/docx-document.js';
import { renderHtml } from './html/html-document.js';
import { renderPdf } from './pdf/pdf-document.js';
import { printable } from './printable.js';
import { renderXlsx } from './xlsx/xlsx-document.js';

export const RENDERED_FORMATS = ['docx', 'pdf', 'html', 'xlsx'] as const;

export type RenderedFormat = (typeof RENDERED_FORMATS)[number];

const RENDERERS = { docx: renderDocx, pdf: renderPdf, html: renderHtml, xlsx: renderXlsx };

/** The document as a file, in this thread. The same document gives the same bytes within one version of the app. */
export async function renderDocument(document: OfficialDocument, format: RenderedFormat): Promise<Buffer> {
  return RENDERERS[format](printable(document));
}
