import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type Outcome } from './domain/outcome.js';

/** An attempt ends before its lease does, so that nobody else begins while it may still succeed. */
export const LONGEST_ATTEMPT_MS = 4 * 60_000;
export const LEASE_MS = 5 * 60_000;
const NOTE_PAUSE_MS = 2_000;

/** As `claimed_by` says it: where, and which process. */
export const INSTANCE = `${hostname()}/${process.pid}`;

/**
 * Notes what an attempt came to. What the other side has must not be sent once more because the database was away for a
 * moment: that is tried again until the lease ends.
 */
export async function noteOutcome({ result }: Outcome, write: () => Promise<void>): Promise<void> {
  const until = performance.now() + LEASE_MS - LONGEST_ATTEMPT_MS;
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (result !== 'accepted' || performance.now() > until) throw error;
      await delay(NOTE_PAUSE_MS);
    }
  }
}
