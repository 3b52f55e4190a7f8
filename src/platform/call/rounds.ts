import { type Logger } from '@nestjs/common';
import { type Calls, ownCall } from './calls.js';

/** Work that the service does of its own accord from time to time: never two rounds at once, and none after its end. */
export class Rounds {
  private readonly patience = new AbortController();
  private underWay: Promise<void> | null = null;
  private ending = false;

  /** `action` names it in the audit; `complaint` stands before the reason where a round fails, which the next one follows. */
  constructor(
    private readonly calls: Calls,
    private readonly logger: Logger,
    private readonly names: { readonly action: string; readonly complaint: string },
    private readonly round: () => Promise<void>,
  ) {}

  /** Whether the service is about to end: what can be left to another instance is. */
  get isEnding(): boolean {
    return this.ending;
  }

  /** Aborted once nobody waits any longer for the round under way. */
  get signal(): AbortSignal {
    return this.patience.signal;
  }

  /** One round; who calls while one is under way gets that one. */
  async next(): Promise<void> {
    if (this.ending) return;
    this.underWay ??= this.calls
      .run(ownCall(this.names.action), this.round)
      .catch((error: unknown) => {
        if (!this.ending) this.logger.warn(`${this.names.complaint}: ${String(error)}`);
      })
      .finally(() => {
        this.underWay = null;
      });
    await this.underWay;
  }

  /** Waits for the round under way; after so many milliseconds, if given, its signal tells it to give up. */
  async end(longestMs?: number): Promise<void> {
    this.ending = true;
    const last =
      longestMs === undefined
        ? undefined
        : setTimeout(() => {
            this.patience.abort();
          }, longestMs);
    await this.underWay;
    clearTimeout(last);
  }
}
