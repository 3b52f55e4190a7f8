import { type Db } from '../platform/database/db.js';

/** What is needed to tell whether somebody is the account's owner. */
export interface Credentials {
  readonly id: string;
  readonly name: string;
  readonly passwordHash: string | null;
  /** Of the second factor, where it is on. */
  readonly totpSecret: Buffer | null;
  readonly disabled: boolean;
  /** A provider says who it is; there is neither password nor second factor here. */
  readonly provided: boolean;
}

const CREDENTIALS = `id, name, password_hash as "passwordHash", disabled, issuer is not null as provided,
  case when totp_confirmed then totp_secret end as "totpSecret"`;

export async function findCredentials(db: Db, by: { name: string } | { id: string }): Promise<Credentials | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['name', by.name];
  const [row] = await db.query<Credentials[]>(`select ${CREDENTIALS} from account where ${column} = $1`, [value]);
  return row ?? null;
}

/** Takes a step of the one-time codes, unless it or a later one was taken. */
export async function advanceTotpStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const [, count] = await db.query<[unknown, number]>(
    `update account set totp_last_step = $2 where id = $1 and totp_last_step < $2`,
    [accountId, step],
  );
  return count === 1;
}

export async function setPassword(db: Db, accountId: string, passwordHash: string | null): Promise<void> {
  await db.query(`update account set password_hash = $2, changed_at = clock_timestamp() where id = $1`, [
    accountId,
    passwordHash,
  ]);
}

/** A secret that is not in force yet; refused (false) where another is. */
export async function proposeTotpSecret(db: Db, accountId: string, sealed: Buffer): Promise<boolean> {
  const [, count] = await db.query<[unknown, number]>(
    `update account set totp_secret = $2, totp_last_step = 0 where id = $1 and not totp_confirmed`,
    [accountId, sealed],
  );
  return count === 1;
}

export async function findProposedSecret(db: Db, accountId: string): Promise<Buffer | null> {
  const [row] = await db.query<{ secret: Buffer | null }[]>(
    `select totp_secret as secret from account where id = $1 and not totp_confirmed for update`,
    [accountId],
  );
  return row?.secret ?? null;
}

export async function setSecondFactor(db: Db, accountId: string, on: boolean): Promise<void> {
  await db.query(
    `update account set totp_confirmed = $2, totp_secret = case when $2 then totp_secret end,
       changed_at = clock_timestamp() where id = $1`,
    [accountId, on],
  );
}

export interface OwnSession {
  readonly id: string;
  readonly beganAt: string;
  readonly seenAt: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly current: boolean;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;

/** Sessions that last still, latest first; `digest` is that of the one that asks. */
export async function selectSessions(db: Db, accountId: string, digest: Buffer | null): Promise<OwnSession[]> {
  return db.query<OwnSession[]>(
    `select id, ${instant('began_at')} as "beganAt", ${instant('seen_at')} as "seenAt", address, agent,
       digest is not distinct from $2 as current
     from session where account_id = $1 and ended_at is null and expires_at > clock_timestamp() order by began_at desc`,
    [accountId, digest],
  );
}

export async function insertLink(db: Db, accountId: string, digest: Buffer, hours: number): Promise<void> {
  await db.query(
    `insert into one_time_link (digest, account_id, expires_at)
     values ($1, $2, clock_timestamp() + $3 * interval '1 hour')`,
    [digest, accountId, hours],
  );
}

export async function isLinkValid(db: Db, digest: Buffer): Promise<boolean> {
  const [{ valid }] = await db.query<[{ valid: boolean }]>(
    `select exists (select from one_time_link
       where digest = $1 and used_at is null and expires_at > clock_timestamp()) as valid`,
    [digest],
  );
  return valid;
}

/** Uses a link up: whose it is, or null where it is unknown, used, expired or of a disabled account. */
export async function useLink(db: Db, digest: Buffer): Promise<{ id: string; name: string } | null> {
  const [rows] = await db.query<[{ id: string; name: string }[], number]>(
    `update one_time_link set used_at = clock_timestamp() from account
     where digest = $1 and used_at is null and expires_at > clock_timestamp()
       and account.id = account_id and not disabled
     returning account.id, account.name`,
    [digest],
  );
  return rows[0] ?? null;
}

/** Links of the account are of no use any more. */
export async function expireLinks(db: Db, accountId: string): Promise<void> {
  await db.query(`update one_time_link set used_at = clock_timestamp() where account_id = $1 and used_at is null`, [
    accountId,
  ]);
}

/** The first administrator, made once however many instances start; its id while nobody has ever signed in. */
export async function firstAdministrator(db: Db, name: string, fullName: string): Promise<string | null> {
  await db.query(`lock table account in share row exclusive mode`);
  const [{ accounts, signedIn }] = await db.query<[{ accounts: number; signedIn: boolean }]>(
    `select count(*) as accounts, exists (select from session) as "signedIn" from account`,
  );
  if (signedIn) return null;
  if (accounts === 0) {
    const [{ id }] = await db.query<[{ id: string }]>(
      `insert into account (name, full_name) values ($1, $2) returning id`,
      [name, fullName],
    );
    await db.query(`insert into account_grant (account_id, role) values ($1, 'administrator')`, [id]);
  }
  const [row] = await db.query<{ id: string }[]>(
    `select id from account where name = $1 and password_hash is null and not disabled`,
    [name],
  );
  return row?.id ?? null;
}
