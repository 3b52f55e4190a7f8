import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { searchKey } from './domain/unit-name.js';
import { type HomeKin } from './domain/unit-tree.js';
import { type UnitOnDay, type UnitPeriod } from './domain/unit.js';

/** Believed after revision `$n`. */
const believedAt = (n: string): string => `known_from <= ${n} and (known_to is null or known_to > ${n})`;
const ATTRIBUTES = `code, agency_code as "agencyCode", name, kind, level, parent_id as "parentId"`;

type PeriodRow = Omit<UnitPeriod, 'period'> & { from: LocalDate | null; to: LocalDate | null };

const PERIOD = `unit_id as "unitId", ${ATTRIBUTES}, valid_from as "from", valid_to as "to"`;

function toPeriod({ from, to, ...row }: PeriodRow): UnitPeriod {
  return { ...row, period: { from, to } };
}

/** Every unit of the day, as known at the point. */
export async function selectUnitsOnDay(db: Db, at: Pick<ReadPoint, 'asOf' | 'revision'>): Promise<UnitOnDay[]> {
  return await db.query<UnitOnDay[]>(
    `select unit_id as id, ${ATTRIBUTES} from unit_period
     where (valid_from is null or valid_from <= $1) and (valid_to is null or valid_to > $1) and ${believedAt('$2')}`,
    [at.asOf, at.revision],
  );
}

/** The unit whose tracker this is, with all that it went into and came from; empty where none is set. */
export async function selectHomeKin(db: Db, revision: number): Promise<HomeKin[]> {
  return db.query<HomeKin[]>(
    `with recursive home ("unitId", kin) as (
       select home_unit, 'self' from setting where home_unit is not null
       union
       select case when predecessor_id = "unitId" then successor_id else predecessor_id end,
         case when predecessor_id = "unitId" then 'after' else 'before' end
       from home join lineage on (predecessor_id = "unitId" and kin <> 'before') or (successor_id = "unitId" and kin <> 'after')
       where predecessor_id <> successor_id and ${believedAt('$1')}
     )
     select "unitId", kin from home`,
    [revision],
  );
}

/** All periods of the units that have one of these ids, or that bear one of these codes at any time. */
export async function selectPeriodsByReference(
  db: Db,
  references: readonly string[],
  revision: number,
): Promise<UnitPeriod[]> {
  const rows = await db.query<PeriodRow[]>(
    `select ${PERIOD} from unit_period
     where (unit_id::text = any($1::text[]) or code = any($1::text[])) and ${believedAt('$2')}
     order by valid_from nulls first`,
    [references, revision],
  );
  return rows.map(toPeriod);
}

/** All periods of some units, earliest first. */
export async function selectPeriodsOfUnits(db: Db, ids: readonly string[], revision: number): Promise<UnitPeriod[]> {
  const rows = await db.query<PeriodRow[]>(
    `select ${PERIOD} from unit_period where unit_id = any($1::uuid[]) and ${believedAt('$2')}
     order by valid_from nulls first`,
    [ids, revision],
  );
  return rows.map(toPeriod);
}

/** All periods of some units that were ever believed up to a revision, the latest believed first. */
export async function selectPeriodsOnceBelieved(
  db: Db,
  ids: readonly string[],
  revision: number,
): Promise<UnitPeriod[]> {
  const rows = await db.query<PeriodRow[]>(
    `select ${PERIOD} from unit_period where unit_id = any($1::uuid[]) and known_from <= $2
     order by known_from desc, valid_from desc nulls last`,
    [ids, revision],
  );
  return rows.map(toPeriod);
}

/** Periods of units that stand right below some units, whenever. */
export async function selectPeriodsBelow(
  db: Db,
  parentIds: readonly string[],
  revision: number,
): Promise<UnitPeriod[]> {
  const rows = await db.query<PeriodRow[]>(
    `select ${PERIOD} from unit_period where parent_id = any($1::uuid[]) and ${believedAt('$2')}`,
    [parentIds, revision],
  );
  return rows.map(toPeriod);
}

/** Periods whose agency code is one of these. */
export async function selectPeriodsByAgencyCode(
  db: Db,
  codes: readonly string[],
  revision: number,
): Promise<UnitPeriod[]> {
  const rows = await db.query<PeriodRow[]>(
    `select ${PERIOD} from unit_period where agency_code = any($1::text[]) and ${believedAt('$2')}`,
    [codes, revision],
  );
  return rows.map(toPeriod);
}

/**
 * Periods that what was typed may mean: the accent-free key begins with one of `keys`, or the code or agency
 * code is the text itself; and all departments, which people name by initials that no key holds. At most `limit`.
 */
export async function selectSearchCandidates(
  db: Db,
  typed: { keys: readonly string[]; text: string },
  revision: number,
  limit: number,
): Promise<UnitPeriod[]> {
  const rows = await db.query<PeriodRow[]>(
    `select ${PERIOD} from unit_period
     where ${believedAt('$3')}
       and (search_key like any(select replace(replace(replace(k, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%' from unnest($1::text[]) k)
            or code = $2 or agency_code = $2 or level = 'department')
     limit $4`,
    [typed.keys, typed.text, revision, limit],
  );
  return rows.map(toPeriod);
}

/** The revision at which anything about a unit was last recorded or withdrawn, up to `revision`. */
export async function selectUnitVersion(db: Db, id: string, revision: number): Promise<number> {
  const [row] = await db.query<[{ version: number | null }]>(
    `select greatest(max(known_from), max(known_to) filter (where known_to <= $2)) as version
     from unit_period where unit_id = $1 and known_from <= $2`,
    [id, revision],
  );
  return row.version ?? 0;
}

/** New identities, as many as asked for. */
export async function insertUnits(db: Db, count: number, revision: number): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `insert into unit (recorded_in) select $2 from generate_series(1, $1::int) returning id`,
    [count, revision],
  );
  return rows.map((row) => row.id);
}

/** `openedBy` is the reorganisation that opens them, unless a period names its own. */
export async function insertPeriods(
  db: Db,
  periods: readonly (UnitPeriod & { openedBy?: string | null })[],
  revision: number,
  openedBy: string | null = null,
): Promise<void> {
  const rows = periods.map(({ period, ...attributes }) => ({
    ...attributes,
    ...period,
    searchKey: searchKey(attributes.name, attributes.kind),
  }));
  await db.query(
    `insert into unit_period (unit_id, code, agency_code, name, kind, level, parent_id, search_key, valid_from, valid_to,
       known_from, opened_by)
     select "unitId", code, "agencyCode", name, kind, level, "parentId", "searchKey", "from", "to", $2,
       coalesce("openedBy", $3)
     from jsonb_to_recordset($1) as row("unitId" uuid, code text, "agencyCode" text, name text, kind text,
       level text, "parentId" uuid, "searchKey" text, "from" date, "to" date, "openedBy" uuid)`,
    [JSON.stringify(rows), revision, openedBy],
  );
}

/** Ceases to believe periods, named by unit and first day. */
export async function closePeriods(
  db: Db,
  periods: readonly UnitPeriod[],
  revision: number,
  closedBy: string | null = null,
): Promise<void> {
  const rows = periods.map(({ unitId, period }) => ({ unitId, from: period.from }));
  await db.query(
    `update unit_period set known_to = $2, closed_by = $3
     from jsonb_to_recordset($1) as row("unitId" uuid, "from" date)
     where unit_id = row."unitId" and valid_from is not distinct from row."from" and known_to is null`,
    [JSON.stringify(rows), revision, closedBy],
  );
}

/** Every believed period of every unit. */
export async function selectAllPeriods(db: Db, revision: number): Promise<UnitPeriod[]> {
  const rows = await db.query<PeriodRow[]>(`select ${PERIOD} from unit_period where ${believedAt('$1')}`, [revision]);
  return rows.map(toPeriod);
}

/** A period that a reorganisation closed, with the one that had opened it. */
export type ClosedPeriod = UnitPeriod & { openedBy: string | null };

/**
 * What a reorganisation recorded of units: the periods it opened (and whether they are believed still), and those it
 * closed. One that was closed by another reorganisation and believed again by its undo stands there once.
 */
export async function selectPeriodsOfReorganisation(
  db: Db,
  id: string,
): Promise<{ opened: (UnitPeriod & { believed: boolean })[]; closed: ClosedPeriod[] }> {
  const rows = await db.query<(PeriodRow & { openedBy: string | null; opened: boolean; believed: boolean })[]>(
    `select ${PERIOD}, opened_by as "openedBy", true as opened, known_to is null as believed from unit_period
     where opened_by = $1
       and not exists (select from reorganisation r where r.id = closed_by and r.known_to is not null)
     union all
     select ${PERIOD}, opened_by, false, false from unit_period where closed_by = $1`,
    [id],
  );
  const periods = rows.map(({ openedBy, opened, believed, ...row }) => ({
    ...toPeriod(row),
    openedBy,
    opened,
    believed,
  }));
  return { opened: periods.filter(({ opened }) => opened), closed: periods.filter(({ opened }) => !opened) };
}
