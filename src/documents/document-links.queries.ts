import { type Db } from '../platform/database/db.js';
import { type Subject, type SubjectType } from './domain/document.js';

/** What names a document where it is evidence. */
export interface DocumentSummaryRow {
  id: string;
  number: string | null;
  title: string;
}

export interface LinkRow extends Subject {
  documentId: string;
  revision: number;
}

const believed = (alias: string): string =>
  `${alias}.known_from <= $1 and (${alias}.known_to is null or ${alias}.known_to > $1)`;

const LINK = `select l.document_id as "documentId", l.subject_type as type, l.subject_id as id, l.known_from as revision
  from document_link l where ${believed('l')}`;

/** What each of some subjects is evidenced by, first linked first. */
export async function selectSummaries(
  db: Db,
  type: SubjectType,
  subjectIds: readonly string[],
  revision: number,
): Promise<(DocumentSummaryRow & { subjectId: string })[]> {
  return db.query<(DocumentSummaryRow & { subjectId: string })[]>(
    `select l.subject_id as "subjectId", v.document_id as id, v.number, v.title
     from document_link l join document_version v on v.document_id = l.document_id and ${believed('v')}
     where ${believed('l')} and l.subject_type = $2 and l.subject_id = any($3) order by l.id`,
    [revision, type, subjectIds],
  );
}

export async function selectLinksOf(db: Db, documentId: string, revision: number): Promise<LinkRow[]> {
  return db.query<LinkRow[]>(`${LINK} and l.document_id = $2 order by l.id`, [revision, documentId]);
}

export async function selectAllLinks(db: Db, revision: number): Promise<LinkRow[]> {
  return db.query<LinkRow[]>(LINK, [revision]);
}

/** Those that stand already are left as they are. */
export async function insertLinks(
  db: Db,
  links: readonly { documentId: string; type: SubjectType; id: string }[],
  revision: number,
): Promise<void> {
  await db.query(
    `insert into document_link (document_id, subject_type, subject_id, known_from)
     select (link->>'documentId')::uuid, link->>'type', link->>'id', $2
     from jsonb_array_elements($1) with ordinality as list(link, place) order by place
     on conflict do nothing`,
    [JSON.stringify(links), revision],
  );
}

export async function closeLink(
  db: Db,
  documentId: string,
  { type, id }: Subject,
  reason: string,
  revision: number,
): Promise<void> {
  await db.query(
    `update document_link set known_to = $5, closing_reason = $4
     where document_id = $1 and subject_type = $2 and subject_id = $3 and known_to is null`,
    [documentId, type, id, reason, revision],
  );
}
