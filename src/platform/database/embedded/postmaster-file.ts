import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, isAlive } from './live-processes.js';

/** What postmaster.pid says, by its lines (src/include/utils/pidfile.h of PostgreSQL). */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDirectory: string;
  readonly isReady: boolean;
}

/** Every server of ours carries this on its command line, so that an orphan can be told from somebody's own. */
export const SERVER_MARK = 'cluster_name=egov_rollout_tracker';

/** Larger than any process number may be. */
const NO_PROCESS = 2_147_483_647;

export function readPostmasterFile(dataDir: string): PostmasterFile | null {
  try {
    const lines = readFileSync(postmasterFile(dataDir), 'utf8').split('\n');
    return {
      pid: Number(lines[0]),
      port: Number(lines[3]),
      socketDirectory: lines[4] ?? '',
      isReady: lines[7]?.trim() === 'ready',
    };
  } catch {
    return null;
  }
}

/** Whose the process named in postmaster.pid is. Stale: there is none, or the number now belongs to something else. */
export function judgeServer(dataDir: string, pid: number): 'ours' | 'foreign' | 'stale' {
  if (!(pid > 0) || !isAlive(pid)) return 'stale';
  const command = commandLineOf(pid);
  if (process.platform === 'win32') return command.includes('postgres.exe') ? 'ours' : 'stale';
  // Its children call themselves "postgres: …" and have no such file of their own.
  if (!/(^|\/)(postgres|postmaster)(\s|$)/.test(command)) return 'stale';
  if (command.includes(` -D ${dataDir} -c ${SERVER_MARK}`)) return 'ours';
  return / -D/.test(command) && !command.includes(dataDir) ? 'stale' : 'foreign';
}

/**
 * Strikes the number out of a stale postmaster.pid: PostgreSQL would take any live process for a server, even one that
 * is dead and was never waited for, as happens in containers. The file itself stays: its shared-memory key is how
 * PostgreSQL notices that back ends of a dead server still run, and it refuses to start beside them.
 */
export function disownPostmasterFile(dataDir: string): void {
  const content = readFileSync(postmasterFile(dataDir), 'utf8');
  if (/^\d/.test(content)) writeFileSync(postmasterFile(dataDir), content.replace(/^\d+/, `${NO_PROCESS}`));
  // A power cut may leave it empty; without a key it protects nothing, and PostgreSQL would not start.
  else rmSync(postmasterFile(dataDir));
}

function postmasterFile(dataDir: string): string {
  return join(dataDir, 'postmaster.pid');
}
