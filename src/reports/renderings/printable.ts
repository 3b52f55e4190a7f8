import { type OfficialDocument } from '../domain/official-document.js';

const UNPRINTABLE = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** The document in NFC and without what no file may hold (control characters, halves of characters); they become blanks. */
export function printable(document: OfficialDocument): OfficialDocument {
  return cleaned(document) as OfficialDocument;
}

/** What needs no cleaning stays the same object: of a national report a copy would be a quarter of a million cells. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC').replace(UNPRINTABLE, ' ');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const clean: unknown[] = value.map(cleaned);
    return clean.every((one, index) => one === value[index]) ? value : clean;
  }
  const entries = Object.entries(value);
  const clean = entries.map(([, one]) => cleaned(one));
  if (clean.every((one, index) => one === entries[index]?.[1])) return value;
  return Object.fromEntries(entries.map(([key], index) => [key, clean[index]]));
}
