import { type Db } from '../platform/database/db.js';
import { SEALED_TABLES } from './sealed-tables.js';

/** Something that was done. */
export interface AuditEntry {
  /** `r12`: revision 12; `e34`: event 34. */
  readonly id: string;
  readonly at: string;
  readonly via: string;
  readonly account: string | null;
  readonly action: string;
  readonly requestId: string | null;
  readonly address: string | null;
  readonly reason: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
}

/** Which of them are asked for; null narrows nothing. */
export interface AuditQuestion {
  readonly account: string | null;
  readonly action: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly requestId: string | null;
  readonly address: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly q: string | null;
}

/** After which entry a page goes on; entries are told apart by instant and id, whatever is added meanwhile. */
export type AuditPlace = Pick<AuditEntry, 'at' | 'id'>;

const TRAIL = `
  select 'r' || n as id, n as revision, at, via, account_name, action, request_id, address, reason,
    null as subject_type, null as subject_id
  from revision where n > 0
  union all
  select 'e' || id, null, at, via, account_name, action, request_id, address, reason, subject_type, subject_id
  from audit_event`;

/** What a revision was done to are the rows that it began or ended, as their seals name them. */
const FILTER = `($1::text is null or account_name = $1) and ($2::text is null or action = $2)
  and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
  and ($5::text is null or request_id = $5) and ($6::text is null or address = $6)
  and (($7::text is null and $8::text is null)
    or (subject_type = coalesce($7, subject_type) and subject_id = coalesce($8, subject_id))
    or revision in (select s.revision from row_seal s
                    where s.table_name = coalesce($7, s.table_name) and s.row_key = coalesce($8, s.row_key)))
  and ($9::text is null or concat_ws(' ', account_name, action, reason, subject_type, subject_id) ilike
    '%' || replace(replace(replace($9, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')`;

function parametersOf(question: AuditQuestion): (string | null)[] {
  const { account, action, from, to, requestId, address, subjectType, subjectId, q } = question;
  return [account, action, from, to, requestId, address, subjectType, subjectId, q];
}

/** Latest first. */
export async function selectTrail(
  db: Db,
  question: AuditQuestion,
  page: { after: AuditPlace | null; limit: number },
): Promise<AuditEntry[]> {
  return db.query<AuditEntry[]>(
    `select id, to_char(at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00' as at, via,
       account_name as account, action, request_id as "requestId", address, reason, subject_type as "subjectType",
       subject_id as "subjectId"
     from (${TRAIL}) trail
     where ${FILTER} and ($10::timestamptz is null or (trail.at, id) < ($10, $11))
     order by trail.at desc, id desc limit $12`,
    [...parametersOf(question), page.after?.at, page.after?.id, page.limit],
  );
}

export async function countTrail(db: Db, question: AuditQuestion): Promise<number> {
  const [{ count }] = await db.query<[{ count: number }]>(
    `select count(*) as count from (${TRAIL}) trail where ${FILTER}`,
    parametersOf(question),
  );
  return count;
}

/** A row of a table as it was, or as it is since. */
export interface RowState {
  readonly table: string;
  readonly key: string;
  readonly row: Readonly<Record<string, unknown>>;
}

export async function selectEventStates(
  db: Db,
  id: number,
): Promise<{ before: Record<string, unknown> | null; after: Record<string, unknown> | null } | null> {
  const [row] = await db.query<{ before: Record<string, unknown> | null; after: Record<string, unknown> | null }[]>(
    `select before, after from audit_event where id = $1`,
    [id],
  );
  return row ?? null;
}

/** The rows that ended (`before`) or began (`after`) in a revision, the first `limit` of them. */
export async function selectRevisionStates(
  db: Db,
  revision: number,
  side: 'before' | 'after',
  limit: number,
): Promise<RowState[]> {
  const parts = Object.entries(SEALED_TABLES).flatMap(([table, { key, begun, closing }]) => {
    if (table === 'revision' || (side === 'before' && closing.length === 0)) return [];
    const column = side === 'after' ? begun : 'known_to';
    const name = `concat_ws('/', ${key.map((part) => `t.${part}::text`).join(', ')})`;
    return [`select '${table}' as "table", ${name} as key, to_jsonb(t) as row from ${table} t where t.${column} = $1`];
  });
  return db.query<RowState[]>(`select * from (${parts.join(' union all ')}) states order by "table" limit $2`, [
    revision,
    limit,
  ]);
}
