import { type Db } from '../platform/database/db.js';
import { type ResultSource } from './domain/published-result.js';

/** A published result. What it says is `snapshot`, to the letter. */
export interface ResultRow {
  readonly id: string;
  readonly scorecardId: number;
  readonly year: number;
  /** 1 for the first of its year; each later one replaces the one before. */
  readonly number: number;
  readonly replaces: string | null;
  readonly reason: string | null;
  readonly source: ResultSource;
  readonly snapshot: string;
  /** Of the snapshot, in hexadecimal. */
  readonly sha256: string;
  readonly revision: number;
  readonly recordedAt: string;
}

/** `$1` is the revision it is known at. */
const RESULT = `
  select r.id, r.scorecard_id as "scorecardId", r.year, r.number, r.replaces, r.reason, r.source, r.snapshot,
    encode(r.sha256, 'hex') as sha256, r.recorded_in as revision,
    to_char(written.at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00' as "recordedAt"
  from scorecard_result r join revision written on written.n = r.recorded_in
  where r.recorded_in <= $1`;

/** What was published of a scorecard, latest year first, in it the latest first; of one year if given. */
export async function selectResults(
  db: Db,
  scorecardId: number,
  year: number | null,
  revision: number,
): Promise<ResultRow[]> {
  return db.query<ResultRow[]>(
    `${RESULT} and r.scorecard_id = $2 and ($3::int is null or r.year = $3) order by r.year desc, r.number desc`,
    [revision, scorecardId, year],
  );
}

export async function selectResultsById(db: Db, ids: readonly string[], revision: number): Promise<ResultRow[]> {
  return db.query<ResultRow[]>(`${RESULT} and r.id::text = any($2)`, [revision, ids]);
}

export async function insertResult(
  db: Db,
  result: Omit<ResultRow, 'id' | 'sha256' | 'revision' | 'recordedAt'>,
  revision: number,
): Promise<string> {
  const { scorecardId, year, number, replaces, reason, source, snapshot } = result;
  const [row] = await db.query<[{ id: string }]>(
    `insert into scorecard_result (scorecard_id, year, number, replaces, reason, source, snapshot, sha256, recorded_in)
     values ($1, $2, $3, $4, $5, $6, $7, sha256(convert_to($7, 'UTF8')), $8) returning id`,
    [scorecardId, year, number, replaces, reason, source, snapshot, revision],
  );
  return row.id;
}
