import { describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataSource } from 'typeorm';
import { locateData } from '../../src/platform/database/embedded/data-location.js';
import { attachEmbeddedServer } from '../../src/platform/database/embedded/embedded-server.js';
import { isAlive, waitUntil } from '../../src/platform/database/embedded/live-processes.js';
import { prepareBinaries } from '../../src/platform/database/embedded/platform-binaries.js';
import { readPostmasterFile } from '../../src/platform/database/embedded/postmaster-file.js';
import {
  ask,
  expectGone,
  guardOf,
  homes,
  kill,
  newHome,
  NOT_WITHIN_TEST,
  place,
  refusalOf,
  running,
  serverPid,
  socketDirectory,
  start,
  startElsewhere,
  useEmbeddedServers,
} from '../support/embedded-harness.js';

jest.setTimeout(30_000);
useEmbeddedServers();

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
    expect(statSync(directory).uid).toBe(statSync(place.dataDir).uid);
    expect(statSync(place.dataDir).uid).not.toBe(0);
    const pids = [serverPid(), guardOf(serverPid())];
    await Promise.all([server.stop(), server.stop()]);
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(existsSync(directory)).toBe(false);
    expect(readdirSync(dirname(place.dataDir)).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('finds a short place for the socket when the temporary directory has a long name', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(place.home, 'x'.repeat(100));
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

    const attached = await attachEmbeddedServer(place.dataDir);
    expect(attached?.ownerUrl).toBe(ownerUrl);
    await attached?.stop();
    expect(await ask(attached?.ownerUrl ?? '', 'SELECT 1')).toEqual([[1]]);

    child.process.kill('SIGTERM');
    await once(child.process, 'exit');
    expect(await attachEmbeddedServer(place.dataDir)).toBeNull();
  });

  it('is refused within one process too', async () => {
    await start();
    expect((await refusalOf(start())).message).toContain(`process ${process.pid}`);
  });

  it('is refused while somebody runs a server of their own on it', async () => {
    const { uid, gid } = statSync(place.dataDir);
    const { postgres } = await prepareBinaries(locateData(place.dataDir, () => undefined).account, place.home);
    const sockets = mkdtempSync('/tmp/foreign-');
    homes.push(sockets);
    chownSync(sockets, uid, gid);
    const args = ['-D', place.dataDir, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${sockets}`];
    const foreign = spawn(postgres, args, { uid, gid, stdio: 'ignore' });
    running.children.push(foreign);
    expect(await waitUntil(() => readPostmasterFile(place.dataDir)?.isReady === true, NOT_WITHIN_TEST)).toBe(true);
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
