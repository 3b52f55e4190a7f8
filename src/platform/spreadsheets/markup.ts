import { Parser } from 'htmlparser2';
import { damaged, documentTypeRefused } from './spreadsheet.errors.js';

export type Attributes = Readonly<Record<string, string>>;

/** What is told of markup, in its order. Names come without their namespace's prefix, which every writer chooses anew. */
export interface MarkupHandlers {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const DEEPEST = 100;
const MOST_ATTRIBUTES = 200;
/** Of one name, value or comment. */
const LONGEST = 1024 * 1024;

/**
 * Tells the handlers of the markup of a part as it comes in. Throws a Refusal for markup that is not closed, that is deeper
 * or wider than any spreadsheet's, or that declares a document type.
 */
export async function* parseMarkup(
  part: string,
  pieces: AsyncIterable<string>,
  handlers: MarkupHandlers,
): AsyncGenerator<void> {
  let depth = 0;
  let attributes = 0;
  let silence = 0;
  let opened = false;
  const seen = { root: false };
  const parser = new Parser(
    {
      onopentag(name, found) {
        depth += 1;
        if (depth > DEEPEST) throw damaged(part);
        silence = attributes = 0;
        opened = seen.root = true;
        handlers.open(localName(name), found);
      },
      onattribute() {
        attributes += 1;
        if (attributes > MOST_ATTRIBUTES) throw damaged(part);
      },
      ontext(text) {
        silence = 0;
        if (depth === 0) return;
        opened = false;
        handlers.text?.(text);
      },
      onclosetag(name, isImplied) {
        // An element that closes itself counts as implied too.
        if (isImplied && !opened) throw damaged(part);
        depth -= 1;
        silence = 0;
        opened = false;
        handlers.close?.(localName(name));
      },
      onprocessinginstruction(name) {
        if (name.startsWith('!')) throw documentTypeRefused(part);
      },
    },
    { xmlMode: true },
  );
  for await (const piece of pieces) {
    silence += piece.length;
    parser.write(piece);
    if (silence > LONGEST) throw damaged(part);
    yield;
  }
  parser.end();
  if (!seen.root) throw damaged(part);
}

/** The same where nobody waits for what comes piece by piece. */
export async function readMarkup(part: string, pieces: AsyncIterable<string>, handlers: MarkupHandlers): Promise<void> {
  const telling = parseMarkup(part, pieces, handlers);
  while ((await telling.next()).done !== true);
}

/** An attribute by its name without the namespace's prefix, such as the `id` of `r:id`. */
export function attributeOf(attributes: Attributes, name: string): string | undefined {
  const found = Object.keys(attributes).find((key) => key.endsWith(`:${name}`));
  return found === undefined ? undefined : attributes[found];
}

/** `1` and `true` are true (xsd:boolean). */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
