import { type Grant, type Role } from '../kernel/caller.js';
import { type Db } from '../platform/database/db.js';

/** What an account may do, beside how it was let in. */
export interface AccountRights {
  readonly accountId: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly readWithin: readonly string[] | null;
}

const RIGHTS_OF = `
  account.id as "accountId", account.name,
  (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'unitId', unit_id, 'systemId', system_id)), '[]')
   from account_grant where account_id = account.id) as grants,
  (select array_agg(unit_id::text order by unit_id) from account_read_scope where account_id = account.id)
    as "readWithin"`;

/** What a session lets its account do, and for how long. */
export interface SessionRights extends AccountRights {
  readonly sessionId: string;
  /** A password alone was asked for, and one of its roles demands more. */
  readonly lacksSecondFactor: boolean;
  readonly expiresInMs: number;
}

/** Whose session it is, while it lasts and the account is not disabled. */
export async function findSession(db: Db, digest: Buffer): Promise<SessionRights | null> {
  const [row] = await db.query<SessionRights[]>(
    `select ${RIGHTS_OF}, session.id as "sessionId",
       issuer is null and not totp_confirmed and exists (
         select from account_grant, setting where account_id = account.id and role = any(second_factor_roles)
       ) as "lacksSecondFactor",
       (extract(epoch from session.expires_at - clock_timestamp()) * 1000)::float8 as "expiresInMs"
     from session join account on account.id = account_id
     where digest = $1 and ended_at is null and expires_at > clock_timestamp() and not disabled`,
    [digest],
  );
  return row ?? null;
}

/** What a token narrows the rights of its account to. */
export interface TokenRights extends AccountRights {
  readonly tokenId: string;
  readonly roles: readonly Role[];
  readonly unitId: string | null;
  readonly systemId: number | null;
  readonly expiresInMs: number;
}

/** Whose token it is, while it lasts and the account is not disabled. */
export async function findToken(db: Db, digest: Buffer): Promise<TokenRights | null> {
  const [row] = await db.query<TokenRights[]>(
    `select ${RIGHTS_OF}, api_token.id as "tokenId", roles, api_token.unit_id as "unitId",
       api_token.system_id as "systemId",
       (extract(epoch from expires_at - clock_timestamp()) * 1000)::float8 as "expiresInMs"
     from api_token join account on account.id = account_id
     where digest = $1 and revoked_at is null and expires_at > clock_timestamp() and not disabled`,
    [digest],
  );
  return row ?? null;
}

/** How often rights were taken away so far, and whether anybody may read the figures. */
export async function selectEpoch(db: Db): Promise<{ epoch: number; published: boolean }> {
  const [row] = await db.query<[{ epoch: number; published: boolean }]>(
    `select n as epoch, published from access_epoch, setting`,
  );
  return row;
}

/** A session's last sight, noted at most every few minutes. */
export async function noteSeen(db: Db, sessionIds: readonly string[], expiresAfterMs: number): Promise<void> {
  await db.query(
    `update session set seen_at = clock_timestamp(),
       expires_at = least(clock_timestamp() + $2 * interval '1 millisecond', began_at + interval '7 days')
     where id = any($1) and ended_at is null`,
    [sessionIds, expiresAfterMs],
  );
}

export async function insertSession(
  db: Db,
  session: { digest: Buffer; accountId: string; address: string | null; agent: string | null; idleMs: number },
): Promise<string> {
  const [{ id }] = await db.query<[{ id: string }]>(
    `insert into session (digest, account_id, address, agent, expires_at)
     values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond') returning id`,
    [session.digest, session.accountId, session.address, session.agent, session.idleMs],
  );
  return id;
}

/** Ends sessions of an account that last still: the one with a digest, or all; their ids. */
export async function endSessions(db: Db, accountId: string, digest: Buffer | null): Promise<string[]> {
  const [rows] = await db.query<[{ id: string }[], number]>(
    `update session set ended_at = clock_timestamp()
     where account_id = $1 and ended_at is null and ($2::bytea is null or digest = $2) returning id`,
    [accountId, digest],
  );
  return rows.map(({ id }) => id);
}
