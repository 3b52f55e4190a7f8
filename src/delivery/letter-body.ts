import { escapeMarkup } from '../reports/renderings/markup.js';
import { type CoveringLetter } from './domain/covering-letter.js';

/** The letter as plain text; blocks are divided by empty lines. */
export function letterText({ salutation, paragraphs, overview, closing }: CoveringLetter): string {
  const story = overview.lines.length > 0 ? [[overview.title, ...overview.lines].join('\n')] : [];
  return `${[salutation, ...paragraphs, ...story, ...closing].join('\n\n')}\n`;
}

/** The letter as a page that mail programs show: no style sheet, no picture, nothing to load. */
export function letterHtml({ language, subject, salutation, paragraphs, overview, closing }: CoveringLetter): string {
  const p = (text: string): string => `<p>${escapeMarkup(text)}</p>`;
  const story = overview.lines.length > 0 ? [`<h2>${escapeMarkup(overview.title)}</h2>`, ...overview.lines.map(p)] : [];
  return [
    '<!DOCTYPE html>',
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escapeMarkup(subject)}</title></head>`,
    '<body style="font-family: \'Times New Roman\', serif; font-size: 16px; line-height: 1.5; max-width: 44em">',
    `<p><strong>${escapeMarkup(salutation)}</strong></p>`,
    ...paragraphs.map(p),
    ...story,
    ...closing.map(p),
    '</body></html>\n',
  ].join('\n');
}
