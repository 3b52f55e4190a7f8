import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { type SystemAttributes, type SystemOnDay, type SystemPeriod } from './domain/system.js';

type Point = Pick<ReadPoint, 'asOf' | 'revision'>;
const ATTRIBUTES = `p.name, p.name_en as "nameEn", p.parent_id as "parentId", p.owner_id as "ownerId", p.legal_basis as "legalBasis", p.inheritance`;

/** Every system of the day, in the order the catalogue was recorded. */
export async function selectSystemsOnDay(db: Db, at: Point): Promise<SystemOnDay[]> {
  return await db.query<SystemOnDay[]>(
    `select s.id, s.code, ${ATTRIBUTES} from system s join system_period p on p.system_id = s.id
     where (p.valid_from is null or p.valid_from <= $1) and (p.valid_to is null or p.valid_to > $1)
       and p.known_from <= $2 and (p.known_to is null or p.known_to > $2)
     order by s.id`,
    [at.asOf, at.revision],
  );
}

/** All periods of all systems, or of the one with this code; earliest first. */
export async function selectSystemPeriods(
  db: Db,
  revision: number,
  code: string | null = null,
): Promise<SystemPeriod[]> {
  const rows = await db.query<(Omit<SystemPeriod, 'period'> & { from: LocalDate | null; to: LocalDate | null })[]>(
    `select s.id as "systemId", s.code, ${ATTRIBUTES}, p.valid_from as "from", p.valid_to as "to"
     from system s join system_period p on p.system_id = s.id
     where ($2::text is null or s.code = $2) and p.known_from <= $1 and (p.known_to is null or p.known_to > $1)
     order by s.code, p.valid_from nulls first`,
    [revision, code],
  );
  return rows.map(({ from, to, ...row }) => ({ ...row, period: { from, to } }));
}

/** The revision at which anything about a system was last recorded or withdrawn, up to `revision`. */
export async function selectSystemVersion(db: Db, id: number, revision: number): Promise<number> {
  const [row] = await db.query<[{ version: number }]>(
    `select greatest(max(known_from), max(known_to) filter (where known_to <= $2)) as version
     from system_period where system_id = $1 and known_from <= $2`,
    [id, revision],
  );
  return row.version;
}

/** A new system; one of that code that was recorded and taken back before is the same. */
export async function insertSystem(db: Db, code: string, revision: number): Promise<number> {
  const [row] = await db.query<[{ id: number }]>(
    `with made as (
       insert into system (code, recorded_in) values ($1, $2) on conflict (code) do nothing returning id)
     select id from made union all select id from system where code = $1`,
    [code, revision],
  );
  return row.id;
}

export async function insertSystemPeriod(
  db: Db,
  row: SystemAttributes & { systemId: number; from: LocalDate | null; to: LocalDate | null },
  revision: number,
): Promise<void> {
  await db.query(
    `insert into system_period
       (system_id, valid_from, valid_to, name, name_en, parent_id, owner_id, legal_basis, inheritance, known_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.systemId,
      row.from,
      row.to,
      row.name,
      row.nameEn,
      row.parentId,
      row.ownerId,
      row.legalBasis,
      row.inheritance,
      revision,
    ],
  );
}

export async function closeSystemPeriod(
  db: Db,
  systemId: number,
  from: LocalDate | null,
  revision: number,
): Promise<void> {
  await db.query(
    `update system_period set known_to = $3
     where system_id = $1 and valid_from is not distinct from $2::date and known_to is null`,
    [systemId, from, revision],
  );
}
