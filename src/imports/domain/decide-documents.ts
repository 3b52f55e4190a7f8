import { type DocumentAttributes } from '../../documents/domain/document.js';
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

/** A row held against what is recorded, or against another row. */
type Likeness = (one: DocumentAttributes, other: DocumentAttributes) => boolean;

const isEqual: Likeness = (one, other) => FACTS.every((key) => one[key] === other[key]);
/** All that the row says is recorded so. */
const says: Likeness = (said, recorded) => FACTS.every((key) => said[key] === null || said[key] === recorded[key]);

const sharesNumber: Likeness = (one, other) =>
  one.number !== null && other.number !== null && matchKey(one.number) === matchKey(other.number);
const sharesTitle: Likeness = (one, other) => matchKey(one.title) === matchKey(other.title);
const lacksDay: Likeness = (one, other) => one.issuedOn === null || other.issuedOn === null;
const lacksNumber: Likeness = (one, other) => one.number === null || other.number === null;
/** Numbers begin anew each year (Decree 30/2020, article 15). */
const isOfOneYear: Likeness = (one, other) => one.issuedOn?.slice(0, 4) === other.issuedOn?.slice(0, 4);

const byNumberAndYear: Likeness = (one, other) =>
  sharesNumber(one, other) && !lacksDay(one, other) && isOfOneYear(one, other);
const byNumber: Likeness = (one, other) => sharesNumber(one, other) && lacksDay(one, other);
const byTitle: Likeness = (one, other) =>
  sharesTitle(one, other) && lacksNumber(one, other) && (lacksDay(one, other) || one.issuedOn === other.issuedOn);
const byTitleAndDay: Likeness = (one, other) =>
  sharesTitle(one, other) && !lacksDay(one, other) && one.issuedOn === other.issuedOn;

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
  const decisions = new Map<DocumentAttributes, DocumentDecision<R>>();
  const ofFile = new Set<DocumentAttributes>(said);
  for (const group of connected<DocumentAttributes>([...recorded, ...said], keysOf)) {
    const rows = group.filter((one) => ofFile.has(one));
    if (rows.length > 0) decideGroup(rows, group.filter((one) => !ofFile.has(one)) as R[], confirmed, decisions);
  }
  return said.map((one) => decisions.get(one) ?? { what: 'create' });
}

/** Documents that could be the same share one of these. */
function keysOf({ issuer, number, title }: DocumentAttributes): string[] {
  const by = matchKey(issuer);
  return [`${by} / ${matchKey(title)}`, ...(number === null ? [] : [`${by} # ${matchKey(number)}`])];
}

function decideGroup<R extends RecordedDocument>(
  rows: readonly SaidDocument[],
  recorded: readonly R[],
  confirmed: boolean,
  decisions: Map<DocumentAttributes, DocumentDecision<R>>,
): void {
  const believed = recorded.filter(({ isRetracted }) => !isRetracted);
  const free = new Set(believed);
  /** The recorded one of its own that a row stands for. */
  const standing = new Map<SaidDocument, R>();
  const settle = (one: SaidDocument, of: R, decision: DocumentDecision<R>): void => {
    free.delete(of);
    standing.set(one, of);
    decisions.set(one, decision);
  };
  const keepWhere = (some: readonly SaidDocument[], likeness: Likeness): void => {
    for (const one of some) {
      const found = decisions.has(one) ? undefined : [...free].find((other) => likeness(one, other));
      if (found) settle(one, found, { what: 'unchanged' });
    }
  };
  keepWhere(rows, isEqual);
  const firstOf = (one: SaidDocument): SaidDocument => rows.find((other) => isEqual(other, one)) ?? one;
  const copies = rows.filter((one) => !standing.has(one) && firstOf(one) !== one);
  const distinct = rows.filter((one) => !copies.includes(one));
  keepWhere(inOrderOfWords(distinct), says);
  for (const one of distinct)
    if (!decisions.has(one) && believed.some((other) => says(one, other))) decisions.set(one, { what: 'unchanged' });
  if (!confirmed) {
    const withdrawn = recorded.filter(({ isRetracted }) => isRetracted);
    for (const one of distinct)
      if (!decisions.has(one) && withdrawn.some((other) => says(one, other)))
        decisions.set(one, { what: 'previously-retracted' });
  }
  for (const likeness of MEANS) {
    const open = distinct.filter((one) => !decisions.has(one));
    const meant = open.map((one) => ({ one, among: [...free].filter((other) => likeness(one, other)) }));
    for (const { one, among } of meant) {
      const [of] = among;
      const isAlone = meant.filter((other) => other.among.some((each) => among.includes(each))).length === 1;
      if (of && among.length === 1 && isAlone) settle(one, of, { what: 'update', of });
      else if (among.length > 1 && sharesNumber(one, of as R)) decisions.set(one, { what: 'ambiguous', among });
    }
  }
  const speakOfOne = (one: SaidDocument, other: SaidDocument): boolean => {
    const [of, ofOther] = [standing.get(one), standing.get(other)];
    if (isSameDocument(one, other)) return true;
    return (of !== undefined && hasSameNumber(of, other)) || (ofOther !== undefined && hasSameNumber(one, ofOther));
  };
  const writes = (one: SaidDocument): boolean => {
    const { what } = decisions.get(one) ?? { what: 'create' };
    return what === 'create' || what === 'update';
  };
  for (const [index, one] of distinct.entries()) {
    const earlier = distinct.slice(0, index).find((other) => {
      const written = [one, other].filter(writes).length;
      const isBeside = written === 0 || (written === 1 && standing.has(one) && standing.has(other));
      return !isBeside && speakOfOne(one, other);
    });
    if (earlier) decisions.set(one, { what: 'contradicts', earlier });
  }
  for (const one of copies) {
    const { what } = decisions.get(firstOf(one)) ?? { what: 'create' };
    decisions.set(one, { what: what === 'previously-retracted' ? what : 'unchanged' });
  }
}

/** Who says more first, and then by what is said, whatever the order of the rows. */
function inOrderOfWords(rows: readonly SaidDocument[]): SaidDocument[] {
  const weighed = rows.map((row) => ({
    row,
    weight: FACTS.filter((key) => row[key] !== null).length,
    text: JSON.stringify(FACTS.map((key) => row[key])),
  }));
  weighed.sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : Number(a.text > b.text)));
  return weighed.map(({ row }) => row);
}
