import { randomBytes } from 'node:crypto';
import { openDataSource } from '../../config/data-source.js';
import { type Role } from '../../src/kernel/caller.js';
import { digestOf } from '../../src/access/authentication.service.js';
import { type TestDatabase } from './database.js';

/** A new account with these grants (systems by code) and a token of all its roles, straight into the database; the bearer token. */
export async function tokenOf(
  database: TestDatabase,
  grants: readonly { role: Role; unitId?: string; system?: string }[],
  readWithin: readonly string[] = [],
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
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
    const roles = [...new Set(grants.map(({ role }) => role))];
    await owner.query(
      `insert into api_token (digest, account_id, name, roles, expires_at)
       values ($1, $2, 'test', $3, clock_timestamp() + interval '1 day')`,
      [digestOf(token), id, roles],
    );
  } finally {
    await owner.destroy();
  }
  return token;
}
