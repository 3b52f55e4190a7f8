import PDFDocument from 'pdfkit';
import { registerFaces, widthOf } from '../fonts.js';

/** As Decree 30/2020 wants the words of a signature: size 10, upright, black. */
const LETTERS = 10;
const LINE = 12;

/** A page as large as some lines of text, and nothing else on it. */
export async function drawnLines(lines: readonly string[]): Promise<Buffer> {
  const width = Math.ceil(Math.max(...lines.map((line) => widthOf(line, 'regular', LETTERS)))) + 2;
  const file = new PDFDocument({ size: [width, lines.length * LINE + 2], margin: 0 });
  registerFaces(file);
  file.font('regular').fontSize(LETTERS);
  lines.forEach((line, index) => file.text(line, 1, 1 + index * LINE, { lineBreak: false }));
  const pieces: Buffer[] = [];
  file.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((resolve, reject) => file.once('end', resolve).once('error', reject));
  file.end();
  await ended;
  return Buffer.concat(pieces);
}
