import { type Db } from '../platform/database/db.js';
import { type PeriodKind } from '../kernel/reporting-period.js';
import { type Level } from '../units/domain/unit.js';

/** A duty that a revision wrote and that cannot be taken back: it was changed since, or mails remind of it. */
export interface RestedOnDuty {
  /** Code of the indicator, or of the system that is confirmed; null: all systems. */
  readonly of: string | null;
  readonly level: Level;
  readonly frequency: PeriodKind;
  readonly by: 'change' | 'reminder';
}

/** What a duty says and which one it is, whenever it was believed. */
const said = (row: string): string => `to_jsonb(${row}) - array['known_from', 'known_to']`;
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
