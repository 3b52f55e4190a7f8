import {
  BorderStyle,
  type FileChild,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { type OfficialDocument } from '../../domain/official-document.js';
import { type Face, widthOf } from '../fonts.js';
import { addresseeLines, enumerated, phrasesOf, recipientLines } from '../form-phrases.js';
import { LAYOUT, points } from '../official-layout.js';
import { twips } from './docx-styles.js';

const { head, foot, size, ruleShare } = LAYOUT;
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS = {
  ...{ top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE },
  ...{ insideHorizontal: NO_LINE, insideVertical: NO_LINE },
};

/** Boxes 1 to 5 and 9a, and the legal bases. */
export function documentHead(document: OfficialDocument): FileChild[] {
  const { country, motto } = phrasesOf(document);
  const { parentBody, issuingBody, kind, excerpt } = document;
  const left = [
    ...(parentBody === null ? [] : [new Paragraph({ style: 'ParentBody', text: parentBody })]),
    new Paragraph({ style: 'IssuingBody', text: issuingBody }),
    rule(ruleShare * lineWidth(issuingBody, 'bold', size.issuingBody, head.left), head.left),
  ];
  const right = [
    new Paragraph({ style: 'Country', text: country }),
    new Paragraph({ style: 'Motto', text: motto }),
    rule(lineWidth(motto, 'bold', size.motto, head.right), head.right),
  ];
  const number = [
    new Paragraph({ style: 'DocumentNumber', text: document.number }),
    ...(kind === 'letter' ? [new Paragraph({ style: 'LetterExcerpt', text: excerpt })] : []),
  ];
  const date = [new Paragraph({ style: 'PlaceAndDate', text: document.placeAndDate })];
  return [
    twoColumns(
      [
        [left, right],
        [number, date],
      ],
      head,
    ),
    ...(kind === 'letter' ? [new Paragraph({ style: 'AfterTable' })] : title(document)),
    ...addressees(document),
    ...enumerated(document.legalBases).map((text) => new Paragraph({ style: 'LegalBasis', text })),
  ];
}

/** Boxes 9b and 7, kept together on one page. */
export function documentFoot(document: OfficialDocument): FileChild[] {
  const { lines, name } = document.signature;
  const recipients = [
    new Paragraph({ style: 'RecipientsTitle', text: phrasesOf(document).recipients, keepNext: true }),
    ...recipientLines(document).map((text) => new Paragraph({ style: 'Recipients', text, keepNext: true })),
  ];
  const signature = [
    ...lines.map((text) => new Paragraph({ style: 'Signature', text, keepNext: true })),
    new Paragraph({ style: 'Signature', text: name, spacing: { before: LAYOUT.signatureSpace * 20 } }),
  ];
  return [new Paragraph({ style: 'AfterTable', keepNext: true }), twoColumns([[recipients, signature]], foot)];
}

function title({ title: name, excerpt }: OfficialDocument): Paragraph[] {
  const width = ruleShare * lineWidth(excerpt, 'bold', size.title, 120);
  return [
    new Paragraph({ style: 'DocumentTitle', text: name }),
    new Paragraph({ style: 'Excerpt', text: excerpt }),
    rule(width, LAYOUT.page.width - LAYOUT.margin.left - LAYOUT.margin.right),
    new Paragraph({ style: 'AfterTable' }),
  ];
}

/** "Kính gửi:" with one addressee in its line, or each of several on a line of its own. */
function addressees(document: OfficialDocument): Paragraph[] {
  if (document.addressees.length === 0) return [];
  const lines = addresseeLines(document);
  return [
    ...lines.map((text, index) => new Paragraph({ style: index === 0 ? 'Addressee' : 'AddresseeItem', text })),
    new Paragraph({ style: 'AfterTable' }),
  ];
}

/** Width in points of a text, at most that of a column in millimetres, where it breaks into lines. */
function lineWidth(text: string, face: Face, letters: number, column: number): number {
  return Math.min(widthOf(text, face, letters), points(column));
}

/** A line of `width` points in the middle of a column: the border of an empty paragraph that is indented on both sides. */
function rule(width: number, column: number): Paragraph {
  const indent = Math.round(((points(column) - width) / 2) * 20);
  return new Paragraph({
    style: 'Rule',
    indent: { left: indent, right: indent },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
  });
}

function twoColumns(rows: readonly (readonly [Paragraph[], Paragraph[]])[], columns: { left: number; right: number }) {
  const widths = [twips(columns.left), twips(columns.right)];
  const cell = (children: Paragraph[], width: number | undefined) =>
    new TableCell({
      children,
      width: { size: width ?? 0, type: WidthType.DXA },
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      verticalAlign: VerticalAlignTable.TOP,
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: (widths[0] ?? 0) + (widths[1] ?? 0), type: WidthType.DXA },
    columnWidths: widths,
    borders: NO_BORDERS,
    margins: { left: 0, right: 0 },
    rows: rows.map(
      ([left, right]) => new TableRow({ cantSplit: true, children: [cell(left, widths[0]), cell(right, widths[1])] }),
    ),
  });
}
