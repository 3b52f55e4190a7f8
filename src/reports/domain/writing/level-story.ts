import { type Figure, listsOf } from '../../../coverage/domain/figure.js';
import { type Stage } from '../../../deployments/domain/entry.js';
import { type Ratio } from '../../../kernel/ratio.js';
import { type Level } from '../../../units/domain/unit.js';
import { type DeclaredFacts, type LevelFacts, type SnapshotUnit, type UnitFacts } from '../snapshot.js';

export const LIVE: ReadonlySet<Stage> = new Set(['live']);

/** A unit as sentences name it. */
export type NamedUnit = Pick<SnapshotUnit, 'name' | 'kind'>;

/**
 * What there is to tell of a system at a level, before it is worded:
 * - `share`: so many of so many that should have it, at least one of them known; units by name where there is one alone
 * - `count`: so many, of how many is not stated; by name where they are few
 * - `declared`: somebody stated it without names, and nothing else is known
 * - `unknown`: it is owed, and nobody said anything
 */
export type LevelStory =
  | {
      readonly form: 'share';
      readonly level: Level;
      readonly ratio: Ratio;
      readonly missing: number;
      readonly unknown: number;
      /** The only unit that should have it. */
      readonly only: NamedUnit | null;
      /** The places in which the covered ones lie, where they are few and not all. */
      readonly places: readonly NamedUnit[];
    }
  | { readonly form: 'count'; readonly level: Level; readonly covered: number; readonly names: readonly NamedUnit[] }
  | { readonly form: 'declared'; readonly level: Level; readonly declared: DeclaredFacts }
  | { readonly form: 'unknown'; readonly level: Level; readonly eligible: number };

const MOST_NAMES = 5;
const MOST_PLACES = 6;

/** The stories of a level: a computed one and, beside it, one of each statement. Nothing owed and nothing said: none. */
export function storiesOf(facts: LevelFacts, units: Readonly<Record<string, SnapshotUnit>>): LevelStory[] {
  const { level, figure } = facts;
  const declared = facts.declared
    .filter(({ count, comparator }) => count !== null || comparator === 'some')
    .map((one): LevelStory => ({ form: 'declared', level, declared: one }));
  const computed = computedStory(facts, figure, units);
  // A statement says more than that nothing is known by name.
  return computed?.form === 'unknown' && declared.length > 0
    ? declared
    : [...(computed ? [computed] : []), ...declared];
}

function computedStory(
  { level, units: own }: LevelFacts,
  figure: Figure,
  units: Readonly<Record<string, SnapshotUnit>>,
): LevelStory | null {
  const { covered, eligible, missing, unknown } = figure;
  const coveredUnits = own.filter((unit) => listsOf(unit, LIVE).includes('covered'));
  if (eligible === null) {
    const names = covered <= MOST_NAMES ? coveredUnits.flatMap(({ unit }) => units[unit] ?? []) : [];
    return covered === 0 ? null : { form: 'count', level, covered, names };
  }
  if (eligible === 0) return null;
  if (unknown === eligible) return { form: 'unknown', level, eligible };
  const required = own.filter(({ obligation }) => obligation === 'required');
  const only = eligible === 1 ? (units[required[0]?.unit ?? ''] ?? null) : null;
  const places = covered < eligible ? placesOf(coveredUnits, units) : [];
  return { form: 'share', level, ratio: { covered, eligible }, missing, unknown, only, places };
}

/** The districts, or in a country the provinces, of some units: by name if they are few. */
function placesOf(own: readonly UnitFacts[], units: Readonly<Record<string, SnapshotUnit>>): NamedUnit[] {
  const ids = new Set(own.flatMap(({ unit }) => units[unit]?.parent ?? []));
  const places = [...ids].flatMap((id) => units[id] ?? []);
  const areDistricts = places.every(({ level }) => level === 'district');
  return areDistricts && places.length <= MOST_PLACES ? places : [];
}

/** How a figure stands to the one that was printed before; null where one of them says nothing to compare. */
export interface FigureMove {
  readonly level: Level;
  readonly covered: readonly [before: number, now: number];
  /** Null: not stated on one of the sides. */
  readonly eligible: readonly [before: number, now: number] | null;
}

/** The moves of those levels that can be compared with the report before. */
export function movesOf(levels: readonly LevelFacts[]): FigureMove[] {
  return levels.flatMap(({ level, figure, printedBefore }) => {
    if (printedBefore === null || !isKnown(figure) || !isKnown(printedBefore)) return [];
    const eligible =
      figure.eligible === null || printedBefore.eligible === null
        ? null
        : ([printedBefore.eligible, figure.eligible] as const);
    return { level, covered: [printedBefore.covered, figure.covered], eligible };
  });
}

/** Whether a figure tells a count at all: something is owed or live, and not all of it unknown. */
export function isKnown({ covered, eligible, unknown }: Figure): boolean {
  return eligible === null ? covered > 0 : eligible > 0 && unknown < eligible;
}
