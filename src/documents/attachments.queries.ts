import { type Db } from '../platform/database/db.js';

/** A file attached to a document; `sha256` in hexadecimal. */
export interface AttachmentRow {
  sha256: string;
  fileName: string;
  mediaType: string;
  size: number;
  revision: number;
  recordedAt: string;
}

const ATTACHMENT = `
  select encode(a.sha256, 'hex') as sha256, a.file_name as "fileName", a.media_type as "mediaType", c.size,
    a.known_from as revision,
    to_char(r.at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00' as "recordedAt"
  from attachment a join attachment_content c using (sha256) join revision r on r.n = a.known_from
  where a.known_from <= $1 and (a.known_to is null or a.known_to > $1)`;

/** What is attached to a document, first attached first. */
export async function selectAttachments(db: Db, documentId: string, revision: number): Promise<AttachmentRow[]> {
  return db.query<AttachmentRow[]>(`${ATTACHMENT} and a.document_id = $2 order by a.id`, [revision, documentId]);
}

export async function findAttachment(
  db: Db,
  documentId: string,
  sha256: string,
  revision: number,
): Promise<AttachmentRow | null> {
  const [row] = await db.query<AttachmentRow[]>(
    `${ATTACHMENT} and a.document_id = $2 and a.sha256 = decode($3, 'hex')`,
    [revision, documentId, sha256],
  );
  return row ?? null;
}

/** Keeps bytes under their hash; those that are kept already stay as they are. */
export async function insertContent(db: Db, sha256: string, bytes: Buffer): Promise<void> {
  const kept = await db.query<unknown[]>(`select from attachment_content where sha256 = decode($1, 'hex')`, [sha256]);
  if (kept.length > 0) return;
  await db.query(
    `insert into attachment_content (sha256, bytes, size) values (decode($1, 'hex'), $2, $3) on conflict do nothing`,
    [sha256, bytes, bytes.length],
  );
}

/** A part of what is kept under a hash. */
export async function selectPart(db: Db, sha256: string, offset: number, length: number): Promise<Buffer> {
  const [row] = await db.query<{ part: Buffer }[]>(
    `select substring(bytes from $2 for $3) as part from attachment_content where sha256 = decode($1, 'hex')`,
    [sha256, offset + 1, length],
  );
  if (!row) throw new Error(`Nothing is kept under ${sha256}`);
  return row.part;
}

export async function insertAttachments(
  db: Db,
  documentId: string,
  files: readonly Pick<AttachmentRow, 'sha256' | 'fileName' | 'mediaType'>[],
  revision: number,
): Promise<void> {
  await db.query(
    `insert into attachment (document_id, sha256, file_name, media_type, known_from)
     select $1, decode(file->>'sha256', 'hex'), file->>'fileName', file->>'mediaType', $3
     from jsonb_array_elements($2) with ordinality as list(file, place) order by place`,
    [documentId, JSON.stringify(files), revision],
  );
}

export async function closeAttachment(
  db: Db,
  documentId: string,
  sha256: string,
  reason: string,
  revision: number,
): Promise<void> {
  await db.query(
    `update attachment set known_to = $4, closing_reason = $3
     where document_id = $1 and sha256 = decode($2, 'hex') and known_to is null`,
    [documentId, sha256, reason, revision],
  );
}
