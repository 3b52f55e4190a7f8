import { type Env } from '../../../config/env.js';
import { openDataSource } from '../../../config/data-source.js';
import { attachEmbeddedServer, startEmbeddedServer } from './embedded/embedded-server.js';
import { migrate, schemaIsCurrent } from './migrate.js';

/** A database that is migrated and answers. */
export interface OpenDatabase {
  /** The application's role. */
  readonly url: string;
  /** Our own server, whose empty database is to hold the sample. */
  readonly embedded: boolean;
  /** Stops the embedded server if this process started it. */
  stop(): Promise<void>;
}

/** Why the database cannot be used, in a sentence for the operator. */
export class DatabaseNotUsable extends Error {}

const EMBEDDED_APPLICATION_ROLE = 'tracker_app';

/** The database that the environment names, started if it is the embedded one, and migrated. */
export async function openDatabase(env: Env, say: (line: string) => void): Promise<OpenDatabase> {
  if (env.databaseUrl !== null) return openServer(env.databaseUrl, env.migrationDatabaseUrl);
  return prepareEmbedded(await startEmbeddedServer({ dataDir: env.dataDir, say }));
}

/** The database of a running service; if none runs on the data directory, starts the embedded server for a while. */
export async function joinDatabase(env: Env, say: (line: string) => void): Promise<OpenDatabase> {
  if (env.databaseUrl !== null) return openServer(env.databaseUrl, env.migrationDatabaseUrl);
  return prepareEmbedded(
    (await attachEmbeddedServer(env.dataDir)) ?? (await startEmbeddedServer({ dataDir: env.dataDir, say })),
  );
}

async function prepareEmbedded(server: {
  ownerUrl: string;
  appUrl: string;
  stop(): Promise<void>;
}): Promise<OpenDatabase> {
  try {
    await migrate(server.ownerUrl, EMBEDDED_APPLICATION_ROLE);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.appUrl, embedded: true, stop: () => server.stop() };
}

async function openServer(url: string, migrationUrl: string | null): Promise<OpenDatabase> {
  const probe = await connect('DATABASE_URL', url);
  try {
    if (migrationUrl !== null) {
      await (await connect('MIGRATION_DATABASE_URL', migrationUrl)).destroy();
      await migrate(migrationUrl, decodeURIComponent(new URL(url).username));
    } else if (!(await schemaIsCurrent(probe))) {
      throw new DatabaseNotUsable(
        'The database is not migrated to this version. Set MIGRATION_DATABASE_URL to the owner of the database, or run ' +
          '"npm run -s cli -- migrate" with it.',
      );
    }
  } finally {
    await probe.destroy();
  }
  return { url, embedded: false, stop: () => Promise.resolve() };
}

async function connect(variable: string, url: string) {
  try {
    return await openDataSource(url);
  } catch (error) {
    const { host } = new URL(url);
    throw new DatabaseNotUsable(`${variable}: the server at ${host} cannot be used: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
