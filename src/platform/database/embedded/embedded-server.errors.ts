/**
 * Why the embedded server could not be had:
 * - `already-running`: a live process serves this data directory
 * - `binaries-missing`: no PostgreSQL package for this platform is installed
 * - `not-reachable`: the directory cannot be used by the account the server runs as
 * - `start-failed`: everything else; the message carries PostgreSQL's own words
 */
export type EmbeddedServerErrorCode = 'already-running' | 'binaries-missing' | 'not-reachable' | 'start-failed';

/** An operator can read the message as it stands: it says what is wrong and what to do. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';

  constructor(
    readonly code: EmbeddedServerErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
