import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Env, EnvError } from './env.js';

const SHORTEST = 32;
const LEAST_DIFFERENT = 12;
/** What people write who mean to write something better later. */
const KNOWN = /change.?me|secret|password|example|0123456789|123456|abcdef|qwerty/i;

/**
 * The secret from which all keys are derived: SECRET, the content of SECRET_FILE, or, with the embedded server outside
 * of production, a random one kept in the file `secret` beside its data. Throws an EnvError where it is missing, too
 * short or known.
 */
export function readSecret(env: Env): Buffer {
  const given = env.secret ?? (env.secretFile === null ? null : readGiven(env.secretFile));
  if (given !== null) return Buffer.from(checked(given.trim(), env.secret === null ? 'SECRET_FILE' : 'SECRET'));
  if (env.databaseUrl !== null || env.production) {
    throw new EnvError([
      'SECRET is missing. Set it, or SECRET_FILE, to at least 32 random characters, such as "openssl rand -base64 48" ' +
        'prints; keep it outside of the database, and the same for every instance.',
    ]);
  }
  return Buffer.from(ownSecret(join(dirname(env.dataDir), 'secret')));
}

function checked(secret: string, variable: string): string {
  const faults: string[] = [];
  if (secret.length < SHORTEST) faults.push(`${variable} is shorter than ${SHORTEST} characters.`);
  if (new Set(secret).size < LEAST_DIFFERENT || KNOWN.test(secret)) {
    faults.push(`${variable} can be guessed; use random characters, such as "openssl rand -base64 48" prints.`);
  }
  if (faults.length > 0) throw new EnvError(faults);
  return secret;
}

function readGiven(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new EnvError([`SECRET_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}.`]);
  }
}

function ownSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(48).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Somebody else was first.
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
