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

const rowOf = (table: AssessmentTable): string =>
  `select id, year, unit_id as "unitId", criterion, (points * 100)::int as points, ${WORDS[table]} as words,
     known_from as revision from ${table}`;
const BELIEVED = `known_from <= $1 and (known_to is null or known_to > $1)`;

/** All that are believed of a scorecard and year. */
export async function selectAssessments(
  db: Db,
  table: AssessmentTable,
  of: { readonly scorecardId: number; readonly year: number },
  revision: number,
): Promise<AssessmentRow[]> {
  return db.query<AssessmentRow[]>(`${rowOf(table)} where ${BELIEVED} and scorecard_id = $2 and year = $3`, [
    ...[revision, of.scorecardId, of.year],
  ]);
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
