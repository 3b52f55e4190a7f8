import { type DocumentAttributes } from '../../documents/domain/document.js';
import { type LocalDate } from '../../kernel/local-date.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { connected } from './connected.js';

/** What a row says of a document; null: it does not say. */
export type SaidDocument = DocumentAttributes;

/** A document that is recorded, or was and has been taken back. */
export interface RecordedDocument extends DocumentAttributes {
  readonly isRetracted: boolean;
}

/**
 * What becomes of a row:
 * - `create`: it is a new document; `update`: `of` is recorded otherwise
 * - `unchanged`: it is recorded so; `previously-retracted`: what said so was taken back
 * - `ambiguous`: it may mean several recorded ones; `contradicts`: an earlier row speaks of the same one, and not the same
 */
export type DocumentDecision<R> =
  | { readonly what: 'create' | 'unchanged' | 'previously-retracted' }
  | { readonly what: 'update'; readonly of: R }
  | { readonly what: 'ambiguous'; readonly among: readonly R[] }
  | { readonly what: 'contradicts'; readonly earlier: SaidDocument };

const FACTS = ['number', 'type', 'issuer', 'issuedOn', 'title'] as const;

/** A document with what it is compared by, worked out once. */
interface Keyed<D extends DocumentAttributes = DocumentAttributes> {
  readonly of: D;
  readonly issuer: string;
  readonly number: string | null;
  readonly title: string;
  readonly day: LocalDate | null;
  /** Numbers begin anew each year (Decree 30/2020, article 15). */
  readonly year: string | null;
}

/** A row held against what is recorded, or against another row. */
type Likeness = (one: Keyed, other: Keyed) => boolean;

const isEqual: Likeness = ({ of: one }, { of: other }) => FACTS.every((key) => one[key] === other[key]);
/** All that the row says is recorded so. */
const says: Likeness = ({ of: said }, { of: recorded }) =>
  FACTS.every((key) => said[key] === null || said[key] === recorded[key]);

const sharesNumber: Likeness = (one, other) => one.number !== null && one.number === other.number;
const lacksNumber: Likeness = (one, other) => one.number === null || other.number === null;
const lacksDay: Likeness = (one, other) => one.day === null || other.day === null;

const byNumberAndYear: Likeness = (one, other) =>
  sharesNumber(one, other) && !lacksDay(one, other) && one.year === other.year;
const byNumber: Likeness = (one, other) => sharesNumber(one, other) && lacksDay(one, other);
const byTitle: Likeness = (one, other) =>
  lacksNumber(one, other) && one.title === other.title && (lacksDay(one, other) || one.day === other.day);
const byTitleAndDay: Likeness = (one, other) =>
  one.title === other.title && !lacksDay(one, other) && one.day === other.day;

/** Which recorded one is meant where none is recorded as the row says, by the first that fits; of one issuer. */
const MEANS: readonly Likeness[] = [byNumberAndYear, byNumber, byTitle, byTitleAndDay];
const hasSameNumber: Likeness = (one, other) => byNumberAndYear(one, other) || byNumber(one, other);
const isSameDocument: Likeness = (one, other) => hasSameNumber(one, other) || byTitle(one, other);

/**
 * Decides for the documents that a file names. They have no number for good: a row means the recorded one that says the
 * same, else the one of the same issuer, number and year, else of the same issuer, title and day; where only one of the
 * two has a number or a day, the other is completed. A title alone means a document only where no other row means it
 * too. The order of the rows decides nothing; a file that was applied changes nothing when it comes again.
 *
 * `confirmed`: what was taken back is recorded anew. Decisions stand in the order of `said`.
 */
export function decideDocuments<R extends RecordedDocument>(
  said: readonly SaidDocument[],
  recorded: readonly R[],
  confirmed: boolean,
): DocumentDecision<R>[] {
  const decisions = new Map<Keyed, DocumentDecision<R>>();
  const rows = said.map((one) => keyed(one));
  const ofFile = new Set<Keyed>(rows);
  const all = [...recorded.map((one) => keyed(one)), ...rows];
  const loose = new Set(all.filter(({ number, day }) => number === null && day === null).map(titleKey));
  for (const group of connected<Keyed>(all, (one) => keysOf(one, loose))) {
    const own = group.filter((one) => ofFile.has(one));
    const others = group.filter((one) => !ofFile.has(one)) as Keyed<R>[];
    if (own.length > 0) decideGroup(own, others, confirmed, decisions);
  }
  return rows.map((one) => decisions.get(one) ?? { what: 'create' });
}

function keyed<D extends DocumentAttributes>(of: D): Keyed<D> {
  const { issuer, number, title, issuedOn: day } = of;
  return {
    ...{ of, day, year: day?.slice(0, 4) ?? null },
    ...{ issuer: matchKey(issuer), number: number === null ? null : matchKey(number), title: matchKey(title) },
  };
}

function titleKey({ issuer, title }: Keyed): string {
  return `${issuer} / ${title}`;
}

/**
 * Documents that could be the same share one of these. By its title alone only what lacks number or day can be meant, or,
 * where something lacks both (`loose`), everything of that title: so long registers fall into small groups.
 */
function keysOf(one: Keyed, loose: ReadonlySet<string>): string[] {
  const { issuer, number, day } = one;
  const title = titleKey(one);
  return [
    ...(number === null ? [] : [`${issuer} # ${number}`]),
    ...(day === null ? [] : [`${title} @ ${day}`]),
    ...(number === null || day === null || loose.has(title) ? [title] : []),
  ];
}

function decideGroup<R extends RecordedDocument>(
  rows: readonly Keyed[],
  recorded: readonly Keyed<R>[],
  confirmed: boolean,
  decisions: Map<Keyed, DocumentDecision<R>>,
): void {
  const believed = recorded.filter(({ of }) => !of.isRetracted);
  const free = new Set(believed);
  /** The recorded one of its own that a row stands for. */
  const standing = new Map<Keyed, Keyed<R>>();
  const settle = (one: Keyed, own: Keyed<R>, decision: DocumentDecision<R>): void => {
    free.delete(own);
    standing.set(one, own);
    decisions.set(one, decision);
  };
  const keepWhere = (some: readonly Keyed[], likeness: Likeness): void => {
    for (const one of some) {
      const found = decisions.has(one) ? undefined : firstOf(free, (other) => likeness(one, other));
      if (found) settle(one, found, { what: 'unchanged' });
    }
  };
  keepWhere(rows, isEqual);
  const firsts = new Map<string, Keyed>();
  for (const one of rows) if (!firsts.has(textOf(one))) firsts.set(textOf(one), one);
  const isCopy = (one: Keyed): boolean => !standing.has(one) && firsts.get(textOf(one)) !== one;
  const copies = rows.filter(isCopy);
  const distinct = rows.filter((one) => !isCopy(one));
  keepWhere(inOrderOfWords(distinct), says);
  for (const one of distinct)
    if (!decisions.has(one) && believed.some((other) => says(one, other))) decisions.set(one, { what: 'unchanged' });
  if (!confirmed) {
    const withdrawn = recorded.filter(({ of }) => of.isRetracted);
    for (const one of distinct)
      if (!decisions.has(one) && withdrawn.some((other) => says(one, other)))
        decisions.set(one, { what: 'previously-retracted' });
  }
  for (const likeness of MEANS) {
    const open = distinct.filter((one) => !decisions.has(one));
    const meant = open.map((one) => ({ one, among: [...free].filter((other) => likeness(one, other)) }));
    const claims = new Map<Keyed, number>();
    for (const each of meant.flatMap(({ among }) => among)) claims.set(each, (claims.get(each) ?? 0) + 1);
    for (const { one, among } of meant) {
      const [own] = among;
      if (!own) continue;
      if (among.length === 1 && claims.get(own) === 1) settle(one, own, { what: 'update', of: own.of });
      else if (among.length > 1 && sharesNumber(one, own))
        decisions.set(one, { what: 'ambiguous', among: among.map(({ of }) => of) });
    }
  }
  const speakOfOne = (one: Keyed, other: Keyed): boolean => {
    if (isSameDocument(one, other)) return true;
    const [own, ofOther] = [standing.get(one), standing.get(other)];
    return (own !== undefined && hasSameNumber(own, other)) || (ofOther !== undefined && hasSameNumber(one, ofOther));
  };
  const writes = (one: Keyed): boolean => {
    const { what } = decisions.get(one) ?? { what: 'create' };
    return what === 'create' || what === 'update';
  };
  for (const [index, one] of distinct.entries()) {
    const earlier = firstOf(distinct.slice(0, index), (other) => {
      if (!speakOfOne(one, other)) return false;
      const written = [one, other].filter(writes).length;
      return written === 2 || (written === 1 && !(standing.has(one) && standing.has(other)));
    });
    if (earlier) decisions.set(one, { what: 'contradicts', earlier: earlier.of });
  }
  for (const one of copies) {
    const { what } = decisions.get(firsts.get(textOf(one)) ?? one) ?? { what: 'create' };
    decisions.set(one, { what: what === 'previously-retracted' ? what : 'unchanged' });
  }
}

function firstOf<T>(some: Iterable<T>, fits: (one: T) => boolean): T | undefined {
  for (const one of some) if (fits(one)) return one;
  return undefined;
}

function textOf({ of }: Keyed): string {
  return JSON.stringify(FACTS.map((key) => of[key]));
}

/** Who says more first, and then by what is said, whatever the order of the rows. */
function inOrderOfWords(rows: readonly Keyed[]): Keyed[] {
  const weighed = rows.map((row) => ({
    row,
    weight: FACTS.filter((key) => row.of[key] !== null).length,
    text: textOf(row),
  }));
  weighed.sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : Number(a.text > b.text)));
  return weighed.map(({ row }) => row);
}
