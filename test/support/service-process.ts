import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beginSecondFactor, cookieOf, PASSWORD } from './accounts.js';

const PROJECT = join(import.meta.dirname, '../..');

/** The built service in a process of its own, as `npm start` runs it. */
export interface Service {
  readonly address: string;
  /** All it printed so far. */
  said(): string;
  /** Itself and every process that it started, directly or not. */
  processes(): number[];
  /** Sends the signal and waits for the end; the exit code, or null after SIGKILL. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const UNSET = {
  ...{ DATABASE_URL: '', MIGRATION_DATABASE_URL: '', DATA_DIR: '', DATABASE_POOL_SIZE: '', HOST: '' },
  ...{ NODE_ENV: '', SECRET: '', SECRET_FILE: '', AUDIT_HEAD_FILE: '', PUBLIC_URL: '' },
  TRUSTED_PROXIES: '',
  ...{ OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '', OIDC_CLIENT_SECRET_FILE: '', OIDC_SCOPES: '' },
  ...{ SMTP_URL: '', SMTP_URL_FILE: '', SMTP_FROM: '', SMTP_TLS: '', ALARM_TO: '', WEBHOOK_NETWORKS: '' },
  ...{ OIDC_ROLES_CLAIM: '', OIDC_NAME_CLAIM: '', OIDC_GRANTS: '', OIDC_GRANTS_FILE: '', OIDC_ACR_VALUES: '' },
};

const BUILT = [process.execPath, join(PROJECT, 'dist/src/main.js')] as const;

const running = new Set<ChildProcess>();

/** A directory for the data of one service, open to the account that PostgreSQL runs as. */
export function createDataDir(): { dataDir: string; remove(): void } {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'service-test-')));
  chmodSync(home, 0o755);
  return {
    dataDir: join(home, 'postgres'),
    remove: () => {
      rmSync(home, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

/** Starts the service and returns when it says that it is ready. */
export function startService(env: Record<string, string>): Promise<Service> {
  return whenReady(spawnService(env, BUILT));
}

/** The same by `npm start`: what it ends is npm, and all below is npm's to end. */
export function startByNpm(env: Record<string, string>): Promise<Service> {
  return whenReady(spawnService(env, ['npm', 'start']));
}

async function whenReady({ child, said, exited }: ReturnType<typeof spawnService>): Promise<Service> {
  const ready = async (): Promise<string> => {
    for (;;) {
      const address = /^Ready: (http:\S+)$/m.exec(said())?.[1];
      if (address !== undefined) return address;
      await delay(50);
    }
  };
  const address = await Promise.race([
    ready(),
    exited.then((code) => Promise.reject(new Error(`It ended with ${code} instead of starting: ${said()}`))),
  ]);
  return {
    address,
    said,
    processes: () => descendantsOf(child.pid ?? 0),
    end: async (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}

/** Signs the first administrator in with the link that the service printed, second factor and all; the session's cookie. */
export async function signInWithPrintedLink(service: Service): Promise<string> {
  const { address } = service;
  const printed = /^First: (\S+)\/sign-in#link=(\S+) /m;
  // It stands below the line that says it is ready.
  for (let round = 0; round < 100 && !printed.test(service.said()); round += 1) await delay(50);
  const [, origin, link] = printed.exec(service.said()) ?? [];
  if (origin !== address || link === undefined) throw new Error(`It printed no link: ${service.said()}`);
  const response = await fetch(`${address}/api/v1/session/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ link, password: PASSWORD }),
  });
  if (response.status !== 204) throw new Error(`The link was refused: ${await response.text()}`);
  return beginSecondFactor(`${address}/api/v1`, cookieOf(response));
}

/** A start that is expected to be refused: its exit code and all it printed. */
export async function refusedStart(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { said, exited } = spawnService(env, BUILT);
  return { code: await exited, said: said() };
}

/** Ends whatever a failed test left; call in afterEach. */
export async function endServices(): Promise<void> {
  for (const child of running) {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' }).trim());
  } catch {
    return false;
  }
}

function spawnService(env: Record<string, string>, [command, ...words]: readonly [string, ...string[]]) {
  const child = spawn(command, words, {
    cwd: PROJECT,
    // Empty is the same as absent.
    env: { ...process.env, ...UNSET, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  }
  const exited = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { child, said: () => said, exited };
}

function descendantsOf(root: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const found = [root];
  for (const pid of found) found.push(...table.filter(([, parent]) => parent === pid).map(([child]) => child));
  return found;
}
