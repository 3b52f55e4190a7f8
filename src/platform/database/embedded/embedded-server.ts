import { dirname } from 'node:path';
import { ensureCluster, readPassword } from './cluster.js';
import { locateData, makeParent, type DataLocation } from './data-location.js';
import { acquireLock, readLiveLock, type DirectoryLock } from './directory-lock.js';
import {
  closeEndpoint,
  openLoopbackEndpoint,
  openSocketEndpoint,
  urlFor,
  type Endpoint,
  type Role,
} from './endpoint.js';
import { waitUntil } from './live-processes.js';
import { prepareBinaries } from './platform-binaries.js';
import { launchServer, stopLeftover, type ServerProcess } from './server-process.js';
import { ensureTrackerDatabase, TRACKER_DATABASE } from './tracker-database.js';

export { EmbeddedServerError, type EmbeddedServerErrorCode } from './embedded-server.errors.js';

/** A running PostgreSQL of our own, with the database `tracker` and its two roles. */
export interface EmbeddedServer {
  /** Runs migrations. */
  readonly ownerUrl: string;
  /** What the application works with. */
  readonly appUrl: string;
  /** Superuser on the database `postgres`: for tests that make databases of their own. */
  readonly adminUrl: string;
  /** Whether this start made the database, that is, it holds nothing yet. */
  readonly freshlyCreated: boolean;
  urlFor(role: Role, database: string): string;
  /** Fast shutdown; resolves when nothing is left running. Safe to call more than once. */
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** Made if missing. As root it may be replaced by one below /var/lib, and `say` tells. */
  readonly dataDir: string;
  readonly say?: (line: string) => void;
  /** False gives up safety against power cuts for speed: for tests. */
  readonly durable?: boolean;
  /** A private Unix socket unless the system is Windows; a data directory keeps the one it was made with. */
  readonly transport?: 'socket' | 'loopback';
}

/** How long the command line waits for a service that is just starting. */
const ATTACH_TIMEOUT_MS = 30_000;

/**
 * Starts the server on the data directory, making the directory, the roles and the database where they are missing.
 * It runs until `stop()`, or until this process ends in whatever way; until then it keeps this process alive.
 * @throws EmbeddedServerError with a sentence for the operator
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const say = options.say ?? (() => undefined);
  const location = locateData(options.dataDir, say);
  makeParent(location.dataDir);
  const lock = await acquireLock(location.dataDir);
  try {
    return await startLocked(location, lock, { ...options, say });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * For the command line: the server that a live process of ours runs on this data directory, or null.
 * Waits for one that is just starting. Its `stop()` does nothing: the server belongs to the other process.
 */
export async function attachEmbeddedServer(dataDir: string): Promise<EmbeddedServer | null> {
  const { dataDir: actual } = locateData(dataDir, () => undefined);
  let record = readLiveLock(actual);
  await waitUntil(() => !(record = readLiveLock(actual)) || record.endpoint !== null, ATTACH_TIMEOUT_MS, 50);
  return record?.endpoint ? handle(record.endpoint, false, () => Promise.resolve()) : null;
}

async function startLocked(
  location: DataLocation,
  lock: DirectoryLock,
  { say, durable = true, transport = defaultTransport() }: EmbeddedServerOptions & { say: (line: string) => void },
): Promise<EmbeddedServer> {
  const { dataDir, account } = location;
  const throughPgCtl = transport === 'loopback';
  const binaries = await prepareBinaries(account, dirname(dataDir));
  await stopLeftover(location, binaries, say);
  if (lock.left?.endpoint) closeEndpoint(lock.left.endpoint);
  await ensureCluster(location, { initdb: binaries.initdb, withPassword: throughPgCtl, durable });

  const endpoint = throughPgCtl ? await openLoopbackEndpoint(readPassword(dataDir)) : openSocketEndpoint(account);
  let server: ServerProcess | null = null;
  try {
    server = await launchServer({ location, binaries, endpoint, durable, throughPgCtl, say });
    const freshlyCreated = await ensureTrackerDatabase(endpoint);
    lock.publish(endpoint);
    return handle(endpoint, freshlyCreated, stopper(server, lock));
  } catch (error) {
    await server?.stop();
    closeEndpoint(endpoint);
    throw error;
  }
}

/** The lock goes last: as long as it stands, nobody starts beside a server that is still closing. */
function stopper(server: ServerProcess, lock: DirectoryLock): () => Promise<void> {
  let stopped: Promise<void> | null = null;
  return () =>
    (stopped ??= server.stop().then(() => {
      lock.release();
    }));
}

function handle(endpoint: Endpoint, freshlyCreated: boolean, stop: () => Promise<void>): EmbeddedServer {
  return {
    ownerUrl: urlFor(endpoint, 'owner', TRACKER_DATABASE),
    appUrl: urlFor(endpoint, 'app', TRACKER_DATABASE),
    adminUrl: urlFor(endpoint, 'admin', 'postgres'),
    freshlyCreated,
    urlFor: (role, database) => urlFor(endpoint, role, database),
    stop,
  };
}

function defaultTransport(): 'socket' | 'loopback' {
  return process.platform === 'win32' ? 'loopback' : 'socket';
}
