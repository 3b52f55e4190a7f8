import { type Face, FACES } from '../fonts.js';

/** What of the library's embedded fonts is used here, beyond what its types tell. */
interface EmbeddedFont {
  readonly id: string;
  /** In thousandths of the size. */
  readonly ascender: number;
  ref(): unknown;
  /** Glyphs in hexadecimal, and for each what it takes and where it stands, in thousandths of the size. */
  encode(text: string): [glyphs: string[], positions: Position[]];
  widthOfString(text: string, size: number): number;
}

interface Position {
  readonly xAdvance: number;
  readonly advanceWidth: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

interface Inner {
  readonly _font: EmbeddedFont;
  readonly page: { readonly fonts: Record<string, unknown> };
  addContent(line: string): void;
}

/** A word as the content of a page shows it; null where it has signs beside or above others, which the library places. */
type Encoded = string | null;

/**
 * Letters of a PDF file, each word measured and encoded once. The library saves the graphics' state, turns the page and
 * restores it for each word, and lays every word out again: of a national report with its 800,000 words that was half of
 * the time, and a third of the file.
 */
export class PdfLetters {
  private readonly inner: Inner;
  private readonly fonts: ReadonlyMap<Face, EmbeddedFont>;
  private readonly widths = forEachFace<number>();
  private readonly words = forEachFace<Encoded>();

  constructor(private readonly file: PDFKit.PDFDocument) {
    const inner = file as unknown as Inner;
    this.inner = inner;
    this.fonts = new Map(
      (Object.keys(FACES) as Face[]).map((face) => {
        file.font(face);
        return [face, inner._font];
      }),
    );
  }

  /** Width in points of a text in one line. */
  width(text: string, face: Face, size: number): number {
    let width = this.widths[face].get(text);
    if (width === undefined) {
      width = this.font(face).widthOfString(text, 1);
      this.widths[face].set(text, width);
    }
    return width * size;
  }

  /** A text in one line; x and y, in points from the top left corner of the page, are of the top of its letters. */
  show(text: string, face: Face, size: number, x: number, y: number): void {
    if (text === '') return;
    const word = this.encoded(text, face);
    if (word === null) {
      this.file.font(face).fontSize(size).text(text, x, y, { lineBreak: false });
      return;
    }
    const font = this.font(face);
    const { fonts } = this.inner.page;
    fonts[font.id] ??= font.ref();
    const foot = y + (font.ascender / 1000) * size;
    // Pages are turned upside down, so that y counts from the top; letters are turned back.
    this.inner.addContent(`BT 1 0 0 -1 ${short(x)} ${short(foot)} Tm /${font.id} ${size} Tf ${word} TJ ET`);
  }

  private encoded(text: string, face: Face): Encoded {
    const known = this.words[face].get(text);
    if (known !== undefined) return known;
    const word = encode(text, this.font(face));
    this.words[face].set(text, word);
    return word;
  }

  private font(face: Face): EmbeddedFont {
    const font = this.fonts.get(face);
    if (font === undefined) throw new Error(`The face ${face} is not registered`);
    return font;
  }
}

/** `[<002f0031> 15 <0044>]`: glyphs, with what some are moved nearer to the next. */
function encode(text: string, font: EmbeddedFont): Encoded {
  const [glyphs, positions] = font.encode(text);
  let shown = '[<';
  for (const [index, { xAdvance, advanceWidth, xOffset, yOffset }] of positions.entries()) {
    if (xOffset !== 0 || yOffset !== 0) return null;
    shown += glyphs[index] ?? '';
    const nearer = advanceWidth - xAdvance;
    if (nearer !== 0) shown += `> ${short(nearer)} <`;
  }
  return `${shown}>]`;
}

function short(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function forEachFace<T>(): Readonly<Record<Face, Map<string, T>>> {
  return { regular: new Map(), bold: new Map(), italic: new Map(), boldItalic: new Map() };
}
