import { type Db } from '../platform/database/db.js';
import { type Points } from './domain/points.js';

/** One criterion at one unit in one year. */
export interface CriterionKey {
  readonly year: number;
  readonly unitId: string;
  readonly criterion: string;
}

/** Equal for the same criterion, unit and year. */
export function criterionKey({ year, unitId, criterion }: CriterionKey): string {
  return JSON.stringify([year, unitId, criterion]);
}

export interface NewAssessment extends CriterionKey {
  readonly points: Points;
  /** Of a self-assessment its note, of a review its reason. */
  readonly words: string | null;
}

/** Points that a unit declared, or that a reviewer accepted, as they are believed. */
export interface AssessmentRow extends NewAssessment {
  readonly id: number;
  readonly revision: number;
}

/** Điểm tự chấm, điểm thẩm định: the same columns, said by two sides. */
export type AssessmentTable = 'self_assessment' | 'criterion_review';

const WORDS: Readonly<Record<AssessmentTable, string>> = { self_assessment: 'note', criterion_review: 'reason' };

const columnsOf = (table: AssessmentTable): string =>
  `id, year, unit_id as "unitId", criterion, (points * 100)::int as points, ${WORDS[table]} as words,
     known_from as revision`;
const BELIEVED = `known_from <= $1 and (known_to is null or known_to > $1)`;

/** All that are believed of a scorecard and year. */
export async function selectAssessments(
  db: Db,
  table: AssessmentTable,
  of: { readonly scorecardId: number; readonly year: number },
  revision: number,
): Promise<AssessmentRow[]> {
  return db.query<AssessmentRow[]>(
    `select ${columnsOf(table)} from ${table} where ${BELIEVED} and scorecard_id = $2 and year = $3`,
    [revision, of.scorecardId, of.year],
  );
}

/** A row that is believed, or that somebody withdrew. */
export interface AssessmentStatement extends AssessmentRow {
  readonly isRetracted: boolean;
}

/** What is believed of a scorecard and what was withdrawn of it, but not what was replaced; of one year if given. */
export async function selectStatements(
  db: Db,
  table: AssessmentTable,
  of: { readonly scorecardId: number; readonly year: number | null },
  revision: number,
): Promise<AssessmentStatement[]> {
  return db.query<AssessmentStatement[]>(
    `select ${columnsOf(table)}, coalesce(known_to <= $1, false) as "isRetracted" from ${table}
     where known_from <= $1 and (known_to is null or known_to > $1 or closing_reason is not null)
       and scorecard_id = $2 and ($3::int is null or year = $3) order by year, id`,
    [revision, of.scorecardId, of.year],
  );
}

/** Self-assessments by their ids, whether they are still believed or not; with the scorecard that they are of. */
export async function selectSelfAssessmentsById(
  db: Db,
  ids: readonly number[],
  revision: number,
): Promise<{ id: number; unitId: string; year: number }[]> {
  return db.query<{ id: number; unitId: string; year: number }[]>(
    `select id, unit_id as "unitId", year from self_assessment where known_from <= $1 and id = any($2::bigint[])`,
    [revision, ids],
  );
}

/** New ones, in the order given; their ids. */
export async function insertAssessments(
  db: Db,
  table: AssessmentTable,
  scorecardId: number,
  assessments: readonly NewAssessment[],
  revision: number,
): Promise<number[]> {
  const rows = await db.query<{ id: number }[]>(
    `insert into ${table} (scorecard_id, year, unit_id, criterion, points, ${WORDS[table]}, known_from)
     select $2, (row->>'year')::int, (row->>'unitId')::uuid, row->>'criterion', (row->>'points')::numeric / 100,
       row->>'words', $3
     from jsonb_array_elements($1) with ordinality as list(row, place) order by place
     returning id`,
    [JSON.stringify(assessments), scorecardId, revision],
  );
  return rows.map(({ id }) => id);
}

/** Those that are believed are so no longer; with a reason where they were withdrawn rather than replaced. */
export async function closeAssessments(
  db: Db,
  table: AssessmentTable,
  scorecardId: number,
  keys: readonly CriterionKey[],
  { revision, reason }: { readonly revision: number; readonly reason: string | null },
): Promise<void> {
  await db.query(
    `update ${table} a set known_to = $3, closing_reason = $4
     from jsonb_to_recordset($1) as key(year int, "unitId" uuid, criterion text)
     where a.scorecard_id = $2 and a.year = key.year and a.unit_id = key."unitId" and a.criterion = key.criterion
       and a.known_to is null`,
    [JSON.stringify(keys), scorecardId, revision, reason],
  );
}

const SAME_CRITERION = (a: string, b: string): string =>
  `${a}.scorecard_id = ${b}.scorecard_id and ${a}.year = ${b}.year and ${a}.unit_id = ${b}.unit_id
     and ${a}.criterion = ${b}.criterion`;

/** What a row says, whenever it was believed. */
const said = (row: string): string => `to_jsonb(${row}) - array['id', 'known_from', 'known_to', 'closing_reason']`;

/** Points that a revision entered, and what has come of them since. */
export interface EnteredPoints extends CriterionKey {
  readonly scorecard: string;
  /** Of the row, or of the one that an undo believed again in its place; null: it is not believed any more. */
  readonly believedId: number | null;
  /** Others are believed in its place. */
  readonly isReplaced: boolean;
  /** It came in the place of others itself. */
  readonly replaces: boolean;
  readonly isReviewed: boolean;
  /** A result of the year was published since. */
  readonly isPublished: boolean;
}

export async function selectEnteredIn(db: Db, table: AssessmentTable, revision: number): Promise<EnteredPoints[]> {
  return db.query<EnteredPoints[]>(
    `select s.code as scorecard, a.year, a.unit_id as "unitId", a.criterion,
       case when ${said('now')} = ${said('a')} then now.id end as "believedId",
       coalesce(${said('now')} <> ${said('a')}, false) as "isReplaced",
       exists (select from ${table} b where b.known_to = $1 and ${SAME_CRITERION('b', 'a')}) as replaces,
       exists (select from criterion_review r where r.known_to is null and ${SAME_CRITERION('r', 'a')}) as "isReviewed",
       exists (select from scorecard_result p where p.scorecard_id = a.scorecard_id and p.year = a.year
         and p.source = 'computed' and p.recorded_in > $1) as "isPublished"
     from ${table} a join scorecard s on s.id = a.scorecard_id
       left join ${table} now on now.known_to is null and ${SAME_CRITERION('now', 'a')}
     where a.known_from = $1 order by a.id`,
    [revision],
  );
}

export async function closeAssessmentsById(
  db: Db,
  table: AssessmentTable,
  ids: readonly number[],
  { revision, reason }: { readonly revision: number; readonly reason: string },
): Promise<void> {
  await db.query(`update ${table} set known_to = $2, closing_reason = $3 where id = any($1) and known_to is null`, [
    ...[ids, revision, reason],
  ]);
}

/** Enters again what a revision replaced; ids of both, in order. */
export async function insertAssessmentCopies(
  db: Db,
  table: AssessmentTable,
  revision: number,
  now: number,
): Promise<{ from: number; to: number }[]> {
  const columns = `scorecard_id, year, unit_id, criterion, points, ${WORDS[table]}`;
  const before = await db.query<{ id: number }[]>(`select id from ${table} where known_to = $1 order by id`, [
    revision,
  ]);
  const after = await db.query<{ id: number }[]>(
    `insert into ${table} (${columns}, known_from)
     select ${columns}, $2 from ${table} where known_to = $1 order by id returning id`,
    [revision, now],
  );
  return before.map(({ id }, index) => ({ from: id, to: (after[index] as { id: number }).id }));
}
