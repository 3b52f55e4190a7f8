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

/** Widths by the units of UTF-16; below 0 is not measured yet. */
const unitWidths = { regular: new Float64Array(65_536).fill(-1), bold: new Float64Array(65_536).fill(-1) };

/** Width of a text in relation to its size, letter by letter, without regard to how letters meet. */
export function looseWidth(text: string, bold: boolean): number {
  const face = bold ? 'bold' : 'regular';
  const widths = unitWidths[face];
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    let width = widths[unit] ?? 0;
    if (width < 0) widths[unit] = width = widthOf(text.charAt(index), face, 1);
    sum += width;
  }
  return sum;
}
