import { type ReadPoint } from '../../kernel/read-point.js';

/**
 * An answer that depends on nothing but the request and its read point: its ETag is known before it is
 * computed, so a caller who has it already costs nothing.
 */
export class PinnedAnswer<T> {
  constructor(
    readonly at: ReadPoint,
    readonly compute: () => Promise<T>,
    /** For a single thing: the revision at which it last changed, which `If-Match` refers to. */
    readonly version?: number,
  ) {}
}
