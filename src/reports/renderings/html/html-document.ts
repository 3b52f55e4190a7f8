import { type Block, type OfficialDocument } from '../../domain/official-document.js';
import {
  addresseeLines,
  appendixLabel,
  enumerated,
  fileTitle,
  fingerprintLine,
  languageTag,
  phrasesOf,
  recipientLines,
} from '../form-phrases.js';
import { escapeMarkup } from '../markup.js';
import { HtmlBlocks } from './html-blocks.js';
import { HTML_STYLE } from './html-style.js';

/**
 * The document as one HTML page that needs nothing beside itself: no script, no picture, no style from elsewhere. It is
 * printed in the official layout, and each figure leads to the units behind it.
 */
export function renderHtml(document: OfficialDocument): Buffer {
  const blocks = new HtmlBlocks(document);
  const { draft } = phrasesOf(document);
  const page = [
    `<!doctype html>\n<html lang="${languageTag(document)}">\n<head>\n<meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(fileTitle(document))}</title>\n<style>${HTML_STYLE}</style>\n</head>\n<body>`,
    contents(document),
    `<div class="sheet ${document.kind}${document.draft ? ` draft-${document.language}` : ''}">`,
    document.draft ? `<p class="draft">${draft}</p>` : '',
    head(document),
    '<main>',
    title(document),
    addressees(document),
    ...enumerated(document.legalBases).map((text) => `<p class="basis">${escapeMarkup(text)}</p>`),
    blocks.render(document.introduction),
    ...document.sections.map(
      ({ id, title: name, blocks: own }) =>
        `<section id="${escapeMarkup(id)}"${beginsWide(own) ? ' class="wide"' : ''}><h2>${escapeMarkup(name)}</h2>\n${blocks.render(own)}</section>`,
    ),
    blocks.render(document.closing),
    foot(document),
    ...document.appendices.map(
      (appendix) =>
        `<section class="appendix${appendix.landscape ? ' wide' : ''}" id="${escapeMarkup(appendix.id)}"><header>` +
        `<h2>${escapeMarkup(appendixLabel(document, appendix.number))}</h2>` +
        `<p class="title">${escapeMarkup(appendix.title)}</p>` +
        `<p class="reference">${escapeMarkup(appendix.reference)}</p></header>\n${blocks.render(appendix.blocks)}</section>`,
    ),
    '</main>\n</div>\n</body>\n</html>\n',
  ];
  return Buffer.from(page.filter((part) => part !== '').join('\n'));
}

/** Its title must not stay behind on an upright page. */
function beginsWide(blocks: readonly Block[]): boolean {
  const first = blocks.find(({ type }) => type !== 'heading');
  return first !== undefined && 'wide' in first && first.wide === true;
}

function contents(document: OfficialDocument): string {
  const { sections, appendices } = document;
  if (sections.length + appendices.length === 0) return '';
  const entries = [
    ...sections.map(({ id, title: name }) => [id, name] as const),
    ...appendices.map(({ id, number, title: name }) => [id, `${appendixLabel(document, number)}. ${name}`] as const),
  ];
  const items = entries.map(([id, name]) => `<li><a href="#${escapeMarkup(id)}">${escapeMarkup(name)}</a></li>`);
  const label = phrasesOf(document).body;
  return `<nav class="contents" aria-label="${label}"><ul>${items.join('')}</ul></nav>`;
}

function head(document: OfficialDocument): string {
  const { country, motto } = phrasesOf(document);
  const { parentBody, issuingBody, number, placeAndDate, kind, excerpt } = document;
  const parent = parentBody === null ? '' : `<p class="parent">${escapeMarkup(parentBody)}</p>`;
  const about = kind === 'letter' ? `<h1>${escapeMarkup(excerpt)}</h1>` : '';
  return [
    `<header class="head"><div>${parent}<p class="body">${escapeMarkup(issuingBody)}</p>`,
    `<p class="number">${escapeMarkup(number)}</p>${about}</div>`,
    `<div><p class="country">${country}</p><p class="motto">${motto}</p>`,
    `<p class="date">${escapeMarkup(placeAndDate)}</p></div></header>`,
  ].join('\n');
}

function title({ kind, title: name, excerpt }: OfficialDocument): string {
  return kind === 'letter' ? '' : `<h1>${escapeMarkup(name)}<br>${escapeMarkup(excerpt)}</h1>`;
}

function addressees(document: OfficialDocument): string {
  if (document.addressees.length === 0) return '';
  const lines = addresseeLines(document).map((line) => `<p>${escapeMarkup(line)}</p>`);
  return `<div class="to">${lines.join('')}</div>`;
}

function foot(document: OfficialDocument): string {
  const { lines, name } = document.signature;
  return [
    '<div class="foot">',
    `<div class="recipients"><p class="label">${phrasesOf(document).recipients}</p>`,
    ...recipientLines(document).map((line) => `<p>${escapeMarkup(line)}</p>`),
    '</div>\n<div class="signature">',
    ...lines.map((line) => `<p>${escapeMarkup(line)}</p>`),
    `<p class="name">${escapeMarkup(name)}</p></div>\n</div>`,
    `<p class="print">${escapeMarkup(fingerprintLine(document, document.fingerprint))}</p>`,
  ].join('\n');
}
