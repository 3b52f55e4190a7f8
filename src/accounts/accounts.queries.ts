import { type Grant, type Role } from '../kernel/caller.js';
import { type Db } from '../platform/database/db.js';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
  readonly disabled: boolean;
  readonly secondFactor: boolean;
  readonly hasPassword: boolean;
  /** The provider that says who it is and what it may; null: it signs in here. */
  readonly issuer: string | null;
  readonly grants: readonly Grant[];
  readonly readWithin: readonly string[];
  /** Grows with each change. */
  readonly version: number;
}

const ACCOUNT = `id, name, full_name as "fullName", disabled, totp_confirmed as "secondFactor",
  password_hash is not null as "hasPassword", issuer, (extract(epoch from changed_at) * 1000000)::bigint as version,
  (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'unitId', unit_id, 'systemId', system_id)
     order by role, unit_id, system_id), '[]') from account_grant where account_id = account.id) as grants,
  (select coalesce(array_agg(unit_id::text order by unit_id), '{}') from account_read_scope
   where account_id = account.id) as "readWithin"`;

/** By name, as they sort. */
export async function selectAccounts(db: Db): Promise<AccountRow[]> {
  return db.query<AccountRow[]>(`select ${ACCOUNT} from account order by name`);
}

/** By id or name. */
export async function findAccount(db: Db, reference: string): Promise<AccountRow | null> {
  const [row] = await db.query<AccountRow[]>(`select ${ACCOUNT} from account where id::text = $1 or name = $1`, [
    reference,
  ]);
  return row ?? null;
}

/** The account of whom a provider knows by that name. */
export async function findProvidedAccount(db: Db, issuer: string, subject: string): Promise<AccountRow | null> {
  const [row] = await db.query<AccountRow[]>(`select ${ACCOUNT} from account where issuer = $1 and subject = $2`, [
    issuer,
    subject,
  ]);
  return row ?? null;
}

/** Names of accounts that begin so. */
export async function selectNamesBeginning(db: Db, beginning: string): Promise<string[]> {
  const rows = await db.query<{ name: string }[]>(`select name from account where starts_with(name, $1)`, [beginning]);
  return rows.map(({ name }) => name);
}

/** Changes of accounts stand in line, so that no two can each take away the other's last administrator. */
export async function lockAccounts(db: Db): Promise<void> {
  await db.query(`lock table account in share row exclusive mode`);
}

export async function insertAccount(db: Db, { name, fullName }: { name: string; fullName: string }): Promise<string> {
  const [{ id }] = await db.query<[{ id: string }]>(
    `insert into account (name, full_name) values ($1, $2) returning id`,
    [name, fullName],
  );
  return id;
}

export async function insertProvidedAccount(
  db: Db,
  account: { name: string; fullName: string; issuer: string; subject: string },
): Promise<string> {
  const { name, fullName, issuer, subject } = account;
  const [{ id }] = await db.query<[{ id: string }]>(
    `insert into account (name, full_name, issuer, subject) values ($1, $2, $3, $4) returning id`,
    [name, fullName, issuer, subject],
  );
  return id;
}

export async function updateAccount(
  db: Db,
  { id, fullName, disabled }: { id: string; fullName: string; disabled: boolean },
): Promise<void> {
  await db.query(`update account set full_name = $2, disabled = $3, changed_at = clock_timestamp() where id = $1`, [
    id,
    fullName,
    disabled,
  ]);
}

export async function replaceGrants(db: Db, accountId: string, grants: readonly Grant[]): Promise<void> {
  await db.query(`delete from account_grant where account_id = $1`, [accountId]);
  await db.query(
    `insert into account_grant (account_id, role, unit_id, system_id)
     select $1, role, "unitId", "systemId"
     from jsonb_to_recordset($2) as row(role text, "unitId" uuid, "systemId" int)`,
    [accountId, JSON.stringify(grants)],
  );
}

export async function replaceReadScope(db: Db, accountId: string, unitIds: readonly string[]): Promise<void> {
  await db.query(`delete from account_read_scope where account_id = $1`, [accountId]);
  await db.query(`insert into account_read_scope (account_id, unit_id) select $1, unnest($2::uuid[])`, [
    accountId,
    unitIds,
  ]);
}

/** Neither password nor second factor any more. */
export async function forgetCredentials(db: Db, accountId: string): Promise<void> {
  await db.query(
    `update account set password_hash = null, totp_secret = null, totp_confirmed = false,
       changed_at = clock_timestamp() where id = $1`,
    [accountId],
  );
}

export async function countAdministrators(db: Db): Promise<number> {
  const [{ count }] = await db.query<[{ count: number }]>(
    `select count(distinct account_id) as count from account_grant join account on account.id = account_id
     where role = 'administrator' and not disabled`,
  );
  return count;
}

/** Accounts whose rights name one of the units. */
export async function selectAccountsScopedTo(
  db: Db,
  unitIds: readonly string[],
): Promise<{ account: string; unitId: string }[]> {
  return db.query<{ account: string; unitId: string }[]>(
    `select distinct account.name as account, unit_id as "unitId"
     from (select account_id, unit_id from account_grant union all select account_id, unit_id from account_read_scope)
       scoped join account on account.id = account_id
     where unit_id = any($1::uuid[]) order by 1, 2`,
    [unitIds],
  );
}

export interface TokenRow {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unitId: string | null;
  readonly systemId: number | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+07:00'`;
const TOKEN = `id, account_id as "accountId", name, roles, unit_id as "unitId", system_id as "systemId",
  ${instant('created_at')} as "createdAt", ${instant('expires_at')} as "expiresAt", ${instant('revoked_at')} as "revokedAt"`;

/** Latest first. */
export async function selectTokens(db: Db, accountId: string): Promise<TokenRow[]> {
  return db.query<TokenRow[]>(`select ${TOKEN} from api_token where account_id = $1 order by created_at desc`, [
    accountId,
  ]);
}

export async function insertToken(
  db: Db,
  token: Pick<TokenRow, 'accountId' | 'name' | 'roles' | 'unitId' | 'systemId'> & { digest: Buffer; days: number },
): Promise<TokenRow> {
  const { digest, accountId, name, roles, unitId, systemId, days } = token;
  const [row] = await db.query<[TokenRow]>(
    `insert into api_token (digest, account_id, name, roles, unit_id, system_id, expires_at)
     values ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7 * interval '1 day') returning ${TOKEN}`,
    [digest, accountId, name, roles, unitId, systemId, days],
  );
  return row;
}

/** Of one account, or (null) of any; whose it was, or null where there is none that works still. */
export async function revokeToken(db: Db, id: string, accountId: string | null): Promise<TokenRow | null> {
  const [rows] = await db.query<[TokenRow[], number]>(
    `update api_token set revoked_at = clock_timestamp()
     where id::text = $1 and revoked_at is null and ($2::uuid is null or account_id = $2) returning ${TOKEN}`,
    [id, accountId],
  );
  return rows[0] ?? null;
}

/** Those of an account that work still; their ids. */
export async function revokeTokens(db: Db, accountId: string): Promise<string[]> {
  const [rows] = await db.query<[{ id: string }[], number]>(
    `update api_token set revoked_at = clock_timestamp()
     where account_id = $1 and revoked_at is null and expires_at > clock_timestamp() returning id`,
    [accountId],
  );
  return rows.map(({ id }) => id);
}

/** What the province decides about who gets in. */
export interface AccessSettings {
  /** Whether anybody may read the figures without signing in. */
  readonly published: boolean;
  /** Whoever has one of these roles can do nothing, signed in with a password alone, but begin with a second factor. */
  readonly secondFactorRoles: readonly Role[];
}

const ACCESS_SETTINGS = `select published, second_factor_roles as "secondFactorRoles" from setting`;

export async function selectAccessSettings(db: Db): Promise<AccessSettings> {
  const [row] = await db.query<[AccessSettings]>(ACCESS_SETTINGS);
  return row;
}

/** The same, for who is about to change them. */
export async function lockAccessSettings(db: Db): Promise<AccessSettings> {
  const [row] = await db.query<[AccessSettings]>(`${ACCESS_SETTINGS} for update`);
  return row;
}

export async function updateAccessSettings(db: Db, { published, secondFactorRoles }: AccessSettings): Promise<void> {
  await db.query(`update setting set published = $1, second_factor_roles = $2`, [published, secondFactorRoles]);
}
