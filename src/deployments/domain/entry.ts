import { type LocalDate } from '../../kernel/local-date.js';

/** Stages of a rollout (domain.md §3). `planned` is an entry's word only: a plan stands beside the stage. */
export const STAGES = ['none', 'preparing', 'pilot', 'live', 'suspended', 'retired'] as const;
export type Stage = (typeof STAGES)[number];

export const ENTRY_STAGES = [...STAGES, 'planned'] as const;
export type EntryStage = (typeof ENTRY_STAGES)[number];

/** `on`: it began that day; `by`: it was so already on that day, its beginning is not known. */
export const DATINGS = ['on', 'by'] as const;
export type Dating = (typeof DATINGS)[number];

/** What an entry says of one unit and system; `id` grows with the order of recording. */
export interface LedgerEntry {
  readonly id: number;
  readonly stage: EntryStage;
  readonly effectiveOn: LocalDate;
  readonly dated: Dating;
  readonly dueOn: LocalDate | null;
}

/** The day a stage starts; it lasts until the next start. */
export interface StageStart {
  readonly startsOn: LocalDate;
  readonly stage: Stage;
  readonly dated: Dating;
  readonly entryId: number;
}
