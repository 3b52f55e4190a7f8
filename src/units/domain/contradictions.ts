import { addDays, type LocalDate } from '../../kernel/local-date.js';
import { compareStart, holds, overlaps, type Period } from '../../kernel/period.js';
import { type LineageRow } from './lineage.js';
import { type UnitPeriod } from './unit.js';

type Descent = Pick<LineageRow, 'predecessorId' | 'successorId' | 'effectiveOn'>;

/** What is believed of units: their periods, and who went into whom. */
export interface BelievedUnits {
  readonly periods: readonly UnitPeriod[];
  readonly lineage: readonly Descent[];
}

/**
 * What cannot be believed together, from the day `on` (null: from the start of the record): two units of one code, a
 * unit below one that is not there, lineage of a unit that is not there on its eve or its day.
 */
export interface Contradiction {
  readonly what: 'code-taken' | 'parent-gone' | 'lineage-cut';
  readonly unitId: string;
  /** The code or the parent; of lineage its day. */
  readonly detail: string;
  readonly on: LocalDate | null;
}

/** What `after` contradicts and `before` does not, on whatever day, as far as it concerns the `touched` units. */
export function newContradictions(
  before: BelievedUnits,
  after: BelievedUnits,
  touched: ReadonlySet<string>,
): Contradiction[] {
  const nameOf = ({ what, unitId, detail, on }: Contradiction): string => `${what} ${unitId} ${detail} ${on ?? ''}`;
  const known = new Set(contradictionsOf(before, touched).map(nameOf));
  const found = new Map(
    contradictionsOf(after, touched).map((contradiction) => [nameOf(contradiction), contradiction]),
  );
  return [...found].flatMap(([name, contradiction]) => (known.has(name) ? [] : [contradiction]));
}

function contradictionsOf({ periods, lineage }: BelievedUnits, touched: ReadonlySet<string>): Contradiction[] {
  const lives = new Map<string, UnitPeriod[]>();
  for (const period of periods) {
    const life = lives.get(period.unitId);
    if (life) life.push(period);
    else lives.set(period.unitId, [period]);
  }
  const isThere = (unitId: string, day: LocalDate): boolean =>
    lives.get(unitId)?.some(({ period }) => holds(period, day)) ?? false;
  const found: Contradiction[] = [...sharedCodes(periods, touched)];
  for (const { unitId, parentId, period } of periods) {
    if (parentId === null || (!touched.has(unitId) && !touched.has(parentId))) continue;
    const gap = firstGap(lives.get(parentId) ?? [], period);
    if (gap !== undefined) found.push({ what: 'parent-gone', unitId, detail: parentId, on: gap });
  }
  for (const { predecessorId, successorId, effectiveOn } of lineage) {
    const cut = { what: 'lineage-cut', detail: effectiveOn, on: effectiveOn } as const;
    if (touched.has(predecessorId) && !isThere(predecessorId, addDays(effectiveOn, -1)))
      found.push({ ...cut, unitId: predecessorId });
    if (touched.has(successorId) && !isThere(successorId, effectiveOn)) found.push({ ...cut, unitId: successorId });
  }
  return found;
}

function sharedCodes(periods: readonly UnitPeriod[], touched: ReadonlySet<string>): Contradiction[] {
  const bearers = new Map<string, UnitPeriod[]>();
  for (const unit of periods) if (touched.has(unit.unitId)) for (const name of namesOf(unit)) bearers.set(name, []);
  for (const unit of periods) for (const name of namesOf(unit)) bearers.get(name)?.push(unit);
  return [...bearers.values()].flatMap((own) => {
    const inOrder = own.sort((a, b) => compareStart(a.period, b.period));
    return inOrder.flatMap(({ unitId, code, period }, index): Contradiction[] => {
      const earlier = inOrder.slice(0, index).some((other) => overlaps(other.period, period));
      return earlier ? [{ what: 'code-taken', unitId, detail: code, on: period.from }] : [];
    });
  });
}

function namesOf({ code, agencyCode }: UnitPeriod): string[] {
  return agencyCode === null ? [`code ${code}`] : [`code ${code}`, `agency ${agencyCode}`];
}

/** The first day of `inner` that no period of the life holds (null: its open beginning); undefined: there is none. */
function firstGap(life: readonly UnitPeriod[], inner: Period): LocalDate | null | undefined {
  let reached = inner.from;
  for (const { period } of [...life].sort((a, b) => compareStart(a.period, b.period))) {
    const begins = period.from === null || (reached !== null && period.from <= reached);
    if (!begins) break;
    if (period.to === null) return undefined;
    if (reached === null || period.to > reached) reached = period.to;
    if (inner.to !== null && reached >= inner.to) return undefined;
  }
  return reached;
}
