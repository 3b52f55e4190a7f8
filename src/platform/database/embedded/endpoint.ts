import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { EmbeddedServerError } from './embedded-server.errors.js';
import { canReach, type ServerAccount } from './server-account.js';

/** Where the server listens. On a socket the private directory is the protection, on loopback the password is. */
export interface Endpoint {
  /** The socket's directory, or 127.0.0.1. */
  readonly host: string;
  readonly port: number;
  readonly password: string | null;
}

export type Role = 'owner' | 'app' | 'admin';

export const ROLES: Record<Role, string> = { owner: 'tracker_owner', app: 'tracker_app', admin: 'postgres' };

const DIRECTORY_PREFIX = 'tracker-pg-';
const SOCKET_PORT = 5432;
/** sun_path holds 104 bytes on macOS and 108 on Linux, with a closing zero. */
const LONGEST_SOCKET_PATH = 103;

/** A private directory for the socket, under a name nobody can have taken before. */
export function openSocketEndpoint(account: ServerAccount | null): Endpoint {
  // Not XDG_RUNTIME_DIR: that one vanishes when its user logs out, while a server started with nohup lives on.
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    const directory = makeSocketDirectory(parent, account);
    if (directory) return { host: directory, port: SOCKET_PORT, password: null };
  }
  throw new EmbeddedServerError(
    'start-failed',
    `No directory for the database's socket can be made in ${tmpdir()} or /tmp.`,
  );
}

/** A free port of the loopback interface. */
export async function openLoopbackEndpoint(password: string): Promise<Endpoint> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return { host: '127.0.0.1', port, password };
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

export function isSocket(endpoint: Endpoint): boolean {
  return endpoint.password === null;
}

/** Removes the socket's directory, and never another one: the name comes from a file. */
export function closeEndpoint(endpoint: Endpoint): void {
  if (isSocket(endpoint) && basename(endpoint.host).startsWith(DIRECTORY_PREFIX)) {
    rmSync(endpoint.host, { recursive: true, force: true });
  }
}

/**
 * A URL for pg, TypeORM and psql alike. A socket's directory stands in the query, which overrides the host:
 * with the host left empty it would be no URL by the standard. sslmode guards against PGSSLMODE in the environment.
 */
export function urlFor({ host, port, password }: Endpoint, role: Role, database: string): string {
  const name = encodeURIComponent(database);
  if (password === null) {
    return `postgresql://${ROLES[role]}@localhost/${name}?host=${encodeURIComponent(host)}&port=${port}&sslmode=disable`;
  }
  return `postgresql://${ROLES[role]}:${password}@${host}:${port}/${name}?sslmode=disable`;
}

function makeSocketDirectory(parent: string, account: ServerAccount | null): string | null {
  try {
    const prefix = join(realpathSync(parent), DIRECTORY_PREFIX);
    if (Buffer.byteLength(`${prefix}XXXXXX/.s.PGSQL.${SOCKET_PORT}.lock`) > LONGEST_SOCKET_PATH) return null;
    if (account && !canReach(parent, account)) return null;
    const directory = mkdtempSync(prefix);
    if (account) chownSync(directory, account.uid, account.gid);
    return directory;
  } catch {
    return null;
  }
}
