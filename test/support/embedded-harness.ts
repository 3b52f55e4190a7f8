import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { transformFileSync } from '@swc/core';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import {
  EmbeddedServerError,
  startEmbeddedServer,
  type EmbeddedServer,
  type EmbeddedServerOptions,
} from '../../src/platform/database/embedded/embedded-server.js';
import { isAlive, waitUntil } from '../../src/platform/database/embedded/live-processes.js';
import { readPostmasterFile } from '../../src/platform/database/embedded/postmaster-file.js';

const SOURCES = join(import.meta.dirname, '../../src/platform/database/embedded');
export const NOT_WITHIN_TEST = 25_000;

/** The launcher as another process would use it: compiled, since plain Node runs no TypeScript. */
const CHILD = `
import { startEmbeddedServer } from './embedded-server.js';
const say = (line) => console.log(JSON.stringify(line));
process.on('SIGINT', () => {});
try {
  const server = await startEmbeddedServer({ dataDir: process.argv[2], durable: false });
  say({ ownerUrl: server.ownerUrl });
  process.on('SIGTERM', () => void server.stop());
} catch (error) {
  say({ code: error.code, message: error.message });
}
`;

/** A launcher in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** What the first line it prints says: that it has started, or why not. */
  readonly answer: Promise<{ ownerUrl?: string; code?: string; message?: string }>;
}

/** Where the tests start servers now. */
export const place = { home: '', dataDir: '' };

/** What must be gone after each test: stopped, killed, forgotten. */
export const running: { servers: EmbeddedServer[]; children: ChildProcess[]; said: string[] } = {
  servers: [],
  children: [],
  said: [],
};

/** Directories that must be gone after the last test. */
export const homes: string[] = [];

let compiled: string;

/** Call once in a test file, before its tests. */
export function useEmbeddedServers(): void {
  beforeAll(() => {
    // Inside the project, so that its packages are found; root's server does not read it.
    const cache = join(import.meta.dirname, '../../node_modules/.cache');
    mkdirSync(cache, { recursive: true });
    compiled = mkdtempSync(join(cache, 'embedded-server-'));
    writeFileSync(join(compiled, 'package.json'), '{ "type": "module" }');
    for (const name of readdirSync(SOURCES)) {
      const { code } = transformFileSync(join(SOURCES, name));
      writeFileSync(join(compiled, name.replace(/\.ts$/, '.js')), code);
    }
    writeFileSync(join(compiled, 'child.js'), CHILD);
    newHome();
  });

  afterEach(async () => {
    for (const child of running.children.splice(0)) await kill(child);
    for (const server of running.servers.splice(0)) await server.stop();
    running.said.length = 0;
  });

  afterAll(() => {
    rmSync(compiled, { recursive: true, force: true });
    for (const name of homes) rmSync(name, { recursive: true, force: true, maxRetries: 20 });
  });
}

/** A directory of its own for the tests that follow, open to the server's user. */
export function newHome(): void {
  place.home = realpathSync(mkdtempSync(join(tmpdir(), 'embedded-server-test-')));
  chmodSync(place.home, 0o755);
  homes.push(place.home);
  place.dataDir = join(place.home, 'var', 'postgres');
}

export async function start(options: Partial<EmbeddedServerOptions> = {}): Promise<EmbeddedServer> {
  const say = (line: string) => running.said.push(line);
  const server = await startEmbeddedServer({ dataDir: place.dataDir, durable: false, say, ...options });
  running.servers.push(server);
  return server;
}

export function startElsewhere(): Child {
  const child = spawn(process.execPath, [join(compiled, 'child.js'), place.dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  running.children.push(child);
  const answer = once(createInterface(child.stdout), 'line').then(([line]) => JSON.parse(line as string) as object);
  return { process: child, pid: child.pid ?? 0, answer };
}

/** Returns when it is gone, so that whoever starts next does not meet it. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export async function refusalOf(start: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await start.then(() => undefined).catch((reason: unknown) => reason);
  if (!(error instanceof EmbeddedServerError)) throw new Error('no EmbeddedServerError', { cause: error });
  return { code: error.code, message: error.message };
}

export async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

export function serverPid(): number {
  return readPostmasterFile(place.dataDir)?.pid ?? 0;
}

/** The guard is the server's parent. */
export function guardOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', `${pid}`], { encoding: 'utf8' }));
}

export async function expectGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(0);
  expect(await waitUntil(() => !isAlive(pid), NOT_WITHIN_TEST)).toBe(true);
}

export function socketDirectory(url: string): string {
  return new URL(url).searchParams.get('host') ?? '';
}
