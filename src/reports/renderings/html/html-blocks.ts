import {
  type Block,
  type Column,
  type OfficialDocument,
  type Run,
  type UnitList,
} from '../../domain/official-document.js';
import { fittedColumns } from '../fitted-columns.js';
import { chartGrid, columnWidths, headRows, heatGrid, type LaidCell, type LaidGrid } from '../grids.js';
import { escapeMarkup } from '../markup.js';
import { LAYOUT, points, textWidth } from '../official-layout.js';
import { openableIds } from '../page-parts.js';
import { chartSvg } from './html-chart.js';

const SIDES = { left: 'l', center: 'c', right: 'r' } as const;

/** Blocks as HTML; a figure that opens is a link into its unit list, which the browser then unfolds. */
export class HtmlBlocks {
  private readonly lists: ReadonlySet<string>;

  constructor(document: OfficialDocument) {
    this.lists = new Set(openableIds(document));
  }

  render(blocks: readonly Block[]): string {
    return blocks.map((block) => this.block(block)).join('\n');
  }

  private block(block: Block): string {
    switch (block.type) {
      case 'heading':
        return `<h${block.level + 1}>${escapeMarkup(block.text)}</h${block.level + 1}>`;
      case 'paragraph':
        return `<p>${this.runs(block.runs)}</p>`;
      case 'list':
        return `<ul>${block.items.map((runs) => `<li>${this.runs(runs)}</li>`).join('')}</ul>`;
      case 'table':
        return this.framed(this.table(block, block.caption), block.wide === true);
      case 'heat-table':
        return this.framed(this.table(heatGrid(block), block.caption, block.alternative), block.wide === true);
      case 'line-chart':
        return (
          `<figure id="${escapeMarkup(block.id)}"><figcaption>${escapeMarkup(block.title)}</figcaption>${chartSvg(block)}` +
          `<details><summary>${escapeMarkup(block.alternative)}</summary>${this.table(chartGrid(block), '')}</details></figure>`
        );
      case 'unit-list':
        return this.unitList(block);
    }
  }

  private unitList(list: UnitList): string {
    const summary = `${escapeMarkup(list.title)} (${list.rows.length})`;
    return (
      `<details><summary>${summary}</summary>` +
      `<div class="list scroll" id="${escapeMarkup(list.id)}" tabindex="-1">${this.table(list, '', list.title)}</div></details>`
    );
  }

  private framed(table: string, wide: boolean): string {
    return `<div class="scroll${wide ? ' wide' : ''}">${table}</div>`;
  }

  /** `about` describes a table that has no caption of its own, or says what its caption does not. */
  private table(grid: LaidGrid, caption: string, about = ''): string {
    const { columns, rows, parts: runs = [] } = grid;
    const fitted = fittedColumns(grid, points(textWidth(false)), LAYOUT.size.table);
    const parts = [
      about === '' ? '<table>' : `<table aria-label="${escapeMarkup(about)}">`,
      caption === '' ? '' : `<caption>${escapeMarkup(caption)}</caption>`,
      `<colgroup>${columnWidths(fitted, 1000)
        .map((width) => `<col width="${width / 10}%">`)
        .join('')}</colgroup>`,
      head(columns),
    ];
    const titled = columns.findIndex(({ align }) => align === 'left');
    const classes = columns.map(({ align }) => SIDES[align]);
    const begins = new Map(runs.map(({ id, from }) => [from, id]));
    const ends = new Set(runs.map(({ to }) => to));
    for (const [place, { cells, total = false }] of rows.entries()) {
      const run = begins.get(place);
      // Rows that a figure opens to by themselves are a body of their own.
      if (place === 0 || run !== undefined || ends.has(place)) {
        parts.push(place === 0 ? '' : '</tbody>', run === undefined ? '<tbody>' : `<tbody id="${escapeMarkup(run)}">`);
      }
      parts.push(total ? '<tr class="total">' : '<tr>');
      cells.forEach((cell, index) => parts.push(this.cell(cell, classes[index] ?? 'l', index === titled && !total)));
      parts.push('</tr>');
    }
    parts.push(rows.length === 0 ? '<tbody></tbody></table>' : '</tbody></table>');
    return parts.join('');
  }

  /** The first column of text heads its row: readers say the unit or the system with each figure. */
  private cell({ text, emphasis, opens, shade = 0 }: LaidCell, side: string, titles: boolean): string {
    const classes = shade > 0 ? `${side} s${shade}` : side;
    const inner = this.linked(emphasised(escapeMarkup(text), emphasis), opens);
    return titles ? `<th scope="row" class="${classes}">${inner}</th>` : `<td class="${classes}">${inner}</td>`;
  }

  private runs(runs: readonly Run[]): string {
    return runs
      .map(({ text, bold, italic, opens }) => {
        const emphasis = bold === true ? 'bold' : undefined;
        const strong = emphasised(escapeMarkup(text), emphasis);
        return this.linked(italic === true ? emphasised(strong, 'italic') : strong, opens);
      })
      .join('');
  }

  private linked(html: string, opens: string | undefined): string {
    return opens === undefined || !this.lists.has(opens) ? html : `<a href="#${escapeMarkup(opens)}">${html}</a>`;
  }
}

function emphasised(html: string, emphasis: LaidCell['emphasis']): string {
  if (emphasis === undefined) return html;
  return emphasis === 'bold' ? `<strong>${html}</strong>` : `<em>${html}</em>`;
}

function head(columns: readonly Column[]): string {
  const rows = headRows(columns).map((cells) =>
    cells
      .map(({ title, columns: span, rows: height, isGroup }) => {
        const scope = isGroup ? 'colgroup' : 'col';
        const spans = `${span > 1 ? ` colspan="${span}"` : ''}${height > 1 ? ` rowspan="${height}"` : ''}`;
        return `<th scope="${scope}"${spans}>${escapeMarkup(title)}</th>`;
      })
      .join(''),
  );
  return `<thead>${rows.map((row) => `<tr>${row}</tr>`).join('')}</thead>`;
}
