import { escapeMarkup } from '../markup.js';
import { fittedColumns } from '../fitted-columns.js';
import { columnWidths, headRows, type LaidCell, type LaidGrid } from '../grids.js';
import { LAYOUT } from '../official-layout.js';

/** Letters of the cells: those of tables, or the smaller ones of unit lists. */
export type GridStyle = 'Table' | 'List';

export interface GridOptions {
  readonly style: GridStyle;
  /** Of the text, in twentieths of a point. */
  readonly width: number;
  /** What a table is about, for whoever hears it read. */
  readonly title: string;
  /** The bookmarks of unit lists by their ids. */
  readonly bookmarks: ReadonlyMap<string, string>;
}

const { cell, headerShade, totalShade, shades } = LAYOUT;
const LINE = 'w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"';
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((edge) => `<w:${edge} ${LINE}/>`).join('');
const MOST_ROWS_TOGETHER = 10;
const SIDES = { left: 'Left', center: 'Center', right: 'Right' } as const;

/**
 * A table in WordprocessingML. The head's rows repeat on each page, no row is divided between two pages.
 *
 * Written here and not through the library, which keeps some ten objects a cell: 40,000 rows took 17 s and 1.6 GB.
 */
export function gridXml(grid: LaidGrid, { style, width, title, bookmarks }: GridOptions): string {
  const { columns, rows, parts: runs = [] } = grid;
  const size = style === 'Table' ? LAYOUT.size.table : LAYOUT.size.list;
  const widths = columnWidths(fittedColumns(grid, width / 20, size), width);
  const parts = [
    '<w:tbl><w:tblPr>',
    `<w:tblW w:w="${width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${BORDERS}</w:tblBorders>`,
    `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="${cell.side * 20}" w:type="dxa"/>`,
    `<w:right w:w="${cell.side * 20}" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>`,
    `<w:tblCaption w:val="${escapeMarkup(title)}"/></w:tblPr><w:tblGrid>`,
    ...widths.map((one) => `<w:gridCol w:w="${one}"/>`),
    '</w:tblGrid>',
    headXml({ columns, rows }, widths, style),
  ];
  const openings = columns.map(({ align }, index) => ({
    width: `<w:tcW w:w="${widths[index]}" w:type="dxa"/>`,
    style: `<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="${style}${SIDES[align]}"/>`,
  }));
  const begins = new Map(runs.map(({ id, from }) => [from, bookmarks.get(id)]));
  for (const [place, { cells, total = false }] of rows.entries()) {
    parts.push('<w:tr><w:trPr><w:cantSplit/></w:trPr>');
    const kept = staysWithNext(place, rows.length) ? '<w:keepNext/>' : '';
    cells.forEach((one, index) => {
      const opening = openings[index];
      const mark = index === 0 ? begins.get(place) : undefined;
      if (opening !== undefined) parts.push(cellXml(one, opening, { total, mark, kept }, bookmarks));
    });
    parts.push('</w:tr>');
  }
  parts.push('</w:tbl>');
  return parts.join('');
}

/** A small table is not divided; of a large one the first two rows stay together, and the last two. */
function staysWithNext(place: number, count: number): boolean {
  return place < count - 1 && (count <= MOST_ROWS_TOGETHER || place === 0 || place === count - 2);
}

function headXml({ columns }: LaidGrid, widths: readonly number[], style: GridStyle): string {
  const heads = headRows(columns);
  const shade = `<w:shd w:val="clear" w:color="auto" w:fill="${headerShade}"/><w:vAlign w:val="center"/>`;
  const paragraph = (text: string) =>
    `<w:p><w:pPr><w:pStyle w:val="${style}Head"/></w:pPr>${text === '' ? '' : runXml(text, '')}</w:p>`;
  return heads
    .map((head, level) => {
      const covering = level === 0 ? [] : (heads[0] ?? []).filter(({ rows }) => rows === 2);
      const cells = [
        ...head.map((one) => ({ ...one, merge: one.rows === 2 ? '<w:vMerge w:val="restart"/>' : '' })),
        ...covering.map((one) => ({ ...one, title: '', merge: '<w:vMerge/>' })),
      ].toSorted((a, b) => a.at - b.at);
      const xml = cells.map(({ title, at, columns: span, merge }) => {
        const width = widths.slice(at, at + span).reduce((sum, one) => sum + one, 0);
        const spanned = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
        return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${spanned}${merge}${shade}</w:tcPr>${paragraph(title)}</w:tc>`;
      });
      return `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${xml.join('')}</w:tr>`;
    })
    .join('');
}

function cellXml(
  { text, emphasis, opens, shade }: LaidCell,
  opening: { readonly width: string; readonly style: string },
  { total, mark, kept }: { readonly total: boolean; readonly mark: string | undefined; readonly kept: string },
  bookmarks: ReadonlyMap<string, string>,
): string {
  const fill = total ? totalShade : shade === undefined || shade === 0 ? undefined : shades[shade];
  const shading = fill === undefined ? '' : `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>`;
  const start = `<w:tc><w:tcPr>${opening.width}${shading}${opening.style}${kept}</w:pPr>${mark === undefined ? '' : bookmarkXml(mark)}`;
  if (text === '') return `${start}</w:p></w:tc>`;
  const bold = total || emphasis === 'bold' ? '<w:b/>' : '';
  const run = runXml(text, `${bold}${emphasis === 'italic' ? '<w:i/>' : ''}`);
  const bookmark = opens === undefined ? undefined : bookmarks.get(opens);
  const linked =
    bookmark === undefined ? run : `<w:hyperlink w:anchor="${bookmark}" w:history="1">${run}</w:hyperlink>`;
  return `${start}${linked}</w:p></w:tc>`;
}

/** The numbers of bookmarks are told apart from those that the library counts from 1. */
function bookmarkXml(name: string): string {
  const id = 1_000_000 + Number(name.slice(name.lastIndexOf('_') + 1));
  return `<w:bookmarkStart w:id="${id}" w:name="${name}"/><w:bookmarkEnd w:id="${id}"/>`;
}

function runXml(text: string, properties: string): string {
  const run = properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`;
  return `<w:r>${run}<w:t xml:space="preserve">${escapeMarkup(text)}</w:t></w:r>`;
}
