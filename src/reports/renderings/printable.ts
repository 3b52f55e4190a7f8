import { type OfficialDocument } from '../domain/official-document.js';

const UNPRINTABLE = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** The document in NFC and without what no file may hold (control characters, halves of characters); they become blanks. */
export function printable(document: OfficialDocument): OfficialDocument {
  return cleaned(document) as OfficialDocument;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC').replace(UNPRINTABLE, ' ');
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleaned(one)]));
}
