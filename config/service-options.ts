import { type DeliveryOptions } from './delivery.js';
import { type Env } from './env.js';
import { readSecret } from './secret.js';
import { type SingleSignOnOptions } from './single-sign-on.js';

/** What one instance of the service is built from. */
export interface ServiceOptions {
  /** The application's role on a migrated database. */
  readonly url: string;
  readonly poolSize: number;
  readonly secret: Buffer;
  readonly auditHeadFile: string;
  /** The address that people use; null: the one it listens on. */
  readonly publicUrl: URL | null;
  /** Who else says who somebody is; null: nobody, there are local accounts alone. */
  readonly singleSignOn: SingleSignOnOptions | null;
  /** How reports are sent, and who is told when they are not. */
  readonly delivery: DeliveryOptions;
}

/** What the environment decides of them, before any database is opened. Throws an EnvError without a good secret. */
export function optionsOf(env: Env): Omit<ServiceOptions, 'url'> {
  const { poolSize, auditHeadFile, publicUrl, singleSignOn, delivery } = env;
  return { poolSize, secret: readSecret(env), auditHeadFile, publicUrl, singleSignOn, delivery };
}
