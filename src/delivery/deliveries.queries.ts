import { type Db } from '../platform/database/db.js';
import { type ReportFormat } from '../reports/domain/report-format.js';
import { type Channel } from './domain/channel.js';

/**
 * Where one report to one recipient stands. `waiting`: for its next attempt; `sending`: an instance has it until its lease
 * ends; `delivered`: the other side took it; `failed`: refused for good or given up; `dropped`: nobody needs it any more.
 */
export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'failed' | 'dropped';

export interface DeliveryRow {
  id: string;
  reportId: string;
  recipientId: string;
  recipient: string;
  channel: Channel;
  address: string;
  formats: ReportFormat[];
  /** 1; above it, ordered again by hand. */
  round: number;
  state: DeliveryState;
  orderedAt: string;
  /** Null: by its schedule, or from the terminal. */
  orderedBy: string | null;
  attempts: number;
  nextAttemptAt: string | null;
  /** Message-ID of a mail, Idempotency-Key of a webhook; null before the first attempt. */
  messageId: string | null;
  lastError: string | null;
  finishedAt: string | null;
}

/** A delivery that this instance has, and the recipient as it is. */
export interface ClaimedDelivery extends DeliveryRow {
  /** Milliseconds since its first attempt began. */
  age: number;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;
const DELIVERY = `
  select d.id, d.report_id as "reportId", d.recipient_id as "recipientId", r.name as recipient, r.channel, r.address,
    r.formats, d.round, d.state, ${instant('d.ordered_at')} as "orderedAt", d.ordered_by as "orderedBy", d.attempts,
    case when d.state = 'waiting' then ${instant('d.next_attempt_at')} end as "nextAttemptAt",
    d.message_id as "messageId", d.last_error as "lastError", ${instant('d.finished_at')} as "finishedAt",
    (extract(epoch from clock_timestamp() - coalesce(d.begun_at, clock_timestamp())) * 1000)::double precision as age
  from delivery d join delivery_recipient r on r.id = d.recipient_id`;

/** What was sent of a report or is to be, first ordered first. */
export async function selectDeliveries(db: Db, reportId: string): Promise<DeliveryRow[]> {
  return db.query<DeliveryRow[]>(`${DELIVERY} where d.report_id = $1 order by d.round, r.added_at, d.id`, [reportId]);
}

/** Reports that their schedule made to be sent and that are not queued yet, earliest day first. */
export async function selectReportsToQueue(db: Db): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `select r.report_id as id from report_run r
     where r.to_deliver and r.state = 'done' and not exists (select from delivery_queued q where q.report_id = r.report_id)
     order by r.due_at`,
  );
  return rows.map(({ id }) => id);
}

/** False where another instance queued it first. */
export async function insertQueued(db: Db, reportId: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `insert into delivery_queued (report_id) values ($1) on conflict do nothing returning report_id`,
    [reportId],
  );
  return rows.length === 1;
}

/**
 * The next round of a report to recipients of its definition, to all of them or the ones named; those to whom it is on its
 * way are tried at once instead.
 */
export async function insertDeliveries(
  db: Db,
  order: { reportId: string; recipientIds: readonly string[] | null; byHand: boolean; by: string | null },
): Promise<void> {
  await db.query(
    `insert into delivery (report_id, recipient_id, round, by_hand, ordered_by)
     select report.id, recipient.id,
       coalesce((select max(round) from delivery o where o.report_id = report.id and o.recipient_id = recipient.id), 0) + 1,
       $3, $4
     from report join delivery_recipient recipient on recipient.definition_id = report.definition_id
     where report.id = $1 and recipient.removed_at is null and ($2::uuid[] is null or recipient.id = any($2))
     order by recipient.added_at, recipient.id
     on conflict (report_id, recipient_id) where state in ('waiting', 'sending')
       do update set next_attempt_at = clock_timestamp()`,
    [order.reportId, order.recipientIds, order.byHand, order.by],
  );
}

/** What waits of earlier reports of the same definition, ordered by its schedule, is not sent after this one. */
export async function dropEarlier(db: Db, reportId: string): Promise<void> {
  await db.query(
    `update delivery d set state = 'dropped', finished_at = clock_timestamp(), last_error = 'a later report took its place'
     from report earlier, report later
     where later.id = $1 and earlier.definition_id = later.definition_id and earlier.as_of < later.as_of
       and d.report_id = earlier.id and d.state = 'waiting' and not d.by_hand`,
    [reportId],
  );
}

/**
 * Takes the next delivery of a channel for an instance, until its lease ends; null where there is none. What another
 * instance took and neither finished nor gave back before its lease ended is taken over, and its attempt noted as unknown.
 * Runs in a transaction. `lease` in milliseconds; `reportId` null: of any report.
 */
export async function claimDelivery(
  db: Db,
  claim: { channel: Channel; instance: string; lease: number; reportId: string | null },
): Promise<ClaimedDelivery | null> {
  const [found] = await db.query<{ id: string; state: DeliveryState }[]>(
    `select d.id, d.state from delivery d join delivery_recipient r on r.id = d.recipient_id
     where r.channel = $1 and r.removed_at is null and ($2::uuid is null or d.report_id = $2)
       and (d.state = 'waiting' and d.next_attempt_at <= clock_timestamp()
         or d.state = 'sending' and d.lease_until <= clock_timestamp())
     order by d.next_attempt_at, d.id limit 1 for update of d skip locked`,
    [claim.channel, claim.reportId],
  );
  if (!found) return null;
  if (found.state === 'sending') {
    await db.query(
      `insert into delivery_attempt (delivery_id, attempt, instance, outcome, answer, files)
       select id, attempts, claimed_by, 'unknown', 'the instance ended before it noted an answer', '[]'
       from delivery where id = $1`,
      [found.id],
    );
  }
  await db.query(
    `update delivery set state = 'sending', attempts = attempts + 1, begun_at = coalesce(begun_at, clock_timestamp()),
       lease_until = clock_timestamp() + $3 * interval '1 millisecond', claimed_by = $2
     where id = $1`,
    [found.id, claim.instance, claim.lease],
  );
  const [claimed] = await db.query<ClaimedDelivery[]>(`${DELIVERY} where d.id = $1`, [found.id]);
  return claimed ?? null;
}

/** The name that every attempt of a delivery bears towards the outside: what the first one gave it. */
export async function settleMessageId(db: Db, id: string, proposed: string): Promise<string> {
  const [[row]] = await db.query<[{ messageId: string }[], number]>(
    `update delivery set message_id = coalesce(message_id, $2) where id = $1 returning message_id as "messageId"`,
    [id, proposed],
  );
  return row?.messageId ?? proposed;
}

/** The Message-ID of the round before; null: there is none. */
export async function findEarlierMessageId(
  db: Db,
  { reportId, recipientId, round }: DeliveryRow,
): Promise<string | null> {
  const [row] = await db.query<{ messageId: string }[]>(
    `select message_id as "messageId" from delivery
     where report_id = $1 and recipient_id = $2 and round < $3 and message_id is not null order by round desc limit 1`,
    [reportId, recipientId, round],
  );
  return row?.messageId ?? null;
}

export async function insertAttempt(
  db: Db,
  delivery: Pick<DeliveryRow, 'id' | 'attempts'>,
  attempt: {
    instance: string;
    outcome: 'accepted' | 'refused' | 'postponed';
    answer: string;
    files: readonly { format: ReportFormat; sha256: string }[];
  },
): Promise<void> {
  await db.query(
    `insert into delivery_attempt (delivery_id, attempt, instance, outcome, answer, files) values ($1, $2, $3, $4, $5, $6)`,
    [delivery.id, delivery.attempts, attempt.instance, attempt.outcome, attempt.answer, JSON.stringify(attempt.files)],
  );
}

/** The other side has it, whoever may have taken the delivery over since. */
export async function updateDelivered(db: Db, id: string): Promise<void> {
  await db.query(
    `update delivery set state = 'delivered', finished_at = clock_timestamp(), lease_until = null, last_error = null
     where id = $1 and state in ('waiting', 'sending')`,
    [id],
  );
}

/** No more attempts; nothing where another instance has taken it over. */
export async function updateGivenUp(
  db: Db,
  { id, attempts }: Pick<DeliveryRow, 'id' | 'attempts'>,
  error: string,
): Promise<void> {
  await db.query(
    `update delivery set state = 'failed', finished_at = clock_timestamp(), lease_until = null, last_error = $3
     where id = $1 and state = 'sending' and attempts = $2`,
    [id, attempts, error],
  );
}

/** Another attempt in `pause` milliseconds; nothing where another instance has taken it over. */
export async function updatePostponed(
  db: Db,
  { id, attempts }: Pick<DeliveryRow, 'id' | 'attempts'>,
  { error, pause }: { error: string; pause: number },
): Promise<void> {
  await db.query(
    `update delivery set state = 'waiting', lease_until = null, last_error = $3,
       next_attempt_at = clock_timestamp() + $4 * interval '1 millisecond'
     where id = $1 and state = 'sending' and attempts = $2`,
    [id, attempts, error, pause],
  );
}
