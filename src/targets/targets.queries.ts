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

const FACTS = `id, name, system_id as "systemId", indicator_id as "indicatorId", scope_id as "scopeId", level, kind,
    measure, (goal * 100)::bigint as goal, (baseline * 100)::bigint as baseline, starts_on as "startsOn",
    due_on as "dueOn", legal_basis as "legalBasis", known_from as revision`;
const TARGET = `select ${FACTS} from target where known_from <= $1 and (known_to is null or known_to > $1)`;

/** All targets, first due first. */
export async function selectTargets(db: Db, revision: number): Promise<TargetRow[]> {
  return db.query<TargetRow[]>(`${TARGET} order by due_on, name, id`, [revision]);
}

export async function selectTargetsById(db: Db, ids: readonly string[], revision: number): Promise<TargetRow[]> {
  return db.query<TargetRow[]>(`${TARGET} and id::text = any($2)`, [revision, ids]);
}

/** A target, believed or withdrawn. */
export type TargetStatement = TargetRow & { readonly isRetracted: boolean };

/** All targets that there ever were, in the order of recording. */
export async function selectTargetStatements(db: Db, revision: number): Promise<TargetStatement[]> {
  return db.query<TargetStatement[]>(
    `select ${FACTS}, known_to is not null and known_to <= $1 as "isRetracted"
     from target where known_from <= $1 order by known_from, due_on, name, id`,
    [revision],
  );
}

/** What a row says, whenever it was believed. */
const said = (row: string): string => `to_jsonb(${row}) - array['id', 'known_from', 'known_to', 'closing_reason']`;

/** What a revision set: its id, or that of the one that an undo set again in its place; null where another has come. */
export async function selectTargetsSetIn(
  db: Db,
  revision: number,
): Promise<{ name: string; believedId: string | null }[]> {
  return db.query<{ name: string; believedId: string | null }[]>(
    `select t.name, case when t.known_to is null then t.id else copy.id end as "believedId"
     from target t left join lateral (
       select c.id from target c
       where t.known_to is not null and c.known_to is null and c.known_from > $1 and ${said('c')} = ${said('t')}
       order by c.known_from desc limit 1) copy on true
     where t.known_from = $1 order by t.name, t.id`,
    [revision],
  );
}

/** Sets again what a revision withdrew; ids of both. */
export async function insertTargetCopies(
  db: Db,
  revision: number,
  now: number,
): Promise<{ from: string; to: string }[]> {
  return db.query<{ from: string; to: string }[]>(
    `with before as (select gen_random_uuid() as copy, * from target where known_to = $1),
       made as (
         insert into target (id, name, system_id, indicator_id, scope_id, level, kind, measure, goal, baseline, starts_on,
           due_on, legal_basis, known_from)
         select copy, name, system_id, indicator_id, scope_id, level, kind, measure, goal, baseline, starts_on, due_on,
           legal_basis, $2
         from before)
     select id as "from", copy as "to" from before order by known_from, due_on, name, id`,
    [revision, now],
  );
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

export async function closeTargets(db: Db, ids: readonly string[], reason: string, revision: number): Promise<void> {
  await db.query(`update target set known_to = $3, closing_reason = $2 where id = any($1) and known_to is null`, [
    ids,
    reason,
    revision,
  ]);
}
