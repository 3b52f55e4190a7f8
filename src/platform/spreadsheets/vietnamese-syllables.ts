const ONSET = '(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?';
const OPEN =
  'ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iêu|oa|oe|oi|ôi|ơi|oai|oao|oay|oeo|ua|uê|ui|uơ|uy|ưa|ưi|ưu|uai|uây|uôi|uya|uyu|uơi|ươi|ươu|yêu|ya';
const CLOSED = '(?:oo|oă|oa|oe|uâ|uô|uyê|uê|uy|ươ|iê|yê|ua|ue|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])';
const SYLLABLE = new RegExp(`^${ONSET}(?:[aâăeêioôơuưy]|${OPEN}|${CLOSED})$`);
const STOPPED = /(?:[cpt]|ch)$/;

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const RISING_OR_HEAVY = /[\u0301\u0323]/;

/**
 * Whether a word can be a Vietnamese syllable by its letters: an onset, a rhyme, at most one tone, and before c, ch, p
 * and t the rising or the heavy one. Letters of either case; the spelling of tone marks is not judged.
 *
 * Example: "Thành" and "THUỶ" are, "Thµnh", "Taân" and "hàc" are not.
 * Source: the syllable structure of the quốc ngữ script.
 */
export function isSyllable(word: string): boolean {
  const split = word.toLowerCase().normalize('NFD');
  const tones = split.match(TONES) ?? [];
  if (tones.length > 1) return false;
  const toneless = split.replace(TONES, '').normalize('NFC');
  if (!SYLLABLE.test(toneless)) return false;
  return !STOPPED.test(toneless) || (tones[0] !== undefined && RISING_OR_HEAVY.test(tones[0]));
}
