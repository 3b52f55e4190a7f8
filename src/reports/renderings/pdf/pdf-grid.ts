import { fittedColumns } from '../fitted-columns.js';
import { type LaidCell, type LaidGrid, columnWidths, type HeadCell, headRows } from '../grids.js';
import { LAYOUT } from '../official-layout.js';
import { type Element, type PdfFile, SINGLE_LINE } from './pdf-file.js';
import { breakLines, type Line } from './text-lines.js';

const { cell, headerShade, totalShade, shades } = LAYOUT;
const RULE = { width: 0.5, color: '7F7F7F' };
/** A table of so many rows at most, no higher than this part of a page, is not divided. */
const MOST_ROWS_TOGETHER = 15;
const SMALL = 0.4;

interface Laid {
  readonly lines: readonly Line[];
  readonly x: number;
  readonly width: number;
}

/** A table with letters of one size, from edge to edge of the text. */
export class PdfGrid {
  private readonly edges: readonly number[];
  private readonly lineHeight: number;
  private readonly heads: readonly { readonly cells: readonly (Laid & HeadCell)[]; readonly height: number }[];

  constructor(
    private readonly file: PdfFile,
    private readonly grid: LaidGrid,
    private readonly size: number,
  ) {
    let reached = file.left;
    const columns = fittedColumns(grid, file.width, size);
    this.edges = [reached, ...columnWidths(columns, file.width).map((width) => (reached += width))];
    this.lineHeight = size * SINGLE_LINE;
    this.heads = this.layHeads();
  }

  /** What must stay together at the beginning: all of a small table, else its head and two rows. */
  get beginning(): number {
    const { rows } = this.grid;
    const small = rows.length <= MOST_ROWS_TOGETHER ? this.heightOfRows(rows) : Infinity;
    const whole = this.headHeight + small;
    if (whole <= (this.file.bottom - this.file.top) * SMALL) return whole;
    return this.headHeight + this.heightOfRows(rows.slice(0, 2));
  }

  private heightOfRows(rows: LaidGrid['rows']): number {
    return rows.reduce((sum, { cells, total = false }) => sum + this.heightOf(this.layRow(cells, total)), 0);
  }

  private get headHeight(): number {
    return this.heads.reduce((sum, { height }) => sum + height, 0);
  }

  draw(parent?: Element): void {
    const { file } = this;
    file.ensure(Math.min(this.beginning, file.bottom - file.top));
    const table = file.element('Table', parent);
    this.drawHead(table);
    const begins = new Map(this.grid.parts?.map(({ id, from }) => [from, id]));
    for (const [index, { cells, total = false }] of this.grid.rows.entries()) {
      const laid = this.layRow(cells, total);
      const row = file.element('TR', table);
      const elements = cells.map(() => file.element('TD', row));
      // A row higher than a page goes on in the next one; all others stay whole.
      for (const slice of this.slices(laid)) {
        const height = this.heightOf(slice);
        // The last row does not stand alone on a page.
        const last = index === this.grid.rows.length - 2 ? this.heightOfRows(this.grid.rows.slice(-1)) : 0;
        if (file.ensure(Math.min(height + last, file.bottom - file.top - this.headHeight))) this.drawHead(null);
        const part = begins.get(index);
        if (part !== undefined) file.destination(part);
        begins.delete(index);
        this.drawRow(slice, cells, elements, total, height);
        file.y += height;
      }
      elements.forEach((element) => {
        element.end();
      });
      row.end();
    }
    table.end();
  }

  private layHeads() {
    return headRows(this.grid.columns).map((head) => {
      const cells = head.map((one) => ({ ...one, ...this.lay(one.title, one.at, one.columns, 'center', true, false) }));
      const single = cells.filter(({ rows }) => rows === 1);
      return { cells, height: this.heightOf(single.length > 0 ? single : cells) };
    });
  }

  private layRow(cells: readonly LaidCell[], total: boolean): Laid[] {
    return cells.map(({ text, emphasis, opens }, at) => {
      const align = this.grid.columns[at]?.align ?? 'left';
      return this.lay(text, at, 1, align, total || emphasis === 'bold', emphasis === 'italic', opens);
    });
  }

  private lay(
    text: string,
    at: number,
    columns: number,
    align: 'left' | 'center' | 'right',
    bold: boolean,
    italic: boolean,
    opens?: string,
  ): Laid {
    const x = this.edges[at] ?? 0;
    const width = (this.edges[at + columns] ?? x) - x - 2 * cell.side;
    const run = opens === undefined ? { text, bold, italic } : { text, bold, italic, opens };
    return { lines: breakLines([run], { size: this.size, width, align }, this.file.measure), x: x + cell.side, width };
  }

  private heightOf(cells: readonly Pick<Laid, 'lines'>[]): number {
    const lines = cells.reduce((most, one) => Math.max(most, one.lines.length), 1);
    return lines * this.lineHeight + 2 * cell.above;
  }

  private slices(laid: readonly Laid[]): (readonly Laid[])[] {
    const most = Math.floor((this.file.bottom - this.file.top - this.headHeight - 2 * cell.above) / this.lineHeight);
    const lines = laid.reduce((high, one) => Math.max(high, one.lines.length), 1);
    if (lines <= most) return [laid];
    return Array.from({ length: Math.ceil(lines / most) }, (_, index) =>
      laid.map((one) => ({ ...one, lines: one.lines.slice(index * most, (index + 1) * most) })),
    );
  }

  /** Without a table it is a repetition, which is not read out again. */
  private drawHead(table: Element | null): void {
    const { file } = this;
    const top = file.y;
    const bottom = top + this.headHeight;
    const [left, right] = [this.edges[0] ?? 0, this.edges.at(-1) ?? 0];
    file.layoutOnly(() => {
      file.fill([[left, top], [right, top], [right, bottom], [left, bottom]], headerShade); // prettier-ignore
      file.stroke([[left, top], [right, top]], RULE); // prettier-ignore
    });
    for (const { cells, height } of this.heads) {
      const row = table === null ? null : file.element('TR', table);
      for (const one of cells) {
        const bottomOfCell = one.rows === 2 ? bottom : file.y + height;
        const paint = () => {
          const y = file.y + (bottomOfCell - file.y - one.lines.length * this.lineHeight) / 2;
          one.lines.forEach(({ pieces }, line) => {
            for (const piece of pieces) {
              file.text(piece.text, piece.face, this.size, one.x + piece.x, y + line * this.lineHeight);
            }
          });
        };
        if (row === null) file.layoutOnly(paint);
        else {
          const element = file.element('TH', row, { scope: 'Column' });
          file.content(element, paint);
          element.end();
        }
        const [from, to] = [this.edges[one.at] ?? 0, this.edges[one.at + one.columns] ?? 0];
        file.layoutOnly(() => {
          file.stroke([[from, file.y], [from, bottomOfCell], [to, bottomOfCell], [to, file.y]], RULE); // prettier-ignore
        });
      }
      row?.end();
      file.y += height;
    }
    file.y = bottom;
  }

  private drawRow(
    laid: readonly Laid[],
    cells: readonly LaidCell[],
    elements: readonly Element[],
    total: boolean,
    height: number,
  ): void {
    const { file, edges } = this;
    const [left, right] = [edges[0] ?? 0, edges.at(-1) ?? 0];
    const [top, bottom] = [file.y, file.y + height];
    file.layoutOnly(() => {
      cells.forEach(({ shade = 0 }, at) => {
        const color = total ? totalShade : shades[shade];
        const [from, to] = [edges[at] ?? 0, edges[at + 1] ?? 0];
        if (color !== undefined && (total || shade > 0)) {
          file.fill([[from, top], [to, top], [to, bottom], [from, bottom]], color); // prettier-ignore
        }
      });
      const sides = edges.map((x) => [[x, top], [x, bottom]] as const); // prettier-ignore
      file.strokes([...sides, [[left, bottom], [right, bottom]]], RULE); // prettier-ignore
    });
    laid.forEach((one, at) => {
      const element = elements[at];
      if (element === undefined) return;
      const y = top + (height - one.lines.length * this.lineHeight) / 2;
      one.lines.forEach((line, index) => {
        file.line(element, line, this.size, one.x, y + index * this.lineHeight);
      });
    });
  }
}
