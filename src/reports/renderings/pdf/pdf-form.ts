import { type OfficialDocument } from '../../domain/official-document.js';
import { type Face } from '../fonts.js';
import { addresseeLines, enumerated, fingerprintLine, keptBlanks, phrasesOf, recipientLines } from '../form-phrases.js';
import { LAYOUT, points } from '../official-layout.js';
import { SIGNATURE_PLACE } from '../signatures/signature-place.js';
import { type PdfBlocks, type TextStyle } from './pdf-blocks.js';
import { type PdfFile, SINGLE_LINE } from './pdf-file.js';
import { breakLines } from './text-lines.js';

const { head, foot, size, ruleShare, signatureSpace, firstLineIndent, paragraph } = LAYOUT;
const RULE = { width: 0.75, color: '000000' };

interface ColumnText {
  readonly text: string;
  readonly size: number;
  readonly face: Face;
  readonly align?: 'left' | 'center';
  /** Points above it. */
  readonly before?: number;
  /** Length of the rule below it, in relation to its longest line. */
  readonly rule?: number;
}

interface Column {
  readonly left: number;
  readonly width: number;
}

/** Boxes 1 to 5 and 9a, and the legal bases. */
export function drawHead(file: PdfFile, blocks: PdfBlocks, document: OfficialDocument): void {
  const { country, motto } = phrasesOf(document);
  const { parentBody, issuingBody, kind, excerpt, title } = document;
  const [left, right] = columnsOf(file, head);
  const parent = parentBody === null ? [] : [{ text: parentBody, size: size.parentBody, face: 'regular' } as const];
  drawBeside(file, [
    [left, [...parent, { text: issuingBody, size: size.issuingBody, face: 'bold', rule: ruleShare }]],
    [
      right,
      [
        { text: country, size: size.country, face: 'bold' },
        { text: motto, size: size.motto, face: 'bold', rule: 1 },
      ],
    ],
  ]);
  drawBeside(file, [
    [
      left,
      [
        { text: keptBlanks(document.number), size: size.number, face: 'regular', before: 6 },
        ...(kind === 'letter'
          ? [{ text: excerpt, size: size.letterExcerpt, face: 'regular', before: 6 } as const]
          : []),
      ],
    ],
    [right, [{ text: keptBlanks(document.placeAndDate), size: size.placeAndDate, face: 'italic', before: 6 }]],
  ]);
  file.bookmark([title, excerpt].filter((part) => part !== '').join(' – '), 0);
  if (kind === 'report') {
    file.y += 18;
    const whole = { left: file.left, width: file.width };
    const narrow = { left: file.left + points(10), width: file.width - points(20) };
    drawBeside(file, [[whole, [{ text: title, size: size.title, face: 'bold' }]]]);
    drawBeside(file, [[narrow, [{ text: excerpt, size: size.title, face: 'bold', rule: ruleShare }]]]);
  }
  file.y += 12;
  const lines = document.addressees.length === 0 ? [] : addresseeLines(document);
  lines.forEach((text, index) => {
    const indent = { left: points(firstLineIndent) * (index === 0 ? 2 : 4), right: 0 };
    blocks.text([{ text }], { size: size.body, align: 'left', after: 3, indent });
  });
  if (lines.length > 0) file.y += 6;
  const basis: TextStyle = {
    ...{ size: size.body, align: 'justify', firstIndent: points(firstLineIndent) },
    ...{ spacing: paragraph.line, after: paragraph.after },
  };
  for (const text of enumerated(document.legalBases)) blocks.text([{ text, italic: true }], basis);
}

/** Boxes 9b and 7 on one page, and the small print below them. */
export function drawFoot(file: PdfFile, blocks: PdfBlocks, document: OfficialDocument): void {
  file.ensure(footHeight(file, blocks, document));
  file.y += 6;
  const [left, right] = columnsOf(file, foot);
  const { lines, name } = document.signature;
  markSignature(file, right, lines.length);
  drawBeside(file, [
    [left, recipientTexts(document)],
    [
      right,
      [
        ...lines.map((text): ColumnText => ({ text, size: size.body, face: 'bold' })),
        { text: name, size: size.body, face: 'bold', before: signatureSpace },
      ],
    ],
  ]);
  blocks.text([{ text: fingerprintLine(document, document.fingerprint) }], SMALL_PRINT);
}

/** The place below the signer's office, where a signature comes to stand. */
function markSignature(file: PdfFile, { left, width }: Column, lines: number): void {
  const top = file.y;
  file.y += lines * size.body * SINGLE_LINE + 4;
  file.destination(SIGNATURE_PLACE, left + width / 2);
  file.y = top;
}

/** Height in points of what `drawFoot` draws. */
export function footHeight(file: PdfFile, blocks: PdfBlocks, document: OfficialDocument): number {
  const recipients = recipientTexts(document).reduce((sum, one) => sum + one.size * SINGLE_LINE, 0);
  const signature = (document.signature.lines.length + 1) * size.body * SINGLE_LINE + signatureSpace;
  const print = blocks.heightOf([{ text: fingerprintLine(document, document.fingerprint) }], SMALL_PRINT);
  return 6 + Math.max(recipients, signature) + print;
}

const SMALL_PRINT: TextStyle = { size: size.smallPrint, align: 'left', before: 12, color: '595959' };

function recipientTexts(document: OfficialDocument): ColumnText[] {
  return [
    { text: phrasesOf(document).recipients, size: size.recipientsTitle, face: 'boldItalic', align: 'left' },
    ...recipientLines(document).map((text): ColumnText => ({
      text,
      size: size.recipients,
      face: 'regular',
      align: 'left',
    })),
  ];
}

function columnsOf(file: PdfFile, widths: { left: number; right: number }): [Column, Column] {
  const left = points(widths.left);
  return [
    { left: file.left, width: left },
    { left: file.left + left, width: file.width - left },
  ];
}

/** Texts in columns that begin at one height; what follows begins below the longest. */
function drawBeside(file: PdfFile, columns: readonly (readonly [Column, readonly ColumnText[]])[]): void {
  const top = file.y;
  let bottom = top;
  for (const [column, texts] of columns) {
    file.y = top;
    for (const text of texts) drawText(file, column, text);
    bottom = Math.max(bottom, file.y);
  }
  file.y = bottom;
}

function drawText(file: PdfFile, column: Column, one: ColumnText): void {
  const { text, size: letters, face, align = 'center', before = 0, rule = 0 } = one;
  const run = { text, bold: face.startsWith('bold'), italic: face === 'italic' || face === 'boldItalic' };
  const lines = breakLines([run], { size: letters, width: column.width, align }, file.measure);
  file.y += before;
  const element = file.element('P');
  for (const line of lines) {
    file.line(element, line, letters, column.left, file.y);
    file.y += letters * SINGLE_LINE;
  }
  element.end();
  if (rule === 0) return;
  const longest = lines.reduce((most, { width }) => Math.max(most, width), 0);
  const from = column.left + (column.width - longest * rule) / 2;
  file.y += 3;
  file.layoutOnly(() => {
    file.stroke([[from, file.y], [from + longest * rule, file.y]], RULE); // prettier-ignore
  });
  file.y += 1;
}
