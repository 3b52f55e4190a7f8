import { decodeTcvn3, type LegacyFont, mayBeLegacy, weigh } from './legacy-vietnamese.js';
import { vniText } from './spreadsheet.errors.js';

/** Reads the texts of one file, some of which may be from before Unicode. */
export interface LegacyReader {
  /** Lets the reader see texts before the first is read, so that words which read either way are read as the others are. */
  learn(texts: Iterable<string>): void;
  /** The text in Unicode. `font` is that of its cell, if it is a legacy font. Throws a Refusal for VNI text. */
  read(text: string, font: LegacyFont | null): string;
}

const MOST_LEARNT = 20_000;
const MOST_REMEMBERED = 50_000;
/** Fewer letters could be a sign by chance: "µm" would read as "àm". */
const LEAST_LETTERS = 3;
/** One or two are slips of the keyboard. */
const LEAST_VNI_WORDS = 3;

export function legacyReader(): LegacyReader {
  const remembered = new Map<string, string>();
  let isTcvn3 = false;
  let vniWords = 0;

  const judgeVni = (words: number, others: number, sample: string | null): void => {
    if (sample === null || words <= others) return;
    vniWords += words;
    if (vniWords >= LEAST_VNI_WORDS) throw vniText(sample);
  };

  const decide = (text: string, font: LegacyFont | null): string => {
    const { unicode, tcvn3, tcvn3Letters, vni, vniSample } = weigh(text);
    if (font === 'vni' && vniSample !== null && vni >= unicode) throw vniText(vniSample);
    if (font === 'tcvn3' || font === 'tcvn3-capitals') return unicode > tcvn3 ? text : decodeTcvn3(text, font);
    judgeVni(vni, unicode + tcvn3, vniSample);
    if (isTcvn3) return unicode > tcvn3 ? text : decodeTcvn3(text);
    return tcvn3 > unicode && tcvn3 > vni && tcvn3Letters >= LEAST_LETTERS ? decodeTcvn3(text) : text;
  };

  return {
    learn: (texts) => {
      const total = { unicode: 0, tcvn3: 0, tcvn3Letters: 0, vni: 0, vniSample: null as string | null };
      let learnt = 0;
      for (const text of texts) {
        if (learnt >= MOST_LEARNT) break;
        // eslint-disable-next-line no-control-regex -- ASCII
        if (/^[\x00-\x7f]*$/.test(text)) continue;
        learnt += 1;
        const found = weigh(text);
        total.unicode += found.unicode;
        total.tcvn3 += found.tcvn3;
        total.tcvn3Letters += found.tcvn3Letters;
        total.vni += found.vni;
        total.vniSample ??= found.vniSample;
      }
      isTcvn3 = total.tcvn3 > total.unicode + total.vni && total.tcvn3Letters >= LEAST_LETTERS;
      if (total.vni >= LEAST_VNI_WORDS) judgeVni(total.vni, total.unicode + total.tcvn3, total.vniSample);
    },
    read: (text, font) => {
      if (!mayBeLegacy(text)) return text;
      const key = `${font ?? ''}|${text}`;
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const read = decide(text, font);
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(key, read);
      return read;
    },
  };
}
