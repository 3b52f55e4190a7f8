import { buffer } from 'node:stream/consumers';
import { type SheetCell, writeWorkbook, type WrittenSheet } from '../../../platform/spreadsheets/write-workbook.js';
import {
  type Block,
  type Cell,
  type OfficialDocument,
  type Run,
  type UnitList,
} from '../../domain/official-document.js';
import {
  addresseeLines,
  appendixLabel,
  enumerated,
  fileTitle,
  fingerprintLine,
  phrasesOf,
  recipientLines,
} from '../form-phrases.js';
import { chartGrid, heatGrid, type LaidGrid } from '../grids.js';
import { sheetNames } from './sheet-names.js';

/**
 * The document as a workbook: its words on the first sheet, then the tables of each section and appendix, and a sheet for
 * each unit list. Figures are numbers, days are days. Tables of one section with the same columns stand on one sheet, each
 * row with the table's caption.
 */
export async function renderXlsx(document: OfficialDocument): Promise<Buffer> {
  const places = [
    { name: phrasesOf(document).body, blocks: document.introduction },
    ...document.sections.map(({ title, blocks }) => ({ name: title, blocks })),
    { name: phrasesOf(document).body, blocks: document.closing },
    ...document.appendices.map(({ number, blocks }) => ({ name: appendixLabel(document, number), blocks })),
  ];
  const { table } = phrasesOf(document);
  const tables = places.flatMap(({ name, blocks }) => tablesOf(name, blocks, table));
  const sheets: OpeningSheet[] = [proseSheet(document), ...tables];
  const names = sheetNames(sheets.map(({ name }) => name));
  const targets = new Map(
    sheets.flatMap(({ opened = [] }, sheet) => opened.map(({ id, row }) => [id, { sheet, row }] as const)),
  );
  const written = sheets.map(({ columns, rows, isProse = false, opens = [] }, index): WrittenSheet => ({
    ...{ name: names[index] ?? '', columns, rows, isProse },
    links: opens.flatMap(({ id, row, column }) => {
      const to = targets.get(id);
      return to ? [{ row, column, to }] : [];
    }),
  }));
  return buffer(writeWorkbook(written));
}

/** A sheet with the cells that open to units, and with the rows that they open to. */
interface OpeningSheet extends WrittenSheet {
  readonly opens?: readonly { readonly id: string; readonly row: number; readonly column: number }[];
  readonly opened?: readonly { readonly id: string; readonly row: number }[];
}

interface Captioned {
  readonly caption: string;
  readonly grid: LaidGrid;
}

function tablesOf(place: string, blocks: readonly Block[], captionTitle: string): OpeningSheet[] {
  const alike = new Map<string, [Captioned, ...Captioned[]]>();
  const lists: OpeningSheet[] = [];
  for (const block of blocks) {
    if (block.type === 'unit-list') {
      lists.push(listSheet(block));
      continue;
    }
    const table = tableOf(block);
    if (table === null) continue;
    const key = JSON.stringify(table.grid.columns.map(({ group, title }) => [group, title]));
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [table]);
    else group.push(table);
  }
  return [...[...alike.values()].map((group) => sheetOf(place, group, captionTitle)), ...lists];
}

function tableOf(block: Block): Captioned | null {
  switch (block.type) {
    case 'table':
      return { caption: block.caption, grid: block };
    case 'heat-table':
      return { caption: block.caption, grid: heatGrid(block) };
    case 'line-chart':
      return { caption: block.title, grid: chartGrid(block) };
    default:
      return null;
  }
}

/** Tables of the same columns; a first column says which. */
function sheetOf(name: string, tables: readonly [Captioned, ...Captioned[]], captionTitle: string): OpeningSheet {
  const rows = tables.flatMap(({ grid }) => grid.rows);
  return {
    name,
    columns: [{ title: captionTitle }, ...titlesOf(tables[0].grid)],
    rows: captionedRows(tables),
    opens: opensOf(rows, 1),
  };
}

function listSheet(list: UnitList): OpeningSheet {
  const { id, parts = [] } = list;
  return {
    name: list.title,
    columns: titlesOf(list),
    rows: rowsOf(list),
    opens: opensOf(list.rows, 0),
    opened: [{ id, row: 0 }, ...parts.map((part) => ({ id: part.id, row: part.from }))],
  };
}

/** `before` columns stand in front of those of the table. */
function opensOf(rows: LaidGrid['rows'], before: number): NonNullable<OpeningSheet['opens']> {
  return rows.flatMap(({ cells }, row) =>
    cells.flatMap(({ opens: id }, column) => (id === undefined ? [] : [{ id, row, column: before + column }])),
  );
}

function titlesOf({ columns }: LaidGrid): { title: string }[] {
  return columns.map(({ group, title }) => ({ title: group === undefined ? title : `${group}: ${title}` }));
}

function* captionedRows(tables: readonly Captioned[]): Generator<SheetCell[]> {
  for (const { caption, grid } of tables) for (const cells of rowsOf(grid)) yield [caption, ...cells];
}

function* rowsOf({ rows }: LaidGrid): Generator<SheetCell[]> {
  for (const { cells } of rows) yield cells.map(sheetCell);
}

function sheetCell({ text, value }: Cell): SheetCell {
  return value ?? (text === '' ? null : text);
}

/** All words of the document in their order, a paragraph a row. */
function proseSheet(document: OfficialDocument): WrittenSheet {
  const { country, motto, draft, recipients, text } = phrasesOf(document);
  const { kind, title, excerpt } = document;
  const lines = [
    ...(document.draft ? [draft] : []),
    ...[country, motto, document.parentBody ?? '', document.issuingBody, document.number, document.placeAndDate],
    ...(kind === 'letter' ? [excerpt] : [title, excerpt]),
    ...(document.addressees.length === 0 ? [] : addresseeLines(document)),
    ...enumerated(document.legalBases),
    ...words(document.introduction),
    ...document.sections.flatMap((section) => [section.title, ...words(section.blocks)]),
    ...words(document.closing),
    recipients,
    ...recipientLines(document),
    ...document.signature.lines,
    document.signature.name,
    ...document.appendices.flatMap((appendix) => [
      appendixLabel(document, appendix.number),
      appendix.title,
      appendix.reference,
      ...words(appendix.blocks),
    ]),
    fingerprintLine(document, document.fingerprint),
  ].filter((line) => line !== '');
  return {
    name: text,
    columns: [{ title: fileTitle(document), width: 110 }],
    rows: lines.map((line) => [line]),
    isProse: true,
  };
}

function words(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'heading':
        return [block.text];
      case 'paragraph':
        return [plain(block.runs)];
      case 'list':
        return block.items.map((runs) => `- ${plain(runs)}`);
      case 'table':
        return [block.caption];
      case 'heat-table':
        return [block.caption, block.alternative];
      case 'line-chart':
        return [block.title, block.alternative];
      case 'unit-list':
        return [block.title];
    }
  });
}

function plain(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}
