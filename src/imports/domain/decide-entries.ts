import { type Dating, type EntryStage } from '../../deployments/domain/entry.js';
import { type LocalDate } from '../../kernel/local-date.js';

/** Evidence of an entry, as the ledger keeps it. */
export interface EvidenceSaid {
  readonly kind: 'document' | 'link';
  readonly title?: string;
  readonly document?: string;
  readonly url?: string;
}

/** What else an entry says; absent in a row: not stated. */
export interface EntryDetails {
  readonly evidence?: readonly EvidenceSaid[] | undefined;
  readonly note?: string | undefined;
  readonly vendor?: string | undefined;
  readonly version?: string | undefined;
  readonly contract?: string | undefined;
}

/** What a row of a file says of one unit and system; `dated` null: not stated. */
export interface SaidEntry extends EntryDetails {
  readonly stage: EntryStage;
  readonly effectiveOn: LocalDate;
  readonly dated: Dating | null;
  readonly dueOn: LocalDate | null;
}

/** An entry of the ledger; ids grow with the order of recording. */
export interface RecordedEntry {
  readonly id: number;
  readonly stage: EntryStage;
  readonly effectiveOn: LocalDate;
  readonly dated: Dating;
  readonly dueOn: LocalDate | null;
  readonly evidence: readonly EvidenceSaid[];
  readonly note: string | null;
  readonly vendor: string | null;
  readonly version: string | null;
  readonly contract: string | null;
  readonly isRetracted: boolean;
}

/**
 * What becomes of a row:
 * - `create`: a new entry; `update`: a correction, which retracts `replaces` and enters the row in their place
 * - `unchanged`: the ledger says so already, or an earlier row does (`repeats`, its index)
 * - `previously-retracted`: an entry that said so was withdrawn
 * - `contradicts`: an earlier row (its index) says otherwise of the same day
 */
export type Decision =
  | { readonly what: 'create' }
  | { readonly what: 'update'; readonly replaces: readonly RecordedEntry[] }
  | { readonly what: 'unchanged'; readonly repeats?: number }
  | { readonly what: 'previously-retracted'; readonly id: number }
  | { readonly what: 'contradicts'; readonly row: number };

/** A stage that is believed or said from a day on. */
interface Item {
  readonly day: LocalDate;
  readonly stage: EntryStage;
  /** Null: a row says it. */
  readonly entry: RecordedEntry | null;
}

/**
 * Decides for all rows of one unit and system, against all of its entries (domain.md §3); in the order given.
 * - The same stage on the same day is nothing new, unless what is stated beside it differs.
 * - Another day for a believed stage corrects it: where no other stage lies between the two, the row's day comes in the
 *   place of the believed one. A later day with `by` only confirms the stage, and so it is entered.
 * - Another stage for a believed day corrects it.
 * - What was withdrawn is not entered again unless `confirmed`.
 * A file that was applied therefore changes nothing when it comes again.
 *
 * Believed: live from 2016-12-20. Row "live on 2016-12-15": a correction; "live by 2017-01-31": a new entry.
 */
export function decideEntries(
  rows: readonly SaidEntry[],
  ledger: readonly RecordedEntry[],
  confirmed: boolean,
): Decision[] {
  const believed = ledger.filter(({ isRetracted }) => !isRetracted);
  const ofDay = new Map<string, RecordedEntry[]>();
  for (const entry of believed) ofDay.set(dayKey(entry), [...(ofDay.get(dayKey(entry)) ?? []), entry]);
  // The one recorded last decides; the others of its day would come to light again if it alone were withdrawn.
  for (const own of ofDay.values()) own.sort((a, b) => b.id - a.id);
  const allOf = (entries: readonly RecordedEntry[]) => entries.flatMap((entry) => ofDay.get(dayKey(entry)) ?? []);
  const winners = new Map([...ofDay].map(([key, [winner]]) => [key, winner as RecordedEntry]));
  const decisions = new Array<Decision | undefined>(rows.length);
  const said = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const first = said.get(dayKey(row));
    if (first === undefined) said.set(dayKey(row), index);
    else
      decisions[index] = repeats(rows[first] as SaidEntry, row)
        ? { what: 'unchanged', repeats: first }
        : { what: 'contradicts', row: first };
  }
  for (const [index, row] of rows.entries()) {
    if (decisions[index]) continue;
    const winner = winners.get(dayKey(row));
    if (winner)
      decisions[index] = saysTheSame(row, winner)
        ? { what: 'unchanged' }
        : { what: 'update', replaces: allOf([winner]) };
    else {
      const withdrawn = confirmed ? undefined : ledger.findLast((entry) => entry.isRetracted && isSameFact(row, entry));
      if (withdrawn) decisions[index] = { what: 'previously-retracted', id: withdrawn.id };
      else if (row.stage === 'planned') decisions[index] = { what: 'create' };
    }
  }
  const isSaid = (index: number): boolean =>
    !['previously-retracted', 'contradicts'].includes(decisions[index]?.what ?? '');
  const timeline = timelineOf(
    rows.filter((_, index) => isSaid(index)),
    [...winners.values()],
  );
  const taken = new Set<RecordedEntry>();
  for (const [index, row] of [...rows.entries()].sort(([, a], [, b]) => compareDays(a.effectiveOn, b.effectiveOn))) {
    if (decisions[index]) continue;
    const replaces = correctedBy(row, timeline).filter((entry) => !taken.has(entry));
    for (const entry of replaces) taken.add(entry);
    decisions[index] = replaces.length > 0 ? { what: 'update', replaces: allOf(replaces) } : { what: 'create' };
  }
  return decisions as Decision[];
}

/** Stages in the order of their days; of a day that a row speaks of, what the row says. */
function timelineOf(rows: readonly SaidEntry[], believed: readonly RecordedEntry[]): Item[] {
  const items = new Map<LocalDate, Item>();
  for (const entry of believed)
    if (entry.stage !== 'planned') items.set(entry.effectiveOn, { day: entry.effectiveOn, stage: entry.stage, entry });
  for (const { stage, effectiveOn } of rows)
    if (stage !== 'planned') items.set(effectiveOn, { day: effectiveOn, stage, entry: null });
  return [...items.values()].sort((a, b) => compareDays(a.day, b.day));
}

/** The believed entries that cannot stand beside the row. */
function correctedBy({ stage, effectiveOn, dated }: SaidEntry, timeline: readonly Item[]): RecordedEntry[] {
  const place = timeline.findIndex(({ day }) => day === effectiveOn);
  const before = timeline[place - 1];
  if (before?.stage === stage) {
    if (dated === 'by') return [];
    const run: Item[] = [];
    for (let at = place - 1; timeline[at]?.stage === stage; at -= 1) run.push(timeline[at] as Item);
    // A row that says it of an earlier day makes this one a confirmation.
    return run.some(({ entry }) => entry === null) ? [] : run.flatMap(({ entry }) => entry ?? []);
  }
  const after = timeline[place + 1];
  return after?.stage === stage && after.entry ? [after.entry] : [];
}

function compareDays(a: LocalDate, b: LocalDate): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** One stage a day; plans stand beside them. */
function dayKey({ stage, effectiveOn }: Pick<SaidEntry, 'stage' | 'effectiveOn'>): string {
  return stage === 'planned' ? `plan ${effectiveOn}` : effectiveOn;
}

function isSameFact(row: SaidEntry, entry: RecordedEntry): boolean {
  return (
    row.stage === entry.stage &&
    row.effectiveOn === entry.effectiveOn &&
    (row.dated === null || row.dated === entry.dated) &&
    (row.dueOn === null || row.dueOn === entry.dueOn)
  );
}

function saysTheSame(row: SaidEntry, entry: RecordedEntry): boolean {
  return (
    isSameFact(row, entry) &&
    (row.note ?? entry.note) === entry.note &&
    (row.vendor ?? entry.vendor) === entry.vendor &&
    (row.version ?? entry.version) === entry.version &&
    (row.contract ?? entry.contract) === entry.contract &&
    (row.evidence === undefined || sameEvidence(row.evidence, entry.evidence))
  );
}

/** Whether a later row states nothing that an earlier one does not. */
function repeats(first: SaidEntry, later: SaidEntry): boolean {
  const adds = <T>(before: T, now: T): boolean => now !== undefined && now !== null && now !== before;
  return (
    first.stage === later.stage &&
    !adds(first.dated, later.dated) &&
    !adds(first.dueOn, later.dueOn) &&
    !adds(first.note, later.note) &&
    !adds(first.vendor, later.vendor) &&
    !adds(first.version, later.version) &&
    !adds(first.contract, later.contract) &&
    (later.evidence === undefined || sameEvidence(first.evidence ?? [], later.evidence))
  );
}

/** Whether two lists of evidence are the same, their order too. */
export function sameEvidence(a: readonly EvidenceSaid[], b: readonly EvidenceSaid[]): boolean {
  const plain = ({ kind, title, document, url }: EvidenceSaid): unknown[] => [
    kind,
    title ?? null,
    document ?? null,
    url ?? null,
  ];
  return JSON.stringify(a.map(plain)) === JSON.stringify(b.map(plain));
}

/** What is entered for a row: where it comes in the place of others, what it does not state stays as it was. */
export function enteredFor(
  row: SaidEntry,
  replaces: readonly RecordedEntry[],
): Omit<RecordedEntry, 'id' | 'isRetracted'> {
  const before = replaces[0];
  const isSameDay = before?.effectiveOn === row.effectiveOn && before.stage === row.stage;
  return {
    stage: row.stage,
    effectiveOn: row.effectiveOn,
    dated: row.dated ?? (isSameDay ? before.dated : 'on'),
    dueOn: row.dueOn ?? (isSameDay ? before.dueOn : null),
    evidence: row.evidence ?? before?.evidence ?? [],
    note: row.note ?? before?.note ?? null,
    vendor: row.vendor ?? before?.vendor ?? null,
    version: row.version ?? before?.version ?? null,
    contract: row.contract ?? before?.contract ?? null,
  };
}
