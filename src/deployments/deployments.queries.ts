import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { type ScopeSpan } from '../units/domain/unit-scope.js';
import { type Dating, type EntryStage, type LedgerEntry, type Stage, type StageStart } from './domain/entry.js';

type Point = Pick<ReadPoint, 'asOf' | 'revision'>;

export interface Evidence {
  kind: 'document' | 'link';
  title?: string;
  /** Id of the document that was named. */
  document?: string;
  url?: string;
}

/** One unit and one system. */
export interface Pair {
  unitId: string;
  systemId: number;
}

export interface NewEntry extends Pair {
  stage: EntryStage;
  effectiveOn: LocalDate;
  dated: Dating;
  dueOn: LocalDate | null;
  evidence: Evidence[];
  note: string | null;
  vendor: string | null;
  version: string | null;
  contract: string | null;
}

/** An entry as it stands in the ledger, with its retraction if there is one. */
export interface EntryRow extends NewEntry {
  id: number;
  revision: number;
  recordedAt: string;
  /** Name of the account; null: from the terminal, or by the service itself. */
  recordedBy: string | null;
  retraction: {
    reason: string;
    replacementId: number | null;
    revision: number;
    retractedAt: string;
    retractedBy: string | null;
  } | null;
}

export interface PairStage extends Pair {
  stage: Stage;
  startsOn: LocalDate;
  dated: Dating;
  entryId: number;
}

export interface PairPlan extends Pair {
  entryId: number;
  plannedOn: LocalDate;
  dueOn: LocalDate | null;
  lastLiveOn: LocalDate | null;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;

/** The stages that some units have of some systems on the day, of their own; one probe a pair, however long its history. */
export async function selectStagesOnDay(
  db: Db,
  at: Point,
  of: { systemIds: readonly number[]; unitIds: readonly string[] },
): Promise<PairStage[]> {
  return await db.query<PairStage[]>(
    `select unit_id as "unitId", system_id as "systemId", stage, starts_on as "startsOn", dated, entry_id as "entryId"
     from unnest($3::int[]) as chosen (system)
     cross join unnest($4::uuid[]) as asked (unit)
     cross join lateral (
       select * from stage_start
       where system_id = system and unit_id = unit and starts_on <= $1
         and known_from <= $2 and (known_to is null or known_to > $2)
       order by starts_on desc limit 1) latest`,
    [at.asOf, at.revision, of.systemIds, of.unitIds],
  );
}

/** The latest plan of every unit and system that has one, with the day it last went live. */
export async function selectPlansOnDay(
  db: Db,
  at: Point,
  systemIds: readonly number[] | null = null,
): Promise<PairPlan[]> {
  return await db.query<PairPlan[]>(
    `select plan.*, live.starts_on as "lastLiveOn"
     from (select distinct on (system_id, unit_id)
             unit_id as "unitId", system_id as "systemId", id as "entryId", effective_on as "plannedOn", due_on as "dueOn"
           from deployment_entry e
           where stage = 'planned' and effective_on <= $1 and recorded_in <= $2
             and ($3::int[] is null or system_id = any($3))
             and not exists (select from deployment_retraction r where r.entry_id = e.id and r.recorded_in <= $2)
           order by system_id, unit_id, effective_on desc, id desc) plan
     left join lateral (
       select starts_on from stage_start s
       where s.system_id = plan."systemId" and s.unit_id = plan."unitId" and s.stage = 'live' and s.starts_on <= $1
         and s.known_from <= $2 and (s.known_to is null or s.known_to > $2)
       order by starts_on desc limit 1) live on true`,
    [at.asOf, at.revision, systemIds],
  );
}

/** The day of the latest believed word on the stage of each pair: when it was last confirmed. */
export async function selectLastConfirmed(
  db: Db,
  pairs: readonly Pair[],
  at: Point,
): Promise<(Pair & { day: LocalDate })[]> {
  return await db.query<(Pair & { day: LocalDate })[]>(
    `select pair."unitId", pair."systemId", latest.effective_on as day
     from jsonb_to_recordset($1) as pair("unitId" uuid, "systemId" int)
     cross join lateral (
       select effective_on from deployment_entry e
       where e.unit_id = pair."unitId" and e.system_id = pair."systemId" and e.stage <> 'planned'
         and e.effective_on <= $2 and e.recorded_in <= $3
         and not exists (select from deployment_retraction r where r.entry_id = e.id and r.recorded_in <= $3)
       order by effective_on desc limit 1) latest`,
    [JSON.stringify(pairs.map(({ unitId, systemId }) => ({ unitId, systemId }))), at.asOf, at.revision],
  );
}

/** Columns and joins of an `EntryRow`; `$1` is the revision it is known at. */
export const ENTRY = `
  select e.id, e.unit_id as "unitId", e.system_id as "systemId", e.stage, e.effective_on as "effectiveOn", e.dated,
    e.due_on as "dueOn", e.evidence, e.note, e.vendor, e.version, e.contract, e.recorded_in as revision,
    ${instant('written.at')} as "recordedAt", written.account_name as "recordedBy",
    case when r.entry_id is not null then jsonb_build_object('reason', r.reason, 'replacementId', r.replacement_id,
      'revision', r.recorded_in, 'retractedAt', ${instant('withdrawn.at')},
      'retractedBy', withdrawn.account_name) end as retraction
  from deployment_entry e
  join revision written on written.n = e.recorded_in
  left join deployment_retraction r on r.entry_id = e.id and r.recorded_in <= $1
  left join revision withdrawn on withdrawn.n = r.recorded_in`;

export async function findEntry(db: Db, id: number, revision: number): Promise<EntryRow | null> {
  const [row] = await db.query<EntryRow[]>(`${ENTRY} where e.recorded_in <= $1 and e.id = $2`, [revision, id]);
  return row ?? null;
}

/** Entries by their ids, in the order of recording. */
export async function selectEntries(db: Db, ids: readonly number[], revision: number): Promise<EntryRow[]> {
  return db.query<EntryRow[]>(`${ENTRY} where e.recorded_in <= $1 and e.id = any($2::bigint[]) order by e.id`, [
    revision,
    ids,
  ]);
}

/** Whether the day of entry `e` lies in a span of its unit; null spans: always. */
export const inSpans = (spans: string): string => `(${spans}::jsonb is null or exists (
  select from jsonb_to_recordset(${spans}) as span("unitId" uuid, "from" date, "to" date)
  where span."unitId" = e.unit_id and daterange(span."from", span."to") @> e.effective_on))`;

export function spansJson(spans: readonly ScopeSpan[] | null): string | null {
  return spans && JSON.stringify(spans.map(({ unitId, period }) => ({ unitId, ...period })));
}

/** All entries of a unit, a system or both, retracted ones too, latest day first; those of some spans alone, if given. */
export async function selectHistory(
  db: Db,
  of: Partial<Pair>,
  revision: number,
  page: { offset: number; limit: number },
  readable: readonly ScopeSpan[] | null,
): Promise<{ rows: EntryRow[]; total: number }> {
  const filter = `e.recorded_in <= $1 and ($2::uuid is null or e.unit_id = $2)
    and ($3::int is null or e.system_id = $3) and ${inSpans('$4')}`;
  const parameters = [revision, of.unitId ?? null, of.systemId ?? null, spansJson(readable)];
  const rows = await db.query<EntryRow[]>(
    `${ENTRY} where ${filter} order by e.effective_on desc, e.id desc offset $5 limit $6`,
    [...parameters, page.offset, page.limit],
  );
  const [{ total }] = await db.query<[{ total: number }]>(
    `select count(*) as total from deployment_entry e where ${filter}`,
    parameters,
  );
  return { rows, total };
}

/** What the ledger believes of some pairs: entries that were not retracted. */
export async function selectBelievedEntries(
  db: Db,
  pairs: readonly Pair[],
  revision: number,
): Promise<(LedgerEntry & Pair)[]> {
  return await db.query<(LedgerEntry & Pair)[]>(
    `select e.id, e.unit_id as "unitId", e.system_id as "systemId", e.stage, e.effective_on as "effectiveOn", e.dated,
       e.due_on as "dueOn"
     from jsonb_to_recordset($1) as pair("unitId" uuid, "systemId" int)
     join deployment_entry e on e.unit_id = pair."unitId" and e.system_id = pair."systemId"
     where e.recorded_in <= $2
       and not exists (select from deployment_retraction r where r.entry_id = e.id and r.recorded_in <= $2)
     order by e.id`,
    [JSON.stringify(pairs.map(({ unitId, systemId }) => ({ unitId, systemId }))), revision],
  );
}

/** New entries, in the order given; their ids. */
export async function insertEntries(db: Db, entries: readonly NewEntry[], revision: number): Promise<number[]> {
  const rows = await db.query<{ id: number }[]>(
    `insert into deployment_entry
       (unit_id, system_id, stage, effective_on, dated, due_on, evidence, note, vendor, version, contract, recorded_in)
     select (row->>'unitId')::uuid, (row->>'systemId')::int, row->>'stage', (row->>'effectiveOn')::date, row->>'dated',
       (row->>'dueOn')::date, row->'evidence', row->>'note', row->>'vendor', row->>'version', row->>'contract', $2
     from jsonb_array_elements($1) with ordinality as list(row, place)
     order by place
     returning id`,
    [JSON.stringify(entries), revision],
  );
  return rows.map((row) => row.id);
}

/** Withdraws entries, all for one reason; of several that one replaces, one names it. */
export async function insertRetractions(
  db: Db,
  retractions: readonly { entryId: number; replacementId: number | null }[],
  reason: string,
  revision: number,
): Promise<void> {
  await db.query(
    `insert into deployment_retraction (entry_id, reason, replacement_id, recorded_in)
     select "entryId", $2, "replacementId", $3
     from jsonb_to_recordset($1) as row("entryId" bigint, "replacementId" bigint)`,
    [JSON.stringify(retractions), reason, revision],
  );
}

/** The starts believed now of some pairs, earliest first. */
export async function selectStarts(db: Db, pairs: readonly Pair[]): Promise<(StageStart & Pair)[]> {
  return await db.query<(StageStart & Pair)[]>(
    `select s.unit_id as "unitId", s.system_id as "systemId", starts_on as "startsOn", stage, dated, entry_id as "entryId"
     from jsonb_to_recordset($1) as pair("unitId" uuid, "systemId" int)
     join stage_start s on s.unit_id = pair."unitId" and s.system_id = pair."systemId"
     where known_to is null
     order by starts_on`,
    [JSON.stringify(pairs.map(({ unitId, systemId }) => ({ unitId, systemId })))],
  );
}

export async function closeStarts(db: Db, starts: readonly (StageStart & Pair)[], revision: number): Promise<void> {
  await db.query(
    `update stage_start s set known_to = $2
     from jsonb_to_recordset($1) as row("unitId" uuid, "systemId" int, "startsOn" date)
     where s.unit_id = row."unitId" and s.system_id = row."systemId" and s.starts_on = row."startsOn" and s.known_to is null`,
    [JSON.stringify(starts), revision],
  );
}

export async function insertStarts(db: Db, starts: readonly (StageStart & Pair)[], revision: number): Promise<void> {
  await db.query(
    `insert into stage_start (unit_id, system_id, starts_on, stage, dated, entry_id, known_from)
     select "unitId", "systemId", "startsOn", stage, dated, "entryId", $2
     from jsonb_to_recordset($1) as row("unitId" uuid, "systemId" int, "startsOn" date, stage text, dated text, "entryId" bigint)`,
    [JSON.stringify(starts), revision],
  );
}

/** Believed entries of some units from a day on. */
export async function selectEntriesFrom(
  db: Db,
  unitIds: readonly string[],
  day: LocalDate,
  revision: number,
): Promise<{ id: number; unitId: string; effectiveOn: LocalDate }[]> {
  return db.query<{ id: number; unitId: string; effectiveOn: LocalDate }[]>(
    `select e.id, e.unit_id as "unitId", e.effective_on as "effectiveOn" from deployment_entry e
     where e.unit_id = any($1::uuid[]) and e.effective_on >= $2 and e.recorded_in <= $3
       and not exists (select from deployment_retraction r where r.entry_id = e.id and r.recorded_in <= $3)
     order by e.id`,
    [unitIds, day, revision],
  );
}

/** Believed entries of days on which their unit did not exist, as known at the revision. */
export async function selectStranded(db: Db, revision: number): Promise<EntryRow[]> {
  return db.query<EntryRow[]>(
    `${ENTRY}
     where e.recorded_in <= $1 and r.entry_id is null
       and not exists (
         select from unit_period p
         where p.unit_id = e.unit_id and p.known_from <= $1 and (p.known_to is null or p.known_to > $1)
           and (p.valid_from is null or p.valid_from <= e.effective_on)
           and (p.valid_to is null or p.valid_to > e.effective_on))
     order by e.effective_on, e.id`,
    [revision],
  );
}
