import {
  Bookmark,
  type FileChild,
  HeadingLevel,
  InternalHyperlink,
  type IRunOptions,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import { type OfficialDocument, type Run, type UnitList } from '../../domain/official-document.js';
import { heatGrid, type LaidGrid } from '../grids.js';
import { textWidth } from '../official-layout.js';
import { type BodyItem, introduces, openableIds } from '../page-parts.js';
import { lineChart } from './docx-chart.js';
import { type GridStyle, gridXml } from './docx-grid.js';
import { twips } from './docx-styles.js';

/** Blocks as paragraphs; for each table a paragraph holds its place, and `grids` has what comes there. */
export class DocxBlocks {
  /** WordprocessingML of the tables by the style of the paragraph that holds their place. */
  readonly grids = new Map<string, string>();
  private charts = 0;
  private readonly bookmarks: ReadonlyMap<string, string>;

  constructor(document: OfficialDocument) {
    // Word takes no hyphen in the name of a bookmark.
    this.bookmarks = new Map(openableIds(document).map((id, index) => [id, `list_${index + 1}`]));
  }

  /** `kept`: the last paragraph stays on one page with what follows. */
  render(items: readonly BodyItem[], landscape: boolean, kept: boolean): FileChild[] {
    return items.flatMap((item, index) => this.item(item, landscape, kept && index === items.length - 1));
  }

  private item(item: BodyItem, landscape: boolean, keepNext: boolean): FileChild[] {
    switch (item.type) {
      case 'section-title':
        return [new Paragraph({ heading: HeadingLevel.HEADING_1, text: item.section.title })];
      case 'heading': {
        const heading = item.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3;
        return [new Paragraph({ heading, text: item.text })];
      }
      case 'paragraph':
        return [
          new Paragraph({ style: 'BodyText', children: this.runs(item.runs), keepNext: keepNext || introduces(item) }),
        ];
      case 'list':
        return item.items.map(
          (runs) => new Paragraph({ style: 'ListItem', children: [new TextRun('- '), ...this.runs(runs)] }),
        );
      case 'table':
        return this.table(item.caption, item, 'Table', landscape, item.caption);
      case 'heat-table':
        return this.table(item.caption, heatGrid(item), 'Table', landscape, item.alternative);
      case 'line-chart':
        return lineChart(item, (this.charts += 1));
      case 'unit-list':
        return [
          this.listTitle(item),
          this.grid(item, 'List', landscape, item.title),
          new Paragraph({ style: 'AfterTable' }),
        ];
    }
  }

  private table(caption: string, grid: LaidGrid, style: GridStyle, landscape: boolean, about: string): FileChild[] {
    const above = caption === '' ? [] : [new Paragraph({ style: 'Caption', text: caption })];
    // Two tables that follow each other would grow together.
    return [...above, this.grid(grid, style, landscape, about), new Paragraph({ style: 'AfterTable' })];
  }

  private grid(grid: LaidGrid, style: GridStyle, landscape: boolean, title: string): Paragraph {
    const place = `Grid${this.grids.size + 1}`;
    const width = twips(textWidth(landscape));
    this.grids.set(place, gridXml(grid, { style, width, title, bookmarks: this.bookmarks }));
    return new Paragraph({ style: place });
  }

  private listTitle({ id, title }: UnitList): Paragraph {
    const bookmark = this.bookmarks.get(id) ?? id;
    return new Paragraph({
      style: 'ListTitle',
      children: [new Bookmark({ id: bookmark, children: [new TextRun(title)] })],
    });
  }

  private runs(runs: readonly Run[]): ParagraphChild[] {
    return runs.map(({ opens, text, ...letters }) => {
      const options: IRunOptions = { text, bold: letters.bold === true, italics: letters.italic === true };
      const run = new TextRun(options);
      const anchor = opens === undefined ? undefined : this.bookmarks.get(opens);
      return anchor === undefined ? run : new InternalHyperlink({ anchor, children: [run] });
    });
  }
}
