import { type Run } from '../../domain/official-document.js';
import { type Face, faceOf } from '../fonts.js';

/** Width of a text in points. */
export type Measure = (text: string, face: Face, size: number) => number;

/** Letters of one face at a place in a line; `x` is from the beginning of the line. */
export interface Piece {
  readonly text: string;
  readonly face: Face;
  readonly x: number;
  readonly width: number;
  readonly opens?: string;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

export interface LineOptions {
  readonly size: number;
  readonly width: number;
  readonly align: 'left' | 'center' | 'right' | 'justify';
  readonly firstIndent?: number;
}

/** A run of letters without a blank; where runs meet, a word has several. */
interface Part {
  readonly text: string;
  readonly face: Face;
  readonly opens: string | undefined;
  readonly width: number;
}

interface Word {
  readonly parts: readonly Part[];
  readonly width: number;
}

/**
 * Breaks runs into lines at blanks, and a word that is wider than a line wherever it is full. Justified lines but the last
 * of a paragraph fill the width. Words keep the blank after them, so that copied text has it.
 */
export function breakLines(runs: readonly Run[], options: LineOptions, measure: Measure): Line[] {
  const { size, width, firstIndent = 0 } = options;
  const blank = measure(' ', 'regular', size);
  const lines: Line[] = [];
  let words: Word[] = [];
  let used = 0;
  const room = () => width - (lines.length === 0 ? firstIndent : 0);
  const close = (last: boolean) => {
    lines.push(placed(words, options, { blank, indent: lines.length === 0 ? firstIndent : 0, last }));
    words = [];
    used = 0;
  };
  for (const whole of wordsOf(runs, size, measure)) {
    for (const word of whole.width <= width - firstIndent
      ? [whole]
      : broken(whole, width - firstIndent, size, measure)) {
      if (words.length > 0 && used + blank + word.width > room() + 0.01) close(false);
      used += (words.length > 0 ? blank : 0) + word.width;
      words.push(word);
    }
  }
  if (words.length > 0) close(true);
  return lines;
}

function wordsOf(runs: readonly Run[], size: number, measure: Measure): Word[] {
  const words: { parts: Part[]; width: number }[] = [];
  let open = false;
  for (const { text, opens, ...letters } of runs) {
    const face = faceOf(letters);
    for (const token of text.split(/( +)/)) {
      if (token === '') continue;
      if (token.startsWith(' ')) {
        open = false;
        continue;
      }
      const width = measure(token, face, size);
      const part = { text: token, face, opens, width };
      const word = open ? words.at(-1) : undefined;
      if (word === undefined) words.push({ parts: [part], width });
      else {
        word.parts.push(part);
        word.width += width;
      }
      open = true;
    }
  }
  return words;
}

/** A word that no line holds, letter by letter. */
function broken(word: Word, room: number, size: number, measure: Measure): Word[] {
  const pieces: Word[] = [];
  for (const { text, face, opens } of word.parts) {
    let piece = '';
    let width = 0;
    for (const letter of text) {
      const step = measure(letter, face, size);
      if (piece !== '' && width + step > room) {
        pieces.push({ parts: [{ text: piece, face, opens, width }], width });
        piece = '';
        width = 0;
      }
      piece += letter;
      width += step;
    }
    pieces.push({ parts: [{ text: piece, face, opens, width }], width });
  }
  return pieces;
}

function placed(
  words: readonly Word[],
  { width, align }: LineOptions,
  { blank, indent, last }: { blank: number; indent: number; last: boolean },
): Line {
  const natural = words.reduce((sum, word) => sum + word.width, 0) + blank * (words.length - 1);
  const spare = width - indent - natural;
  const gap = align === 'justify' && !last && words.length > 1 ? blank + spare / (words.length - 1) : blank;
  let x = indent + (align === 'center' ? spare / 2 : align === 'right' ? spare : 0);
  const pieces: Piece[] = [];
  words.forEach((word, index) => {
    word.parts.forEach((part, at) => {
      const beforeBlank = at === word.parts.length - 1 && !(last && index === words.length - 1);
      const piece = { text: beforeBlank ? `${part.text} ` : part.text, face: part.face, x, width: part.width };
      pieces.push(part.opens === undefined ? piece : { ...piece, opens: part.opens });
      x += part.width;
    });
    x += gap;
  });
  return { pieces, width: natural };
}
