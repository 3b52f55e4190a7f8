import { type Db } from '../platform/database/db.js';

/** What the provider has to answer to, of an attempt that began here. */
export interface Attempt {
  readonly nonce: string;
  readonly codeVerifier: string;
}

export async function insertAttempt(
  db: Db,
  attempt: Attempt & { readonly stateDigest: Buffer; readonly minutes: number },
): Promise<void> {
  const { stateDigest, nonce, codeVerifier, minutes } = attempt;
  await db.query(
    `insert into single_sign_on_attempt (state_digest, nonce, code_verifier, expires_at)
     values ($1, $2, $3, clock_timestamp() + $4 * interval '1 minute')`,
    [stateDigest, nonce, codeVerifier, minutes],
  );
}

/** Takes an attempt away, so that it serves once; null where there is none, or none any more. */
export async function takeAttempt(db: Db, stateDigest: Buffer): Promise<Attempt | null> {
  const [rows] = await db.query<[Attempt[], number]>(
    `delete from single_sign_on_attempt where state_digest = $1 and expires_at > clock_timestamp()
     returning nonce, code_verifier as "codeVerifier"`,
    [stateDigest],
  );
  return rows[0] ?? null;
}

export async function deleteExpiredAttempts(db: Db): Promise<void> {
  await db.query(`delete from single_sign_on_attempt where expires_at <= clock_timestamp()`);
}
