import { type LineChart, type List, type Paragraph, type Run, type UnitList } from '../../domain/official-document.js';
import { heatGrid, type LaidGrid } from '../grids.js';
import { LAYOUT, points } from '../official-layout.js';
import { type BodyItem, introduces } from '../page-parts.js';
import { CHART_HEIGHT, drawChart } from './pdf-chart.js';
import { type Element, type PdfFile, SINGLE_LINE } from './pdf-file.js';
import { PdfGrid } from './pdf-grid.js';
import { breakLines, type Line } from './text-lines.js';

const { paragraph, firstLineIndent, size } = LAYOUT;

/** Letters of a paragraph; lengths in points. */
export interface TextStyle {
  readonly size: number;
  readonly align: 'left' | 'center' | 'right' | 'justify';
  readonly firstIndent?: number;
  /** Of the paragraph from both edges. */
  readonly indent?: { readonly left: number; readonly right: number };
  /** In relation to single lines. */
  readonly spacing?: number;
  readonly before?: number;
  readonly after?: number;
  readonly color?: string;
}

const BODY: TextStyle = {
  size: size.body,
  align: 'justify',
  firstIndent: points(firstLineIndent),
  spacing: paragraph.line,
  after: paragraph.after,
};

/** Draws blocks one below the other. */
export class PdfBlocks {
  constructor(private readonly file: PdfFile) {}

  /** `tail` is the height of what must stand on one page with the last item, in points. */
  draw(items: readonly BodyItem[], tail = 0): void {
    items.forEach((item, index) => {
      this.file.ensure(this.together(items, index, tail));
      this.item(item);
    });
  }

  /** A paragraph whose first two and last two lines are not torn apart. */
  text(runs: readonly Run[], style: TextStyle, tag = 'P', parent?: Element): void {
    const { file } = this;
    const { size: letters, before = 0, after = 0, indent = { left: 0, right: 0 } } = style;
    const lines = this.lines(runs, style);
    const height = letters * SINGLE_LINE * (style.spacing ?? 1);
    if (file.y > file.top) file.y += before;
    const element = file.element(tag, parent);
    lines.forEach((line, index) => {
      file.ensure(height * keptLines(lines.length, index));
      // What is above single spacing stands above the letters, as Word has it.
      file.line(element, line, letters, file.left + indent.left, file.y + height - letters * SINGLE_LINE, style.color);
      file.y += height;
    });
    element.end();
    file.y += after;
  }

  /** Height in points of a paragraph. */
  heightOf(runs: readonly Run[], style: TextStyle): number {
    const { size: letters, spacing = 1, before = 0, after = 0 } = style;
    return before + this.lines(runs, style).length * letters * SINGLE_LINE * spacing + after;
  }

  private lines(runs: readonly Run[], { size: letters, align, firstIndent = 0, indent }: TextStyle): Line[] {
    const width = this.file.width - (indent?.left ?? 0) - (indent?.right ?? 0);
    return breakLines(runs, { size: letters, width, align, firstIndent }, this.file.measure);
  }

  /** Height that an item needs on its page: headings stay with what they head, the last item with what follows it. */
  private together(items: readonly BodyItem[], index: number, tail: number): number {
    const item = items[index];
    if (item === undefined) return tail;
    const after = index === items.length - 1 ? tail : 0;
    const [whole, least] = this.heights(item);
    const leads = item.type === 'section-title' || item.type === 'heading' || introduces(item);
    if (leads) return whole + this.together(items, index + 1, tail);
    return after > 0 ? Math.min(whole + after, this.file.bottom - this.file.top) : least;
  }

  /** The whole height of an item as far as it stays together, and the least that begins it. */
  private heights(item: BodyItem): readonly [number, number] {
    switch (item.type) {
      case 'section-title':
      case 'heading': {
        const height = this.heightOf([heading(item)], headingStyle(item));
        return [height, height];
      }
      case 'paragraph': {
        const height = this.heightOf(item.runs, BODY);
        return [height, Math.min(height, 2 * size.body * SINGLE_LINE * paragraph.line)];
      }
      case 'list': {
        const items = item.items.map((runs) => this.heightOf(dashed(runs), BODY));
        return [items.reduce((sum, one) => sum + one, 0), items[0] ?? 0];
      }
      case 'line-chart': {
        const height = this.captionHeight(item.title) + CHART_HEIGHT;
        return [height, height];
      }
      case 'table':
      case 'heat-table':
      case 'unit-list': {
        const { caption, letters } = tableOf(item);
        const height = this.captionHeight(caption) + new PdfGrid(this.file, gridOf(item), letters).beginning;
        return [height, height];
      }
    }
  }

  private item(item: BodyItem): void {
    switch (item.type) {
      case 'section-title':
        this.file.bookmark(item.section.title, 0);
        this.text([heading(item)], headingStyle(item), 'H1');
        return;
      case 'heading':
        this.file.bookmark(item.text, item.level - 1);
        this.text([heading(item)], headingStyle(item), `H${item.level}`);
        return;
      case 'paragraph':
        this.paragraph(item);
        return;
      case 'list':
        this.list(item);
        return;
      case 'line-chart':
        this.chart(item);
        return;
      case 'table':
      case 'heat-table':
        this.caption(item.caption);
        this.grid(gridOf(item), size.table);
        return;
      case 'unit-list':
        this.unitList(item);
        return;
    }
  }

  private paragraph({ runs }: Paragraph): void {
    this.text(runs, BODY);
  }

  private list({ items }: List): void {
    const list = this.file.element('L');
    for (const runs of items) {
      const item = this.file.element('LI', list);
      this.text(dashed(runs), BODY, 'LBody', item);
      item.end();
    }
    list.end();
  }

  private chart(chart: LineChart): void {
    this.caption(chart.title);
    drawChart(this.file, chart);
  }

  private unitList(list: UnitList): void {
    this.file.bookmark(list.title, 1);
    this.file.y += this.file.y > this.file.top ? 8 : 0;
    this.file.destination(list.id);
    this.text([{ text: list.title, bold: true }], LIST_TITLE, 'H2');
    this.grid(list, size.list);
  }

  private grid(grid: LaidGrid, letters: number): void {
    new PdfGrid(this.file, grid, letters).draw();
    this.file.y += 10;
  }

  private caption(text: string): void {
    if (text !== '') this.text([{ text, bold: true }], CAPTION, 'Caption');
  }

  private captionHeight(text: string): number {
    return text === '' ? 0 : this.heightOf([{ text, bold: true }], CAPTION);
  }
}

const CAPTION: TextStyle = { size: size.table, align: 'center', before: 6, after: 4 };
const LIST_TITLE: TextStyle = { size: size.body, align: 'left', after: 6 };

type Titled = Extract<BodyItem, { type: 'section-title' | 'heading' }>;
type Tabular = Extract<BodyItem, { type: 'table' | 'heat-table' | 'unit-list' }>;

function heading(item: Titled): Run {
  if (item.type === 'section-title') return { text: item.section.title, bold: true };
  return { text: item.text, bold: true, italic: item.level === 3 };
}

function headingStyle(item: Titled): TextStyle {
  return item.type === 'section-title' ? { ...BODY, before: 6 } : BODY;
}

function dashed(runs: readonly Run[]): Run[] {
  return [{ text: '- ' }, ...runs];
}

function gridOf(item: Tabular): LaidGrid {
  return item.type === 'heat-table' ? heatGrid(item) : item;
}

function tableOf(item: Tabular): { caption: string; letters: number } {
  return item.type === 'unit-list'
    ? { caption: item.title, letters: size.list }
    : { caption: item.caption, letters: size.table };
}

/**
 * How many lines must have room before line `index` of `count` is drawn, so that neither the first nor the last line stands
 * alone on a page: `(5, 0)` → 2, `(5, 3)` → 2, `(3, 0)` → 3.
 */
function keptLines(count: number, index: number): number {
  if (index === 0) return count <= 3 ? count : 2;
  return index === count - 2 ? 2 : 1;
}
