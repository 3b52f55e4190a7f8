import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { type LineageRow } from './domain/lineage.js';

const LINEAGE = `reorganisation_id as "reorganisationId", predecessor_id as "predecessorId", successor_id as "successorId",
  effective_on as "effectiveOn", extent, lead`;
const BELIEVED = `known_from <= $1 and (known_to is null or known_to > $1)`;

/** All lineage up to the day. */
export async function selectLineageUntil(db: Db, at: Pick<ReadPoint, 'asOf' | 'revision'>): Promise<LineageRow[]> {
  return db.query<LineageRow[]>(
    `select ${LINEAGE} from lineage where ${BELIEVED} and effective_on <= $2 order by effective_on, id`,
    [at.revision, at.asOf],
  );
}

/** All lineage, whenever. */
export async function selectAllLineage(db: Db, revision: number): Promise<LineageRow[]> {
  return db.query<LineageRow[]>(`select ${LINEAGE} from lineage where ${BELIEVED} order by effective_on, id`, [
    revision,
  ]);
}

/** Lineage in which a unit stands on either side, whenever. */
export async function selectLineageOf(db: Db, unitIds: readonly string[], revision: number): Promise<LineageRow[]> {
  return db.query<LineageRow[]>(
    `select ${LINEAGE} from lineage
     where ${BELIEVED} and (predecessor_id = any($2::uuid[]) or successor_id = any($2::uuid[]))
     order by effective_on, id`,
    [revision, unitIds],
  );
}

export async function insertLineage(db: Db, rows: readonly LineageRow[], revision: number): Promise<void> {
  await db.query(
    `insert into lineage (reorganisation_id, predecessor_id, successor_id, effective_on, extent, lead, known_from)
     select "reorganisationId", "predecessorId", "successorId", "effectiveOn", extent, lead, $2
     from jsonb_to_recordset($1) as row("reorganisationId" uuid, "predecessorId" uuid, "successorId" uuid,
       "effectiveOn" date, extent text, lead boolean)`,
    [JSON.stringify(rows), revision],
  );
}

export async function closeLineage(db: Db, reorganisationId: string, revision: number): Promise<void> {
  await db.query(`update lineage set known_to = $2 where reorganisation_id = $1 and known_to is null`, [
    reorganisationId,
    revision,
  ]);
}
