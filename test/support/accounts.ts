import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { type Role } from '../../src/kernel/caller.js';
import { digestOf } from '../../src/access/authentication.service.js';
import { type TestDatabase } from './database.js';

/** What accounts of tests choose. */
export const PASSWORD = 'năm con voi đi qua cầu';

type TestGrants = readonly { role: Role; unitId?: string; system?: string }[];

/** A new account with these grants (systems by code) and a token of all its roles, straight into the database; the bearer token. */
export async function tokenOf(
  database: TestDatabase,
  grants: TestGrants,
  readWithin: readonly string[] = [],
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const roles = [...new Set(grants.map(({ role }) => role))];
  await withAccount(database, grants, readWithin, async (owner, id) => {
    await owner.query(
      `insert into api_token (digest, account_id, name, roles, expires_at)
       values ($1, $2, 'test', $3, clock_timestamp() + interval '1 day')`,
      [digestOf(token), id, roles],
    );
  });
  return token;
}

/** The same signed in, with a second factor or without; the key of its session. */
export async function sessionOf(
  database: TestDatabase,
  grants: TestGrants,
  { secondFactor = true }: { secondFactor?: boolean } = {},
): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  await withAccount(database, grants, [], async (owner, id) => {
    await owner.query(`update account set totp_confirmed = $2 where id = $1`, [id, secondFactor]);
    await owner.query(
      `insert into session (digest, account_id, expires_at) values ($1, $2, clock_timestamp() + interval '1 day')`,
      [digestOf(key), id],
    );
  });
  return key;
}

/** Begins with a second factor, as an administrator has to; the cookie of the session that goes on. */
export async function beginSecondFactor(api: string, cookie: string, password = PASSWORD): Promise<string> {
  const headers = { 'content-type': 'application/json', cookie };
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${api}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const begun = await post('/me/second-factor', { password });
  const { secret } = (await begun.json()) as { secret: string };
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const confirmed = await post('/me/second-factor/confirmation', { code: totp.generate() });
  if (confirmed.status !== 204) throw new Error(`The code was refused: ${await confirmed.text()}`);
  return cookieOf(confirmed);
}

/** Of an answer that gives a session. */
export function cookieOf({ headers }: { headers: Headers }): string {
  return (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function withAccount(
  database: TestDatabase,
  grants: TestGrants,
  readWithin: readonly string[],
  work: (owner: DataSource, accountId: string) => Promise<void>,
): Promise<void> {
  const owner = await openDataSource(database.ownerUrl, 1);
  try {
    const name = `account-${randomBytes(6).toString('hex')}`;
    const [{ id }] = await owner.query<[{ id: string }]>(
      `insert into account (name, full_name) values ($1, $1) returning id`,
      [name],
    );
    for (const { role, unitId, system } of grants) {
      await owner.query(
        `insert into account_grant (account_id, role, unit_id, system_id)
         select $1, $2, $3, (select id from system where code = $4)`,
        [id, role, unitId, system],
      );
    }
    for (const unitId of readWithin) {
      await owner.query(`insert into account_read_scope (account_id, unit_id) values ($1, $2)`, [id, unitId]);
    }
    await work(owner, id);
  } finally {
    await owner.destroy();
  }
}
