import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type DocumentAttributes, type DocumentType, type Subject } from './domain/document.js';

/** A document as it was believed at a revision. */
export interface DocumentRow extends DocumentAttributes {
  id: string;
  /** The revision at which what is said of it last changed. */
  version: number;
  revision: number;
  recordedAt: string;
  /** Who recorded it; null: nobody who signed in. */
  accountId: string | null;
}

export interface DocumentFilter {
  /** Words without diacritics, all of which it holds. */
  readonly words: readonly string[];
  readonly types: readonly DocumentType[] | null;
  readonly issuedFrom: LocalDate | null;
  readonly issuedTo: LocalDate | null;
  readonly subject: Subject | null;
  /** Only these; null: all. */
  readonly ids: readonly string[] | null;
}

const believed = (alias: string): string =>
  `${alias}.known_from <= $1 and (${alias}.known_to is null or ${alias}.known_to > $1)`;

/** `$1` is the revision it is known at. */
const SOURCE = `document d join document_version v on v.document_id = d.id and ${believed('v')}`;
const DOCUMENT = `
  select d.id, v.known_from as version, v.number, v.type, v.issuer, v.issued_on as "issuedOn", v.title,
    d.recorded_in as revision, r.account_id as "accountId",
    to_char(r.at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00' as "recordedAt"
  from ${SOURCE} join revision r on r.n = d.recorded_in`;

/** Documents that pass a filter, latest issued first. */
export async function selectDocuments(
  db: Db,
  filter: DocumentFilter,
  revision: number,
  page: { offset: number; limit: number },
): Promise<{ rows: DocumentRow[]; total: number }> {
  const where = `
    where not exists (select from unnest($2::text[]) word where position(word in v.search_key) = 0)
      and ($3::text[] is null or v.type = any($3))
      and ($4::date is null or v.issued_on >= $4) and ($5::date is null or v.issued_on <= $5)
      and ($6::text is null or exists (select from document_link l
        where l.document_id = d.id and l.subject_type = $6 and l.subject_id = $7 and ${believed('l')}))
      and ($8::uuid[] is null or d.id = any($8))`;
  const { words, types, issuedFrom, issuedTo, subject, ids } = filter;
  const parameters = [revision, words, types, issuedFrom, issuedTo, subject?.type ?? null, subject?.id ?? null, ids];
  const rows = await db.query<DocumentRow[]>(
    `${DOCUMENT} ${where} order by v.issued_on desc nulls last, d.recorded_in desc, d.id offset $9 limit $10`,
    [...parameters, page.offset, page.limit],
  );
  const [{ total }] = await db.query<[{ total: number }]>(
    `select count(*) as total from ${SOURCE} ${where}`,
    parameters,
  );
  return { rows, total };
}

/** Documents by their ids, in any order. */
export async function selectDocumentsById(db: Db, ids: readonly string[], revision: number): Promise<DocumentRow[]> {
  return db.query<DocumentRow[]>(`${DOCUMENT} where d.id::text = any($2)`, [revision, ids]);
}

/** Ids of the documents that an account recorded. */
export async function selectDocumentsOf(db: Db, accountId: string, revision: number): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `select d.id from document d join revision r on r.n = d.recorded_in where d.recorded_in <= $1 and r.account_id = $2`,
    [revision, accountId],
  );
  return rows.map(({ id }) => id);
}

export async function insertDocument(db: Db, revision: number): Promise<string> {
  const [row] = await db.query<[{ id: string }]>(`insert into document (recorded_in) values ($1) returning id`, [
    revision,
  ]);
  return row.id;
}

export async function insertVersion(
  db: Db,
  id: string,
  { number, type, issuer, issuedOn, title }: DocumentAttributes,
  searchKey: string,
  revision: number,
): Promise<void> {
  await db.query(
    `insert into document_version (document_id, number, type, issuer, issued_on, title, search_key, known_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, number, type, issuer, issuedOn, title, searchKey, revision],
  );
}

export async function closeVersion(db: Db, id: string, revision: number): Promise<void> {
  await db.query(`update document_version set known_to = $2 where document_id = $1 and known_to is null`, [
    id,
    revision,
  ]);
}
