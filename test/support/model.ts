import { type LedgerEntry, type Stage, type StageStart } from '../../src/deployments/domain/entry.js';
import { type Standing } from '../../src/coverage/domain/figure.js';
import { type LocalDate } from '../../src/kernel/local-date.js';
import { type Period } from '../../src/kernel/period.js';
import { type Obligation, type Rule } from '../../src/systems/domain/obligation.js';
import { type UnitOnDay } from '../../src/units/domain/unit.js';

// The rules of domain.md told once more, slowly: day by day, unit by unit. Nothing here calls the code it judges.

/** The day `offset` days after 2016-01-01, counted by the platform's own calendar. */
export function nthDay(offset: number): LocalDate {
  return new Date(Date.UTC(2016, 0, 1 + offset)).toISOString().slice(0, 10) as LocalDate;
}

/** `count` days from 2016-01-01 on. */
export function daysOfModel(count: number): LocalDate[] {
  return Array.from({ length: count }, (_, offset) => nthDay(offset));
}

/** Whether a period holds a day (domain.md §1: `[from, to)`). */
export function isHeld({ from, to }: Period, day: LocalDate): boolean {
  if (from !== null && day < from) return false;
  if (to !== null && day >= to) return false;
  return true;
}

/** What one pair's stage is on each of `days` (null: unknown), and which days a stage begins on (domain.md §3). */
export function livedStages(
  believed: readonly LedgerEntry[],
  days: readonly LocalDate[],
): { stageOf: Map<LocalDate, Stage | null>; starts: StageStart[] } {
  const stageOf = new Map<LocalDate, Stage | null>();
  const starts: StageStart[] = [];
  let stage: Stage | null = null;
  for (const day of days) {
    let said: LedgerEntry | null = null;
    for (const entry of believed) {
      if (entry.effectiveOn === day && entry.stage !== 'planned' && (said === null || entry.id > said.id)) said = entry;
    }
    if (said !== null && said.stage !== 'planned' && said.stage !== stage) {
      stage = said.stage;
      starts.push({ startsOn: day, stage, dated: said.dated, entryId: said.id });
    }
    stageOf.set(day, stage);
  }
  return { stageOf, starts };
}

/** A ledger row with the revisions in which it was recorded and, perhaps, retracted (domain.md §4). */
export interface RecordedEntry {
  readonly entry: LedgerEntry;
  readonly recordedIn: number;
  readonly retractedIn: number | null;
}

/** What was believed after revision `n`: recorded by then, and not retracted by then. */
export function believedAt(ledger: readonly RecordedEntry[], n: number): LedgerEntry[] {
  return ledger
    .filter(({ recordedIn, retractedIn }) => recordedIn <= n && !(retractedIn !== null && retractedIn <= n))
    .map(({ entry }) => entry);
}

/** Whether `unit` is `topId` or below it, by walking up. */
export function standsWithin(unit: UnitOnDay, topId: string, units: readonly UnitOnDay[]): boolean {
  if (unit.id === topId) return true;
  const parent = units.find((other) => other.id === unit.parentId);
  return parent !== undefined && standsWithin(parent, topId, units);
}

/** What a unit owes one system (domain.md §2), from all rules of that system. */
export function owed(
  unit: UnitOnDay,
  rules: readonly Rule[],
  members: ReadonlyMap<string, ReadonlySet<string>>,
  isExempt: boolean,
  units: readonly UnitOnDay[],
): Obligation {
  let spoken = false;
  let named = false;
  for (const rule of rules) {
    if (rule.level !== unit.level) continue;
    if (rule.withinId !== null && !standsWithin(unit, rule.withinId, units)) continue;
    spoken = true;
    if (rule.kind !== null && rule.kind !== unit.kind) continue;
    if (rule.setId !== null && members.get(rule.setId)?.has(unit.id) !== true) continue;
    named = true;
  }
  if (!spoken) return 'unspoken';
  if (!named) return 'not-required';
  return isExempt ? 'exempt' : 'required';
}

/** The figure of a group by set arithmetic (domain.md §5). */
export function figureByHand(group: readonly Standing[], counting: readonly Stage[]) {
  const counts = group.filter(({ stage }) => stage !== null && counting.includes(stage));
  const required = group.filter(({ obligation }) => obligation === 'required');
  const countingAs = (obligation: Obligation) => counts.filter((standing) => standing.obligation === obligation).length;
  const unknown = required.filter(({ stage }) => stage === null).length;
  return {
    covered: countingAs('required') + countingAs('unspoken'),
    eligible: countingAs('unspoken') > 0 ? null : required.length,
    missing: required.length - countingAs('required') - unknown,
    unknown,
    exempt: group.filter(({ obligation }) => obligation === 'exempt').length,
    outside: countingAs('exempt') + countingAs('not-required'),
  };
}
