import { type Archive } from './archive.js';
import { type LegacyReader } from './legacy-reader.js';
import { legacyFontOf, type LegacyFont } from './legacy-vietnamese.js';
import { LIMITS } from './limits.js';
import { readMarkup } from './markup.js';
import { cellTooLong, unpacksToTooMuch } from './spreadsheet.errors.js';
import { unescapeText } from './text-escapes.js';

/** A text of cells; `decoded`: it was in fonts of before Unicode, and is read already. */
export type SharedText = string | { readonly decoded: string };

/**
 * The texts that cells name by number, and lets the reader of legacy texts learn from them. Runs of rich text are put
 * together; the pronunciation that East Asian Excel keeps beside them is left out. Source: ECMA-376 part 1, 18.4.
 */
export async function readSharedStrings(
  archive: Archive,
  path: string | null,
  legacy: LegacyReader,
): Promise<readonly SharedText[]> {
  if (path === null) return [];
  const texts: SharedText[] = [];
  const collector = textCollector(legacy, 'si', () => cellTooLong({ sheet: '', row: null }, LIMITS.charactersOfACell));
  let characters = 0;
  await readMarkup(path, archive.text(path), {
    ...collector.handlers,
    close: (name) => {
      collector.handlers.close(name);
      if (name !== 'si') return;
      const text = collector.take();
      characters += typeof text === 'string' ? text.length : text.decoded.length;
      if (characters > LIMITS.sharedCharacters) throw unpacksToTooMuch();
      texts.push(text);
    },
  });
  legacy.learn(texts.filter((text) => typeof text === 'string'));
  return texts;
}

/** Puts the text of one item together from its `t` elements, each read in the font of its run where that is a legacy one. */
export function textCollector(legacy: LegacyReader, item: 'si' | 'is', tooLong: () => Error) {
  let text = '';
  let run = '';
  let font: LegacyFont | null = null;
  let isText = false;
  let isPhonetic = false;
  let isDecoded = false;
  return {
    handlers: {
      open: (name: string, attributes: Readonly<Record<string, string>>): void => {
        if (name === item) {
          text = '';
          isDecoded = false;
        }
        if (name === item || name === 'r') font = null;
        if (name === 'rFont') font = legacyFontOf(attributes['val'] ?? '');
        if (name === 'rPh') isPhonetic = true;
        if (name === 't' && !isPhonetic) {
          isText = true;
          run = '';
        }
      },
      text: (piece: string): void => {
        if (!isText) return;
        run += piece;
        if (text.length + run.length > LIMITS.charactersOfACell * 7) throw tooLong();
      },
      close: (name: string): void => {
        if (name === 'rPh') isPhonetic = false;
        if (name !== 't' || !isText) return;
        isText = false;
        const whole = unescapeText(run);
        text += font === null ? whole : legacy.read(whole.normalize('NFC'), font);
        isDecoded ||= font !== null;
        if (text.length > LIMITS.charactersOfACell) throw tooLong();
      },
    },
    take: (): SharedText => (isDecoded ? { decoded: text.normalize('NFC') } : text.normalize('NFC')),
  };
}
