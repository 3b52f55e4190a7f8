import { type Revision } from '../../kernel/read-point.js';
import { type Call } from '../call/calls.js';
import { type Db } from './db.js';

/** Key of the advisory lock that is the line of writers; any constant, the same in every instance. */
const LINE = 7_201_620_250_701n.toString();

const INSTANT = `to_char(at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;

/** Takes this transaction's place in the line: waits until every earlier writer has committed or failed. */
export async function joinLine(tx: Db): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${LINE})`);
}

/**
 * Waits until no writer is in flight, at most `milliseconds`; PostgreSQL raises 55P03 after that. Writers that
 * come later take a later instant.
 */
export async function waitForLine(tx: Db, milliseconds: number): Promise<void> {
  await tx.query(`set local lock_timeout = '${milliseconds}ms'`);
  await tx.query(`select pg_advisory_xact_lock_shared(${LINE})`);
}

/**
 * The next revision, with whose call it is, signed; only for who stands first in the line. Its instant is later than the one
 * before, even if the clock ran back.
 */
export async function insertRevision(tx: Db, call: Call, signature: Buffer): Promise<Revision> {
  const { caller, action, requestId, address, reason } = call;
  const [revision] = await tx.query<[Revision]>(
    `insert into revision (n, at, via, account_id, account_name, action, request_id, address, reason, signature)
     select last.n + 1, greatest(clock_timestamp(), last.at + interval '1 microsecond'), $1, $2, $3, $4, $5, $6, $7, $8
     from (select n, at from revision order by n desc limit 1) last
     returning n, ${INSTANT} as at`,
    [caller.via, caller.account?.id, caller.account?.name, action, requestId, address, reason, signature],
  );
  return revision;
}

export async function selectLastRevision(db: Db): Promise<Revision> {
  const [revision] = await db.query<[Revision]>(`select n, ${INSTANT} as at from revision order by n desc limit 1`);
  return revision;
}

export async function findRevision(db: Db, n: number): Promise<Revision | null> {
  const [revision] = await db.query<Revision[]>(`select n, ${INSTANT} as at from revision where n = $1`, [n]);
  return revision ?? null;
}

/** The last revision at or before an instant, with how the instant stands to the last of all and to now. */
export async function selectRevisionAt(
  db: Db,
  instant: string,
): Promise<{ revision: Revision; afterLast: boolean; future: boolean }> {
  const [row] = await db.query<[Revision & { afterLast: boolean; future: boolean }]>(
    `select r.n, r.at, $1::timestamptz > last.at as "afterLast", $1::timestamptz > clock_timestamp() as future
     from (select at from revision order by n desc limit 1) last,
          lateral (select n, ${INSTANT} as at from revision
                   where revision.at <= $1::timestamptz or n = 0 order by n desc limit 1) r`,
    [instant],
  );
  return { revision: { n: row.n, at: row.at }, afterLast: row.afterLast, future: row.future };
}
