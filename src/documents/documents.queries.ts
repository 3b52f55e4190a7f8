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

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;

/** `$1` is the revision it is known at. */
const SOURCE = `document d join document_version v on v.document_id = d.id and ${believed('v')}`;
const DOCUMENT = `
  select d.id, v.known_from as version, v.number, v.type, v.issuer, v.issued_on as "issuedOn", v.title,
    d.recorded_in as revision, r.account_id as "accountId",
    ${instant('r.at')} as "recordedAt"
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

/** From the revision on nothing is said of the documents, unless it is said anew. */
export async function closeVersions(db: Db, ids: readonly string[], revision: number): Promise<void> {
  await db.query(`update document_version set known_to = $2 where document_id = any($1) and known_to is null`, [
    ids,
    revision,
  ]);
}

/** A document as it is said of it, or was last before it was taken back. */
export type DocumentStatement = DocumentRow & { readonly isRetracted: boolean };

/** All documents that there ever were, in the order of recording; of some ids, or all. */
export async function selectDocumentStatements(
  db: Db,
  revision: number,
  ids: readonly string[] | null,
): Promise<DocumentStatement[]> {
  return db.query<DocumentStatement[]>(
    `select d.id, v.known_from as version, v.number, v.type, v.issuer, v.issued_on as "issuedOn", v.title,
       v.known_to is not null and v.known_to <= $1 as "isRetracted",
       d.recorded_in as revision, r.account_id as "accountId", ${instant('r.at')} as "recordedAt"
     from document d join revision r on r.n = d.recorded_in
       join lateral (select * from document_version v where v.document_id = d.id and v.known_from <= $1
         order by v.known_from desc limit 1) v on true
     where d.recorded_in <= $1 and ($2::uuid[] is null or d.id = any($2))
     order by d.recorded_in, v.issued_on, v.number, d.id`,
    [revision, ids],
  );
}

/** What a revision said of a document, and what has come to rest on that since. */
export interface WrittenVersion extends DocumentAttributes {
  readonly documentId: string;
  /** The revision recorded the document, and did not correct one. */
  readonly isNew: boolean;
  /** It is said otherwise now. */
  readonly isCorrected: boolean;
  readonly links: number;
  readonly attachments: number;
}

export async function selectVersionsWrittenIn(db: Db, revision: number): Promise<WrittenVersion[]> {
  return db.query<WrittenVersion[]>(
    `select v.document_id as "documentId", v.number, v.type, v.issuer, v.issued_on as "issuedOn", v.title,
       d.recorded_in = $1 as "isNew",
       not exists (select from document_version b where b.document_id = d.id and b.known_to is null
         and (b.number, b.type, b.issuer, b.issued_on, b.title) is not distinct from
           (v.number, v.type, v.issuer, v.issued_on, v.title)) as "isCorrected",
       (select count(*) from document_link l where l.document_id = d.id and l.known_to is null) as links,
       (select count(*) from attachment a where a.document_id = d.id and a.known_to is null) as attachments
     from document_version v join document d on d.id = v.document_id
     where v.known_from = $1 order by v.id`,
    [revision],
  );
}

/** Says again of some documents what a revision ceased to say. */
export async function insertVersionCopies(
  db: Db,
  ids: readonly string[],
  revision: number,
  now: number,
): Promise<void> {
  await db.query(
    `insert into document_version (document_id, number, type, issuer, issued_on, title, search_key, known_from)
     select document_id, number, type, issuer, issued_on, title, search_key, $3
     from document_version where known_to = $2 and document_id = any($1) order by id`,
    [ids, revision, now],
  );
}
