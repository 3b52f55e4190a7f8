import iconv from 'iconv-lite';
import { isSyllable } from './vietnamese-syllables.js';

/**
 * Texts from before Unicode: Latin letters and signs that show as Vietnamese in the fonts of their time.
 * `tcvn3` (ABC, fonts .VnTime): one sign for one letter, "T©n B×nh". `tcvn3-capitals`: the fonts .VnTimeH, which show
 * the same signs as capitals. `vni` (fonts VNI-Times): a letter and a sign, "Taân Bình".
 */
export type LegacyFont = 'tcvn3' | 'tcvn3-capitals' | 'vni';

/** How many words of a text are Vietnamese in one reading and in no other. */
export interface Weights {
  readonly unicode: number;
  readonly tcvn3: number;
  readonly vni: number;
  /** Letters of the words that are TCVN3. */
  readonly tcvn3Letters: number;
  /** The first word that reads only as VNI. */
  readonly vniSample: string | null;
}

/** The legacy font of a name; null: none. Example: `.VnArialH` shows capitals, `VNI-Times` is VNI. */
export function legacyFontOf(name: string): LegacyFont | null {
  if (/^\.vn.*h$/i.test(name)) return 'tcvn3-capitals';
  if (/^\.vn/i.test(name)) return 'tcvn3';
  return /^vni[- ]/i.test(name) ? 'vni' : null;
}

/**
 * TCVN 5712's third character set, which ABC fonts have; iconv-lite's table is the first, a superset, whose capitals
 * with tones these fonts lack. Source: TCVN 5712:1993.
 */
const TCVN3: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0xff - 0xa1 }, (_, index) => 0xa1 + index).flatMap((byte): [string, string][] => {
    const letter = iconv.decode(Buffer.from([byte]), 'tcvn').normalize('NFC');
    const isLetter = /^\p{Ll}$/u.test(letter) || (byte <= 0xa7 && /^\p{Lu}$/u.test(letter));
    return isLetter ? [[String.fromCharCode(byte), letter]] : [];
  }),
);

const GRAVE = '\u0300';
const ACUTE = '\u0301';
const CIRCUMFLEX = '\u0302';
const TILDE = '\u0303';
const BREVE = '\u0306';
const HOOK = '\u0309';
const DOT = '\u0323';

/** Signs after a letter, and what they add to it. Source: the VNI Windows character set. */
const VNI_SIGNS: Readonly<Record<string, string>> = {
  ...{ ù: ACUTE, ø: GRAVE, û: HOOK, õ: TILDE, ï: DOT },
  ...{ â: CIRCUMFLEX, á: CIRCUMFLEX + ACUTE, à: CIRCUMFLEX + GRAVE },
  ...{ å: CIRCUMFLEX + HOOK, ã: CIRCUMFLEX + TILDE, ä: CIRCUMFLEX + DOT },
  ...{ ê: BREVE, é: BREVE + ACUTE, è: BREVE + GRAVE, ú: BREVE + HOOK, ü: BREVE + TILDE, ë: BREVE + DOT },
};
const VNI_LETTERS: Readonly<Record<string, string>> = {
  ...{ ñ: 'đ', ö: 'ư', ô: 'ơ', í: 'í', ì: 'ì', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' },
};
const VNI_PAIR = /([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[ñöôíìæóòî]/gi;

const WORDS = /[a-z\u00a1-\uffff]+/giu;
/** "nghiêng", of which VNI writes two letters as two signs each. */
const LONGEST_SYLLABLE = 12;
const LATIN = /[\u00a1-\u00fe]/;
const BEYOND_LATIN = /[\u0100-\u{10ffff}]/u;
/** Whether a text can be legacy text at all: it has letters from 161 to 254 and none beyond. */
export function mayBeLegacy(text: string): boolean {
  return LATIN.test(text) && !BEYOND_LATIN.test(text);
}

/** TCVN3 text in Unicode; words in capitals become so throughout, for the fonts have no capitals with tones. */
export function decodeTcvn3(text: string, font: LegacyFont = 'tcvn3'): string {
  const decoded = text.replace(/[\u00a1-\u00fe]/g, (sign) => TCVN3.get(sign) ?? sign);
  if (font === 'tcvn3-capitals') return decoded.toLocaleUpperCase('vi');
  return decoded.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const ascii = word.replace(/[^a-z]/gi, '');
    return ascii.length >= 2 && ascii === ascii.toUpperCase() ? word.toLocaleUpperCase('vi') : word;
  });
}

function decodeVni(word: string): string {
  return word
    .replace(VNI_PAIR, (whole: string, letter: string | undefined, sign: string | undefined) => {
      if (letter === undefined || sign === undefined) return cased(whole, VNI_LETTERS);
      return cased(letter, VNI_LETTERS) + (VNI_SIGNS[sign.toLowerCase()] ?? '');
    })
    .normalize('NFC');
}

function cased(letter: string, letters: Readonly<Record<string, string>>): string {
  const lower = letter.toLowerCase();
  const found = letters[lower] ?? lower;
  return letter === lower ? found : found.toUpperCase();
}

/** Weighs the words that have letters beyond ASCII. */
export function weigh(text: string): Weights {
  const weights = { unicode: 0, tcvn3: 0, vni: 0, tcvn3Letters: 0, vniSample: null as string | null };
  for (const [word] of text.matchAll(WORDS)) {
    const reading = readingOf(word);
    if (reading === null) continue;
    weights[reading] += 1;
    if (reading === 'tcvn3') weights.tcvn3Letters += word.length;
    if (reading === 'vni') weights.vniSample ??= word;
  }
  return weights;
}

type WordReading = 'unicode' | 'tcvn3' | 'vni' | null;

/** Texts repeat their words, so most are judged once. */
const judged = new Map<string, WordReading>();
const MOST_JUDGED = 20_000;

function readingOf(word: string): WordReading {
  // One sign alone is a sign: ×, ©, ½.
  if (word.length < 2 || !/[^a-z]/i.test(word)) return null;
  const known = judged.get(word);
  if (known !== undefined) return known;
  const reading = judge(word);
  if (judged.size >= MOST_JUDGED) judged.clear();
  if (word.length <= LONGEST_SYLLABLE) judged.set(word, reading);
  return reading;
}

/** The one reading in which a word is a syllable; null: there is none, or more than one. */
function judge(word: string): WordReading {
  if (word.length > LONGEST_SYLLABLE) return null;
  if (BEYOND_LATIN.test(word)) return isSyllable(word) ? 'unicode' : null;
  const readings = [
    ...(isEvenlyCased(word) && isSyllable(word) ? ['unicode' as const] : []),
    ...(isSyllable(decodeTcvn3(word)) ? ['tcvn3' as const] : []),
    ...(isSyllable(decodeVni(word)) ? ['vni' as const] : []),
  ];
  return readings.length === 1 ? (readings[0] ?? null) : null;
}

/** How many words with letters beyond ASCII are syllables once decoded. */
export function syllablesOf(text: string, encoding: 'windows-1258' | 'tcvn3' | 'vni'): number {
  const decode = encoding === 'tcvn3' ? decodeTcvn3 : encoding === 'vni' ? decodeVni : (word: string) => word;
  let count = 0;
  for (const [word] of text.matchAll(WORDS)) if (/[^a-z]/i.test(word) && isSyllable(decode(word))) count += 1;
  return count;
}

/** All small, all capital, or the first capital. */
function isEvenlyCased(word: string): boolean {
  return word === word.toLowerCase() || word === word.toUpperCase() || word.slice(1) === word.slice(1).toLowerCase();
}
