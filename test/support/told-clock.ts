import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One clock for all services that are started with its `env`, set by the test as often as it likes. */
export interface ToldClock {
  readonly env: Record<string, string>;
  /** From now on it runs from this instant; back as well as forward. */
  set(instant: string | number): void;
  now(): number;
}

/** A clock in a file of the directory, which shows the machine's time until it is set. */
export function toldClock(directory: string): ToldClock {
  const file = join(directory, 'clock');
  let ahead = 0;
  const write = (): void => {
    // In one step: whoever reads meets the old or the new.
    writeFileSync(`${file}.new`, String(ahead));
    renameSync(`${file}.new`, file);
  };
  write();
  const preload = pathToFileURL(join(import.meta.dirname, 'preloaded-clock.mjs')).href;
  return {
    env: { TOLD_CLOCK: file, NODE_OPTIONS: `--import=${preload}` },
    set: (instant) => {
      ahead = Math.round((typeof instant === 'number' ? instant : Date.parse(instant)) - Date.now());
      write();
    },
    now: () => Date.now() + ahead,
  };
}
