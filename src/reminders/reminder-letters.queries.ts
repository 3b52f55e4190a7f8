import { type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type CoveringLetter } from '../delivery/domain/covering-letter.js';

/** Where a letter stands, as a delivery does. */
export type LetterState = 'waiting' | 'sending' | 'delivered' | 'failed';

/** What is owed, as the ledger names it: nobody is told the same by the same rule twice. */
export interface ItemKey {
  readonly ruleId: string;
  readonly unitId: string;
  /** `indicator dossiers`, `system e-office`. */
  readonly subject: string;
  readonly period: string;
  readonly address: string;
}

/** Two items with the same one are the same. */
export function keyOf({ ruleId, unitId, subject, period, address }: ItemKey): string {
  return JSON.stringify([ruleId, unitId, subject, period, address]);
}

export interface NewItem extends ItemKey {
  readonly dutyId: string;
  readonly dueOn: LocalDate;
}

export interface NewLetter {
  readonly address: string;
  readonly contact: { readonly name: string; readonly post: string | null };
  readonly unitId: string;
  readonly day: LocalDate;
  readonly letter: CoveringLetter;
  readonly items: readonly NewItem[];
}

export interface LetterRow {
  readonly id: string;
  readonly address: string;
  readonly contact: { readonly name: string; readonly post: string | null };
  readonly unitId: string;
  readonly day: LocalDate;
  readonly letter: CoveringLetter;
  readonly state: LetterState;
  readonly orderedAt: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly messageId: string | null;
  readonly lastError: string | null;
  readonly finishedAt: string | null;
  /** Milliseconds since its first attempt began. */
  readonly age: number;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;
const LETTER = `
  select id, address, contact, unit_id as "unitId", day, letter, state, ${instant('ordered_at')} as "orderedAt", attempts,
    case when state = 'waiting' then ${instant('next_attempt_at')} end as "nextAttemptAt", message_id as "messageId",
    last_error as "lastError", ${instant('finished_at')} as "finishedAt",
    (extract(epoch from clock_timestamp() - coalesce(begun_at, clock_timestamp())) * 1000)::double precision as age
  from reminder_letter`;

/** Whose contact each letter went to, and on which day; latest first. */
export async function selectLetterPlaces(db: Db): Promise<Pick<LetterRow, 'id' | 'unitId' | 'day'>[]> {
  return db.query<Pick<LetterRow, 'id' | 'unitId' | 'day'>[]>(
    `select id, unit_id as "unitId", day from reminder_letter order by ordered_at desc, id`,
  );
}

/** Some letters, latest first. */
export async function selectLetters(db: Db, ids: readonly string[]): Promise<LetterRow[]> {
  return db.query<LetterRow[]>(`${LETTER} where id = any($1::uuid[]) order by ordered_at desc, id`, [ids]);
}

/** A letter that somebody should have and has not. */
export interface UndeliveredLetter {
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly orderedAt: string;
}

/**
 * Letters of the last 31 days that failed, or were ordered an hour ago and are not delivered; earliest first. Not those that
 * are over: a later letter reached the address, or another one with the same in it was delivered.
 */
export async function selectUndeliveredLetters(db: Db): Promise<UndeliveredLetter[]> {
  return db.query<UndeliveredLetter[]>(
    `select l.state, ${instant('l.ordered_at')} as "orderedAt" from reminder_letter l
     where l.ordered_at > clock_timestamp() - interval '31 days'
       and (l.state = 'failed'
         or l.state in ('waiting', 'sending') and l.ordered_at <= clock_timestamp() - interval '1 hour')
       and not exists (
         select from reminder_letter later
         where later.state = 'delivered' and (later.ordered_at, later.id) > (l.ordered_at, l.id)
           and (later.address = l.address or exists (
             select from reminder_item mine join reminder_item theirs
               using (rule_id, unit_id, subject, period)
             where mine.letter_id = l.id and theirs.letter_id = later.id)))
     order by l.ordered_at, l.id`,
  );
}

/** What was reminded of that is due on a day or later. */
export async function selectItemKeys(db: Db, dueFrom: LocalDate): Promise<ItemKey[]> {
  return db.query<ItemKey[]>(
    `select rule_id as "ruleId", unit_id as "unitId", subject, period, address from reminder_item where due_on >= $1`,
    [dueFrom],
  );
}

/** One instance at a time says who is to be written to; the others find what it wrote. To the end of the transaction. */
export async function takeReminders(db: Db): Promise<boolean> {
  const [{ taken }] = await db.query<[{ taken: boolean }]>(
    `select pg_try_advisory_xact_lock(hashtext('reminders')) as taken`,
  );
  return taken;
}

export async function insertLetter(db: Db, letter: NewLetter): Promise<void> {
  const [{ id }] = await db.query<[{ id: string }]>(
    `insert into reminder_letter (address, contact, unit_id, day, letter) values ($1, $2, $3, $4, $5) returning id`,
    [letter.address, JSON.stringify(letter.contact), letter.unitId, letter.day, JSON.stringify(letter.letter)],
  );
  await db.query(
    `insert into reminder_item (letter_id, rule_id, duty_id, unit_id, subject, period, address, due_on)
     select $1, "ruleId", "dutyId", "unitId", subject, period, address, "dueOn"
     from jsonb_to_recordset($2) as item("ruleId" uuid, "dutyId" uuid, "unitId" uuid, subject text, period text, address text, "dueOn" date)`,
    [id, JSON.stringify(letter.items)],
  );
}

/**
 * Takes the next letter for an instance until its lease ends; null where there is none. What another instance died with is
 * taken over, and its attempt noted as unknown. Runs in a transaction; `lease` in milliseconds.
 */
export async function claimLetter(
  db: Db,
  { instance, lease }: { instance: string; lease: number },
): Promise<LetterRow | null> {
  const [found] = await db.query<{ id: string; state: LetterState }[]>(
    `select id, state from reminder_letter
     where state = 'waiting' and next_attempt_at <= clock_timestamp()
       or state = 'sending' and lease_until <= clock_timestamp()
     order by next_attempt_at, id limit 1 for update skip locked`,
  );
  if (!found) return null;
  if (found.state === 'sending') {
    await db.query(
      `insert into reminder_attempt (letter_id, attempt, instance, outcome, answer)
       select id, attempts, claimed_by, 'unknown', 'the instance ended before it noted an answer'
       from reminder_letter where id = $1`,
      [found.id],
    );
  }
  await db.query(
    `update reminder_letter set state = 'sending', attempts = attempts + 1, begun_at = coalesce(begun_at, clock_timestamp()),
       lease_until = clock_timestamp() + $3 * interval '1 millisecond', claimed_by = $2
     where id = $1`,
    [found.id, instance, lease],
  );
  const [claimed] = await db.query<LetterRow[]>(`${LETTER} where id = $1`, [found.id]);
  return claimed ?? null;
}

/** The name that every attempt of a letter bears: what the first one gave it. */
export async function settleLetterId(db: Db, id: string, proposed: string): Promise<string> {
  const [[row]] = await db.query<[{ messageId: string }[], number]>(
    `update reminder_letter set message_id = coalesce(message_id, $2) where id = $1 returning message_id as "messageId"`,
    [id, proposed],
  );
  return row?.messageId ?? proposed;
}

export async function insertLetterAttempt(
  db: Db,
  { id, attempts }: Pick<LetterRow, 'id' | 'attempts'>,
  attempt: { instance: string; outcome: 'accepted' | 'refused' | 'postponed'; answer: string },
): Promise<void> {
  await db.query(
    `insert into reminder_attempt (letter_id, attempt, instance, outcome, answer) values ($1, $2, $3, $4, $5)`,
    [id, attempts, attempt.instance, attempt.outcome, attempt.answer],
  );
}

/** The other side has it, whoever may have taken the letter over since. */
export async function updateLetterDelivered(db: Db, id: string): Promise<void> {
  await db.query(
    `update reminder_letter set state = 'delivered', finished_at = clock_timestamp(), lease_until = null, last_error = null
     where id = $1 and state in ('waiting', 'sending')`,
    [id],
  );
}

/** No more attempts (`pause` null), or another one in so many milliseconds; nothing where another instance took it over. */
export async function updateLetterUndelivered(
  db: Db,
  { id, attempts }: Pick<LetterRow, 'id' | 'attempts'>,
  { error, pause }: { error: string; pause: number | null },
): Promise<void> {
  await db.query(
    `update reminder_letter set lease_until = null, last_error = $3, state = case when $4::float8 is null then 'failed' else 'waiting' end,
       finished_at = case when $4::float8 is null then clock_timestamp() end,
       next_attempt_at = clock_timestamp() + coalesce($4::float8, 0) * interval '1 millisecond'
     where id = $1 and state = 'sending' and attempts = $2`,
    [id, attempts, error, pause],
  );
}
