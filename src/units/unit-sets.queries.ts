import { type LocalDate } from '../kernel/local-date.js';
import { type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';

export interface UnitSet {
  id: string;
  code: string;
  name: string;
}

export interface MemberPeriod {
  unitId: string;
  period: Period;
}

export async function selectSets(db: Db, revision: number): Promise<UnitSet[]> {
  return await db.query<UnitSet[]>(`select id, code, name from unit_set where recorded_in <= $1 order by code`, [
    revision,
  ]);
}

export async function findSet(db: Db, reference: string, revision: number): Promise<UnitSet | null> {
  const [set] = await db.query<UnitSet[]>(
    `select id, code, name from unit_set where (code = $1 or id::text = $1) and recorded_in <= $2`,
    [reference, revision],
  );
  return set ?? null;
}

export async function selectMembers(db: Db, setId: string, revision: number): Promise<MemberPeriod[]> {
  const rows = await db.query<{ unitId: string; from: LocalDate | null; to: LocalDate | null }[]>(
    `select unit_id as "unitId", valid_from as "from", valid_to as "to" from unit_set_member
     where set_id = $1 and known_from <= $2 and (known_to is null or known_to > $2)
     order by valid_from nulls first, unit_id`,
    [setId, revision],
  );
  return rows.map(({ unitId, from, to }) => ({ unitId, period: { from, to } }));
}

export async function selectMembersOnDay(
  db: Db,
  at: Pick<ReadPoint, 'asOf' | 'revision'>,
): Promise<{ setId: string; unitId: string }[]> {
  return await db.query<{ setId: string; unitId: string }[]>(
    `select set_id as "setId", unit_id as "unitId" from unit_set_member
     where (valid_from is null or valid_from <= $1) and (valid_to is null or valid_to > $1)
       and known_from <= $2 and (known_to is null or known_to > $2)`,
    [at.asOf, at.revision],
  );
}

export async function insertSet(db: Db, set: Omit<UnitSet, 'id'>, revision: number): Promise<string> {
  const [row] = await db.query<[{ id: string }]>(
    `insert into unit_set (code, name, recorded_in) values ($1, $2, $3) returning id`,
    [set.code, set.name, revision],
  );
  return row.id;
}

export async function insertMembers(
  db: Db,
  setId: string,
  members: readonly MemberPeriod[],
  revision: number,
): Promise<void> {
  await db.query(
    `insert into unit_set_member (set_id, unit_id, valid_from, valid_to, known_from)
     select $1, "unitId", "from", "to", $3
     from jsonb_to_recordset($2) as row("unitId" uuid, "from" date, "to" date)`,
    [setId, JSON.stringify(members.map(({ unitId, period }) => ({ unitId, ...period }))), revision],
  );
}
