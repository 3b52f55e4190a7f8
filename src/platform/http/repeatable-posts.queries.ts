import { type Db } from '../database/db.js';

export interface AnswerGiven {
  requestHash: string;
  answer: unknown;
}

export async function findAnswerGiven(db: Db, account: string, key: string): Promise<AnswerGiven | null> {
  const [row] = await db.query<AnswerGiven[]>(
    `select request_hash as "requestHash", answer from idempotency_key where account = $1 and key = $2`,
    [account, key],
  );
  return row ?? null;
}

export async function insertAnswerGiven(db: Db, account: string, key: string, given: AnswerGiven): Promise<void> {
  await db.query(`insert into idempotency_key (account, key, request_hash, answer) values ($1, $2, $3, $4)`, [
    account,
    key,
    given.requestHash,
    JSON.stringify(given.answer),
  ]);
}
