import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/**
 * Loaded before a service that a test starts (`--import`): its clock runs as the machine's does, so many milliseconds ahead of it as the
 * file TOLD_CLOCK says at that moment. Timers, and the database, keep the machine's time.
 */
const machine = Date.now;
const LOOKS_AGAIN_AFTER_MS = 10;
let ahead = 0;
let lookedAt = -Infinity;

Date.now = () => {
  if (performance.now() - lookedAt > LOOKS_AGAIN_AFTER_MS) {
    ahead = Number(readFileSync(process.env.TOLD_CLOCK, 'utf8'));
    lookedAt = performance.now();
  }
  return machine() + ahead;
};
