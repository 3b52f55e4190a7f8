import { resolve } from 'node:path';

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

  const env: Env = {
    host: source['HOST'] === undefined || source['HOST'] === '' ? '127.0.0.1' : source['HOST'],
    port: wholeNumber('PORT', 3000, 0, 65_535),
    databaseUrl: databaseAddress('DATABASE_URL'),
    migrationDatabaseUrl: databaseAddress('MIGRATION_DATABASE_URL'),
    dataDir: resolve(
      source['DATA_DIR'] === undefined || source['DATA_DIR'] === '' ? 'var/postgres' : source['DATA_DIR'],
    ),
    poolSize: wholeNumber('DATABASE_POOL_SIZE', 10, 1, 100),
  };
  if (env.migrationDatabaseUrl !== null && env.databaseUrl === null) {
    faults.push('MIGRATION_DATABASE_URL is set without DATABASE_URL; set both, or neither for the embedded server.');
  }
  if (faults.length > 0) throw new EnvError(faults);
  return env;
}
