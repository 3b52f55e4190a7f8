import { type OfficialDocument } from '../../domain/official-document.js';
import { appendixLabel } from '../form-phrases.js';
import { LAYOUT } from '../official-layout.js';
import { appendixParts, bodyParts, openableIds } from '../page-parts.js';
import { PdfBlocks } from './pdf-blocks.js';
import { PdfFile } from './pdf-file.js';
import { drawFoot, drawHead, footHeight } from './pdf-form.js';

/**
 * The document as a tagged PDF with the layout of Decree 30/2020: letters embedded, bookmarks, figures that lead to their
 * unit lists.
 */
export async function renderPdf(document: OfficialDocument): Promise<Buffer> {
  const file = new PdfFile(document, new Set(openableIds(document)));
  const blocks = new PdfBlocks(file);
  const parts = bodyParts(document);
  parts.forEach(({ landscape, items }, index) => {
    file.turn(landscape, index === 0);
    if (index === 0) drawHead(file, blocks, document);
    const last = index === parts.length - 1;
    blocks.draw(items, last ? footHeight(file, blocks, document) : 0);
    if (last) drawFoot(file, blocks, document);
  });
  for (const appendix of document.appendices) {
    appendixParts(appendix).forEach(({ landscape, items }, index) => {
      file.turn(landscape, index === 0);
      if (index === 0) {
        const label = appendixLabel(document, appendix.number);
        file.bookmark(`${label}. ${appendix.title}`, 0);
        const title = { size: LAYOUT.size.title, align: 'center' } as const;
        blocks.text([{ text: label, bold: true }], title, 'H1');
        blocks.text([{ text: appendix.title, bold: true }], title);
        blocks.text([{ text: appendix.reference, italic: true }], { ...title, after: 12 });
      }
      blocks.draw(items);
    });
  }
  return file.end();
}
