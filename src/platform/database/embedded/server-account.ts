import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EmbeddedServerError } from './embedded-server.errors.js';

/** The account the server is run as when we are root, because PostgreSQL refuses to run as root. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

export function weAreRoot(): boolean {
  return process.getuid?.() === 0;
}

/** For root: `postgres` if this system knows it, else `nobody`. */
export function unprivilegedAccount(): ServerAccount {
  for (const name of ['postgres', 'nobody']) {
    const uid = numberOf('-u', name);
    const gid = numberOf('-g', name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new EmbeddedServerError(
    'not-reachable',
    'PostgreSQL does not run as root, and this system has neither a user postgres nor a user nobody: ' +
      'start the application as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * Whether the permission bits let the account get to the path, or to what exists of it, and into it.
 * Access lists are not looked at: a directory opened by one alone counts as closed.
 */
export function canReach(path: string, account: ServerAccount): boolean {
  for (let current = realPath(path); ; current = dirname(current)) {
    if (existsSync(current) && !mayPass(current, account)) return false;
    if (current === dirname(current)) return true;
  }
}

/** The path without symbolic links, as far as it exists. */
export function realPath(path: string): string {
  const absolute = resolve(path);
  if (existsSync(absolute)) return realpathSync(absolute);
  const parent = dirname(absolute);
  return parent === absolute ? absolute : join(realPath(parent), basename(absolute));
}

/** Makes the directory and what is missing above it; what root makes, the other account may pass, whatever the umask. */
export function makeDirectory(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined || !weAreRoot()) return;
  const topmost = resolve(first);
  for (let current = resolve(path); current.length >= topmost.length; current = dirname(current))
    chmodSync(current, 0o755);
}

function mayPass(path: string, { uid, gid }: ServerAccount): boolean {
  const { mode, uid: owner, gid: group } = statSync(path);
  if (owner === uid) return (mode & 0o100) !== 0;
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0;
}

function numberOf(option: '-u' | '-g', name: string): number | null {
  try {
    return Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return null;
  }
}
