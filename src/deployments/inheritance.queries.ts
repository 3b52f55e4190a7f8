import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';

/** Somebody decided which predecessors of a successor count for a system. */
export interface DecisionRow {
  successorId: string;
  systemId: number;
  effectiveOn: LocalDate;
  predecessorIds: string[];
  reason: string;
}

export async function selectDecisionsUntil(db: Db, at: Pick<ReadPoint, 'asOf' | 'revision'>): Promise<DecisionRow[]> {
  return db.query<DecisionRow[]>(
    `select successor_id as "successorId", system_id as "systemId", effective_on as "effectiveOn",
       predecessor_ids::text[] as "predecessorIds", reason
     from inheritance_decision
     where known_from <= $1 and (known_to is null or known_to > $1) and effective_on <= $2`,
    [at.revision, at.asOf],
  );
}

/** Ceases to believe what was decided of some successors on a day. */
export async function closeDecisions(
  db: Db,
  successorIds: readonly string[],
  effectiveOn: LocalDate,
  revision: number,
): Promise<void> {
  await db.query(
    `update inheritance_decision set known_to = $3
     where successor_id = any($1::uuid[]) and effective_on = $2 and known_to is null`,
    [successorIds, effectiveOn, revision],
  );
}

/** Records a decision in the place of one there may be. */
export async function replaceDecision(db: Db, decision: DecisionRow, revision: number): Promise<void> {
  const { successorId, systemId, effectiveOn, predecessorIds, reason } = decision;
  await db.query(
    `update inheritance_decision set known_to = $4
     where successor_id = $1 and system_id = $2 and effective_on = $3 and known_to is null`,
    [successorId, systemId, effectiveOn, revision],
  );
  await db.query(
    `insert into inheritance_decision (successor_id, system_id, effective_on, predecessor_ids, reason, known_from)
     values ($1, $2, $3, $4, $5, $6)`,
    [successorId, systemId, effectiveOn, predecessorIds, reason, revision],
  );
}
