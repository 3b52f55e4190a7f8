import iconv from 'iconv-lite';
import { decodeTcvn3, syllablesOf, weigh } from './legacy-vietnamese.js';
import { otherKind, textBroken, vniText } from './spreadsheet.errors.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'tcvn3';

const LEAST_VNI_WORDS = 3;
/** What is weighed of a text without a mark. */
const SAMPLE_BYTES = 1024 * 1024;

/**
 * The text of a file without a byte order mark, and its encoding: by the mark; by zeros (UTF-16); UTF-8 if it is; else
 * the one of Windows-1258, TCVN3 and VNI in which most words are Vietnamese. Composed to NFC only by whoever takes it
 * apart. Throws a Refusal for VNI and for what is no text.
 */
export function decodeText(bytes: Buffer): { readonly text: string; readonly encoding: Encoding } {
  const { text, encoding } = decoded(bytes);
  // eslint-disable-next-line no-control-regex -- these are what no text has
  if (/[\x00-\x08\x0e-\x1f\ufffe\uffff]/.test(text)) throw otherKind('other');
  return { text, encoding };
}

function decoded(bytes: Buffer): { text: string; encoding: Encoding } {
  const marked = markOf(bytes) ?? (isWide(bytes, 1) ? 'utf-16le' : isWide(bytes, 0) ? 'utf-16be' : null);
  if (marked !== null) {
    const text = strictly(bytes, marked);
    if (text === null) throw textBroken(marked);
    return { text, encoding: marked };
  }
  const text = strictly(bytes, 'utf-8');
  return text === null ? singleByte(bytes) : { text, encoding: 'utf-8' };
}

function markOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** A table has many ASCII characters, of which one byte of two is zero: the second (1) or the first (0). */
function isWide(bytes: Buffer, zero: 0 | 1): boolean {
  const length = Math.min(bytes.length, 1000) & ~1;
  let zeros = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index + 1 - zero] === 0) return false;
    if (bytes[index + zero] === 0) zeros += 1;
  }
  return zeros > length / 8;
}

function strictly(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function singleByte(bytes: Buffer): { text: string; encoding: Encoding } {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const signs = sample.toString('latin1');
  const windows = syllablesOf(iconv.decode(sample, 'windows1258').normalize('NFC'), 'windows-1258');
  const tcvn3 = syllablesOf(signs, 'tcvn3');
  const vni = syllablesOf(signs, 'vni');
  const { vniSample } = weigh(signs);
  if (vni >= LEAST_VNI_WORDS && vni > windows && vni > tcvn3 && vniSample !== null) throw vniText(vniSample);
  return tcvn3 > windows
    ? { text: decodeTcvn3(bytes.toString('latin1')), encoding: 'tcvn3' }
    : { text: iconv.decode(bytes, 'windows1258'), encoding: 'windows-1258' };
}
