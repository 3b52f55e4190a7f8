import { type LocalDate } from '../kernel/local-date.js';
import { type PeriodKind, type PeriodRule } from '../kernel/reporting-period.js';
import { type Db } from '../platform/database/db.js';
import { type Level } from '../units/domain/unit.js';
import { type DueRule } from './domain/due.js';

/** Who owes a value of an indicator, or (`indicatorId` null) a confirmation of deployments, how often and by when. */
export interface Duty {
  readonly indicatorId: number | null;
  /** Of confirmations: of this system alone; null: of all. */
  readonly systemId: number | null;
  readonly level: Level;
  readonly kind: string | null;
  readonly setId: string | null;
  readonly withinId: string | null;
  readonly frequency: PeriodKind;
  /** Of confirmations, where their periods end; null of indicators, whose definitions say so. */
  readonly calendar: PeriodRule | null;
  readonly due: DueRule;
  readonly validFrom: LocalDate | null;
  readonly validTo: LocalDate | null;
  readonly legalBasis: string | null;
}

export interface DutyRow extends Duty {
  readonly id: string;
  /** The revision that `If-Match` refers to. */
  readonly version: number;
}

/** All duties, whenever in force. */
export async function selectDuties(db: Db, revision: number): Promise<DutyRow[]> {
  return db.query<DutyRow[]>(
    `select id, known_from as version, indicator_id as "indicatorId", system_id as "systemId", level, kind,
       set_id as "setId", within_id as "withinId", frequency, calendar,
       json_build_object('rule', due_rule, 'count', due_count, 'month', due_month) as due,
       valid_from as "validFrom", valid_to as "validTo", legal_basis as "legalBasis"
     from reporting_duty where known_from <= $1 and (known_to is null or known_to > $1)
     order by indicator_id nulls first, system_id nulls first, level, valid_from nulls first, id`,
    [revision],
  );
}

/** With an `id`: the same duty, otherwise dated. */
export async function insertDuty(db: Db, duty: Duty & { id?: string }, revision: number): Promise<string> {
  const { indicatorId, systemId, level, kind, setId, withinId, frequency, calendar, due } = duty;
  const [row] = await db.query<[{ id: string }]>(
    `insert into reporting_duty (id, indicator_id, system_id, level, kind, set_id, within_id, frequency, calendar,
       due_rule, due_count, due_month, valid_from, valid_to, legal_basis, known_from)
     values (coalesce($1, gen_random_uuid()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     returning id`,
    [
      ...[duty.id ?? null, indicatorId, systemId, level, kind, setId, withinId, frequency, calendar],
      ...[due.rule, due.count, due.month, duty.validFrom, duty.validTo, duty.legalBasis, revision],
    ],
  );
  return row.id;
}

export async function closeDuty(db: Db, id: string, revision: number): Promise<void> {
  await db.query(`update reporting_duty set known_to = $2 where id = $1 and known_to is null`, [id, revision]);
}
