import { type Dating, type Stage } from '../../deployments/domain/entry.js';
import { type Obligation } from '../../systems/domain/obligation.js';
import { type SystemOnDay } from '../../systems/domain/system.js';
import { compareUnits } from '../../units/domain/unit-tree.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { countFigure, type Figure, listsOf } from './figure.js';
import { type Member } from './grouping.js';

/** First what became known of the earlier day, then what happened until the later one (domain.md §5). */
export const BRIDGE_STEPS = ['knowledge', 'time'] as const;
export type BridgeStepName = (typeof BRIDGE_STEPS)[number];

/**
 * Why a unit came into or left a figure, the first that applies (ADR 8). The unit is there on one side only
 * (`established`, `ended`), in the scope on one side only (`moved`), of another level or kind; rules speak of it
 * otherwise (`applicability`); it is let off or no longer (`exemption`). Else its stage: what followed from its
 * predecessors changed (`inherited`); in the step of time it went live on a day (`newly-live`), was found live by a day
 * (`live-by`: since when is not known, so it is not newly live) or ceased to be (`lapsed`); in the step of knowledge
 * something was entered late (`late-entry`), or withdrawn or replaced (`correction`).
 */
export const BRIDGE_CAUSES = [
  'established',
  'ended',
  'moved',
  'level-or-kind',
  'applicability',
  'exemption',
  'newly-live',
  'live-by',
  'lapsed',
  'late-entry',
  'correction',
  'inherited',
] as const;
export type BridgeCause = (typeof BRIDGE_CAUSES)[number];

/** A unit and system at one point, with where its stage comes from. */
export interface BridgeMember extends Member {
  readonly dated: Dating | null;
  /** The entry that started the stage; null: unknown, or inherited. */
  readonly entryId: number | null;
  /** The stage follows, or would follow, from predecessors. */
  readonly inherited: boolean;
}

/** What there is at a point of the two clocks. */
export interface BridgePoint {
  /** Every unit that exists, in the scope or not, by id. */
  readonly units: ReadonlyMap<string, UnitOnDay>;
  /** Ids of the units in the scope, of whatever level and kind. */
  readonly scope: ReadonlySet<string>;
  /** What the figure is counted from: units of the scope and group with every system of the day. */
  readonly members: readonly BridgeMember[];
}

/** What the ledger recorded between the two knowledges, as ids of entries. */
export interface Amendments {
  readonly recorded: ReadonlySet<number>;
  readonly retracted: ReadonlySet<number>;
  /** Recorded in the place of a retracted one. */
  readonly replacements: ReadonlySet<number>;
}

export type Delta = -1 | 0 | 1;

/** One unit and system whose membership in the figure changed; the unit as it is after, or before if it is no more. */
export interface BridgeLine {
  readonly unit: UnitOnDay;
  readonly system: SystemOnDay;
  readonly cause: BridgeCause;
  readonly deltaCovered: Delta;
  readonly deltaEligible: Delta;
}

export interface BridgeSubtotal {
  readonly cause: BridgeCause;
  readonly lines: number;
  readonly deltaCovered: number;
  readonly deltaEligible: number;
}

export interface BridgeStep {
  readonly step: BridgeStepName;
  readonly from: Figure;
  readonly to: Figure;
  /** False where eligible is not stated on a side: the lines then sum to `covered` alone. */
  readonly eligibleBridges: boolean;
  /** By cause, then system, then unit. */
  readonly lines: readonly BridgeLine[];
  readonly subtotals: readonly BridgeSubtotal[];
}

/**
 * The lines between the figures of three points: (earlier day, earlier knowledge), (earlier day, later knowledge),
 * (later day, later knowledge). In each step every unit and system whose membership changed has exactly one line; the
 * lines sum to the difference of `covered`, and of `eligible` where it is stated on both sides.
 *
 * 41 of 95; one entry came late: late-entry +1/0, 42 of 95; then one commune merged into a neighbour that has it:
 * ended -1/-1, 41 of 94.
 */
export function bridge(
  points: readonly [first: BridgePoint, between: BridgePoint, last: BridgePoint],
  amendments: Amendments,
  counting: ReadonlySet<Stage>,
): [knowledge: BridgeStep, time: BridgeStep] {
  const [first, between, last] = points;
  return [
    stepBetween('knowledge', first, between, counting, (before, after) => causeInKnowledge(before, after, amendments)),
    stepBetween('time', between, last, counting, (before, after) => causeInTime(before, after, counting)),
  ];
}

type StageCause = (before: BridgeMember | undefined, after: BridgeMember | undefined) => BridgeCause;

function stepBetween(
  step: BridgeStepName,
  before: BridgePoint,
  after: BridgePoint,
  counting: ReadonlySet<Stage>,
  causeOfStage: StageCause,
): BridgeStep {
  const earlier = new Map(before.members.map((member) => [keyOf(member), member]));
  const later = new Map(after.members.map((member) => [keyOf(member), member]));
  const lines: BridgeLine[] = [];
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const was = earlier.get(key);
    const is = later.get(key);
    const deltaCovered = difference(isCovered(was, counting), isCovered(is, counting));
    const deltaEligible = difference(was?.obligation === 'required', is?.obligation === 'required');
    const member = is ?? was;
    if (!member || (deltaCovered === 0 && deltaEligible === 0)) continue;
    const unit = after.units.get(member.unit.id) ?? member.unit;
    const cause = causeOfPlace(before, after, was, is, unit.id) ?? causeOfStage(was, is);
    lines.push({ unit, system: member.system, cause, deltaCovered, deltaEligible });
  }
  const from = countFigure(before.members, counting);
  const to = countFigure(after.members, counting);
  return {
    step,
    from,
    to,
    eligibleBridges: from.eligible !== null && to.eligible !== null,
    lines: lines.sort(compareLines),
    subtotals: subtotalsOf(lines),
  };
}

/** Every cause but the stage: what the unit is, where it stands, what it owes. */
function causeOfPlace(
  before: BridgePoint,
  after: BridgePoint,
  was: BridgeMember | undefined,
  is: BridgeMember | undefined,
  unitId: string,
): BridgeCause | null {
  const earlier = before.units.get(unitId);
  const later = after.units.get(unitId);
  if (!earlier) return 'established';
  if (!later) return 'ended';
  if (before.scope.has(unitId) !== after.scope.has(unitId)) return 'moved';
  const reclassified = earlier.level !== later.level || earlier.kind !== later.kind;
  // With neither moved nor reclassified, a member of one side only is of a system that the other day does not have.
  const absent: Obligation = 'unspoken';
  const owed = was?.obligation ?? absent;
  const owes = is?.obligation ?? absent;
  const spokenOfOtherwise = isNamed(owed) !== isNamed(owes) || (!isNamed(owes) && owed !== owes);
  if (reclassified && (!was || !is || spokenOfOtherwise)) return 'level-or-kind';
  if (spokenOfOtherwise) return 'applicability';
  return owed === owes ? null : 'exemption';
}

function causeInKnowledge(
  before: BridgeMember | undefined,
  after: BridgeMember | undefined,
  { recorded, retracted, replacements }: Amendments,
): BridgeCause {
  const earlier = before?.entryId ?? null;
  const later = after?.entryId ?? null;
  if (earlier !== null && retracted.has(earlier)) return 'correction';
  if (later === null) return 'inherited';
  if (replacements.has(later)) return 'correction';
  // An entry known before can only come to count because one that stood over it was withdrawn.
  return recorded.has(later) ? 'late-entry' : 'correction';
}

function causeInTime(
  before: BridgeMember | undefined,
  after: BridgeMember | undefined,
  counting: ReadonlySet<Stage>,
): BridgeCause {
  if (after?.inherited) return 'inherited';
  if (isCovered(before, counting)) return 'lapsed';
  return after?.dated === 'by' ? 'live-by' : 'newly-live';
}

function isNamed(obligation: Obligation): boolean {
  return obligation === 'required' || obligation === 'exempt';
}

function isCovered(member: BridgeMember | undefined, counting: ReadonlySet<Stage>): boolean {
  return member !== undefined && listsOf(member, counting).includes('covered');
}

function difference(before: boolean, after: boolean): Delta {
  if (before === after) return 0;
  return after ? 1 : -1;
}

function subtotalsOf(lines: readonly BridgeLine[]): BridgeSubtotal[] {
  return BRIDGE_CAUSES.flatMap((cause) => {
    const own = lines.filter((line) => line.cause === cause);
    if (own.length === 0) return [];
    const deltaCovered = own.reduce((sum, line) => sum + line.deltaCovered, 0);
    const deltaEligible = own.reduce((sum, line) => sum + line.deltaEligible, 0);
    return [{ cause, lines: own.length, deltaCovered, deltaEligible }];
  });
}

function compareLines(a: BridgeLine, b: BridgeLine): number {
  return (
    BRIDGE_CAUSES.indexOf(a.cause) - BRIDGE_CAUSES.indexOf(b.cause) ||
    a.system.id - b.system.id ||
    compareUnits(a.unit, b.unit)
  );
}

function keyOf({ unit, system }: Member): string {
  return `${system.id}:${unit.id}`;
}
