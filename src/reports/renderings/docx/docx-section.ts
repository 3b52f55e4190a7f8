import {
  type FileChild,
  FrameAnchorType,
  Header,
  type ISectionOptions,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx';
import { type OfficialDocument } from '../../domain/official-document.js';
import { phrasesOf } from '../form-phrases.js';
import { LAYOUT } from '../official-layout.js';
import { twips } from './docx-styles.js';

const { page, margin, pageNumberFromTop } = LAYOUT;

/**
 * Pages of one orientation. A section that begins the body or an appendix is numbered from 1, and its first page shows no
 * number; one that goes on after a turn of the page goes on with the numbers.
 */
export function docxSection(
  document: OfficialDocument,
  { landscape, begins, children }: { landscape: boolean; begins: boolean; children: readonly FileChild[] },
): ISectionOptions {
  const mark = document.draft ? [draftMark(phrasesOf(document).draft)] : [];
  const number = new Paragraph({ style: 'PageNumber', children: [new TextRun({ children: [PageNumber.CURRENT] })] });
  return {
    headers: {
      default: new Header({ children: [...mark, number] }),
      ...(begins ? { first: new Header({ children: [...mark, new Paragraph({ style: 'PageNumber' })] }) } : {}),
    },
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: begins,
      page: {
        size: {
          width: twips(page.width),
          height: twips(page.height),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(margin.top),
          bottom: twips(margin.bottom),
          left: twips(margin.left),
          right: twips(margin.right),
          header: twips(pageNumberFromTop),
          footer: twips(pageNumberFromTop),
        },
        ...(begins ? { pageNumbers: { start: 1 } } : {}),
      },
    },
    children,
  };
}

/** Framed at the top left, so that it neither moves the page number nor the text. */
function draftMark(text: string): Paragraph {
  const edge = { style: 'single', size: 8, space: 2, color: '000000' } as const;
  return new Paragraph({
    style: 'DraftMark',
    text,
    border: { top: edge, bottom: edge, left: edge, right: edge },
    frame: {
      type: 'absolute',
      position: { x: twips(margin.left), y: twips(9) },
      width: twips(28),
      height: twips(6),
      anchor: { horizontal: FrameAnchorType.PAGE, vertical: FrameAnchorType.PAGE },
    },
  });
}
