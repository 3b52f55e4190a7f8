import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type Level } from '../units/domain/unit.js';
import { type TargetMeasure } from './domain/target.js';

/** A goal for the coverage of a system or for an indicator; exactly one of the two is named. */
export interface Target {
  readonly name: string;
  readonly systemId: number | null;
  readonly indicatorId: number | null;
  readonly scopeId: string;
  readonly level: Level | null;
  readonly kind: string | null;
  readonly measure: TargetMeasure;
  /** In hundredths: of a percent for a ratio, of one for the others. */
  readonly goal: number;
  /** The same; null: what is known of the first day. */
  readonly baseline: number | null;
  readonly startsOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly legalBasis: string | null;
}

export interface TargetRow extends Target {
  readonly id: string;
  readonly revision: number;
}

const TARGET = `select id, name, system_id as "systemId", indicator_id as "indicatorId", scope_id as "scopeId", level, kind,
    measure, (goal * 100)::bigint as goal, (baseline * 100)::bigint as baseline, starts_on as "startsOn",
    due_on as "dueOn", legal_basis as "legalBasis", known_from as revision
  from target where known_from <= $1 and (known_to is null or known_to > $1)`;

/** All targets, first due first. */
export async function selectTargets(db: Db, revision: number): Promise<TargetRow[]> {
  return db.query<TargetRow[]>(`${TARGET} order by due_on, name, id`, [revision]);
}

export async function selectTargetsById(db: Db, ids: readonly string[], revision: number): Promise<TargetRow[]> {
  return db.query<TargetRow[]>(`${TARGET} and id::text = any($2)`, [revision, ids]);
}

export async function insertTarget(db: Db, target: Target, revision: number): Promise<string> {
  const { name, systemId, indicatorId, scopeId, level, kind, measure, goal, baseline } = target;
  const [row] = await db.query<[{ id: string }]>(
    `insert into target (name, system_id, indicator_id, scope_id, level, kind, measure, goal, baseline, starts_on, due_on,
       legal_basis, known_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8::numeric / 100, $9::numeric / 100, $10, $11, $12, $13) returning id`,
    [
      ...[name, systemId, indicatorId, scopeId, level, kind, measure, goal, baseline],
      ...[target.startsOn, target.dueOn, target.legalBasis, revision],
    ],
  );
  return row.id;
}

export async function closeTarget(db: Db, id: string, reason: string, revision: number): Promise<void> {
  await db.query(`update target set known_to = $3, closing_reason = $2 where id = $1 and known_to is null`, [
    id,
    reason,
    revision,
  ]);
}
