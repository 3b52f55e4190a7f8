import { type LocalDate } from '../../kernel/local-date.js';
import { holds } from '../../kernel/period.js';
import { type BelievedUnits, newContradictions } from './contradictions.js';
import { type LineageRow } from './lineage.js';
import { type ReorganisationFault, type ReorganisationPlan } from './reorganisation.js';
import { type UnitPeriod } from './unit.js';

const LATER = {
  'code-taken': 'code-taken-later',
  'parent-gone': 'parent-ends-later',
  'lineage-cut': 'lineage-later',
} as const;

/**
 * What a plan contradicts of other packages: of its own day, and of later days, which the plan itself does not look at.
 * A package of 2018 that dissolves a district is refused while one of 2020 has set up a commune in it.
 */
export function conflictsOf(plan: ReorganisationPlan, believed: BelievedUnits, day: LocalDate): ReorganisationFault[] {
  const { periods, lineage } = believed;
  const fault = (code: ReorganisationFault['code'], unit: string, detail = ''): ReorganisationFault => ({
    place: '',
    code,
    unit,
    detail,
  });
  const faults: ReorganisationFault[] = [];
  const ofDay = lineage.filter(({ effectiveOn }) => effectiveOn === day);
  const isThere = (unitId: string): boolean => periods.some((one) => one.unitId === unitId && holds(one.period, day));
  for (const { predecessor, successor } of plan.edges) {
    const told = ofDay.some((row) => row.predecessorId === predecessor && row.successorId === successor);
    if (told) faults.push(fault(predecessor === successor ? 'taken-in-already' : 'said-twice', predecessor, successor));
  }
  const gone = new Set(ofDay.map(({ predecessorId }) => predecessorId).filter((unitId) => !isThere(unitId)));
  const going = plan.edges.filter(({ predecessor, successor }) => predecessor !== successor);
  for (const unitId of new Set(going.map(({ predecessor }) => predecessor)))
    if (gone.has(unitId)) faults.push(fault('ends-twice', unitId));

  const after = { periods: withChange(periods, plan), lineage };
  const touched = new Set([...plan.closed, ...plan.opened].map(({ unitId }) => unitId));
  for (const { what, unitId, detail, on } of newContradictions(believed, after, touched)) {
    // What is wrong on the day itself the plan has told.
    if (what === 'lineage-cut' || (on !== null && on > day)) faults.push(fault(LATER[what], unitId, detail));
  }
  return faults;
}

/** The units for whose sake a package cannot be undone: others could not be believed any longer with what it changed gone. */
export function unitsRestingOn(
  recorded: { readonly opened: readonly UnitPeriod[]; readonly closed: readonly UnitPeriod[] },
  { periods, lineage }: { readonly periods: readonly UnitPeriod[]; readonly lineage: readonly LineageRow[] },
  reorganisationId: string,
): string[] {
  const after = {
    periods: withChange(periods, { closed: recorded.opened, opened: recorded.closed }),
    lineage: lineage.filter((row) => row.reorganisationId !== reorganisationId),
  };
  const touched = new Set([...recorded.opened, ...recorded.closed].map(({ unitId }) => unitId));
  return [...new Set(newContradictions({ periods, lineage }, after, touched).map(({ unitId }) => unitId))];
}

function withChange(
  periods: readonly UnitPeriod[],
  { closed, opened }: { closed: readonly UnitPeriod[]; opened: readonly UnitPeriod[] },
): UnitPeriod[] {
  const nameOf = ({ unitId, period }: UnitPeriod): string => `${unitId} ${period.from ?? ''}`;
  const gone = new Set(closed.map(nameOf));
  return [...periods.filter((period) => !gone.has(nameOf(period))), ...opened];
}
