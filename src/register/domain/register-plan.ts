import { type LocalDate } from '../../kernel/local-date.js';
import { compareStart, overlaps, type Period } from '../../kernel/period.js';
import {
  type Change,
  planReorganisation,
  type ReorganisationFault,
  type ReorganisationPlan,
} from '../../units/domain/reorganisation.js';
import { RANK, type UnitPeriod } from '../../units/domain/unit.js';
import {
  initialUnits,
  lives,
  type Register,
  type RegisterPackage,
  type RegisterPeriod,
  START_OF_RECORD,
} from './register.js';
import { type Recorded, recordedLives } from './register-match.js';

/** What keeps the register from being loaded; somebody has to correct what is recorded, or to record what is missing. */
export type Obstacle =
  /** On days on which a code is recorded for one unit, the register knows another by it. */
  | { readonly what: 'code-names-another'; readonly recorded: UnitPeriod; readonly register: RegisterPeriod }
  /** Units that are missing stand below one on days on which it is not recorded. */
  | {
      readonly what: 'parent-not-throughout';
      readonly recorded: UnitPeriod;
      readonly life: Period;
      readonly children: number;
    }
  | { readonly what: 'fault'; readonly fault: ReorganisationFault; readonly nameOf: (key: string) => string };

/** One reorganisation to be recorded; units that are not recorded yet go by their keys. */
export interface PlannedPackage {
  readonly day: LocalDate;
  readonly instruments: readonly string[];
  readonly changes: number;
  readonly plan: ReorganisationPlan;
}

/** All that a load writes, worked out before anything is written. */
export interface LoadPlan {
  readonly missing: readonly RegisterPeriod[];
  readonly packages: readonly PlannedPackage[];
  readonly obstacles: readonly Obstacle[];
  /** What will be believed then; units that are not recorded yet go by their keys. */
  readonly after: readonly UnitPeriod[];
}

/** Plans the units that are missing and the outstanding packages upon what is recorded. */
export function planLoad(
  register: Register,
  recorded: Recorded,
  idOf: ReadonlyMap<string, string>,
  outstanding: readonly RegisterPackage[],
): LoadPlan {
  const { missing, obstacles } = planMissing(register, recorded, idOf);
  const faults: Obstacle[] = [];
  const keyOrId = (key: string): string => idOf.get(key) ?? key;
  const parentOf = (key: string | null): string | null => (key === null ? null : keyOrId(key));
  let periods: UnitPeriod[] = [
    ...recorded.periods,
    ...missing.map(({ key, parentKey, ...unit }) => ({
      ...unit,
      unitId: key,
      parentId: parentOf(parentKey),
      agencyCode: null,
    })),
  ];
  const packages: PlannedPackage[] = [];
  const beginsOn = new Map([...lives(register)].map(([key, [first]]) => [keyOrId(key), first?.period.from ?? null]));
  for (const { day, changes } of outstanding) {
    const drafted = planReorganisation(
      periods,
      changes.map(({ change }) => withIds(change, keyOrId)),
      day,
    );
    // A unit that the package makes was recorded by hand: it took nothing over from itself.
    const edges = drafted.edges.filter(
      ({ predecessor, successor }) => predecessor !== successor || beginsOn.get(successor) !== day,
    );
    const plan = { ...drafted, edges };
    const names = new Map(periods.map(({ unitId, name }) => [unitId, name]));
    for (const { key, name } of plan.created) names.set(key, name);
    const nameOf = (key: string): string => names.get(key) ?? key;
    faults.push(...plan.faults.map((fault): Obstacle => ({ what: 'fault', fault, nameOf })));
    const instruments = [...new Set(changes.flatMap((change) => change.instruments))];
    packages.push({ day, instruments, changes: changes.length, plan });
    const closed = new Set(plan.closed);
    periods = [...periods.filter((period) => !closed.has(period)), ...plan.opened];
  }
  // What follows from units that have no room is not told a second time.
  return { missing, packages, obstacles: obstacles.length > 0 ? obstacles : faults, after: periods };
}

/** A plan with ids for the keys of units that were written since it was made; those it makes keep their keys. */
export function withWrittenIds(plan: ReorganisationPlan, idOf: (key: string) => string): ReorganisationPlan {
  const parent = (key: string | null): string | null => (key === null ? null : idOf(key));
  const period = (one: UnitPeriod): UnitPeriod => ({
    ...one,
    unitId: idOf(one.unitId),
    parentId: parent(one.parentId),
  });
  return {
    created: plan.created.map((unit) => ({ ...unit, parent: parent(unit.parent) })),
    closed: plan.closed.map(period),
    opened: plan.opened.map(period),
    edges: plan.edges.map((edge) => ({
      ...edge,
      predecessor: idOf(edge.predecessor),
      successor: idOf(edge.successor),
    })),
    followers: plan.followers.map(({ unitId, from, to }) => ({ unitId: idOf(unitId), from: idOf(from), to: idOf(to) })),
    faults: plan.faults,
  };
}

/** The units that were there before any reorganisation and are not recorded, those above first. */
function planMissing(
  register: Register,
  recorded: Recorded,
  idOf: ReadonlyMap<string, string>,
): { missing: RegisterPeriod[]; obstacles: Obstacle[] } {
  const registered = lives(register);
  const recordedOf = recordedLives(recorded.periods);
  const byCode = new Map<string, UnitPeriod[]>();
  for (const period of recorded.periods) byCode.set(period.code, [...(byCode.get(period.code) ?? []), period]);
  const starts = new Map<string, Period>();
  const outside = new Map<readonly UnitPeriod[], number>();
  const obstacles: Obstacle[] = [];
  const missing = initialUnits(register)
    .filter(({ key }) => !idOf.has(key))
    .sort((a, b) => RANK[a.level] - RANK[b.level])
    .map((unit): RegisterPeriod => {
      const clashing = (period: Period): UnitPeriod | undefined =>
        byCode.get(unit.code)?.find((other) => overlaps(other.period, period));
      // Where its code is taken after its end it cannot be left without one until the package ends it.
      const end = registered.get(unit.key)?.at(-1)?.period.to ?? null;
      const to = clashing(unit.period) ? end : unit.period.to;
      const clash = clashing({ from: unit.period.from, to });
      if (clash)
        obstacles.push({
          what: 'code-names-another',
          recorded: clash,
          register: { ...unit, period: { from: unit.period.from, to } },
        });

      const above = recordedOf.get(idOf.get(unit.parentKey ?? '') ?? '');
      const life = above ? lifeOf(above) : starts.get(unit.parentKey ?? '');
      const startsLate = life !== undefined && compareStart(life, unit.period) > 0;
      if (above) {
        const until = registered.get(unit.key)?.[0]?.period.to ?? null;
        const { from, to: ending } = lifeOf(above);
        const isOutside =
          (startsLate && from !== null && from > START_OF_RECORD) ||
          (ending !== null && (until === null || ending < until));
        if (isOutside) outside.set(above, (outside.get(above) ?? 0) + 1);
      }
      const days = { from: startsLate ? life.from : unit.period.from, to };
      starts.set(unit.key, days);
      return { ...unit, period: days };
    });
  for (const [parent, children] of outside) {
    const [recordedParent] = parent as [UnitPeriod];
    obstacles.push({ what: 'parent-not-throughout', recorded: recordedParent, life: lifeOf(parent), children });
  }
  return { missing, obstacles };
}

/** From the first day of a unit to its last; `own` are its periods, earliest first. */
function lifeOf(own: readonly UnitPeriod[]): Period {
  return { from: own[0]?.period.from ?? null, to: own.at(-1)?.period.to ?? null };
}

/** Keys of units that are recorded become their ids; the others stay. */
function withIds(change: Change, id: (key: string) => string): Change {
  const parent = (key: string | null): string | null => (key === null ? null : id(key));
  switch (change.type) {
    case 'establish':
      return { ...change, unit: { ...change.unit, parent: parent(change.unit.parent) } };
    case 'rename':
    case 'reclassify':
    case 'move': {
      const { parentId, ...to } = change.to;
      const moved = parentId === undefined ? {} : { parentId: parent(parentId) };
      return { ...change, unit: id(change.unit), to: { ...to, ...moved } };
    }
    case 'merge': {
      const into =
        typeof change.into === 'string' ? id(change.into) : { ...change.into, parent: parent(change.into.parent) };
      return { ...change, from: change.from.map((part) => ({ ...part, unit: id(part.unit) })), into };
    }
    case 'split':
    case 'dissolve':
      return { ...change, unit: id(change.unit) };
  }
}
