import { type DataSource } from 'typeorm';
import { openDataSource } from '../../../config/data-source.js';
import { privileges } from '../../../config/privileges.js';

/** Held while migrating, so that instances that start together migrate once. */
const MIGRATION_LOCK = '7201620250702';

/**
 * Brings the schema up to date as its owner and gives the application's role exactly the rights of
 * config/privileges.ts. Returns the names of the migrations that were run.
 */
export async function migrate(ownerUrl: string, applicationRole: string): Promise<string[]> {
  const owner = await openDataSource(ownerUrl, 2);
  const lock = owner.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    const run = await owner.runMigrations();
    await grant(owner, applicationRole);
    return run.map((migration) => migration.name);
  } finally {
    await lock.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`);
    await lock.release();
    await owner.destroy();
  }
}

/** True when every migration of this build has been run. */
export async function schemaIsCurrent(dataSource: DataSource): Promise<boolean> {
  const [table] = await dataSource.query<{ name: string | null }[]>(`select to_regclass('migrations') as name`);
  if (!table?.name) return false;
  const rows = await dataSource.query<{ name: string }[]>(`select name from migrations`);
  const done = new Set(rows.map((row) => row.name));
  return dataSource.migrations.every((migration) => done.has(migration.name ?? ''));
}

async function grant(owner: DataSource, applicationRole: string): Promise<void> {
  const [{ role, self }] = await owner.query<[{ role: string; self: boolean }]>(
    `select quote_ident($1) as role, $1 = current_user as self`,
    [applicationRole],
  );
  if (self) return;
  const statements = [
    `revoke all on all tables in schema public from ${role}`,
    `grant usage on schema public to ${role}`,
    `grant select on migrations to ${role}`,
    ...Object.entries(privileges).map(([table, rights]) => `grant ${rights} on ${table} to ${role}`),
  ];
  await owner.query(statements.join(';\n'));
}
