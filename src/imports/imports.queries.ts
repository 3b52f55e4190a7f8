import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type RowFault } from './domain/column.js';
import { type SheetSummary } from './file-stager.service.js';
import { type Changes, type Finding, type ImportKindName } from './import-kind.js';

export type ImportMode = 'check' | 'apply';

/** What a file did, or would do. */
export interface ImportOutcome {
  readonly sheets: readonly SheetSummary[];
  readonly rows: number;
  readonly changes: Changes;
  readonly corrections: readonly Finding[];
  readonly previouslyRetracted: readonly Finding[];
  readonly errorCount: number;
  readonly errors: readonly RowFault[];
}

export interface NewImport {
  kind: ImportKindName;
  mode: ImportMode;
  fileName: string;
  sha256: string;
  asOf: LocalDate | null;
  confirmRetracted: boolean;
  reason: string | null;
}

/** A file that was brought in. `interrupted`: it was running, and nobody has heard of it for a while. */
export interface ImportRow extends NewImport {
  id: string;
  state: 'running' | 'done' | 'refused' | 'failed' | 'interrupted';
  size: number;
  accountId: string | null;
  accountName: string | null;
  createdAt: string;
  finishedAt: string | null;
  progress: number;
  digest: string | null;
  moved: boolean;
  revision: number | null;
  undoneIn: number | null;
  undoReason: string | null;
}

/** Whoever runs an import says so every second; after this long without a word it is taken for ended. */
const SILENCE = `interval '15 seconds'`;

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;

const STATE = `case when i.state = 'running' and i.seen_at < clock_timestamp() - ${SILENCE} then 'interrupted' else i.state end`;

const ROW = `
  select i.id, i.kind, i.mode, ${STATE} as state, i.file_name as "fileName", encode(i.sha256, 'hex') as sha256, c.size,
    i.as_of as "asOf", i.confirm_retracted as "confirmRetracted", i.reason, i.account_id as "accountId",
    i.account_name as "accountName", ${instant('i.created_at')} as "createdAt", ${instant('i.finished_at')} as "finishedAt",
    i.progress, i.digest, i.moved, i.revision, i.undone_in as "undoneIn", i.undo_reason as "undoReason"`;
const FROM = `from import_batch i join attachment_content c using (sha256)`;

export async function findImport(db: Db, id: string): Promise<(ImportRow & { outcome: ImportOutcome | null }) | null> {
  const [row] = await db.query<(ImportRow & { outcome: ImportOutcome | null })[]>(
    `${ROW}, i.outcome ${FROM} where i.id::text = $1`,
    [id],
  );
  return row ?? null;
}

/** Latest first; those of one account if given. What was found in each file is left out but for its counts. */
export async function selectImports(
  db: Db,
  accountId: string | null,
  page: { offset: number; limit: number },
): Promise<(ImportRow & { outcome: ImportOutcome | null })[]> {
  return db.query<(ImportRow & { outcome: ImportOutcome | null })[]>(
    `${ROW}, i.outcome - 'errors' - 'corrections' - 'previouslyRetracted' as outcome
     ${FROM} where $1::uuid is null or i.account_id = $1 order by i.created_at desc, i.id offset $2 limit $3`,
    [accountId, page.offset, page.limit],
  );
}

export async function countImports(db: Db, accountId: string | null): Promise<number> {
  const [{ count }] = await db.query<[{ count: number }]>(
    `select count(*) as count from import_batch where $1::uuid is null or account_id = $1`,
    [accountId],
  );
  return count;
}

export async function insertImport(
  db: Db,
  { kind, mode, fileName, sha256, asOf, confirmRetracted, reason }: NewImport,
  account: { id: string; name: string } | null,
): Promise<string> {
  const [row] = await db.query<[{ id: string }]>(
    `insert into import_batch (kind, mode, state, file_name, sha256, as_of, confirm_retracted, reason, account_id, account_name)
     values ($1, $2, 'running', $3, decode($4, 'hex'), $5, $6, $7, $8, $9) returning id`,
    [kind, mode, fileName, sha256, asOf, confirmRetracted, reason, account?.id, account?.name],
  );
  return row.id;
}

/** Begins to apply an import that stands still; false where it runs, or was applied. */
export async function beginApplying(db: Db, id: string): Promise<boolean> {
  const rows = await db.query<[unknown[], number]>(
    `update import_batch i set mode = 'apply', state = 'running', seen_at = clock_timestamp(), progress = 0, moved = false,
       finished_at = null
     where id = $1 and revision is null and ${STATE} <> 'running' and not (mode = 'apply' and state = 'done')
     returning id`,
    [id],
  );
  return rows[1] > 0;
}

/** That it still runs, and how far it is, from 0 to 1. */
export async function updateProgress(db: Db, id: string, progress: number): Promise<void> {
  await db.query(
    `update import_batch set seen_at = clock_timestamp(), progress = $2 where id = $1 and state = 'running'`,
    [id, progress],
  );
}

export async function finishImport(
  db: Db,
  id: string,
  result: {
    mode: ImportMode;
    state: 'done' | 'refused' | 'failed';
    outcome: ImportOutcome | null;
    digest: string | null;
    moved: boolean;
    revision: number | null;
  },
): Promise<void> {
  await db.query(
    `update import_batch set mode = $2, state = $3, outcome = $4, digest = $5, moved = $6, revision = $7, progress = 1,
       seen_at = clock_timestamp(), finished_at = clock_timestamp()
     where id = $1`,
    [
      id,
      result.mode,
      result.state,
      result.outcome && JSON.stringify(result.outcome),
      result.digest,
      result.moved,
      result.revision,
    ],
  );
}

export async function updateUndone(db: Db, id: string, revision: number, reason: string): Promise<void> {
  await db.query(`update import_batch set undone_in = $2, undo_reason = $3 where id = $1`, [id, revision, reason]);
}
