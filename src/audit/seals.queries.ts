import { type Db } from '../platform/database/db.js';
import { SEALED_TABLES } from './sealed-tables.js';

/** What a row holds that is sealed, as a hash. */
export interface RowDigest {
  readonly revision: number;
  readonly table: string;
  readonly key: string;
  readonly part: 'begun' | 'ended';
  readonly digest: Buffer;
}

export interface Seal {
  readonly seq: number;
  readonly revision: number | null;
  readonly eventId: number | null;
  readonly mac: Buffer;
}

export type RowSeal = Omit<RowDigest, 'digest'> & { readonly mac: Buffer };

/** Only one instance seals at a time; any constant, the same in every instance. */
export const SEALER = '7201620250703';

/** Others get their turn between the statements. */
const ROWS_AT_ONCE = 4_000;

const hashOf = (json: string): string => `sha256(convert_to(jsonb_strip_nulls(${json})::text, 'UTF8'))`;

/** Digests of all rows that began or ended in revisions `[$1, $2]`. Nulls stand for nothing: a later column changes none. */
const ROW_DIGESTS = Object.entries(SEALED_TABLES)
  .flatMap(([table, { key, begun, closing, also }]) => {
    const name = `concat_ws('/', ${key.map((column) => `t.${column}::text`).join(', ')})`;
    const dropped = closing.map((column) => ` - '${column}'`).join('');
    const more = also === undefined ? '' : ` || jsonb_build_object('also', ${also})`;
    const content = `to_jsonb(t)${dropped}${more}`;
    const ended = `jsonb_build_object(${closing.map((column) => `'${column}', t.${column}`).join(', ')})`;
    return [
      `select t.${begun} as revision, '${table}' as "table", ${name} as key, 'begun' as part, ${hashOf(content)} as digest
       from ${table} t where t.${begun} between $1 and $2`,
      ...(closing.length === 0
        ? []
        : [
            `select t.known_to, '${table}', ${name}, 'ended', ${hashOf(ended)} from ${table} t
             where t.known_to between $1 and $2`,
          ]),
    ];
  })
  .join(' union all ');

/** Makes the digests of the transaction independent of how the server is set up. */
export async function settleSession(db: Db): Promise<void> {
  await db.query(`set local timezone = 'UTC'`);
}

/** One seals at a time, over all instances; waits for its turn, until the transaction ends. */
export async function becomeSealer(db: Db): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(${SEALER})`);
}

export async function selectRowDigests(db: Db, from: number, to: number): Promise<RowDigest[]> {
  return db.query<RowDigest[]>(`${ROW_DIGESTS} order by 1, 2, 3, 4`, [from, to]);
}

/** The same, part by part, in a transaction: one revision may have hundreds of thousands. */
export async function* takeRowDigests(db: Db, from: number, to: number): AsyncGenerator<RowDigest[]> {
  // A cursor takes no parameters.
  const query = ROW_DIGESTS.replaceAll('$1', String(from)).replaceAll('$2', String(to));
  await db.query(`declare row_digests no scroll cursor for ${query} order by 1, 2, 3, 4`);
  for (;;) {
    const part = await db.query<RowDigest[]>(`fetch ${ROWS_AT_ONCE} from row_digests`);
    if (part.length === 0) break;
    yield part;
  }
  await db.query(`close row_digests`);
}

/** Revisions that are committed and not sealed, in order. */
export async function selectUnsealedRevisions(db: Db, limit: number): Promise<number[]> {
  const rows = await db.query<{ n: number }[]>(
    `select n from revision
     where n > coalesce((select max(revision) from audit_seal), -1) order by n limit $1`,
    [limit],
  );
  return rows.map(({ n }) => n);
}

/**
 * Events that are committed and not sealed; `recent`: of the last ten minutes, within which every transaction ends (an
 * event may be committed after later ones).
 */
export async function selectUnsealedEvents(
  db: Db,
  limit: number,
  recent: boolean,
): Promise<{ id: number; digest: Buffer }[]> {
  return db.query<{ id: number; digest: Buffer }[]>(
    `select id, ${hashOf('to_jsonb(e)')} as digest from audit_event e
     where not exists (select from audit_seal where event_id = e.id)
       ${recent ? `and at > clock_timestamp() - interval '10 minutes'` : ''}
     order by id limit $1`,
    [limit],
  );
}

export async function selectEventDigests(db: Db, ids: readonly number[]): Promise<Map<number, Buffer>> {
  const rows = await db.query<{ id: number; digest: Buffer }[]>(
    `select id, ${hashOf('to_jsonb(e)')} as digest from audit_event e where id = any($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}

export async function findHead(db: Db): Promise<{ seq: number; mac: Buffer } | null> {
  const [head] = await db.query<{ seq: number; mac: Buffer }[]>(`select seq, mac from audit_head`);
  return head ?? null;
}

export async function writeRowSeals(db: Db, rows: readonly RowSeal[]): Promise<void> {
  await db.query(
    `insert into row_seal (revision, table_name, row_key, part, mac)
     select revision, "table", key, part, decode(mac, 'hex')
     from jsonb_to_recordset($1) as row(revision bigint, "table" text, key text, part text, mac text)`,
    [JSON.stringify(rows.map((row) => ({ ...row, mac: row.mac.toString('hex') })))],
  );
}

/** The links, and the last of them as the head. */
export async function writeSeals(db: Db, seals: readonly Seal[]): Promise<void> {
  await db.query(
    `insert into audit_seal (seq, revision, event_id, mac)
     select seq, revision, "eventId", decode(mac, 'hex')
     from jsonb_to_recordset($1) as row(seq bigint, revision bigint, "eventId" bigint, mac text)`,
    [JSON.stringify(seals.map((seal) => ({ ...seal, mac: seal.mac.toString('hex') })))],
  );
  const last = seals.at(-1);
  if (last) await db.query(`update audit_head set seq = $1, mac = $2`, [last.seq, last.mac]);
}

/** Seals after `seq`, in order. */
export async function selectSeals(db: Db, after: number, limit: number): Promise<Seal[]> {
  return db.query<Seal[]>(
    `select seq, revision, event_id as "eventId", mac from audit_seal where seq > $1 order by seq limit $2`,
    [after, limit],
  );
}

export async function selectRowSeals(db: Db, revisions: readonly number[]): Promise<RowSeal[]> {
  return db.query<RowSeal[]>(
    `select revision, table_name as "table", row_key as key, part, mac from row_seal
     where revision = any($1::bigint[]) order by 1, 2, 3, 4`,
    [revisions],
  );
}
