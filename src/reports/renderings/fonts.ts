import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { projectRoot } from '../../../config/project-root.js';

/** Liberation Serif: as wide as Times New Roman letter by letter, with all of Vietnamese, free to be embedded (OFL). */
export const FACES = { regular: 'Regular', bold: 'Bold', italic: 'Italic', boldItalic: 'BoldItalic' } as const;

export type Face = keyof typeof FACES;

export function faceOf({ bold = false, italic = false }: { bold?: boolean; italic?: boolean }): Face {
  if (bold) return italic ? 'boldItalic' : 'bold';
  return italic ? 'italic' : 'regular';
}

export function registerFaces(file: PDFKit.PDFDocument): void {
  for (const [face, name] of Object.entries(FACES)) {
    file.registerFont(face, join(projectRoot, 'assets/fonts/liberation-serif', `LiberationSerif-${name}.ttf`));
  }
}

let ruler: PDFKit.PDFDocument | undefined;

/** Width in points of a text in one line. */
export function widthOf(text: string, face: Face, size: number): number {
  if (ruler === undefined) {
    // A file that is never written: it only measures.
    ruler = new PDFDocument({ autoFirstPage: false });
    registerFaces(ruler);
  }
  return ruler.font(face).fontSize(size).widthOfString(text);
}

const letterWidths = { regular: new Map<string, number>(), bold: new Map<string, number>() };

/** Width of one letter in relation to its size, without regard to its neighbours. */
export function letterWidth(letter: string, bold: boolean): number {
  const face = bold ? 'bold' : 'regular';
  const known = letterWidths[face].get(letter);
  if (known !== undefined) return known;
  const width = widthOf(letter, face, 1);
  letterWidths[face].set(letter, width);
  return width;
}
