import pg from 'pg';
import { ROLES, urlFor, type Endpoint } from './endpoint.js';

/** The database of the application. */
export const TRACKER_DATABASE = 'tracker';

/**
 * Makes the two roles and the database, where they are missing.
 * The owner runs the migrations and may create trusted extensions; the application's role may connect and gets
 * everything else granted by migrations.
 * @returns whether the database had to be made, that is, is empty.
 */
export async function ensureTrackerDatabase(endpoint: Endpoint): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlFor(endpoint, 'admin', 'postgres') });
  await client.connect();
  try {
    await ensureRoles(client, endpoint.password);
    return await ensureDatabase(client);
  } finally {
    await client.end();
  }
}

async function ensureRoles(client: pg.Client, password: string | null): Promise<void> {
  const found = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
  const existing = new Set(found.rows.map((row) => row.rolname));
  for (const role of [ROLES.owner, ROLES.app]) {
    // Role statements take no parameters; the password is of our own making.
    const secret = password === null ? '' : ` PASSWORD ${pg.escapeLiteral(password)}`;
    if (!existing.has(role)) await client.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER${secret}`);
  }
}

async function ensureDatabase(client: pg.Client): Promise<boolean> {
  const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [TRACKER_DATABASE]);
  const isMissing = found.rowCount === 0;
  if (isMissing) await client.query(`CREATE DATABASE ${TRACKER_DATABASE} OWNER ${ROLES.owner} ENCODING 'UTF8'`);
  await client.query(`REVOKE ALL ON DATABASE ${TRACKER_DATABASE} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${TRACKER_DATABASE} TO ${ROLES.app}`);
  return isMissing;
}
