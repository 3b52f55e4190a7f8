import { execFile } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type DataLocation } from './data-location.js';
import { refusal } from './directory-lock.js';
import { EmbeddedServerError } from './embedded-server.errors.js';
import { closeEndpoint, isSocket, type Endpoint } from './endpoint.js';
import { startGuard, type Guard, type GuardOrder } from './guard.js';
import { isAlive, waitUntil } from './live-processes.js';
import { type PostgresBinaries } from './platform-binaries.js';
import { disownPostmasterFile, judgeServer, readPostmasterFile, SERVER_MARK } from './postmaster-file.js';
import { serverEnvironment } from './server-environment.js';

export interface ServerProcess {
  /** Fast shutdown; resolves when nothing is left running. */
  stop(): Promise<void>;
}

export interface LaunchOptions {
  readonly location: DataLocation;
  readonly binaries: PostgresBinaries;
  readonly endpoint: Endpoint;
  /** False gives up safety against power cuts for speed: for tests. */
  readonly durable: boolean;
  /** pg_ctl knows how to start and stop where there are no signals and the user may be an administrator: on Windows. */
  readonly throughPgCtl: boolean;
  readonly say: (line: string) => void;
}

/** Recovery after a crash may take its time. */
const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 60_000;
/** Back ends of a killed server leave as soon as they notice. */
const LEFTOVER_ROUNDS = 20;

/** Starts the server and returns when it takes connections. */
export async function launchServer(options: LaunchOptions): Promise<ServerProcess> {
  for (let round = 1; ; round++) {
    const guard = startOnce(options);
    if (await becameReady(guard, options)) return supervise(guard, options);
    const log = readFileSync(logPath(options.location.dataDir), 'utf8');
    if (round === LEFTOVER_ROUNDS || !log.includes('pre-existing shared memory block'))
      throw startFailure(options, log);
    await delay(250);
  }
}

/** Clears the way: stops an orphan of ours, disowns a stale postmaster.pid, refuses a server that somebody else runs. */
export async function stopLeftover(
  { dataDir, account }: DataLocation,
  binaries: PostgresBinaries,
  say: (line: string) => void,
): Promise<void> {
  const pid = readPostmasterFile(dataDir)?.pid;
  if (pid === undefined) return;
  const kind = judgeServer(dataDir, pid);
  if (kind === 'foreign') throw refusal(dataDir, pid);
  if (kind === 'stale') disownPostmasterFile(dataDir);
  if (kind !== 'ours') return;
  say(`Stopping the database server that an earlier run left behind (process ${pid}).`);
  await endServer(dataDir, pid, binaries, account);
}

function startOnce({
  location: { dataDir, account },
  binaries,
  endpoint,
  durable,
  throughPgCtl,
}: LaunchOptions): Guard {
  const settings = settingsFor(endpoint, durable).flatMap((setting) => ['-c', setting]);
  const wait = ['-w', '-t', `${START_TIMEOUT_MS / 1000}`];
  const background: Pick<GuardOrder, 'start' | 'end'> = {
    start: [binaries.pgCtl, 'start', '-D', dataDir, ...wait, '-o', settings.join(' ')],
    end: [binaries.pgCtl, 'stop', '-D', dataDir, '-m', 'fast', ...wait],
  };
  const foreground: typeof background = { start: [binaries.postgres, '-D', dataDir, ...settings], end: null };
  const log = openSync(logPath(dataDir), 'w', 0o600);
  try {
    const order = throughPgCtl ? background : foreground;
    const remove = isSocket(endpoint) ? endpoint.host : null;
    return startGuard({ ...order, uid: account?.uid, gid: account?.gid, directory: dataDir, remove }, log);
  } finally {
    closeSync(log);
  }
}

function settingsFor(endpoint: Endpoint, durable: boolean): string[] {
  const place = isSocket(endpoint)
    ? ['listen_addresses=', `unix_socket_directories=${endpoint.host}`, 'unix_socket_permissions=0700']
    : [`listen_addresses=${endpoint.host}`, ...(process.platform === 'win32' ? [] : ['unix_socket_directories='])];
  return [
    SERVER_MARK,
    ...place,
    `port=${endpoint.port}`,
    'max_connections=50',
    'shared_buffers=128MB',
    'timezone=UTC',
    'log_timezone=UTC',
    // The default needs /dev/shm, which containers keep small; Windows knows only its own kind.
    ...(process.platform === 'win32' ? [] : ['dynamic_shared_memory_type=mmap']),
    // Keeps the log short, and what people typed out of it.
    'log_checkpoints=off',
    'log_min_error_statement=panic',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
}

/** The place tells our server's file from one that a dead server left. */
async function becameReady(guard: Guard, { location: { dataDir }, endpoint }: LaunchOptions): Promise<boolean> {
  const isReady = () => {
    const file = readPostmasterFile(dataDir);
    return (
      file?.isReady === true &&
      file.port === endpoint.port &&
      (!isSocket(endpoint) || file.socketDirectory === endpoint.host)
    );
  };
  const settled = await waitUntil(() => guard.hasExited() || isReady(), START_TIMEOUT_MS);
  if (settled && !guard.hasExited()) return true;
  guard.close();
  await guard.exited;
  return false;
}

function supervise(guard: Guard, { location, binaries, endpoint, say }: LaunchOptions): ServerProcess {
  const { dataDir, account } = location;
  const pid = readPostmasterFile(dataDir)?.pid;
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    guard.close();
    await guard.exited;
    // Somebody may have killed the guard, which leaves the server alone.
    if (pid !== undefined && judgeServer(dataDir, pid) === 'ours') await endServer(dataDir, pid, binaries, account);
    closeEndpoint(endpoint);
  };
  void guard.exited.then(() => {
    if (!stopping) say(`The guard of the database server has ended unexpectedly; see ${logPath(dataDir)}.`);
  });
  return { stop: () => (stopping ??= stop()) };
}

async function endServer(
  dataDir: string,
  pid: number,
  { pgCtl }: PostgresBinaries,
  account: DataLocation['account'],
): Promise<void> {
  if (process.platform === 'win32') {
    const options = { env: serverEnvironment(), windowsHide: true, ...(account ?? {}) };
    await promisify(execFile)(pgCtl, ['stop', '-D', dataDir, '-m', 'fast', '-w'], options);
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    signalIfThere(pid, signal);
    if (await waitUntil(() => !isAlive(pid), STOP_TIMEOUT_MS)) return;
  }
  throw new EmbeddedServerError('start-failed', `The database server, process ${pid}, does not stop.`);
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function startFailure({ location: { dataDir } }: LaunchOptions, log: string): EmbeddedServerError {
  const words = log.trim().split('\n').slice(-5).join('\n') || 'it said nothing';
  return new EmbeddedServerError('start-failed', `The database server did not start (${logPath(dataDir)}): ${words}`);
}

/** Beside the data; begun anew with every start, so that it stays small. */
function logPath(dataDir: string): string {
  return `${dataDir}.log`;
}
