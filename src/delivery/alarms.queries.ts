import { type Db } from '../platform/database/db.js';
import { type Channel } from './domain/channel.js';

/** A report that a recipient should have and has not. */
export interface UndeliveredRow {
  id: string;
  reportId: string;
  definition: string;
  period: string;
  recipient: string;
  channel: Channel;
  state: 'waiting' | 'sending' | 'failed';
  orderedAt: string;
  attempts: number;
  lastError: string | null;
  alarmedAt: string | null;
}

/** A sentence in both languages. */
export interface AlarmMessage {
  readonly vi: string;
  readonly en: string;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS') || '+07:00'`;

/** The last thing sent to a recipient, where it failed or was ordered an hour ago and is not delivered; earliest first. */
export async function selectUndelivered(db: Db): Promise<UndeliveredRow[]> {
  return db.query<UndeliveredRow[]>(
    `select d.id, d.report_id as "reportId", definition.code as definition, report.period, r.name as recipient, r.channel,
       d.state, ${instant('d.ordered_at')} as "orderedAt", d.attempts, d.last_error as "lastError",
       ${instant('d.alarmed_at')} as "alarmedAt"
     from delivery d join delivery_recipient r on r.id = d.recipient_id join report on report.id = d.report_id
       join report_definition definition on definition.id = report.definition_id
     where r.removed_at is null
       and (d.state = 'failed'
         or d.state in ('waiting', 'sending') and d.ordered_at <= clock_timestamp() - interval '1 hour')
       and not exists (
         select from delivery later
         where later.recipient_id = d.recipient_id and (later.ordered_at, later.id) > (d.ordered_at, d.id)
           and later.state <> 'dropped')
     order by d.ordered_at, d.id`,
  );
}

/** Notes that an alarm was raised; false where it was before. */
export async function updateAlarmed(db: Db, id: string): Promise<boolean> {
  const [, count] = await db.query<[unknown, number]>(
    `update delivery set alarmed_at = clock_timestamp() where id = $1 and alarmed_at is null`,
    [id],
  );
  return count === 1;
}

/** Something that the administrators are to be told, once. */
export async function insertAlarm(db: Db, cause: string, message: AlarmMessage): Promise<void> {
  await db.query(`insert into delivery_alarm (cause, message) values ($1, $2) on conflict do nothing`, [
    cause,
    JSON.stringify(message),
  ]);
}

/** Takes what the administrators were not told yet and marks it as told; earliest first. */
export async function takeUntoldAlarms(db: Db): Promise<{ cause: string; message: AlarmMessage }[]> {
  const [rows] = await db.query<[{ cause: string; message: AlarmMessage }[], number]>(
    `with untold as (
       select cause from delivery_alarm
       where mailed_at is null and (retry_at is null or retry_at <= clock_timestamp())
       order by raised_at, cause for update skip locked)
     update delivery_alarm a set mailed_at = clock_timestamp() from untold where a.cause = untold.cause
     returning a.cause, a.message`,
  );
  return rows;
}

/** The mail did not go out: they are to be told in ten minutes. */
export async function returnAlarms(db: Db, causes: readonly string[]): Promise<void> {
  await db.query(
    `update delivery_alarm set mailed_at = null, retry_at = clock_timestamp() + interval '10 minutes'
     where cause = any($1::text[])`,
    [causes],
  );
}
