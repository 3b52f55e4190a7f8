import { Document, Paragraph } from 'docx';
import { type OfficialDocument } from '../../domain/official-document.js';
import { appendixLabel, fileTitle, fingerprintLine, languageTag } from '../form-phrases.js';
import { appendixParts, bodyParts } from '../page-parts.js';
import { DocxBlocks } from './docx-blocks.js';
import { documentFoot, documentHead } from './docx-form.js';
import { packDocx } from './docx-package.js';
import { docxSection } from './docx-section.js';
import { docxStyles } from './docx-styles.js';

/**
 * The document in WordprocessingML: real styles and headings, the layout of Decree 30/2020. The body, each turn to
 * landscape pages and back, and each appendix is a section of its own; appendices are numbered from 1.
 */
export function renderDocx(document: OfficialDocument): Promise<Buffer> {
  const blocks = new DocxBlocks(document);
  const parts = bodyParts(document);
  const body = parts.map((part, index) =>
    docxSection(document, {
      landscape: part.landscape,
      begins: index === 0,
      children: [
        ...(index === 0 ? documentHead(document) : []),
        ...blocks.render(part.items, part.landscape, index === parts.length - 1),
        ...(index === parts.length - 1 ? [...documentFoot(document), fingerprint(document)] : []),
      ],
    }),
  );
  const appendices = document.appendices.flatMap((appendix) =>
    appendixParts(appendix).map((part, index) =>
      docxSection(document, {
        landscape: part.landscape,
        begins: index === 0,
        children: [
          ...(index === 0
            ? [
                new Paragraph({ style: 'AppendixLabel', text: appendixLabel(document, appendix.number) }),
                new Paragraph({ style: 'AppendixTitle', text: appendix.title }),
                new Paragraph({ style: 'AppendixReference', text: appendix.reference }),
              ]
            : []),
          ...blocks.render(part.items, part.landscape, false),
        ],
      }),
    ),
  );
  const file = new Document({
    title: fileTitle(document),
    creator: document.issuingBody,
    lastModifiedBy: document.issuingBody,
    description: fingerprintLine(document, document.fingerprint),
    styles: docxStyles(languageTag(document)),
    sections: [...body, ...appendices],
  });
  return packDocx(file, blocks.grids, document.fingerprint.frozenAt);
}

function fingerprint(document: OfficialDocument): Paragraph {
  return new Paragraph({ style: 'SmallPrint', text: fingerprintLine(document, document.fingerprint) });
}
