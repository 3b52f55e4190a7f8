import { createHash } from 'node:crypto';
import { isLocalDate, type LocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Refusal } from '../../kernel/refusal.js';
import { type ReadPoints, type TimeQuestion } from '../database/read-points.js';
import { cursorMalformed } from './request.errors.js';

const DEFAULT_LIMIT = 100;

/** A page of a list and the point it is read at: later pages of one walk keep the first one's. */
export interface Page {
  readonly at: ReadPoint;
  readonly offset: number;
  readonly limit: number;
  readonly filters: string;
}

interface Cursor {
  revision: number;
  asOf: LocalDate;
  filters: string;
  offset: number;
}

/** Decides the page that a question means; refuses a cursor of another list or with other filters. */
export async function resolvePage(
  readPoints: ReadPoints,
  question: TimeQuestion & { limit?: number; cursor?: string },
): Promise<Page> {
  const { cursor, limit = DEFAULT_LIMIT, ...rest } = question;
  const filters = createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 16);
  if (cursor === undefined) return { at: await readPoints.resolve(question), offset: 0, limit, filters };
  const pinned = decode(cursor);
  if (pinned?.filters !== filters) throw new Refusal([cursorMalformed()]);
  const at = await readPoints.resolve({ asOf: pinned.asOf, revision: pinned.revision });
  return { at, offset: pinned.offset, limit, filters };
}

export interface ListAnswer<T> {
  asOf: LocalDate;
  knownAt: string;
  revision: number;
  items: T[];
  nextCursor: string | null;
  total: number;
}

/** Cuts a page out of the whole list. */
export function cutPage<T>(page: Page, all: readonly T[]): ListAnswer<T> {
  return pageOf(page, all.slice(page.offset, page.offset + page.limit), all.length);
}

/** Wraps items that the database cut already. */
export function pageOf<T>(page: Page, items: T[], total: number): ListAnswer<T> {
  const { asOf, knownAt, revision } = page.at;
  const next = page.offset + page.limit;
  const nextCursor = next < total ? encode({ revision, asOf, filters: page.filters, offset: next }) : null;
  return { asOf, knownAt, revision, items, nextCursor, total };
}

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.revision, cursor.asOf, cursor.filters, cursor.offset])).toString(
    'base64url',
  );
}

function decode(text: string): Cursor | null {
  try {
    const [revision, asOf, filters, offset] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (!isIndex(revision) || !isLocalDate(asOf) || typeof filters !== 'string' || !isIndex(offset)) return null;
    return { revision, asOf, filters, offset };
  } catch {
    return null;
  }
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
