import { unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Block, type OfficialDocument } from '../../src/reports/domain/official-document.js';

/** Every text that the document brings, in any order; signs that the form adds are not among them. */
export function textsOf(document: OfficialDocument): string[] {
  const { signature, appendices, sections } = document;
  return [
    ...[document.parentBody ?? '', document.issuingBody, document.number, document.placeAndDate],
    ...[document.title, document.excerpt, ...document.addressees, ...document.legalBases, ...document.recipients],
    ...[...signature.lines, signature.name, document.fingerprint.snapshotSha256, document.fingerprint.app],
    ...[document.introduction, document.closing].flat().flatMap(blockTexts),
    ...sections.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(blockTexts)]),
    ...appendices.flatMap(({ title, reference, blocks }) => [title, reference, ...blocks.flatMap(blockTexts)]),
  ].filter((text) => text !== '');
}

function blockTexts(block: Block): string[] {
  switch (block.type) {
    case 'heading':
      return [block.text];
    case 'paragraph':
      return [block.runs.map(({ text }) => text).join('')];
    case 'list':
      return block.items.map((runs) => runs.map(({ text }) => text).join(''));
    case 'table':
    case 'unit-list': {
      const { columns, rows } = block;
      const heads = columns.flatMap(({ title, group }) => (group === undefined ? [title] : [title, group]));
      const title = block.type === 'table' ? block.caption : block.title;
      return [title, ...heads, ...rows.flatMap(({ cells }) => cells.map(({ text }) => text))];
    }
    case 'heat-table': {
      const rows = block.rows.flatMap(({ title, cells }) => [title, ...cells.map(({ text }) => text)]);
      return [block.caption, block.rowsTitle, ...block.columns, ...rows];
    }
    case 'line-chart':
      return [block.title, ...block.series.map(({ name }) => name), ...block.marks.map(({ label }) => label)];
  }
}

/** Texts without blanks, which formats put where they break lines. */
export function solid(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, '');
}

/** What one reads in the PDF, page by page. */
export async function pdfPages(pdf: Buffer): Promise<string[]> {
  const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const file = await loading.promise;
  const pages: string[] = [];
  for (let number = 1; number <= file.numPages; number += 1) {
    const { items } = await (await file.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await loading.destroy();
  return pages;
}

/** The text of markup, and with `attributes` what stands in those. */
export function markupText(markup: string, xmlMode: boolean, attributes: readonly string[] = []): string {
  const parts: string[] = [];
  const parser = new Parser(
    {
      ontext: (text) => parts.push(text),
      onattribute: (name, value) => {
        if (attributes.includes(name)) parts.push(value);
      },
    },
    { xmlMode },
  );
  parser.end(markup);
  return parts.join('');
}

/** The parts of an Office file as text, by their names. */
export function officeParts(file: Buffer): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(unzipSync(file)).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')] as const),
  );
}
