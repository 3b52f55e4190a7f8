import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';

export interface ReorganisationRow {
  id: string;
  effectiveOn: LocalDate;
  instruments: unknown;
  followers: { unitId: string; from: string; to: string }[];
  revision: number;
  /** Name of the account; null: from the terminal, or by the service itself. */
  recordedBy: string | null;
  undoneIn: number | null;
  undoReason: string | null;
}

const ROW = `id, effective_on as "effectiveOn", instruments, followers, known_from as revision,
  (select account_name from revision where n = known_from) as "recordedBy",
  case when known_to <= $1 then known_to end as "undoneIn", case when known_to <= $1 then undo_reason end as "undoReason"`;

/** All packages as known after a revision, undone ones too; latest day first. */
export async function selectReorganisations(db: Db, revision: number): Promise<ReorganisationRow[]> {
  return db.query<ReorganisationRow[]>(
    `select ${ROW} from reorganisation where known_from <= $1 order by effective_on desc, known_from desc`,
    [revision],
  );
}

export async function findReorganisation(db: Db, id: string, revision: number): Promise<ReorganisationRow | null> {
  const [row] = await db.query<ReorganisationRow[]>(
    `select ${ROW} from reorganisation where known_from <= $1 and id::text = $2`,
    [revision, id],
  );
  return row ?? null;
}

/** Those of some ids that name packages, undone ones too. */
export async function selectReorganisationIds(db: Db, ids: readonly string[], revision: number): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `select id from reorganisation where known_from <= $1 and id::text = any($2)`,
    [revision, ids],
  );
  return rows.map(({ id }) => id);
}

/** The units that packages end, begin or change, and those that others came from; undone packages have none. */
export async function selectUnitsOfReorganisations(
  db: Db,
  ids: readonly string[],
  revision: number,
): Promise<{ id: string; unitId: string; day: LocalDate }[]> {
  return db.query<{ id: string; unitId: string; day: LocalDate }[]>(
    `with package as (select id, effective_on from reorganisation
         where id::text = any($2) and known_from <= $1 and (known_to is null or known_to > $1)),
       touched (id, unit_id) as (
         select p.id, u.unit_id from package p join unit_period u on p.id in (u.opened_by, u.closed_by)
           where u.known_from <= $1 and (u.known_to is null or u.known_to > $1)
         union
         select p.id, unnest(array[l.predecessor_id, l.successor_id]) from package p
           join lineage l on l.reorganisation_id = p.id
           where l.known_from <= $1 and (l.known_to is null or l.known_to > $1))
     select id, unit_id as "unitId", effective_on as day from touched join package using (id)`,
    [revision, ids],
  );
}

export async function insertReorganisation(
  db: Db,
  row: Pick<ReorganisationRow, 'effectiveOn' | 'instruments' | 'followers'>,
  revision: number,
): Promise<string> {
  const [inserted] = await db.query<[{ id: string }]>(
    `insert into reorganisation (effective_on, instruments, followers, known_from) values ($1, $2, $3, $4) returning id`,
    [row.effectiveOn, JSON.stringify(row.instruments), JSON.stringify(row.followers), revision],
  );
  return inserted.id;
}

export async function closeReorganisation(db: Db, id: string, reason: string, revision: number): Promise<void> {
  await db.query(`update reorganisation set known_to = $2, undo_reason = $3 where id = $1`, [id, revision, reason]);
}
