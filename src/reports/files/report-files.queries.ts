import { type Db } from '../../platform/database/db.js';
import { type ReportFormat } from '../domain/report-format.js';
import { type ReadSignature } from '../renderings/signatures/read-signatures.js';

/** A file of an issued report; `sha256` in hexadecimal. */
export interface RenderingRow {
  format: ReportFormat;
  sha256: string;
  size: number;
}

/** The signed document as it was sent back, with what its signatures say. */
export interface SignedCopyRow {
  id: number;
  fileName: string;
  sha256: string;
  size: number;
  kind: 'report' | 'attachment';
  signedHere: boolean;
  signatures: ReadSignature[];
  uploadedAt: string;
  uploadedBy: string | null;
}

export async function insertRendering(
  db: Db,
  reportId: string,
  rendering: { format: ReportFormat; bytes: Buffer; sha256: string },
): Promise<void> {
  await db.query(
    `insert into report_rendering (report_id, format, bytes, sha256) values ($1, $2, $3, decode($4, 'hex'))`,
    [reportId, rendering.format, rendering.bytes, rendering.sha256],
  );
}

/** The renderings of issued reports, in any order. */
export async function selectRenderings(
  db: Db,
  reportIds: readonly string[],
): Promise<(RenderingRow & { reportId: string })[]> {
  return db.query<(RenderingRow & { reportId: string })[]>(
    `select report_id as "reportId", format, encode(sha256, 'hex') as sha256, octet_length(bytes) as size
     from report_rendering where report_id = any($1::uuid[]) order by format`,
    [reportIds],
  );
}

export async function findRendering(
  db: Db,
  reportId: string,
  format: ReportFormat,
): Promise<{ bytes: Buffer; sha256: string } | null> {
  const [row] = await db.query<{ bytes: Buffer; sha256: string }[]>(
    `select bytes, encode(sha256, 'hex') as sha256 from report_rendering where report_id = $1 and format = $2`,
    [reportId, format],
  );
  return row ?? null;
}

export async function insertSignedCopy(
  db: Db,
  reportId: string,
  copy: Pick<SignedCopyRow, 'fileName' | 'sha256' | 'kind' | 'signedHere' | 'uploadedBy'> & {
    readonly bytes: Buffer;
    readonly signatures: readonly ReadSignature[];
  },
): Promise<void> {
  await db.query(
    `insert into report_signed_copy (report_id, file_name, bytes, sha256, signatures, uploaded_by, kind, signed_here)
     values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8)`,
    [
      ...[reportId, copy.fileName, copy.bytes, copy.sha256, JSON.stringify(copy.signatures), copy.uploadedBy],
      ...[copy.kind, copy.signedHere],
    ],
  );
}

/** Signed copies of reports, first sent first. */
export async function selectSignedCopies(
  db: Db,
  reportIds: readonly string[],
): Promise<(SignedCopyRow & { reportId: string })[]> {
  return db.query<(SignedCopyRow & { reportId: string })[]>(
    `select report_id as "reportId", id, file_name as "fileName", encode(sha256, 'hex') as sha256,
       octet_length(bytes) as size, signatures, kind,
       signed_here as "signedHere",
       to_char(uploaded_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00' as "uploadedAt",
       uploaded_by as "uploadedBy"
     from report_signed_copy where report_id = any($1::uuid[]) order by id`,
    [reportIds],
  );
}

export async function findSignedCopy(
  db: Db,
  reportId: string,
  sha256: string,
): Promise<{ bytes: Buffer; fileName: string } | null> {
  const [row] = await db.query<{ bytes: Buffer; fileName: string }[]>(
    `select bytes, file_name as "fileName" from report_signed_copy
     where report_id = $1 and sha256 = decode($2, 'hex')`,
    [reportId, sha256],
  );
  return row ?? null;
}
