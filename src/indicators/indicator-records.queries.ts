import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';

/** What rests on definitions: they were changed since, or something recorded later names them. */
export interface RestingOnDefinition {
  readonly code: string;
  readonly by: 'change' | 'value' | 'target' | 'duty' | 'scorecard';
  readonly count: number;
}

/** What a definition says, whenever it was believed; and what it says beside its days. */
const said = (row: string): string => `to_jsonb(${row}) - array['id', 'known_from', 'known_to']`;
const meaning = (row: string): string => `${said(row)} - array['valid_from', 'valid_to']`;

/** What revision $1 opened and did not close itself. */
const OPENED = `opened as (select * from indicator_definition where known_from = $1 and known_to is distinct from $1)`;

/** The day on which the definition of value `v` was read: the last of the last month of its period. */
const READ_ON = `(date_trunc('month', v.end_day - 1) + interval '1 month - 1 day')::date`;

/**
 * What forbids taking back the definitions that a revision wrote, whatever comes back: they were changed since, or, where
 * the revision recorded the indicator, something names it.
 */
export async function selectRestingOnDefinitions(db: Db, revision: number): Promise<RestingOnDefinition[]> {
  const naming = (by: RestingOnDefinition['by'], from: string, where: string): string =>
    `select made.code, '${by}' as by, count(*) as count from made join ${from} on ${where} where t.known_to is null
     group by made.code`;
  const scored = `jsonb_path_exists(t.definition, '$.criteria[*].formula.measure ? (@.indicator == $code)',
    jsonb_build_object('code', made.code))`;
  return db.query<RestingOnDefinition[]>(
    `with ${OPENED},
       made as (
         select i.id, i.code from indicator i where i.id in (select indicator_id from opened)
           and not exists (
             select from indicator_definition d where d.indicator_id = i.id and d.known_from < $1
               and (d.known_to is null or d.known_to >= $1)))
     select i.code, 'change' as by, count(*) as count
     from opened o join indicator i on i.id = o.indicator_id
     where not exists (select from indicator_definition t where t.known_to is null and ${said('t')} = ${said('o')})
     group by i.code
     union all ${naming('target', 'target t', 't.indicator_id = made.id')}
     union all ${naming('duty', 'reporting_duty t', 't.indicator_id = made.id')}
     union all ${naming('scorecard', 'scorecard_version t', scored)}
     order by 1, 2`,
    [revision],
  );
}

/** Believed values that meant what their indicator means on their day until revision `now` closed that, and do no longer. */
export async function selectValuesLeftBehind(db: Db, now: number): Promise<RestingOnDefinition[]> {
  const means = (row: string): string => `${row}.indicator_id = v.indicator_id and ${meaning(row)} = ${meaning('d')}
    and daterange(${row}.valid_from, ${row}.valid_to) @> ${READ_ON}`;
  return db.query<RestingOnDefinition[]>(
    `select i.code, 'value' as by, count(*) as count
     from indicator_value v join indicator i on i.id = v.indicator_id
       join indicator_definition d on d.id = v.definition_id
     where v.known_to is null and v.indicator_id in (select indicator_id from indicator_definition where known_to = $1)
       and exists (select from indicator_definition b where b.known_to = $1 and ${means('b')})
       and not exists (select from indicator_definition a where a.known_to is null and ${means('a')})
     group by i.code order by 1`,
    [now],
  );
}

/** Ceases to believe what a revision opened, and believes again what it closed. */
export async function reopenDefinitions(db: Db, revision: number, now: number): Promise<void> {
  const columns = `indicator_id, valid_from, valid_to, name, name_en, counted, counted_en, definition, scheme, wider_id,
    rest_name, rest_name_en, reach, may_exceed, maximum, calendar, legal_basis`;
  await db.query(
    `with ${OPENED} update indicator_definition t set known_to = $2
     where t.known_to is null and exists (select from opened o where ${said('o')} = ${said('t')})`,
    [revision, now],
  );
  await db.query(
    `insert into indicator_definition (${columns}, known_from)
     select ${columns}, $2 from indicator_definition where known_to = $1 and known_from < $1`,
    [revision, now],
  );
}

/** Believed values of an indicator for periods whose last month ends on a day or later. */
export async function countValuesFrom(db: Db, indicatorId: number, day: LocalDate): Promise<number> {
  const [{ count }] = await db.query<[{ count: number }]>(
    `select count(*) as count from indicator_value v
     where v.indicator_id = $1 and v.known_to is null and ${READ_ON} >= $2`,
    [indicatorId, day],
  );
  return count;
}
