import { type Db } from '../platform/database/db.js';
import { type Definition } from './domain/definition.js';

/** A version that was taken back: none came in its place. */
export interface WithdrawnVersion {
  readonly scorecard: string;
  readonly fromYear: number;
  readonly definition: Definition;
  readonly legalBasis: string | null;
}

export async function selectWithdrawnVersions(db: Db, revision: number): Promise<WithdrawnVersion[]> {
  return db.query<WithdrawnVersion[]>(
    `select s.code as scorecard, v.from_year as "fromYear", v.definition, v.legal_basis as "legalBasis"
     from scorecard_version v join scorecard s on s.id = v.scorecard_id
     where v.known_to <= $1 and not exists (
       select from scorecard_version next
       where next.scorecard_id = v.scorecard_id and next.from_year = v.from_year and next.known_from = v.known_to)
     order by v.id`,
    [revision],
  );
}

/** What a row says, whenever it was believed; versions are counted, so that the same one may have another number. */
const said = (row: string): string => `to_jsonb(${row}) - array['id', 'number', 'known_from', 'known_to']`;

/** A version or a name that a revision recorded, and what has come of it since. */
export interface RecordedPart {
  readonly scorecardId: number;
  readonly scorecard: string;
  /** Null: the name. */
  readonly fromYear: number | null;
  /** Of the row, or of the one that an undo believed again in its place; null: another is believed, or none. */
  readonly believedId: number | null;
  /** Points that were declared or accepted by it since, results that were published, versions that were added. */
  readonly resting: boolean;
}

export async function selectVersionsRecordedIn(db: Db, revision: number): Promise<RecordedPart[]> {
  const later = (table: string): string =>
    `exists (select from ${table} p where p.scorecard_id = v.scorecard_id and p.known_from > $1 and p.known_to is null
       and p.year >= v.from_year and (following.year is null or p.year < following.year))`;
  return db.query<RecordedPart[]>(
    `select v.scorecard_id as "scorecardId", s.code as scorecard, v.from_year as "fromYear", same.id as "believedId",
       ${later('self_assessment')} or ${later('criterion_review')} or exists (
         select from scorecard_result r where r.scorecard_id = v.scorecard_id and r.recorded_in > $1
           and r.source = 'computed' and r.year >= v.from_year
           and (following.year is null or r.year < following.year)) as resting
     from scorecard_version v join scorecard s on s.id = v.scorecard_id
       left join scorecard_version same on same.known_to is null and same.scorecard_id = v.scorecard_id
         and ${said('same')} = ${said('v')}
       cross join lateral (
         select min(from_year) as year from scorecard_version o
         where o.scorecard_id = v.scorecard_id and o.known_to is null and o.from_year > v.from_year) following
     where v.known_from = $1 order by v.id`,
    [revision],
  );
}

/** Names that a revision gave; of a scorecard that it recorded, later versions and results rest on it. */
export async function selectTitlesRecordedIn(db: Db, revision: number): Promise<RecordedPart[]> {
  return db.query<RecordedPart[]>(
    `select t.scorecard_id as "scorecardId", s.code as scorecard, null as "fromYear", same.id as "believedId",
       not exists (select from scorecard_title b where b.scorecard_id = t.scorecard_id and b.known_to = $1) and (
         exists (select from scorecard_version v where v.scorecard_id = t.scorecard_id and v.known_to is null
           and not exists (
             select from scorecard_version own where own.known_from = $1 and ${said('own')} = ${said('v')}))
         or exists (select from scorecard_result r where r.scorecard_id = t.scorecard_id and r.recorded_in > $1)
       ) as resting
     from scorecard_title t join scorecard s on s.id = t.scorecard_id
       left join scorecard_title same on same.known_to is null and same.scorecard_id = t.scorecard_id
         and ${said('same')} = ${said('t')}
     where t.known_from = $1 order by t.id`,
    [revision],
  );
}

export async function closeRecorded(
  db: Db,
  table: 'scorecard_version' | 'scorecard_title',
  ids: readonly number[],
  revision: number,
): Promise<void> {
  await db.query(`update ${table} set known_to = $2 where id = any($1) and known_to is null`, [ids, revision]);
}

/** Records again the versions that a revision replaced, with numbers of their own. */
export async function insertVersionCopies(db: Db, revision: number, now: number): Promise<void> {
  await db.query(
    `insert into scorecard_version (scorecard_id, number, from_year, definition, legal_basis, known_from)
     select v.scorecard_id, (select count(*) from scorecard_version c where c.scorecard_id = v.scorecard_id)
         + row_number() over (partition by v.scorecard_id order by v.id),
       v.from_year, v.definition, v.legal_basis, $2
     from scorecard_version v where v.known_to = $1 order by v.id`,
    [revision, now],
  );
}

/** Gives again the names that a revision took. */
export async function insertTitleCopies(db: Db, revision: number, now: number): Promise<void> {
  await db.query(
    `insert into scorecard_title (scorecard_id, name, name_en, known_from)
     select scorecard_id, name, name_en, $2 from scorecard_title where known_to = $1 order by id`,
    [revision, now],
  );
}
