import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedServerError } from './embedded-server.errors.js';
import { type Endpoint } from './endpoint.js';
import { isRunning, thisProcess, type ProcessIdentity } from './live-processes.js';

/** What the lock beside the data directory says: who serves it, and once it is up, where. */
export interface LockRecord {
  readonly owner: ProcessIdentity;
  readonly endpoint: Endpoint | null;
}

export interface DirectoryLock {
  /** What a process that died without stopping left behind. */
  readonly left: LockRecord | null;
  publish(endpoint: Endpoint): void;
  release(): void;
}

/**
 * Takes the lock, from a dead process too; a live one is refused with its number.
 * Not the data's last defence: should the lock be removed by hand, PostgreSQL's own postmaster.pid still holds.
 */
export async function acquireLock(dataDir: string): Promise<DirectoryLock> {
  const path = lockPath(dataDir);
  const owner = thisProcess();
  let left: LockRecord | null = null;
  while (!createLock(path, { owner, endpoint: null })) {
    const content = await settledContent(path);
    const record = parseRecord(content);
    if (record && isRunning(record.owner)) throw refusal(dataDir, record.owner.pid);
    if (content !== null) removeStale(path, content);
    left = record ?? left;
  }
  return {
    left,
    publish: (endpoint) => {
      replaceLock(path, { owner, endpoint });
    },
    release: () => {
      rmSync(path, { force: true });
    },
  };
}

/** The lock of a live process, else null. */
export function readLiveLock(dataDir: string): LockRecord | null {
  const record = parseRecord(readIfThere(lockPath(dataDir)));
  return record && isRunning(record.owner) ? record : null;
}

/** The sentence of the second start. */
export function refusal(dataDir: string, pid: number): EmbeddedServerError {
  return new EmbeddedServerError(
    'already-running',
    `The database in ${dataDir} is in use by process ${pid}: stop that one first.`,
  );
}

function lockPath(dataDir: string): string {
  return `${dataDir}.lock`;
}

/** The record holds the loopback's password, so it is nobody else's to read. */
function createLock(path: string, record: LockRecord): boolean {
  try {
    writeFileSync(path, JSON.stringify(record), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new EmbeddedServerError('not-reachable', `${path} cannot be written (${code ?? 'unknown'}).`, {
      cause: error,
    });
  }
}

function replaceLock(path: string, record: LockRecord): void {
  const next = `${path}.${randomBytes(4).toString('hex')}`;
  writeFileSync(next, JSON.stringify(record), { mode: 0o600 });
  renameSync(next, path);
}

/** Between creating the file and filling it lies a moment: an empty lock gets a second look before it counts as stale. */
async function settledContent(path: string): Promise<string | null> {
  const content = readIfThere(path);
  if (content !== '') return content;
  await delay(200);
  return readIfThere(path);
}

/** Two may find the same stale lock: whoever moves a newer one away by mistake puts it back. */
function removeStale(path: string, content: string): void {
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
    if (readIfThere(aside) !== content) linkSync(aside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new EmbeddedServerError('not-reachable', `${path} cannot be read (${code ?? 'unknown'}).`, { cause: error });
  }
}

function parseRecord(content: string | null): LockRecord | null {
  try {
    const record = JSON.parse(content ?? '') as Partial<LockRecord> | null;
    return typeof record?.owner?.pid === 'number' ? { owner: record.owner, endpoint: record.endpoint ?? null } : null;
  } catch {
    return null;
  }
}
