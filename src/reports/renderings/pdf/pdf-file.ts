import PDFDocument from 'pdfkit';
import { type OfficialDocument } from '../../domain/official-document.js';
import { type Face, registerFaces } from '../fonts.js';
import { fileTitle, fingerprintLine, languageTag, phrasesOf } from '../form-phrases.js';
import { LAYOUT, points } from '../official-layout.js';
import { PdfLetters } from './pdf-letters.js';
import { type Line, type Measure } from './text-lines.js';

/** An element of the tree by which readers find their way: a paragraph, a table, a cell. */
export type Element = PDFKit.PDFStructureElement;

/** Points from the top left corner of the page. */
type Path = readonly (readonly [x: number, y: number])[];

/** `bbox` is left, top, right, bottom in points. */
interface ElementOptions {
  readonly alt?: string;
  readonly scope?: 'Column';
  readonly bbox?: readonly number[];
}

/** Height of a line of letters of a size, single spaced, as Word has it for Times New Roman. */
export const SINGLE_LINE = 1.149;

const { page, margin, pageNumberFromTop, size } = LAYOUT;

/**
 * A tagged PDF file that is written from top to bottom. `y` is where the next thing stands, in points from the top edge.
 * What belongs to the layout alone (rules, shades, page numbers) is marked so, and no reader reads it out.
 */
export class PdfFile {
  y = 0;
  readonly measure: Measure;
  private readonly file: PDFKit.PDFDocument;
  private readonly letters: PdfLetters;
  private readonly written: Buffer[] = [];
  private readonly root: Element;
  private readonly bookmarks: PDFKit.PDFOutline[] = [];
  private landscape = false;
  private number = 0;
  private ink = '';

  constructor(
    private readonly document: OfficialDocument,
    private readonly listIds: ReadonlySet<string>,
  ) {
    this.file = new PDFDocument({
      autoFirstPage: false,
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: languageTag(document),
      margin: 0,
      info: {
        Title: fileTitle(document),
        Author: document.issuingBody,
        Subject: fingerprintLine(document, document.fingerprint),
        Creator: `egov-rollout-tracker ${document.fingerprint.app}`,
        Producer: 'pdfkit',
        CreationDate: new Date(document.fingerprint.frozenAt),
        ModDate: new Date(document.fingerprint.frozenAt),
      },
    });
    registerFaces(this.file);
    this.letters = new PdfLetters(this.file);
    this.measure = (text, face, letters) => this.letters.width(text, face, letters);
    this.root = this.file.struct('Document');
    this.file.addStructure(this.root);
  }

  get left(): number {
    return points(margin.left);
  }

  get width(): number {
    return points((this.landscape ? page.height : page.width) - margin.left - margin.right);
  }

  get top(): number {
    return points(margin.top);
  }

  get bottom(): number {
    return points((this.landscape ? page.width : page.height) - margin.bottom);
  }

  /** Points between here and the end of the page. */
  get room(): number {
    return this.bottom - this.y;
  }

  /** A new page; `begins` one whose pages are numbered from 1, the first without its number. */
  turn(landscape: boolean, begins: boolean): void {
    this.landscape = landscape;
    this.number = begins ? 1 : this.number + 1;
    this.file.addPage({ size: 'A4', layout: landscape ? 'landscape' : 'portrait', margin: 0 });
    this.y = this.top;
    this.ink = '';
    this.layoutOnly(() => {
      const height = points(pageNumberFromTop);
      if (this.number > 1) {
        const text = String(this.number);
        const x = this.left + (this.width - this.measure(text, 'regular', size.pageNumber)) / 2;
        this.text(text, 'regular', size.pageNumber, x, height);
      }
      if (this.document.draft) this.draftMark(height);
    });
    this.drain();
  }

  /** Goes on to the next page unless so many points are left; true if it did. */
  ensure(height: number): boolean {
    if (height <= this.room + 0.01 || this.y <= this.top + 0.01) return false;
    this.turn(this.landscape, false);
    return true;
  }

  /** A new element below `parent`, or below the document. It must be ended. */
  element(type: string, parent: Element = this.root, options: ElementOptions = {}): Element {
    const element = this.file.struct(type, options);
    parent.add(element);
    return element;
  }

  /** What `paint` paints is the content of the element. */
  content(element: Element, paint: () => void): void {
    element.add(paint);
  }

  /** What `paint` paints is not read out. */
  layoutOnly(paint: () => void): void {
    this.file.markContent('Artifact', { type: 'Layout' });
    paint();
    this.file.endMarkedContent();
  }

  /** A line of text at the height `y`; figures that open are links. */
  line(element: Element, { pieces }: Line, letters: number, x: number, y: number, color?: string): void {
    let plain: typeof pieces = [];
    const flush = () => {
      const ready = plain;
      plain = [];
      if (ready.length === 0) return;
      this.content(element, () => {
        for (const piece of ready) this.text(piece.text, piece.face, letters, x + piece.x, y, color);
      });
    };
    for (const piece of pieces) {
      if (piece.opens === undefined || !this.listIds.has(piece.opens)) {
        plain = [...plain, piece];
        continue;
      }
      flush();
      const link = this.element('Link', element);
      this.content(link, () => {
        this.text(piece.text, piece.face, letters, x + piece.x, y, color);
      });
      const options = { structParent: link, Contents: new String(piece.text) };
      this.file.goTo(x + piece.x, y, piece.width, letters * SINGLE_LINE, piece.opens, options as object);
      link.end();
    }
    flush();
  }

  text(text: string, face: Face, letters: number, x: number, y: number, color = '000000'): void {
    this.inkWith(color);
    this.letters.show(text, face, letters, x, y);
  }

  /** A line, dashed by lengths of ink and gap. */
  stroke(path: Path, { width, color, dash = [] }: { width: number; color: string; dash?: readonly number[] }): void {
    if (dash.length > 0) this.file.dash(dash[0] ?? 0, { space: dash[1] ?? 0 });
    this.strokes([path], { width, color });
    if (dash.length > 0) this.file.undash();
  }

  /** Several lines at once. */
  strokes(paths: readonly Path[], { width, color }: { width: number; color: string }): void {
    this.file.lineWidth(width).strokeColor(`#${color}`);
    for (const path of paths) {
      path.forEach(([x, y], index) => (index === 0 ? this.file.moveTo(x, y) : this.file.lineTo(x, y)));
    }
    this.file.stroke();
  }

  fill(path: Path, color: string): void {
    this.inkWith(color);
    this.file.polygon(...path.map(([x, y]) => [x, y])).fill();
  }

  circle(x: number, y: number, radius: number, color: string): void {
    this.inkWith(color);
    this.file.circle(x, y, radius).fill();
  }

  /** An entry of the file's table of contents, for this place; level 0 is the outermost. */
  bookmark(title: string, level: number): void {
    const parent =
      level === 0 ? this.file.outline : (this.bookmarks.slice(0, level).findLast(Boolean) ?? this.file.outline);
    const place = { top: this.y, left: this.file.page.width, expanded: level === 0 };
    this.bookmarks.length = level;
    this.bookmarks[level] = parent.addItem(title, place);
  }

  /** The name by which links find this place. */
  destination(id: string, x = 0): void {
    this.file.addNamedDestination(id, 'XYZ', x, this.y - 4, 0);
  }

  async end(): Promise<Buffer> {
    this.root.end();
    const ended = new Promise((resolve, reject) => {
      this.file.once('end', resolve);
      this.file.once('error', reject);
    });
    this.file.on('readable', () => {
      this.drain();
    });
    this.file.end();
    await ended;
    return Buffer.concat(this.written);
  }

  /** Takes out what is written so far, or all of a long file would wait in the stream in small pieces. */
  private drain(): void {
    for (let piece = this.read(); piece !== null; piece = this.read()) this.written.push(piece);
  }

  private read(): Buffer | null {
    return (this.file as unknown as { read(): Buffer | null }).read();
  }

  /** Sets the colour only where it changes: 200,000 cells are black. */
  private inkWith(color: string): void {
    if (this.ink === color) return;
    this.file.fillColor(`#${color}`);
    this.ink = color;
  }

  private draftMark(y: number): void {
    const { draft } = phrasesOf(this.document);
    const width = this.measure(draft, 'bold', size.number);
    const height = size.number * SINGLE_LINE;
    const [x0, x1, y0, y1] = [this.left, this.left + width + 12, y - 4, y + height + 2];
    this.stroke([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]], { width: 1, color: '000000' }); // prettier-ignore
    this.text(draft, 'bold', size.number, x0 + 6, y - 1);
  }
}
