import { type Db } from '../platform/database/db.js';
import { type Definition } from './domain/definition.js';

/** A scorecard under the name it bears; `version` is the revision that `If-Match` refers to. */
export interface ScorecardRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly version: number;
}

/** Who is scored by what from a year on, until the year of the next version. */
export interface VersionRow {
  readonly scorecardId: number;
  readonly number: number;
  readonly fromYear: number;
  readonly definition: Definition;
  readonly legalBasis: string | null;
  readonly revision: number;
}

const BELIEVED = `known_from <= $1 and (known_to is null or known_to > $1)`;
const VERSION = `select scorecard_id as "scorecardId", number, from_year as "fromYear", definition,
  legal_basis as "legalBasis", known_from as revision from scorecard_version`;

/** All scorecards, or the one of a code, in the order of recording. */
export async function selectScorecards(db: Db, revision: number, code: string | null = null): Promise<ScorecardRow[]> {
  return db.query<ScorecardRow[]>(
    `select s.id, s.code, t.name, t.name_en as "nameEn", t.known_from as version
     from scorecard s join scorecard_title t on t.scorecard_id = s.id and ${BELIEVED}
     where s.recorded_in <= $1 and ($2::text is null or s.code = $2) order by s.id`,
    [revision, code],
  );
}

/** A new one, or the one of that code whose recording was taken back. */
export async function insertScorecard(db: Db, code: string, revision: number): Promise<number> {
  const [known] = await db.query<{ id: number }[]>(`select id from scorecard where code = $1`, [code]);
  if (known) return known.id;
  const [row] = await db.query<[{ id: number }]>(
    `insert into scorecard (code, recorded_in) values ($1, $2) returning id`,
    [code, revision],
  );
  return row.id;
}

export async function insertTitle(
  db: Db,
  { id, name, nameEn }: Pick<ScorecardRow, 'id' | 'name' | 'nameEn'>,
  revision: number,
): Promise<void> {
  await db.query(`insert into scorecard_title (scorecard_id, name, name_en, known_from) values ($1, $2, $3, $4)`, [
    ...[id, name, nameEn, revision],
  ]);
}

export async function closeTitle(db: Db, id: number, revision: number): Promise<void> {
  await db.query(`update scorecard_title set known_to = $2 where scorecard_id = $1 and known_to is null`, [
    ...[id, revision],
  ]);
}

/** Believed versions of a scorecard, earliest year first. */
export async function selectVersions(db: Db, scorecardId: number, revision: number): Promise<VersionRow[]> {
  return db.query<VersionRow[]>(`${VERSION} where ${BELIEVED} and scorecard_id = $2 order by from_year`, [
    ...[revision, scorecardId],
  ]);
}

/** How many versions a scorecard ever had. */
export async function countVersions(db: Db, scorecardId: number): Promise<number> {
  const [{ count }] = await db.query<[{ count: number }]>(
    `select count(*) as count from scorecard_version where scorecard_id = $1`,
    [scorecardId],
  );
  return count;
}

export async function insertVersion(db: Db, version: Omit<VersionRow, 'revision'>, revision: number): Promise<void> {
  const { scorecardId, number, fromYear, definition, legalBasis } = version;
  await db.query(
    `insert into scorecard_version (scorecard_id, number, from_year, definition, legal_basis, known_from)
     values ($1, $2, $3, $4, $5, $6)`,
    [scorecardId, number, fromYear, JSON.stringify(definition), legalBasis, revision],
  );
}

export async function closeVersion(db: Db, scorecardId: number, fromYear: number, revision: number): Promise<void> {
  await db.query(
    `update scorecard_version set known_to = $3 where scorecard_id = $1 and from_year = $2 and known_to is null`,
    [scorecardId, fromYear, revision],
  );
}
