import { type Db } from '../platform/database/db.js';
import { type ReminderRule } from './domain/reminder-rule.js';

export interface ReminderRuleRow extends ReminderRule {
  readonly addedAt: string;
  readonly addedBy: string | null;
}

const RULE = `
  select id, duty_id as "dutyId", days, hour, starts_on as "startsOn",
    to_char(added_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00' as "addedAt",
    added_by as "addedBy"
  from reminder_rule where removed_at is null`;

/** Those that were not removed, first added first. */
export async function selectReminderRules(db: Db): Promise<ReminderRuleRow[]> {
  return db.query<ReminderRuleRow[]>(`${RULE} order by added_at, id`);
}

export async function findReminderRule(db: Db, id: string): Promise<ReminderRuleRow | null> {
  const [row] = await db.query<ReminderRuleRow[]>(`${RULE} and id::text = $1`, [id]);
  return row ?? null;
}

export async function insertReminderRule(db: Db, rule: Omit<ReminderRuleRow, 'id' | 'addedAt'>): Promise<string> {
  const [{ id }] = await db.query<[{ id: string }]>(
    `insert into reminder_rule (duty_id, days, hour, starts_on, added_by) values ($1, $2, $3, $4, $5) returning id`,
    [rule.dutyId, rule.days, rule.hour, rule.startsOn, rule.addedBy],
  );
  return id;
}

/** From now on it reminds of nothing. */
export async function removeReminderRule(db: Db, id: string, by: string | null): Promise<void> {
  await db.query(`update reminder_rule set removed_at = clock_timestamp(), removed_by = $2 where id = $1`, [id, by]);
}
