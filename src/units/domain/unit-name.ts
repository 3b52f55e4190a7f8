import { accentFreeKey, ADMINISTRATIVE_NOUNS, matchKey, romanNumber, tidy } from '../../kernel/vietnamese-text.js';

/** One way to read a name somebody typed. */
export interface TypedName {
  /** The name without its kind, diacritics kept. */
  readonly bareKey: string;
  /** The same without diacritics; compares with what `searchKey` stored. */
  readonly searchKey: string;
  /** The kinds the typed prefix may mean; empty when none was typed. */
  readonly kinds: readonly string[];
}

/** A typed name and the places typed behind it, nearest first; for each place the ways to read it, any of which will do. */
export interface TypedReading extends TypedName {
  readonly within: readonly (readonly TypedName[])[];
}

export interface NamedUnit {
  readonly name: string;
  readonly kind: string;
}

export interface MatchCandidate extends NamedUnit {
  readonly code: string;
  readonly ancestors: readonly NamedUnit[];
}

/** From sure to doubtful. */
const GRADES = ['exact', 'prefix', 'suggestion'] as const;
export type MatchGrade = (typeof GRADES)[number];

const CITY_KINDS: readonly string[] = ['thành phố', 'thành phố trực thuộc trung ương'];
const PROVINCE_KINDS: readonly string[] = ['tỉnh', 'thành phố trực thuộc trung ương'];

/** How a kind may be written in front of a name. `numbered` letters may touch a number: "P4". */
interface KindSpelling {
  readonly noun: string;
  readonly kinds: readonly string[];
  readonly letters: readonly string[];
  readonly numbered?: true;
  /** Communes lie in it, so that it may be named behind them without a comma. */
  readonly holdsCommunes?: true;
}

/** Longer abbreviations come before those they begin with. */
const KIND_SPELLINGS: readonly KindSpelling[] = [
  { noun: 'thành phố', kinds: CITY_KINDS, letters: ['tp', 't.p'], holdsCommunes: true },
  { noun: 'thị trấn', kinds: ['thị trấn'], letters: ['tt', 't.t'] },
  { noun: 'thị xã', kinds: ['thị xã'], letters: ['tx', 't.x'], holdsCommunes: true },
  { noun: 'đặc khu', kinds: ['đặc khu'], letters: ['đk'] },
  { noun: 'xã', kinds: ['xã'], letters: ['x'] },
  { noun: 'phường', kinds: ['phường'], letters: ['p'], numbered: true },
  { noun: 'huyện', kinds: ['huyện'], letters: ['h'], holdsCommunes: true },
  { noun: 'quận', kinds: ['quận'], letters: ['q'], numbered: true, holdsCommunes: true },
  { noun: 'tỉnh', kinds: ['tỉnh'], letters: ['t'], holdsCommunes: true },
];

/** Differences of print that no two official names rest on ("Ia H' Drai" and "Ia H’Drai"), applied in this order. */
const ONE_PRINT: readonly (readonly [RegExp, string])[] = [
  [/[’‘ʼ`´]/gu, "'"],
  [/' /gu, "'"],
  [/ ?[-‐‑–—−] ?/gu, '-'],
  [/ ?[,;] ?/gu, ', '],
  [/ ?& ?/gu, ' và '],
  [/(?<!\p{L})u[ỷy] ban nh[âa]n d[âa]n(?!\p{L})/gu, 'ubnd'],
  [/(?<!\p{L})h[ộo]i [đd][ồo]ng nh[âa]n d[âa]n(?!\p{L})/gu, 'hđnd'],
];

/** Enough for "Sở Lao động - Thương binh và Xã hội, tỉnh Bà Rịa - Vũng Tàu"; each one may triple the readings. */
const MOST_OPTIONAL_BOUNDARIES = 4;

/** Characters; a spreadsheet cell that holds more holds no name. */
const LONGEST_TYPED_NAME = 300;

/**
 * The key under which a unit's official name is compared, diacritics kept: the kind taken off an administrative unit,
 * the whole name of a department; Roman ward numbers Arabic, no leading zeros.
 *
 * Example: `("Thị Trấn Tân Biên", "thị trấn")` → `"tân biên"`; `("Phường IV", "phường")` → `"4"`.
 * Source: domain rules on Vietnamese text, spellings found in the registers of 2016 and 2025.
 */
export function bareKey(name: string, kind: string): string {
  const key = inOnePrint(withArabicNumber(tidy(name), (word) => word));
  const noun = ADMINISTRATIVE_NOUNS.get(kind);
  return withoutLeadingZeros(noun !== undefined && key.startsWith(`${noun} `) ? key.slice(noun.length + 1) : key);
}

/**
 * The accent-free form of `bareKey`, stored and indexed: it finds candidates, which `gradeMatch` then judges.
 *
 * Example: `("Xã Tân Bình", "xã")` → `"tan binh"`; `("Sở Tư pháp", "sở")` → `"so tu phap"`.
 */
export function searchKey(name: string, kind: string): string {
  return accentFreeKey(bareKey(name, kind));
}

/**
 * Every way to read what somebody typed for a unit, the one with most places first; none for blank or overlong text.
 * There may be several, because a comma or hyphen either belongs to the name ("Sở Văn hóa, Thể thao và Du lịch", "Bà Rịa - Vũng
 * Tàu") or begins a place, "Xa Dung" is a name or "xã Dung", and "V" a beginning or ward five. Candidates have a stored
 * key that begins with the `searchKey` of any reading; abbreviations of departments are found by their codes alone.
 *
 * Example: `"UBND P.04 (TP. Tây Ninh)"` → `bareKey "4"`, `kinds ["phường"]`, within "tây ninh" of kind "thành phố".
 */
export function parseTypedName(text: string): TypedReading[] {
  const key = inOnePrint(text);
  const segmented = key.length > LONGEST_TYPED_NAME ? [] : segmentations(key, findBoundaries(key));
  return segmented.flatMap((segments) => {
    const [name, ...places] = segments.map(withoutOuterMarks).filter((segment) => segment !== '');
    const within = places.map(readName);
    return name === undefined ? [] : readName(name).map((reading) => ({ ...reading, within }));
  });
}

/**
 * How well what was typed names this unit, taking the best of its readings; null when it does not. Several units may
 * grade 'exact' (Tây Ninh had two communes Tân Bình in 2016); choosing is the caller's.
 *
 * - exact: the same name with its diacritics, no other kind typed, each place typed behind it an ancestor; or the
 *   abbreviation in a department's code ("STTTT" for 72.STTTT).
 * - prefix: the same as far as it is typed.
 * - suggestion: equal or begun only without diacritics; the whole name with another kind; half an abbreviation
 *   ("Sở TT&TT").
 *
 * Example: "Sơn Hạ" is a suggestion for Xã Sơn Hà, "Phan" exact for Xã Phan, "phường Tân B" null for Xã Tân Bình.
 * Source: accent-free keys collide within one parent (Sơn Hà, Sơn Hạ), so they suggest and never match.
 */
export function gradeMatch(typed: readonly TypedReading[], candidate: MatchCandidate): MatchGrade | null {
  return best(
    typed.map((reading) => {
      const name = best([gradeName(reading, candidate), gradeAbbreviation(reading, candidate)]);
      return name && worst(name, gradePlaces(reading.within, candidate.ancestors));
    }),
  );
}

function gradeName(typed: TypedName, unit: NamedUnit): MatchGrade | null {
  const official = bareKey(unit.name, unit.kind);
  const officialPlain = accentFreeKey(official);
  if (typed.kinds.length > 0 && !typed.kinds.includes(unit.kind)) {
    // Only a whole name outweighs the wrong kind: "phường t" must not list every commune that begins with T.
    return ADMINISTRATIVE_NOUNS.has(unit.kind) && typed.searchKey === officialPlain ? 'suggestion' : null;
  }
  if (official.startsWith(typed.bareKey)) {
    return typed.bareKey === official ? 'exact' : 'prefix';
  }
  return officialPlain.startsWith(typed.searchKey) ? 'suggestion' : null;
}

function gradeAbbreviation(typed: TypedName, unit: MatchCandidate): MatchGrade | null {
  const dot = unit.code.lastIndexOf('.');
  if (dot < 0 || typed.kinds.length > 0 || ADMINISTRATIVE_NOUNS.has(unit.kind)) {
    return null;
  }
  const abbreviation = accentFreeKey(unit.code.slice(dot + 1));
  const words = typed.searchKey.split(/[^a-z0-9]+/u).filter((word) => word !== '' && word !== 'va');
  const likeness = isSpeltBy(words, abbreviation, false) ? 'suggestion' : null;
  return words.join('') === abbreviation ? 'exact' : likeness;
}

/** Whether initials of some words and all letters of others, at least one of them an abbreviation, spell `letters`. */
function isSpeltBy(words: readonly string[], letters: string, abbreviated: boolean): boolean {
  const [word, ...rest] = words;
  if (word === undefined || letters === '') {
    // The code leaves out what every department of the province shares: VPUBND for "Văn phòng UBND tỉnh".
    return letters === '' && abbreviated && (word === undefined || words.join(' ') === 'tinh');
  }
  return (
    (letters.startsWith(word) && isSpeltBy(rest, letters.slice(word.length), abbreviated || word.length > 1)) ||
    (letters.startsWith(word.charAt(0)) && isSpeltBy(rest, letters.slice(1), abbreviated))
  );
}

/** Each place needs an ancestor of its own: "Tân Bình, Tây Ninh, Tây Ninh" lies in the city, not only in the province. */
function gradePlaces(places: readonly (readonly TypedName[])[], ancestors: readonly NamedUnit[]): MatchGrade | null {
  const [place, ...rest] = places;
  if (place === undefined) {
    return 'exact';
  }
  return best(
    ancestors.map((ancestor) => {
      // A district's kind may have changed since; a province never stands for the city of its name.
      const fitting = PROVINCE_KINDS.includes(ancestor.kind)
        ? place.filter(({ kinds }) => kinds.length === 0 || kinds.includes(ancestor.kind))
        : place;
      const grade = best(fitting.map((reading) => gradeName(reading, ancestor)));
      const others = ancestors.filter((other) => other !== ancestor);
      return grade && worst(grade, gradePlaces(rest, others));
    }),
  );
}

function best(grades: readonly (MatchGrade | null)[]): MatchGrade | null {
  return GRADES.find((grade) => grades.includes(grade)) ?? null;
}

function worst(a: MatchGrade, b: MatchGrade | null): MatchGrade | null {
  return b && (GRADES.indexOf(a) < GRADES.indexOf(b) ? b : a);
}

function inOnePrint(text: string): string {
  return tidy(ONE_PRINT.reduce((key, [pattern, replacement]) => key.replace(pattern, replacement), matchKey(text)));
}

function withoutLeadingZeros(key: string): string {
  return key.replace(/(?<=^| )0+(?=\d+(?: |$))/gu, '');
}

function withoutOuterMarks(segment: string): string {
  return segment.replace(/^[ ,.-]+|[ ,.-]+$/gu, '');
}

/** The ways to read one name, the kind in front of it first; never an empty key. */
function readName(segment: string): TypedName[] {
  const name = segment.startsWith('ubnd ') ? segment.slice('ubnd '.length) : segment;
  const kind = kindInFront(name);
  const typedKind = kind === null ? [] : [{ key: kind.rest, kinds: kind.spelling.kinds }];
  return [...typedKind, { key: name, kinds: [] }].flatMap(({ key, kinds }) => {
    // Typed "iv" may be a number in any case; "v" may also be how a name begins, so the letters stay beside it.
    const keys = new Set([withArabicNumber(key, (word) => word.toUpperCase()), key].map(withoutLeadingZeros));
    return [...keys].map((bare) => ({ bareKey: bare, searchKey: accentFreeKey(bare), kinds }));
  });
}

/** The text with the Roman numeral it ends in turned Arabic, if its last word, so read, is one. */
function withArabicNumber(text: string, read: (word: string) => string): string {
  const start = text.lastIndexOf(' ') + 1;
  const number = romanNumber(read(text.slice(start)));
  return number === null ? text : text.slice(0, start) + String(number);
}

/** The kind a key begins with, if a name follows: "xã" alone is no prefix, and neither is the T of "tân phú". */
function kindInFront(key: string): { spelling: KindSpelling; rest: string } | null {
  for (const spelling of KIND_SPELLINGS) {
    const rest = afterNoun(key, spelling.noun) ?? afterLetters(key, spelling);
    if (rest) {
      return { spelling, rest };
    }
  }
  return null;
}

/** Each word of the noun with its diacritics or without any; "xà phìn" is not "xã phìn". */
function afterNoun(key: string, noun: string): string | null {
  const typed = key.split(' ');
  const words = noun.split(' ');
  const matches = words.every((word, index) => [word, accentFreeKey(word)].includes(typed[index] ?? ''));
  return matches ? typed.slice(words.length).join(' ') : null;
}

function afterLetters(key: string, { letters, numbered }: KindSpelling): string | null {
  const found = letters.find((letter) => key.startsWith(letter));
  const rest = key.slice(found?.length);
  const ends = found !== undefined && (/^[. ]/u.test(rest) || (numbered === true && /^\d/u.test(rest)));
  return ends ? withoutOuterMarks(rest) : null;
}

/** Where a name may end and a place begin; one of the cuts is taken, or none of them unless it is `forced`. */
interface Boundary {
  readonly cuts: readonly { end: number; start: number }[];
  readonly forced: boolean;
}

/** Behind "UBND" or a comma the kind belongs to the name that begins there. */
const AT_NAME_START = /(?:^|[,(-] ?)(?:ubnd)?$/u;

function findBoundaries(key: string): Boundary[] {
  const boundaries: Boundary[] = [];
  for (const { 0: mark, index } of key.matchAll(/[(),\- ]/gu)) {
    const full = boundaries.filter((boundary) => !boundary.forced).length >= MOST_OPTIONAL_BOUNDARIES;
    if (mark !== ' ') {
      boundaries.push({ cuts: [{ end: index, start: index + 1 }], forced: full || mark === '(' || mark === ')' });
    } else if (!full) {
      boundaries.push(...boundaryAtKind(key, index));
    }
  }
  return boundaries;
}

/** "Sở Tư pháp | tỉnh Tây Ninh", but "Thanh tra tỉnh | Tây Ninh". */
function boundaryAtKind(key: string, space: number): Boundary[] {
  const kind = kindInFront(key.slice(space + 1));
  if (!kind?.spelling.holdsCommunes || AT_NAME_START.test(key.slice(0, space))) {
    return [];
  }
  const ends = [space, key.length - kind.rest.length];
  return [{ cuts: ends.map((end) => ({ end, start: end })), forced: false }];
}

function segmentations(key: string, boundaries: readonly Boundary[], from = 0): string[][] {
  const [boundary, ...rest] = boundaries;
  if (boundary === undefined) {
    return [[key.slice(from)]];
  }
  const cut = boundary.cuts.flatMap(({ end, start }) =>
    segmentations(key, rest, start).map((places) => [key.slice(from, end), ...places]),
  );
  return boundary.forced ? cut : [...cut, ...segmentations(key, rest, from)];
}
