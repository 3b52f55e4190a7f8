import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process for good: numbers are used again, so the moment it started belongs to it ('' where the system hides it). */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, startedAt: startOf(process.pid) };
}

/** Whether that very process still runs. When the system hides its start, the number alone decides. */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  if (!isAlive(pid)) return false;
  const current = startOf(pid);
  return startedAt === '' || current === '' || current === startedAt;
}

/** Whether some process has this number; one that is dead and only waits for its parent to notice does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, it merely belongs to someone else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return linuxStat(pid)?.[0] !== 'Z';
}

/** The program and its arguments, separated by blanks; '' when there is no such process or the system hides it. */
export function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    if (process.platform === 'win32') return output('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']);
    return output('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]);
  } catch {
    return '';
  }
}

/** Looks again every few milliseconds; false when the time is over. */
export async function waitUntil(condition: () => boolean, timeoutMs: number, everyMs = 10): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await delay(everyMs);
  }
  return true;
}

function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') return linuxStat(pid)?.[19] ?? '';
    return process.platform === 'win32' ? '' : output('ps', ['-o', 'lstart=', '-p', `${pid}`]);
  } catch {
    return '';
  }
}

/** proc_pid_stat(5) from its third field, the state; the second may hold blanks and brackets, hence the last bracket. */
function linuxStat(pid: number): string[] | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function output(command: string, args: string[]): string {
  return execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  }).trim();
}
