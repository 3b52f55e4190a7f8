import { type LedgerEntry } from './entry.js';
import { deriveStages } from './stages.js';

/**
 * What a believed entry does: it starts a stage, confirms the one that lasts, was overruled by a later one of its
 * day, or plans.
 */
export type EntryRole = 'start' | 'confirmation' | 'overruled' | 'plan';

/** `believed` are all believed entries of the same unit and system, the entry among them. */
export function roleOf(entry: LedgerEntry, believed: readonly LedgerEntry[]): EntryRole {
  if (entry.stage === 'planned') return 'plan';
  const later = believed.some(
    (other) => other.stage !== 'planned' && other.effectiveOn === entry.effectiveOn && other.id > entry.id,
  );
  if (later) return 'overruled';
  return deriveStages(believed).some((start) => start.entryId === entry.id) ? 'start' : 'confirmation';
}
