import { type LocalDate } from '../kernel/local-date.js';
import { type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type PeriodRule } from '../kernel/reporting-period.js';
import { type Db } from '../platform/database/db.js';
import { type Amount } from './domain/amount.js';
import { type Reach } from './domain/figure.js';
import { type IndicatorKind } from './domain/measure.js';

/** What is said of an indicator; may be otherwise from a day on. */
export interface IndicatorAttributes {
  readonly name: string;
  readonly nameEn: string | null;
  /** What is counted, such as `thủ tục`; null: the number stands alone. */
  readonly counted: string | null;
  readonly countedEn: string | null;
  readonly definition: string;
  /** Values of different schemes are never put together; null is one scheme too. */
  readonly scheme: string | null;
  /** The indicator of which this one measures a part: level 4 of levels 3 and 4. */
  readonly widerId: number | null;
  /** What that one measures beyond this one: level 3 alone. */
  readonly restName: string | null;
  readonly restNameEn: string | null;
  readonly reach: Reach;
  readonly mayExceed: boolean;
  readonly maximum: Amount | null;
  readonly calendar: PeriodRule;
  readonly legalBasis: string | null;
}

/** One period `[from, to)` of what an indicator means. */
export interface IndicatorDefinition extends IndicatorAttributes {
  readonly id: number;
  readonly indicatorId: number;
  readonly code: string;
  readonly kind: IndicatorKind;
  readonly systemId: number | null;
  readonly period: Period;
}

const ATTRIBUTES = `d.name, d.name_en as "nameEn", d.counted, d.counted_en as "countedEn", d.definition, d.scheme,
  d.wider_id as "widerId", d.rest_name as "restName", d.rest_name_en as "restNameEn", d.reach,
  d.may_exceed as "mayExceed", (d.maximum * 100)::bigint as maximum, d.calendar, d.legal_basis as "legalBasis"`;
const DEFINITION = `select d.id, i.id as "indicatorId", i.code, i.kind, i.system_id as "systemId", ${ATTRIBUTES},
    d.valid_from as "from", d.valid_to as "to"
  from indicator i join indicator_definition d on d.indicator_id = i.id`;
const BELIEVED = `d.known_from <= $1 and (d.known_to is null or d.known_to > $1)`;

type Row = Omit<IndicatorDefinition, 'period'> & { from: LocalDate | null; to: LocalDate | null };
const toDefinition = ({ from, to, ...row }: Row): IndicatorDefinition => ({ ...row, period: { from, to } });

/** What every indicator of the day means on it, in the order they were recorded. */
export async function selectDefinitionsOnDay(
  db: Db,
  at: Pick<ReadPoint, 'asOf' | 'revision'>,
): Promise<IndicatorDefinition[]> {
  const rows = await db.query<Row[]>(
    `${DEFINITION} where ${BELIEVED} and (d.valid_from is null or d.valid_from <= $2)
       and (d.valid_to is null or d.valid_to > $2) order by i.id`,
    [at.revision, at.asOf],
  );
  return rows.map(toDefinition);
}

/** All periods of all indicators, or of the ones with these codes; earliest first. */
export async function selectDefinitions(
  db: Db,
  revision: number,
  codes: readonly string[] | null = null,
): Promise<IndicatorDefinition[]> {
  const rows = await db.query<Row[]>(
    `${DEFINITION} where ${BELIEVED} and ($2::text[] is null or i.code = any($2))
     order by i.id, d.valid_from nulls first`,
    [revision, codes],
  );
  return rows.map(toDefinition);
}

/** Definitions that values were stated under, whether or not they are believed still. */
export async function selectDefinitionsById(db: Db, ids: readonly number[]): Promise<IndicatorDefinition[]> {
  const rows = await db.query<Row[]>(`${DEFINITION} where d.id = any($1)`, [ids]);
  return rows.map(toDefinition);
}

/** The revision at which anything about an indicator was last recorded or withdrawn, up to `revision`. */
export async function selectIndicatorVersion(db: Db, id: number, revision: number): Promise<number> {
  const [row] = await db.query<[{ version: number }]>(
    `select greatest(max(known_from), max(known_to) filter (where known_to <= $2)) as version
     from indicator_definition where indicator_id = $1 and known_from <= $2`,
    [id, revision],
  );
  return row.version;
}

/** A new indicator; the one that was recorded so and taken back before is the same. */
export async function insertIndicator(
  db: Db,
  indicator: { code: string; kind: IndicatorKind; systemId: number | null },
  revision: number,
): Promise<number> {
  const [row] = await db.query<[{ id: number }]>(
    `with made as (
       insert into indicator (code, kind, system_id, recorded_in) values ($1, $2, $3, $4)
       on conflict (code, kind, system_id) do nothing returning id)
     select id from made
     union all select id from indicator where code = $1 and kind = $2 and system_id is not distinct from $3`,
    [indicator.code, indicator.kind, indicator.systemId, revision],
  );
  return row.id;
}

export async function insertDefinition(
  db: Db,
  indicatorId: number,
  attributes: IndicatorAttributes,
  { from, to }: Period,
  revision: number,
): Promise<void> {
  const { name, nameEn, counted, countedEn, definition, scheme, widerId, restName, restNameEn } = attributes;
  const { reach, mayExceed, maximum, calendar, legalBasis } = attributes;
  await db.query(
    `insert into indicator_definition
       (indicator_id, valid_from, valid_to, name, name_en, counted, counted_en, definition, scheme, wider_id, rest_name,
        rest_name_en, reach, may_exceed, maximum, calendar, legal_basis, known_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::numeric / 100, $16, $17, $18)`,
    [
      ...[indicatorId, from, to, name, nameEn, counted, countedEn, definition, scheme, widerId, restName, restNameEn],
      ...[reach, mayExceed, maximum, calendar, legalBasis, revision],
    ],
  );
}

export async function closeDefinition(db: Db, id: number, revision: number): Promise<void> {
  await db.query(`update indicator_definition set known_to = $2 where id = $1 and known_to is null`, [id, revision]);
}
