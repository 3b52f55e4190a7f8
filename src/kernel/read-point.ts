import { type LocalDate } from './local-date.js';

/**
 * The two clocks of a read, both decided (domain.md §4): the state of the world on `asOf` as believed
 * after revision `revision` was committed. What is read at one point never changes.
 */
export interface ReadPoint {
  readonly asOf: LocalDate;
  readonly revision: number;
  /** Instant of the revision, RFC 3339 with six decimals and +07:00. Text: a JavaScript Date has three. */
  readonly knownAt: string;
  /** True when `asOf` lies after today: the answer is what is already decided. */
  readonly projected: boolean;
}

/** A transaction's place in the line of writers. */
export interface Revision {
  readonly n: number;
  readonly at: string;
}
