import { type LocalDate } from '../../kernel/local-date.js';
import { type LedgerEntry, type Stage, type StageStart } from './entry.js';

/**
 * The stages that believed entries of one unit and system make, earliest first, whatever order they come in:
 * of several entries of a day the later recorded (greater id) wins, one that repeats the stage before it is a
 * confirmation and starts nothing, plans start nothing.
 *
 * pilot 2016-03-01, live 2016-06-01, live 2016-12-31 → pilot from 2016-03-01, live from 2016-06-01.
 */
export function deriveStages(entries: readonly LedgerEntry[]): StageStart[] {
  const winners = new Map<LocalDate, LedgerEntry & { stage: Stage }>();
  for (const entry of entries) {
    if (!statesStage(entry)) continue;
    const rival = winners.get(entry.effectiveOn);
    if (!rival || rival.id < entry.id) winners.set(entry.effectiveOn, entry);
  }
  const starts: StageStart[] = [];
  for (const { id, stage, effectiveOn, dated } of [...winners.values()].sort(byDay)) {
    if (starts.at(-1)?.stage === stage) continue;
    starts.push({ startsOn: effectiveOn, stage, dated, entryId: id });
  }
  return starts;
}

/** What must be closed and opened to get from the starts believed so far to the ones derived now. */
export function differenceOfStages(
  before: readonly StageStart[],
  after: readonly StageStart[],
): { closed: StageStart[]; opened: StageStart[] } {
  const key = ({ startsOn, stage, dated, entryId }: StageStart): string => `${startsOn} ${stage} ${dated} ${entryId}`;
  const kept = new Set(before.map(key));
  const wanted = new Set(after.map(key));
  return {
    closed: before.filter((start) => !wanted.has(key(start))),
    opened: after.filter((start) => !kept.has(key(start))),
  };
}

/** The stage on a day, or null: unknown, which is not `none`. `starts` are earliest first. */
export function stageOn(starts: readonly StageStart[], day: LocalDate): StageStart | null {
  return starts.findLast(({ startsOn }) => startsOn <= day) ?? null;
}

/**
 * The plan that stands on a day, or null: the latest recorded of the latest day, unless the system went live on
 * or after that day, which fulfils it. It is shown only while the stage is unknown, none or retired (domain.md §3).
 */
export function planOn(
  plans: readonly LedgerEntry[],
  stage: Pick<StageStart, 'stage'> | null,
  lastLiveOn: LocalDate | null,
  day: LocalDate,
): LedgerEntry | null {
  if (stage && stage.stage !== 'none' && stage.stage !== 'retired') return null;
  const [latest] = plans
    .filter((plan) => plan.effectiveOn <= day)
    .sort((a, b) => (a.effectiveOn === b.effectiveOn ? b.id - a.id : a.effectiveOn < b.effectiveOn ? 1 : -1));
  if (!latest || (lastLiveOn !== null && lastLiveOn >= latest.effectiveOn)) return null;
  return latest;
}

function statesStage(entry: LedgerEntry): entry is LedgerEntry & { stage: Stage } {
  return entry.stage !== 'planned';
}

function byDay(a: LedgerEntry, b: LedgerEntry): number {
  return a.effectiveOn < b.effectiveOn ? -1 : 1;
}
