import {
  COVERAGE_LISTS,
  type CoverageList,
  countFigure,
  type Figure,
  listsOf,
} from '../../../coverage/domain/figure.js';
import { compareVietnamese } from '../../../kernel/vietnamese-text.js';
import { type Level, LEVELS } from '../../../units/domain/unit.js';
import { groupedBy } from '../grouped.js';
import { type LevelFacts, type Snapshot, type SnapshotUnit, type SystemFacts, type UnitFacts } from '../snapshot.js';
import { LIVE } from './level-story.js';

/** By province in a country, by district in a province, and where there are no districts (since 2025-07-01) by kind. */
type Division = 'province' | 'district' | 'kind';

/** How the units of a report are laid out by place: which level is counted, and where each of its units lies. */
export interface Places {
  readonly level: Level;
  /** The place in which a unit lies: the id of a province or a district, or a kind. */
  readonly of: (unit: string) => string;
  readonly title: (place: string) => string;
}

/** A system in a place: its figure and, list by list, the units behind it. */
export interface PlaceFigure {
  readonly system: SystemFacts;
  readonly figure: Figure;
  readonly units: Readonly<Record<CoverageList, readonly string[]>>;
}

export interface PlaceRow {
  readonly place: string;
  readonly title: string;
  readonly figures: readonly PlaceFigure[];
}

/** At the lowest level that should have any of the systems (in a province the communes); null where none should. */
export function placesOf({ units }: Pick<Snapshot, 'units'>, systems: readonly SystemFacts[]): Places | null {
  const level = LEVELS.findLast((one) => systems.some((system) => isOwed(factsAt(system, one))));
  if (level === undefined) return null;
  const lines = new Map<string, readonly SnapshotUnit[]>();
  const lineOf = (id: string): readonly SnapshotUnit[] => {
    const known = lines.get(id);
    if (known) return known;
    const unit = units[id];
    const line = unit ? [unit, ...(unit.parent === null ? [] : lineOf(unit.parent))] : [];
    lines.set(id, line);
    return line;
  };
  const counted = new Set(systems.flatMap((system) => factsAt(system, level)?.units.map(({ unit }) => unit) ?? []));
  const division = divisionOf([...counted].map(lineOf));
  const of = (id: string): string => {
    const line = lineOf(id);
    const kind = line[0]?.kind ?? '';
    const place = division === 'kind' ? -1 : line.findIndex((unit) => unit.level === division);
    if (place < 0) return kind;
    return place === 0 ? id : (line[place - 1]?.parent ?? kind);
  };
  return { level, of, title: (place) => units[place]?.name ?? place };
}

/** A row for each place, in the order of the alphabet, with every system that is owed at the level. */
export function placeRows({ level, of, title }: Places, systems: readonly SystemFacts[]): PlaceRow[] {
  const owed = systems.flatMap((system) => {
    const facts = factsAt(system, level);
    return facts && isOwed(facts) ? [{ system, byPlace: groupedBy(facts.units, ({ unit }) => of(unit)) }] : [];
  });
  const places = [...new Set(owed.flatMap(({ byPlace }) => [...byPlace.keys()]))];
  return places
    .map((place) => ({ place, title: title(place) }))
    .sort((a, b) => compareVietnamese(a.title, b.title) || (a.place < b.place ? -1 : 1))
    .map(({ place, title: name }) => ({
      ...{ place, title: name },
      figures: owed.map(({ system, byPlace }) => figureOf(system, byPlace.get(place) ?? [])),
    }));
}

function figureOf(system: SystemFacts, own: readonly UnitFacts[]): PlaceFigure {
  const listed = (list: CoverageList): string[] =>
    own.filter((unit) => listsOf(unit, LIVE).includes(list)).map(({ unit }) => unit);
  return {
    system,
    figure: countFigure(own, LIVE),
    units: Object.fromEntries(COVERAGE_LISTS.map((list) => [list, listed(list)])) as Record<CoverageList, string[]>,
  };
}

function factsAt({ levels }: SystemFacts, level: Level): LevelFacts | undefined {
  return levels.find((facts) => facts.level === level);
}

function isOwed(facts: LevelFacts | undefined): boolean {
  return (facts?.figure.eligible ?? 0) > 0;
}

function divisionOf(lines: readonly (readonly SnapshotUnit[])[]): Division {
  const provinces = new Set(lines.flatMap((line) => line.find(({ level }) => level === 'province') ?? []));
  if (provinces.size > 1) return 'province';
  return lines.some((line) => line.some(({ level }) => level === 'district')) ? 'district' : 'kind';
}
