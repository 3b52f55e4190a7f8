import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type Activity, type ActivityKind, searchKeyOf } from './domain/activity.js';

/** An activity as recorded, with its retraction if there is one. */
export interface ActivityRow extends Activity {
  readonly id: number;
  readonly revision: number;
  readonly recordedAt: string;
  readonly retraction: {
    readonly reason: string;
    readonly replacementId: number | null;
    readonly revision: number;
    readonly retractedAt: string;
  } | null;
}

/** Which activities are asked for; null narrows nothing. */
export interface ActivityFilter {
  readonly kind: ActivityKind | null;
  /** Words without diacritics, all of which it holds. */
  readonly words: readonly string[];
  readonly systemId: number | null;
  /** Its first day lies within `[from, to]`, both inclusive. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly retracted: boolean;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;

/** `$1` is the revision it is known at. */
const ACTIVITY = `
  select a.id, a.kind, a.title, a.starts_on as "startsOn", a.ends_on as "endsOn", a.organiser_id as "organiserId",
    a.place, a.people, a.note, a.recorded_in as revision, ${instant('written.at')} as "recordedAt",
    array(select system_id from activity_system s where s.activity_id = a.id order by system_id) as "systemIds",
    coalesce((select jsonb_agg(jsonb_build_object('unitId', l.unit_id, 'people', l.people) order by line)
      from activity_attendance l where l.activity_id = a.id), '[]') as attendance,
    coalesce((select jsonb_agg(jsonb_build_object('unitId', l.unit_id, 'type', l.type, 'quantity', l.quantity,
      'measure', l.measure) order by line) from activity_item l where l.activity_id = a.id), '[]') as items,
    case when r.activity_id is not null then jsonb_build_object('reason', r.reason, 'replacementId', r.replacement_id,
      'revision', r.recorded_in, 'retractedAt', ${instant('withdrawn.at')}) end as retraction
  from activity a
  join revision written on written.n = a.recorded_in
  left join activity_retraction r on r.activity_id = a.id and r.recorded_in <= $1
  left join revision withdrawn on withdrawn.n = r.recorded_in`;

/** Activities that pass a filter, latest first. */
export async function selectActivities(db: Db, filter: ActivityFilter, revision: number): Promise<ActivityRow[]> {
  const { kind, words, systemId, from, to, retracted } = filter;
  return db.query<ActivityRow[]>(
    `${ACTIVITY}
     where a.recorded_in <= $1 and ($2::text is null or a.kind = $2)
       and not exists (select from unnest($3::text[]) word where position(word in a.search_key) = 0)
       and ($4::int is null or exists (
         select from activity_system s where s.activity_id = a.id and s.system_id = $4))
       and ($5::date is null or a.starts_on >= $5) and ($6::date is null or a.starts_on <= $6)
       and (r.activity_id is not null) = $7
     order by a.starts_on desc, a.id desc`,
    [revision, kind, words, systemId, from, to, retracted],
  );
}

/** Activities by their ids, retracted ones too, in the order of recording. */
export async function selectActivitiesById(db: Db, ids: readonly number[], revision: number): Promise<ActivityRow[]> {
  return db.query<ActivityRow[]>(`${ACTIVITY} where a.recorded_in <= $1 and a.id = any($2::bigint[]) order by a.id`, [
    revision,
    ids,
  ]);
}

/** Activities that began on some days, retracted ones too, in the order of recording. */
export async function selectActivitiesOfDays(
  db: Db,
  days: readonly LocalDate[],
  revision: number,
): Promise<ActivityRow[]> {
  return db.query<ActivityRow[]>(
    `${ACTIVITY} where a.recorded_in <= $1 and a.starts_on = any($2::date[]) order by a.id`,
    [revision, days],
  );
}

/** What a revision recorded, and what it withdrew; each in the order of recording. */
export async function selectActivityIdsOf(
  db: Db,
  revision: number,
): Promise<{ recorded: number[]; withdrawn: number[] }> {
  const [row] = await db.query<[{ recorded: number[]; withdrawn: number[] }]>(
    `select array(select id from activity where recorded_in = $1 order by id) as recorded,
       array(select activity_id from activity_retraction where recorded_in = $1 order by activity_id) as withdrawn`,
    [revision],
  );
  return row;
}

/** New activities, in the order given; their ids. */
export async function insertActivities(db: Db, activities: readonly Activity[], revision: number): Promise<number[]> {
  const keyed = activities.map((activity) => ({ ...activity, searchKey: searchKeyOf(activity) }));
  const rows = await db.query<{ id: number }[]>(
    `insert into activity (kind, title, starts_on, ends_on, organiser_id, place, people, note, search_key, recorded_in)
     select row->>'kind', row->>'title', (row->>'startsOn')::date, (row->>'endsOn')::date, (row->>'organiserId')::uuid,
       row->>'place', (row->>'people')::int, row->>'note', row->>'searchKey', $2
     from jsonb_array_elements($1) with ordinality as list(row, place)
     order by place
     returning id`,
    [JSON.stringify(keyed), revision],
  );
  const ids = rows.map(({ id }) => id);
  const numbered = JSON.stringify(activities.map((activity, index) => ({ ...activity, id: ids[index] })));
  await db.query(
    `insert into activity_system (activity_id, system_id, recorded_in)
     select (row->>'id')::bigint, system::int, $2
     from jsonb_array_elements($1) as list(row), jsonb_array_elements_text(row->'systemIds') as system`,
    [numbered, revision],
  );
  await db.query(
    `insert into activity_attendance (activity_id, line, unit_id, people, recorded_in)
     select (row->>'id')::bigint, line, (one->>'unitId')::uuid, (one->>'people')::int, $2
     from jsonb_array_elements($1) as list(row),
       jsonb_array_elements(row->'attendance') with ordinality as attendance(one, line)`,
    [numbered, revision],
  );
  await db.query(
    `insert into activity_item (activity_id, line, unit_id, type, quantity, measure, recorded_in)
     select (row->>'id')::bigint, line, (one->>'unitId')::uuid, one->>'type', (one->>'quantity')::int, one->>'measure', $2
     from jsonb_array_elements($1) as list(row), jsonb_array_elements(row->'items') with ordinality as items(one, line)`,
    [numbered, revision],
  );
  return ids;
}

/** A withdrawal, and what came in its place. */
export interface ActivityRetraction {
  readonly activityId: number;
  readonly replacementId: number | null;
}

export async function insertActivityRetractions(
  db: Db,
  retractions: readonly ActivityRetraction[],
  reason: string,
  revision: number,
): Promise<void> {
  await db.query(
    `insert into activity_retraction (activity_id, reason, replacement_id, recorded_in)
     select (row->>'activityId')::bigint, $2, (row->>'replacementId')::bigint, $3
     from jsonb_array_elements($1) as list(row)`,
    [JSON.stringify(retractions), reason, revision],
  );
}
