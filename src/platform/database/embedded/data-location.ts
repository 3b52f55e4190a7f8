import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EmbeddedServerError } from './embedded-server.errors.js';
import {
  canReach,
  makeDirectory,
  realPath,
  unprivilegedAccount,
  weAreRoot,
  type ServerAccount,
} from './server-account.js';

/** Where the data really are, and who the server runs as: null means as ourselves. */
export interface DataLocation {
  readonly dataDir: string;
  readonly account: ServerAccount | null;
}

/** The name under /var/lib and /var/cache for what root keeps. */
export const APPLICATION = 'egov-rollout-tracker';

/**
 * Decides where the data live. An ordinary user gets what was asked for. As root the server runs as another account;
 * when that one cannot reach the directory (a checkout below a closed home), the data go below /var/lib, and `say` tells.
 * The same question always has the same answer, so that the command line finds the server too.
 */
export function locateData(requested: string, say: (line: string) => void): DataLocation {
  const dataDir = realPath(requested);
  return weAreRoot() ? locateForRoot(dataDir, say) : { dataDir: ownDirectory(dataDir), account: null };
}

export function isCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, 'PG_VERSION'));
}

/** The parent holds the lock, the log and the half-made cluster, so it must exist and be ours to write. */
export function makeParent(dataDir: string): void {
  try {
    makeDirectory(dirname(dataDir));
  } catch (error) {
    throw new EmbeddedServerError('not-reachable', `The directory ${dirname(dataDir)} cannot be created.`, {
      cause: error,
    });
  }
}

function locateForRoot(dataDir: string, say: (line: string) => void): DataLocation {
  const owner = ownerOfCluster(dataDir);
  if (owner) return { dataDir: reachableCluster(dataDir, owner), account: owner };

  const fallback = fallbackFor(dataDir);
  const account = ownerOfCluster(fallback) ?? unprivilegedAccount();
  // Data that once went to the fallback stay there, even if the asked-for directory has been opened since.
  if (!isCluster(fallback) && canReach(dirname(dataDir), account)) return { dataDir, account };
  say(`The database's data are in ${fallback}: ${dataDir} is not open to the user the server runs as.`);
  return { dataDir: fallback, account };
}

/** Data made earlier by an ordinary user stay with that user: PostgreSQL insists on owning its directory. */
function ownerOfCluster(dataDir: string): ServerAccount | null {
  if (!isCluster(dataDir)) return null;
  const { uid, gid } = statSync(dataDir);
  return uid === 0 ? null : { uid, gid };
}

function reachableCluster(dataDir: string, owner: ServerAccount): string {
  if (canReach(dataDir, owner)) return dataDir;
  throw new EmbeddedServerError(
    'not-reachable',
    `The database in ${dataDir} belongs to user ${owner.uid}, who cannot reach it: ` +
      'open the directories above it to that user, or move the data.',
  );
}

function ownDirectory(dataDir: string): string {
  const us = process.getuid?.();
  if (us === undefined || !existsSync(dataDir)) return dataDir;
  const { uid } = statSync(dataDir);
  if (uid === us) return dataDir;
  throw new EmbeddedServerError(
    'not-reachable',
    `The database's directory ${dataDir} belongs to user ${uid}, and this process runs as user ${us}: ` +
      'run it as that user, or choose another directory.',
  );
}

/** One place per asked-for directory: two checkouts must not share their data by accident. */
function fallbackFor(dataDir: string): string {
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  return realPath(join('/var/lib', APPLICATION, `${basename(dataDir)}-${key}`));
}
