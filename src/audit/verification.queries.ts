import { type Db } from '../platform/database/db.js';
import { SEALED_TABLES } from './sealed-tables.js';

/** What a revision or an event says of whose it is, as it was signed; null: written before anything was signed. */
export interface Signed {
  readonly id: number;
  readonly content: readonly unknown[];
  readonly signature: Buffer | null;
}

const AUTHOR = 'via, account_id, account_name, action, request_id, address, reason';

interface AuthorRow {
  readonly id: number;
  readonly via: string;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly action: string;
  readonly request_id: string | null;
  readonly address: string | null;
  readonly reason: string | null;
  readonly signature: Buffer | null;
}

const authorOf = (row: AuthorRow): unknown[] => [
  ...[row.via, row.account_id, row.account_name, row.action, row.request_id, row.address, row.reason],
];

export async function selectSignedRevisions(db: Db, revisions: readonly number[]): Promise<Signed[]> {
  const rows = await db.query<AuthorRow[]>(
    `select n as id, ${AUTHOR}, signature from revision where n = any($1::bigint[])`,
    [revisions],
  );
  return rows.map((row) => ({ id: row.id, content: authorOf(row), signature: row.signature }));
}

export async function selectSignedEvents(db: Db, ids: readonly number[]): Promise<Signed[]> {
  const rows = await db.query<
    (AuthorRow & { subject_type: string; subject_id: string; before: unknown; after: unknown })[]
  >(
    `select id, ${AUTHOR}, subject_type, subject_id, before, after, signature from audit_event
     where id = any($1::bigint[])`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    content: [...authorOf(row), row.subject_type, row.subject_id, row.before, row.after],
    signature: row.signature,
  }));
}

/** The first row, by the name of its table, that bears a signature which another bears too. */
export async function findRepeatedSignature(db: Db): Promise<{ table: string; key: string } | null> {
  const [row] = await db.query<{ table: string; key: string }[]>(
    `select max("table") as "table", max(key) as key
     from (select 'revision' as "table", n::text as key, signature from revision where signature is not null
           union all select 'audit_event', id::text, signature from audit_event) signed
     group by signature having count(*) > 1 order by 1, 2 limit 1`,
  );
  return row ?? null;
}

/**
 * The first row that began or ended in no revision there is (these are numbered from 0 to `$1`), or says of its end what
 * only goes with one. No link of the chain speaks of such rows.
 */
const STRAY = Object.entries(SEALED_TABLES)
  .map(([table, { key, begun, closing }]) => {
    const [ended, ...more] = closing;
    const faults = [
      `(t.${begun} between 0 and $1) is not true`,
      ...(ended === undefined ? [] : [`t.${ended} not between 0 and $1`]),
      ...more.map((column) => `(t.${ended} is null and t.${column} is not null)`),
    ];
    const name = `concat_ws('/', ${key.map((column) => `t.${column}::text`).join(', ')})`;
    return `(select '${table}' as "table", ${name} as key from ${table} t where ${faults.join(' or ')} limit 1)`;
  })
  .join(' union all ');

export async function findStray(db: Db): Promise<{ table: string; key: string } | null> {
  const [{ last }] = await db.query<[{ last: number }]>(
    `select greatest((select max(revision) from audit_seal), (select count(*) - 1 from revision where n >= 0)) as last`,
  );
  const [row] = await db.query<{ table: string; key: string }[]>(`${STRAY} limit 1`, [last]);
  return row ?? null;
}

/** The first seal of a row in a revision that is not sealed. */
export async function findStraySeal(db: Db): Promise<{ table: string; key: string; revision: number } | null> {
  const [row] = await db.query<{ table: string; key: string; revision: number }[]>(
    `select table_name as "table", row_key as key, revision from row_seal r
     where not exists (select from audit_seal s where s.revision = r.revision) order by 3, 1, 2 limit 1`,
  );
  return row ?? null;
}
