/** What became of an entry after an instant. */
export const LATE_EVENTS = ['recorded', 'retracted', 'recorded-and-retracted'] as const;
export type LateEvent = (typeof LATE_EVENTS)[number];

/**
 * What became of an entry after revision `then`, of one to which something did: recorded in 5 and retracted in 7, it
 * was `retracted` after 6 and `recorded-and-retracted` after 4.
 */
export function lateEventOf(
  { revision, retraction }: { readonly revision: number; readonly retraction: object | null },
  then: number,
): LateEvent {
  if (!retraction) return 'recorded';
  return revision > then ? 'recorded-and-retracted' : 'retracted';
}
