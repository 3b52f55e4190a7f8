import { type DeliveryOptions } from './delivery.js';
import { type Env, EnvError } from './env.js';
import { readSecret } from './secret.js';
import { type SigningOptions } from './signing.js';
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
  /** Who is believed when it says for whom it asks. */
  readonly trustedProxies: readonly string[];
  /** Who else says who somebody is; null: nobody, there are local accounts alone. */
  readonly singleSignOn: SingleSignOnOptions | null;
  /** How reports are sent, and who is told when they are not. */
  readonly delivery: DeliveryOptions;
  /** The key that signs reports; null: none is signed here. */
  readonly signing: SigningOptions | null;
}

/**
 * What the environment decides of them, before any database is opened. Throws an EnvError without a good secret, and in
 * production without an https address, since sessions would travel in the clear.
 */
export function optionsOf(env: Env): Omit<ServiceOptions, 'url'> {
  const { poolSize, auditHeadFile, publicUrl, trustedProxies, singleSignOn, delivery, signing } = env;
  const secret = readSecret(env);
  if (env.production && publicUrl?.protocol !== 'https:') {
    throw new EnvError([
      'PUBLIC_URL is missing, or not https. Set it to the address that people use, such as ' +
        'https://theo-doi.tayninh.gov.vn, where a proxy ends TLS.',
    ]);
  }
  return { poolSize, secret, auditHeadFile, publicUrl, trustedProxies, singleSignOn, delivery, signing };
}
