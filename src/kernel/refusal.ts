import { type Language } from './ratio.js';

/**
 * What is wrong, seen from the domain; the HTTP shell gives each kind its status.
 * - `malformed`: the form of the input is wrong (a day that does not exist, a field nobody knows)
 * - `unprocessable`: well formed, but the facts do not allow it
 * - `missing`: the thing asked for does not exist
 * - `conflict`: it contradicts what is already recorded
 * - `stale`, `precondition-required`: the change was made on an older version, or names none
 * - `too-large`, `unsupported`: the input cannot be taken at all
 * - `method`: the address is there and takes others
 * - `unauthenticated`, `forbidden`: who asks did not sign in, or may not
 * - `throttled`: too often in too short a time
 * - `busy`: right, but not now
 */
export type FaultKind =
  | 'malformed'
  | 'unprocessable'
  | 'missing'
  | 'conflict'
  | 'stale'
  | 'precondition-required'
  | 'too-large'
  | 'unsupported'
  | 'method'
  | 'unauthenticated'
  | 'forbidden'
  | 'throttled'
  | 'busy';

/** One thing wrong with one place of the input. `path` is empty when it concerns the whole. */
export interface Fault {
  readonly path: string;
  readonly code: string;
  readonly kind: FaultKind;
  readonly message: Readonly<Record<Language, string>>;
  /** Facts that help to mend it, such as `candidates`; part of the answer. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Thrown when input is refused: carries every fault found, never only the first. Nothing was written. */
export class Refusal extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.path}: ${fault.message.en}`).join('; '));
    this.name = 'Refusal';
  }
}

/** Throws a Refusal with all of them if there is any fault. */
export function refuseIfAny(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Refusal(faults);
}

/** The results of all; when some refuse, one Refusal with the faults of all of them. */
export async function together<const T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(work);
  const reasons = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  const other = reasons.find((reason) => !(reason instanceof Refusal));
  if (other !== undefined) throw other as Error;
  refuseIfAny(reasons.flatMap((reason) => (reason as Refusal).faults));
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as never;
}

/** The same fault seen from the whole: `at('entries[3]', fault)` moves `unit` to `entries[3].unit`. */
export function at(prefix: string, fault: Fault): Fault {
  return { ...fault, path: fault.path === '' ? prefix : `${prefix}.${fault.path}` };
}
