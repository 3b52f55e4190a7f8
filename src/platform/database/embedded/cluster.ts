import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isCluster, type DataLocation } from './data-location.js';
import { EmbeddedServerError } from './embedded-server.errors.js';
import { newPassword, ROLES } from './endpoint.js';
import { serverEnvironment } from './server-environment.js';

/** Inside the data directory, so that it is made, moved and removed with it. */
const PASSWORD_FILE = 'launcher.password';
const HALF_MADE = '.initdb-';

/** How a cluster is made: with a password for loopback, without one for a private socket. */
export interface ClusterPlan {
  readonly initdb: string;
  readonly withPassword: boolean;
  readonly durable: boolean;
}

/**
 * Makes the database cluster unless it is there. It is made under another name and then renamed, so that a kill on the
 * way leaves nothing half made behind: the presence of PG_VERSION alone does not say that initdb was done.
 */
export async function ensureCluster({ dataDir, account }: DataLocation, plan: ClusterPlan): Promise<void> {
  await removeHalfMade(dataDir);
  if (isCluster(dataDir)) return;
  refuseForeignFiles(dataDir);
  const half = `${dataDir}${HALF_MADE}${randomBytes(4).toString('hex')}`;
  const passwordFile = `${half}.password`;
  await mkdir(half, { mode: 0o700 });
  await writeFile(passwordFile, newPassword(), { mode: 0o600 });
  if (account) for (const path of [half, passwordFile]) chownSync(path, account.uid, account.gid);
  await runInitdb(half, passwordFile, plan, account);
  await rename(passwordFile, join(half, PASSWORD_FILE));
  await moveIntoPlace(half, dataDir);
  if (plan.durable) syncDirectory(dirname(dataDir));
}

/** The password of a cluster made for loopback. */
export function readPassword(dataDir: string): string {
  return readFileSync(join(dataDir, PASSWORD_FILE), 'utf8');
}

async function runInitdb(
  directory: string,
  passwordFile: string,
  { initdb, withPassword, durable }: ClusterPlan,
  account: DataLocation['account'],
): Promise<void> {
  const authentication = withPassword ? ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`] : ['-A', 'trust'];
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', directory, '-U', ROLES.admin, ...authentication, ...locale, ...(durable ? [] : ['--no-sync'])];
  try {
    const options = { env: serverEnvironment(), cwd: dirname(directory), windowsHide: true };
    await promisify(execFile)(initdb, args, { ...options, ...(account ?? {}) });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const reason = (stderr ?? '').trim() || message;
    throw new EmbeddedServerError('start-failed', `The database cannot be created: ${reason}`, { cause: error });
  }
}

/** Holding the lock, nobody else is at it; an initdb orphaned by a kill runs into the void and ends. */
async function removeHalfMade(dataDir: string): Promise<void> {
  const prefix = `${basename(dataDir)}${HALF_MADE}`;
  for (const name of readdirSync(dirname(dataDir)).filter((entry) => entry.startsWith(prefix))) {
    await rm(join(dirname(dataDir), name), { recursive: true, force: true, maxRetries: 10 });
  }
}

function refuseForeignFiles(dataDir: string): void {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  throw new EmbeddedServerError(
    'start-failed',
    `${dataDir} holds files, but no database: choose an empty or a new directory.`,
  );
}

async function moveIntoPlace(half: string, dataDir: string): Promise<void> {
  try {
    // Windows does not rename onto a directory, not even an empty one.
    if (existsSync(dataDir)) rmdirSync(dataDir);
    await rename(half, dataDir);
  } catch (error) {
    throw new EmbeddedServerError(
      'not-reachable',
      `The new database cannot be moved to ${dataDir}. If that is a mounted volume, mount the directory above it.`,
      { cause: error },
    );
  }
}

/** Makes the rename outlive a power cut. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
