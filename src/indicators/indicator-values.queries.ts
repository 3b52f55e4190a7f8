import { type LocalDate } from '../kernel/local-date.js';
import { type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { type ScopeSpan } from '../units/domain/unit-scope.js';
import { type StatedValue } from './domain/figure.js';

/** A value to be recorded. */
export interface NewValue extends Omit<StatedValue, 'id'> {
  readonly indicatorId: number;
  readonly definitionId: number;
  /** The reporting period as text, `2016-12`. */
  readonly period: string;
  readonly measuredOn: LocalDate;
  readonly source: string | null;
  readonly note: string | null;
}

/** A value as it stands recorded. */
export interface ValueRow extends NewValue {
  readonly id: number;
  readonly revision: number;
  readonly recordedAt: string;
  /** Null: it is believed. */
  readonly retraction: { readonly reason: string; readonly revision: number; readonly retractedAt: string } | null;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;

/** Columns and joins of a `ValueRow`; `$1` is the revision it is known at. */
const VALUE = `
  select v.id, v.indicator_id as "indicatorId", v.definition_id as "definitionId", v.unit_id as "unitId", v.period,
    v.first_day as "from", v.end_day as "to", v.measured_on as "measuredOn",
    json_build_object('amount', (v.amount * 100)::bigint, 'outOf', (v.out_of * 100)::bigint,
      'percent', (v.percent * 100)::bigint, 'comparator', v.comparator) as measure,
    v.source, v.note, v.known_from as revision, ${instant('written.at')} as "recordedAt",
    case when v.known_to <= $1 then json_build_object('reason', v.closing_reason, 'revision', v.known_to,
      'retractedAt', ${instant('withdrawn.at')}) end as retraction
  from indicator_value v join revision written on written.n = v.known_from
    left join revision withdrawn on withdrawn.n = v.known_to`;
const BELIEVED = `v.known_from <= $1 and (v.known_to is null or v.known_to > $1)`;

/** Believed values of some indicators that lie within `[from, to)` and were measured by the day. */
export async function selectValuesWithin(
  db: Db,
  indicatorIds: readonly number[],
  during: Period,
  at: Pick<ReadPoint, 'asOf' | 'revision'>,
): Promise<ValueRow[]> {
  return db.query<ValueRow[]>(
    `${VALUE} where ${BELIEVED} and v.indicator_id = any($2) and v.first_day >= $3 and v.end_day <= $4
       and v.end_day > $3 and v.measured_on <= $5 order by v.first_day, v.id`,
    [at.revision, indicatorIds, during.from, during.to, at.asOf],
  );
}

/** The latest period of which something was measured by the day; of some units only, if given. */
export async function findLatestPeriod(
  db: Db,
  indicatorId: number,
  at: Pick<ReadPoint, 'asOf' | 'revision'>,
  unitIds: readonly string[] | null,
): Promise<string | null> {
  const [row] = await db.query<{ period: string }[]>(
    `select v.period from indicator_value v
     where ${BELIEVED} and v.indicator_id = $2 and v.measured_on <= $3 and ($4::uuid[] is null or v.unit_id = any($4))
     order by v.end_day desc, v.first_day limit 1`,
    [at.revision, indicatorId, at.asOf, unitIds],
  );
  return row?.period ?? null;
}

/** What a list of values is narrowed by. */
export interface ValueFilter {
  readonly indicatorId: number | null;
  readonly unitIds: readonly string[] | null;
  readonly period: string | null;
  /** Also what was withdrawn. */
  readonly retracted: boolean;
  readonly readable: readonly ScopeSpan[] | null;
}

/** Values measured by the day, latest period first. */
export async function selectValues(
  db: Db,
  filter: ValueFilter,
  at: Pick<ReadPoint, 'asOf' | 'revision'>,
  page: { offset: number; limit: number },
): Promise<{ rows: ValueRow[]; total: number }> {
  const where = `where v.known_from <= $1 and ($6 or v.known_to is null or v.known_to > $1)
    and ($2::int is null or v.indicator_id = $2) and ($3::uuid[] is null or v.unit_id = any($3))
    and ($4::text is null or v.period = $4) and v.measured_on <= $5
    and ($7::jsonb is null or exists (
      select from jsonb_to_recordset($7) as span("unitId" uuid, "from" date, "to" date)
      where span."unitId" = v.unit_id and (span."from" is null or span."from" < v.end_day)
        and (span."to" is null or span."to" > v.first_day)))`;
  const { indicatorId, unitIds, period, retracted, readable } = filter;
  const spans = readable?.map(({ unitId, period: { from, to } }) => ({ unitId, from, to })) ?? null;
  const parameters = [
    ...[at.revision, indicatorId, unitIds, period, at.asOf, retracted],
    spans === null ? null : JSON.stringify(spans),
  ];
  const rows = await db.query<ValueRow[]>(
    `${VALUE} ${where} order by v.end_day desc, v.first_day desc, v.id desc offset $8 limit $9`,
    [...parameters, page.offset, page.limit],
  );
  const [{ total }] = await db.query<[{ total: number }]>(
    `select count(*) as total from indicator_value v ${where}`,
    parameters,
  );
  return { rows, total };
}

/** Values by their ids, in the order of recording; withdrawn ones too. */
export async function selectValuesById(db: Db, ids: readonly number[], revision: number): Promise<ValueRow[]> {
  return db.query<ValueRow[]>(`${VALUE} where v.known_from <= $1 and v.id = any($2) order by v.id`, [revision, ids]);
}

/** Believed values of some units that share a day with `[from, to)`. */
export async function selectValuesOfUnits(
  db: Db,
  unitIds: readonly string[],
  indicatorIds: readonly number[],
  during: { from: LocalDate; to: LocalDate },
  revision: number,
): Promise<ValueRow[]> {
  return db.query<ValueRow[]>(
    `${VALUE} where ${BELIEVED} and v.unit_id = any($2) and v.indicator_id = any($3)
       and v.first_day < $5 and v.end_day > $4 order by v.id`,
    [revision, unitIds, indicatorIds, during.from, during.to],
  );
}

/** Inserts them in order; their ids in the same order. */
export async function insertValues(db: Db, values: readonly NewValue[], revision: number): Promise<number[]> {
  const list = values.map((value) => {
    const { indicatorId, definitionId, unitId, period, from, to, measuredOn, measure, source, note } = value;
    return { indicatorId, definitionId, unitId, period, from, to, measuredOn, ...measure, source, note };
  });
  const rows = await db.query<{ id: number }[]>(
    `insert into indicator_value (indicator_id, definition_id, unit_id, period, first_day, end_day, measured_on, amount,
       out_of, percent, comparator, source, note, known_from)
     select (v->>'indicatorId')::int, (v->>'definitionId')::bigint, (v->>'unitId')::uuid, v->>'period',
       (v->>'from')::date, (v->>'to')::date, (v->>'measuredOn')::date, (v->>'amount')::numeric / 100,
       (v->>'outOf')::numeric / 100, (v->>'percent')::numeric / 100, v->>'comparator', v->>'source', v->>'note', $2
     from jsonb_array_elements($1) with ordinality as list(v, place) order by place returning id`,
    [JSON.stringify(list), revision],
  );
  return rows.map(({ id }) => id);
}

export async function closeValues(db: Db, ids: readonly number[], reason: string, revision: number): Promise<void> {
  await db.query(
    `update indicator_value set known_to = $3, closing_reason = $2 where id = any($1) and known_to is null`,
    [ids, reason, revision],
  );
}

/** When the first value of a unit and period of those was recorded, in whatever revision up to this one. */
export async function selectFirstGiven(
  db: Db,
  indicatorId: number,
  period: string,
  revision: number,
): Promise<{ unitId: string; givenOn: LocalDate; believed: boolean; measuredOn: LocalDate }[]> {
  return db.query<{ unitId: string; givenOn: LocalDate; believed: boolean; measuredOn: LocalDate }[]>(
    `select v.unit_id as "unitId", min((written.at at time zone 'Asia/Ho_Chi_Minh')::date) as "givenOn",
       bool_or(v.known_to is null or v.known_to > $1) as believed,
       max(v.measured_on) filter (where v.known_to is null or v.known_to > $1) as "measuredOn"
     from indicator_value v join revision written on written.n = v.known_from
     where v.known_from <= $1 and v.indicator_id = $2 and v.period = $3 group by v.unit_id`,
    [revision, indicatorId, period],
  );
}

/** What a row says, whenever it was believed. */
const said = (row: string): string => `to_jsonb(${row}) - array['id', 'known_from', 'known_to', 'closing_reason']`;

/**
 * What a revision stated: its id, or that of the one that an undo believed again in its place; `laterId` where another
 * has come in its place instead.
 */
export async function selectStatedIn(
  db: Db,
  revision: number,
): Promise<
  { believedId: number | null; laterId: number | null; unitId: string; indicatorId: number; measuredOn: LocalDate }[]
> {
  return db.query(
    `select same.id as "believedId", later.id as "laterId", v.unit_id as "unitId", v.indicator_id as "indicatorId",
       v.measured_on as "measuredOn"
     from indicator_value v
     left join indicator_value same on same.known_to is null and same.unit_id = v.unit_id
       and same.indicator_id = v.indicator_id and ${said('same')} = ${said('v')}
     left join lateral (
       select o.id from indicator_value o
       where same.id is null and o.known_to is null and o.unit_id = v.unit_id and o.indicator_id = v.indicator_id
         and daterange(o.first_day, o.end_day) && daterange(v.first_day, v.end_day) limit 1) later on true
     where v.known_from = $1 order by v.id`,
    [revision],
  );
}

/** Believed values in whose place those would come again that a revision withdrew, but for what it stated itself. */
export async function selectInTheWay(db: Db, revision: number, own: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ id: number }[]>(
    `select distinct o.id from indicator_value v
     join indicator_value o on o.known_to is null and o.unit_id = v.unit_id and o.indicator_id = v.indicator_id
       and daterange(o.first_day, o.end_day) && daterange(v.first_day, v.end_day)
     where v.known_to = $1 and not o.id = any($2::bigint[]) order by o.id`,
    [revision, own],
  );
  return rows.map(({ id }) => id);
}

/** States again what a revision withdrew; ids of both, in order. */
export async function insertCopies(db: Db, revision: number, now: number): Promise<{ from: number; to: number }[]> {
  const columns = `indicator_id, definition_id, unit_id, period, first_day, end_day, measured_on, amount, out_of, percent,
    comparator, source, note`;
  const before = await db.query<{ id: number }[]>(`select id from indicator_value where known_to = $1 order by id`, [
    revision,
  ]);
  const after = await db.query<{ id: number }[]>(
    `insert into indicator_value (${columns}, known_from)
     select ${columns}, $2 from indicator_value where known_to = $1 order by id returning id`,
    [revision, now],
  );
  return before.map(({ id }, index) => ({ from: id, to: (after[index] as { id: number }).id }));
}
