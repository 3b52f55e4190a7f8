import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../config/project-root.js';

/** The built service in a process of its own, with where it answers. */
export interface MeasuredService {
  readonly process: ChildProcess;
  readonly address: string;
  end(): Promise<void>;
}

/** Runs `work` on a data directory of its own, open to the account that PostgreSQL runs as; it is removed afterwards. */
export async function inOwnFolder(work: (dataDir: string) => Promise<void>): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tracker-bench-')));
  try {
    await chmod(folder, 0o755);
    await work(join(folder, 'postgres'));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** Starts the service on a data directory; returns when it says that it is ready. */
export async function startService(dataDir: string): Promise<MeasuredService> {
  const service = spawnBuilt('main.js', [], dataDir);
  return {
    process: service,
    address: await addressOf(service),
    end: async () => {
      service.kill('SIGTERM');
      await once(service, 'exit');
    },
  };
}

/** Runs a command of the command line on a data directory; what it printed. */
export async function runCommand(dataDir: string, ...words: string[]): Promise<string> {
  const command = spawnBuilt(join('cli', 'main.js'), words, dataDir);
  let printed = '';
  command.stdout?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  const [code] = (await once(command, 'close')) as [number | null];
  if (code !== 0) throw new Error(`"${words.join(' ')}" ended with ${code}`);
  return printed;
}

/** Headers of an administrator's token, for whoever measures requests. */
export async function administrator(dataDir: string): Promise<Record<string, string>> {
  const token = await runCommand(dataDir, 'tokens', 'create', '--role', 'administrator', '--name', 'bench');
  return { authorization: `Bearer ${token.trim()}` };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function report(what: string, value: number, target: string, unit: string, digits = 0): void {
  console.log(`${what.padEnd(66)} ${value.toFixed(digits).padStart(9)} ${unit.padEnd(2)}   ${target}`.trimEnd());
}

function spawnBuilt(script: string, words: readonly string[], dataDir: string): ChildProcess {
  return spawn(process.execPath, [join(projectRoot, 'dist', 'src', script), ...words], {
    // Empty is the same as absent.
    env: { ...process.env, DATABASE_URL: '', MIGRATION_DATABASE_URL: '', DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function addressOf(service: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of service.stdout ?? []) {
    printed += String(chunk);
    const address = /^Ready: (\S+)$/m.exec(printed)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`The service ended before it was ready:\n${printed}`);
}
