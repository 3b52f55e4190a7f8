import { type Db } from '../platform/database/db.js';
import { type PeriodKind } from '../kernel/reporting-period.js';
import { type Level } from '../units/domain/unit.js';

/**
 * A duty that a revision wrote and that cannot be taken back: it was changed since, mails remind of it, or another has come
 * for days that it would hold again.
 */
export interface RestedOnDuty {
  /** Code of the indicator, or of the system that is confirmed; null: all systems. */
  readonly of: string | null;
  readonly level: Level;
  readonly frequency: PeriodKind;
  readonly by: 'change' | 'reminder' | 'other';
}

/** What a duty says and which one it is, whenever it was believed. */
const said = (row: string): string => `to_jsonb(${row}) - array['known_from', 'known_to']`;
/** What two duties agree in of which no day may have both. */
const OWED = ['indicator_id', 'system_id', 'level', 'kind', 'set_id', 'within_id', 'frequency'] as const;
const OPENED = `opened as (select * from reporting_duty where known_from = $1 and known_to is distinct from $1)`;

export async function selectRestedOnDuties(db: Db, revision: number): Promise<RestedOnDuty[]> {
  return db.query<RestedOnDuty[]>(
    `with ${OPENED}
     select coalesce(i.code, s.code) as of, o.level, o.frequency, rest.by
     from opened o left join indicator i on i.id = o.indicator_id left join system s on s.id = o.system_id
       cross join lateral (
         select 'change' as by
         where not exists (select from reporting_duty t where t.known_to is null and ${said('t')} = ${said('o')})
         union all
         select 'reminder'
         where exists (select from reminder_rule r where r.duty_id = o.id and r.removed_at is null)
           and not exists (select from reporting_duty d where d.id = o.id and d.known_from < $1)) rest
     order by 1 nulls first, 2, 3, 4, o.id`,
    [revision],
  );
}

/** Ceases to believe what a revision opened, and believes again what it closed. */
export async function reopenDuties(db: Db, revision: number, now: number): Promise<void> {
  const columns = `id, indicator_id, system_id, level, kind, set_id, within_id, frequency, calendar, due_rule, due_count,
    due_month, valid_from, valid_to, legal_basis`;
  await db.query(
    `with ${OPENED} update reporting_duty t set known_to = $2
     where t.known_to is null and exists (select from opened o where ${said('o')} = ${said('t')})`,
    [revision, now],
  );
  await db.query(
    `insert into reporting_duty (${columns}, known_from)
     select ${columns}, $2 from reporting_duty where known_to = $1 and known_from < $1`,
    [revision, now],
  );
}

/** Duties that are believed since revision `now`, where another says the very same on one of their days. */
export async function selectDutiesSaidTwice(db: Db, now: number): Promise<RestedOnDuty[]> {
  return db.query<RestedOnDuty[]>(
    `select coalesce(i.code, s.code) as of, d.level, d.frequency, 'other' as by
     from reporting_duty d left join indicator i on i.id = d.indicator_id left join system s on s.id = d.system_id
     where d.known_from = $1 and d.known_to is null and exists (
       select from reporting_duty o
       where o.known_to is null and o.id <> d.id
         and daterange(o.valid_from, o.valid_to) && daterange(d.valid_from, d.valid_to)
         and ${OWED.map((column) => `o.${column} is not distinct from d.${column}`).join(' and ')})
     order by 1 nulls first, 2, 3, d.id`,
    [now],
  );
}
