import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { type DeliveryOptions, readDelivery } from './delivery.js';
import { readSigning, type SigningOptions } from './signing.js';
import { readSingleSignOn, type SingleSignOnOptions } from './single-sign-on.js';

/** What the environment decides, read once at start. The README's table explains each variable. */
export interface Env {
  readonly host: string;
  readonly port: number;
  /** The application's role; absent: the embedded server runs. */
  readonly databaseUrl: string | null;
  /** The owner's role, which migrates; absent with a DATABASE_URL: the schema must be current already. */
  readonly migrationDatabaseUrl: string | null;
  /** Directory of the embedded server's data. */
  readonly dataDir: string;
  readonly poolSize: number;
  /** NODE_ENV is production: nothing is made up that an operator should decide. */
  readonly production: boolean;
  /** SECRET, unchecked; see `readSecret`. */
  readonly secret: string | null;
  readonly secretFile: string | null;
  /** Where the head of the audit is kept outside of the database. */
  readonly auditHeadFile: string;
  /** The address that people use, such as https://theo-doi.tayninh.gov.vn; null: the one it listens on. */
  readonly publicUrl: URL | null;
  /** Addresses and networks of proxies, which say for whom they ask (`X-Forwarded-For`); of nobody else it is believed. */
  readonly trustedProxies: readonly string[];
  /** The OpenID provider; null without OIDC_ISSUER. */
  readonly singleSignOn: SingleSignOnOptions | null;
  /** How reports are sent. */
  readonly delivery: DeliveryOptions;
  /** The key that signs reports; null without SIGNING_KEY_FILE. */
  readonly signing: SigningOptions | null;
}

/** Faults of the environment, all of them, in sentences an operator can act on. */
export class EnvError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'EnvError';
  }
}

/** Reads and checks the environment; throws an EnvError that names every fault. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const faults: string[] = [];
  const wholeNumber = (name: string, fallback: number, least: number, most: number): number => {
    const text = source[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      faults.push(`${name} takes a whole number from ${least} to ${most}; it is "${text}".`);
    }
    return value;
  };
  const databaseAddress = (name: string): string | null => {
    const text = source[name];
    if (text === undefined || text === '') return null;
    if (!/^postgres(ql)?:\/\//.test(text)) faults.push(`${name} takes postgresql://user:password@host:port/database.`);
    return text;
  };

  const text = (name: string): string | null => {
    const value = source[name];
    return value === undefined || value === '' ? null : value;
  };
  const webAddress = (name: string): URL | null => {
    const value = text(name);
    if (value === null) return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === '')
      return url;
    faults.push(`${name} takes an address such as https://theo-doi.tayninh.gov.vn, without a path; it is "${value}".`);
    return null;
  };
  const networks = (name: string): string[] => {
    const listed = (text(name) ?? '').split(',').flatMap((part) => part.trim() || []);
    for (const network of listed.filter((one) => !isNetwork(one)))
      faults.push(`${name} takes addresses or networks such as 10.0.0.5,10.1.0.0/16; "${network}" is none.`);
    return listed;
  };
  const dataDir = resolve(text('DATA_DIR') ?? 'var/postgres');

  const env: Env = {
    host: text('HOST') ?? '127.0.0.1',
    port: wholeNumber('PORT', 3000, 0, 65_535),
    databaseUrl: databaseAddress('DATABASE_URL'),
    migrationDatabaseUrl: databaseAddress('MIGRATION_DATABASE_URL'),
    dataDir,
    poolSize: wholeNumber('DATABASE_POOL_SIZE', 10, 2, 100),
    production: source['NODE_ENV'] === 'production',
    secret: text('SECRET'),
    secretFile: text('SECRET_FILE'),
    auditHeadFile: resolve(text('AUDIT_HEAD_FILE') ?? join(dirname(dataDir), 'audit-head')),
    publicUrl: webAddress('PUBLIC_URL'),
    trustedProxies: networks('TRUSTED_PROXIES'),
    singleSignOn: readSingleSignOn(text, faults),
    delivery: readDelivery(text, faults),
    signing: readSigning(text, faults),
  };
  if (env.migrationDatabaseUrl !== null && env.databaseUrl === null) {
    faults.push('MIGRATION_DATABASE_URL is set without DATABASE_URL; set both, or neither for the embedded server.');
  }
  if (faults.length > 0) throw new EnvError(faults);
  return env;
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 4 ? 32 : 128));
}
