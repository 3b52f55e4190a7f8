import iconv from 'iconv-lite';

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** As Windows-1258 keeps it: a letter with its roof, and the tone as a character of its own. */
export function windows1258(text: string): Buffer {
  const split = [...text.normalize('NFC')].map((letter) => {
    const parts = letter.normalize('NFD');
    return parts.replace(TONES, '').normalize('NFC') + (parts.match(TONES)?.join('') ?? '');
  });
  return iconv.encode(split.join(''), 'windows1258');
}

/** As the fonts .VnTime keep it. */
export const tcvn3 = (text: string): Buffer => iconv.encode(text.normalize('NFC'), 'tcvn');

/** TCVN3 text as it stands in a workbook: the signs that its bytes are in Latin-1. */
export const tcvn3Signs = (text: string): string => tcvn3(text).toString('latin1');
