/**
 * The common noun printed in front of an administrative unit's proper name, by kind of unit. Departments are absent:
 * "Sở" is part of an agency's name, not a noun in front of one.
 */
export const ADMINISTRATIVE_NOUNS: ReadonlyMap<string, string> = new Map([
  ['tỉnh', 'tỉnh'],
  ['thành phố trực thuộc trung ương', 'thành phố'],
  ['thành phố', 'thành phố'],
  ['thị xã', 'thị xã'],
  ['huyện', 'huyện'],
  ['quận', 'quận'],
  ['thị trấn', 'thị trấn'],
  ['phường', 'phường'],
  ['xã', 'xã'],
  ['đặc khu', 'đặc khu'],
]);

/** Roman numerals as wards carry them ("Phường IV"); the index is the number less one. */
const ROMAN_NUMERALS = (
  'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX ' +
  'XXI XXII XXIII XXIV XXV XXVI XXVII XXVIII XXIX XXX'
).split(' ');

/** Tone on the first vowel (old style) → tone on the second (new style), for the three rhymes that are written both ways. */
const NEW_TONE_STYLE: Readonly<Record<string, string>> = {
  ...{ òa: 'oà', óa: 'oá', ỏa: 'oả', õa: 'oã', ọa: 'oạ' },
  ...{ òe: 'oè', óe: 'oé', ỏe: 'oẻ', õe: 'oẽ', ọe: 'oẹ' },
  ...{ ùy: 'uỳ', úy: 'uý', ủy: 'uỷ', ũy: 'uỹ', ụy: 'uỵ' },
};

/** The rhyme must end the word ("toàn" is no open syllable), and the u of "qu" belongs to the consonant. */
const OLD_TONE_STYLE = new RegExp(`(?<!q)(?:${Object.keys(NEW_TONE_STYLE).join('|')})(?![\\p{L}\\p{M}])`, 'gu');

const COLLATOR = new Intl.Collator('vi', { numeric: true });

/**
 * Text in the one form in which it is stored: NFC, every run of white space (no-break spaces too) one space, trimmed.
 *
 * Example: `"  Xã\u00a0 Tân   Bình "` → `"Xã Tân Bình"`.
 * Source: TCVN 6909:2001 (Decree 30/2020, appendix I); 14 names of the 2016 register carry double spaces, 4 outer ones.
 */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * The key under which two spellings are the same Vietnamese text: tidy, lower case, tone marks in one place; diacritics
 * are kept, for "Sơn Hà" and "Sơn Hạ" are two communes of one parent.
 *
 * Both styles fold to the newer ("hoà"), because then a half-typed "hoà" is still a beginning of "hoàng".
 * Example: `"XÃ  HÒA HỘI"` → `"xã hoà hội"`; "toàn", "hoàng" and "quý" stay as they are.
 * Source: the register of 2016 writes 616 syllables in the old style and 105 in the new.
 */
export function matchKey(text: string): string {
  return tidy(text)
    .toLocaleLowerCase('vi')
    .normalize('NFC')
    .replace(OLD_TONE_STYLE, (rhyme) => NEW_TONE_STYLE[rhyme] ?? rhyme);
}

/**
 * The key of what somebody types without diacritics. It may suggest and must never match by itself: 21 pairs of
 * communes within one parent differ in nothing else (2016).
 *
 * Example: `"Đôn Thuận"` → `"don thuan"`.
 * Source: Unicode gives đ no decomposition, so it is folded by hand.
 */
export function accentFreeKey(text: string): string {
  return tidy(matchKey(text).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd'));
}

/**
 * Vietnamese alphabetical order, numbers by value; negative, zero or positive as `Array.prototype.sort` wants it.
 *
 * Example: "Cầu" < "Châu" < "Dân" < "Đôn", "Phường 2" < "Phường 10".
 * Source: CLDR collation for `vi`.
 */
export function compareVietnamese(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

/**
 * The number a Roman numeral from I to XXX stands for, or null. Case counts: as names are printed, "VI" is a number and
 * "Vi" a syllable.
 *
 * Example: `"IV"` → `4`.
 * Source: resolutions of the National Assembly number wards so ("Phường IV", 1682/NQ-UBTVQH15), the register in Arabic.
 */
export function romanNumber(text: string): number | null {
  const index = ROMAN_NUMERALS.indexOf(text);
  return index < 0 ? null : index + 1;
}

/**
 * A unit's name as running text prints it: the common noun in lower case before a proper name, capital before a number.
 * Names of agencies stay as they are. Units named after a person or an event keep the capital too; nothing in a name
 * tells them apart, so the caller must know those. Ho Chi Minh City is the one the decree itself prints.
 *
 * Example: `("Phường Hiệp Ninh", "phường")` → `"phường Hiệp Ninh"`; `("Phường 1", "phường")` → `"Phường 1"`.
 * Source: Decree 30/2020/NĐ-CP, appendix II, part III, item 1.
 */
export function lowerCommonNoun(fullName: string, kind: string): string {
  const name = tidy(fullName);
  const noun = ADMINISTRATIVE_NOUNS.get(kind);
  if (noun === undefined || !name.toLocaleLowerCase('vi').startsWith(`${noun} `)) {
    return name;
  }
  const properName = name.slice(noun.length + 1);
  if (/^\d/u.test(properName) || romanNumber(properName) !== null || properName === 'Hồ Chí Minh') {
    return name;
  }
  return `${noun} ${properName}`;
}
