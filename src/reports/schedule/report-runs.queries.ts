import { type LocalDate } from '../../kernel/local-date.js';
import { type Db } from '../../platform/database/db.js';
import { type DuePeriod } from '../domain/report-schedule.js';

/**
 * A period that a schedule made due. `running`: somebody took it up, and died if nobody holds its definition;
 * `drafted`: its report is there and still to be issued by itself.
 */
export type RunState = 'due' | 'running' | 'failed' | 'drafted' | 'done';

export interface RunRow {
  definitionId: string;
  definition: string;
  period: string;
  asOf: LocalDate;
  dueAt: string;
  state: RunState;
  attempts: number;
  retryAt: string | null;
  lastError: string | null;
  reportId: string | null;
  /** The latest period when it was made: the made-up ones before it are not to be sent. */
  toDeliver: boolean;
  finishedAt: string | null;
  alarmedAt: string | null;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+07:00'`;
const RUN = `
  select r.definition_id as "definitionId", d.code as definition, r.period, r.as_of as "asOf",
    ${instant('r.due_at')} as "dueAt", r.state, r.attempts, ${instant('r.retry_at')} as "retryAt",
    r.last_error as "lastError", r.report_id as "reportId", r.to_deliver as "toDeliver",
    ${instant('r.finished_at')} as "finishedAt", ${instant('r.alarmed_at')} as "alarmedAt"
  from report_run r join report_definition d on d.id = r.definition_id`;

/** Notes periods that are due; those noted before stay as they are. */
export async function insertDueRuns(db: Db, definitionId: string, periods: readonly DuePeriod[]): Promise<void> {
  await db.query(
    `insert into report_run (definition_id, period, as_of, due_at)
     select $1, code, "asOf", to_timestamp("dueAt" / 1000)
     from jsonb_to_recordset($2) as due(code text, "asOf" date, "dueAt" double precision)
     on conflict do nothing`,
    [definitionId, JSON.stringify(periods)],
  );
}

/** Definitions with periods that are not done. */
export async function selectDefinitionsToRun(db: Db): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `select distinct definition_id as id from report_run where state <> 'done' order by 1`,
  );
  return rows.map(({ id }) => id);
}

/** Periods of a definition that are not done, earliest first. */
export async function selectOpenRuns(db: Db, definitionId: string): Promise<RunRow[]> {
  return db.query<RunRow[]>(`${RUN} where r.definition_id = $1 and r.state <> 'done' order by r.due_at`, [
    definitionId,
  ]);
}

/** The latest period of a definition that was ever due. */
export async function findLatestRun(db: Db, definitionId: string): Promise<RunRow | null> {
  const [row] = await db.query<RunRow[]>(`${RUN} where r.definition_id = $1 order by r.due_at desc limit 1`, [
    definitionId,
  ]);
  return row ?? null;
}

/** All runs, latest due first. */
export async function selectRuns(
  db: Db,
  page: { offset: number; limit: number },
): Promise<{ rows: RunRow[]; total: number }> {
  const rows = await db.query<RunRow[]>(`${RUN} order by r.due_at desc, d.code offset $1 limit $2`, [
    page.offset,
    page.limit,
  ]);
  const [{ total }] = await db.query<[{ total: number }]>(`select count(*) as total from report_run`);
  return { rows, total };
}

/** Periods that are done, as `definitionId period`. */
export async function selectPeriodsDone(db: Db): Promise<Set<string>> {
  const rows = await db.query<{ name: string }[]>(
    `select definition_id || ' ' || period as name from report_run where state = 'done'`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** Runs that are not done, earliest due first. */
export async function selectUnfinishedRuns(db: Db): Promise<RunRow[]> {
  return db.query<RunRow[]>(`${RUN} where r.state <> 'done' order by r.due_at, d.code`);
}

/** Somebody takes a run up; one that has its draft keeps it. */
export async function updateRunning(db: Db, { definitionId, period }: RunRow): Promise<void> {
  await db.query(
    `update report_run set state = case when report_id is null then 'running' else state end, attempts = attempts + 1
     where definition_id = $1 and period = $2`,
    [definitionId, period],
  );
}

/** The report of a period is there: false where another instance made one first. */
export async function updateDrafted(
  db: Db,
  { definitionId, period }: RunRow,
  drafted: { reportId: string; toDeliver: boolean; state: 'drafted' | 'done' },
): Promise<boolean> {
  const [, count] = await db.query<[unknown, number]>(
    `update report_run set state = $5, report_id = $3, to_deliver = $4, finished_at = clock_timestamp(), retry_at = null,
       last_error = null
     where definition_id = $1 and period = $2 and report_id is null`,
    [definitionId, period, drafted.reportId, drafted.toDeliver, drafted.state],
  );
  return count === 1;
}

export async function updateDone(db: Db, { definitionId, period }: RunRow): Promise<void> {
  await db.query(
    `update report_run set state = 'done', retry_at = null, last_error = null where definition_id = $1 and period = $2`,
    [definitionId, period],
  );
}

/** An attempt failed; a run that has its draft keeps it. `retryAt` in milliseconds since 1970. */
export async function updateFailed(
  db: Db,
  { definitionId, period }: RunRow,
  failure: { error: string; retryAt: number },
): Promise<void> {
  await db.query(
    `update report_run set state = case when report_id is null then 'failed' else state end, last_error = $3,
       retry_at = to_timestamp($4::double precision / 1000)
     where definition_id = $1 and period = $2 and state <> 'done'`,
    [definitionId, period, failure.error, failure.retryAt],
  );
}

/** Notes that an alarm was raised; false where it was before. */
export async function updateAlarmed(db: Db, { definitionId, period }: RunRow): Promise<boolean> {
  const [, count] = await db.query<[unknown, number]>(
    `update report_run set alarmed_at = clock_timestamp()
     where definition_id = $1 and period = $2 and alarmed_at is null and state <> 'done'`,
    [definitionId, period],
  );
  return count === 1;
}

/**
 * Takes a definition for the connection that `db` is, until `releaseDefinition` or the end of the connection, however
 * it ends; false where another has it.
 */
export async function takeDefinition(db: Db, definitionId: string): Promise<boolean> {
  const [{ taken }] = await db.query<[{ taken: boolean }]>(
    `select pg_try_advisory_lock(hashtext('report_definition'), hashtext($1)) as taken`,
    [definitionId],
  );
  return taken;
}

export async function releaseDefinition(db: Db, definitionId: string): Promise<void> {
  await db.query(`select pg_advisory_unlock(hashtext('report_definition'), hashtext($1))`, [definitionId]);
}
