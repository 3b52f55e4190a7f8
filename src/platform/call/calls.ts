import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { type Caller } from '../../kernel/caller.js';

/** One thing that somebody wants done: what a write is recorded with, and what a read may see. */
export interface Call {
  readonly caller: Caller;
  /** What it is, such as `POST /deployments` or `register load`. */
  readonly action: string;
  readonly requestId: string | null;
  /** The network address it came from; null: from this machine's terminal, or from the service itself. */
  readonly address: string | null;
  /** Why, where whoever asked said so. */
  readonly reason: string | null;
}

/** What the service does of its own accord. */
export const ownCall = (action: string): Call => ({
  caller: { via: 'service', account: null, grants: [], readWithin: null },
  action,
  requestId: null,
  address: null,
  reason: null,
});

const OWN = ownCall('service');

const storage = new AsyncLocalStorage<Call>();

/** On whose behalf the code runs; outside of any call, on the service's own. */
@Injectable()
export class Calls {
  current(): Call {
    return storage.getStore() ?? OWN;
  }

  /** Runs `work`, and all that it awaits, on behalf of a call. */
  run<T>(call: Call, work: () => T): T {
    return storage.run(call, work);
  }

  /**
   * What is read part by part after the call was answered, read on behalf of that call all the same: a stream goes on
   * in the name of nobody.
   */
  follow<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
    const call = this.current();
    const run = <R>(work: () => R): R => this.run(call, work);
    return (async function* () {
      const iterator = run(() => parts[Symbol.asyncIterator]());
      try {
        for (let part = await run(() => iterator.next()); part.done !== true; part = await run(() => iterator.next()))
          yield part.value;
      } finally {
        await run(() => iterator.return?.());
      }
    })();
  }
}
