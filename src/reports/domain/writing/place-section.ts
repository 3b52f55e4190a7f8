import { countFigure, printFigure, ratioOf } from '../../../coverage/domain/figure.js';
import { compareVietnamese } from '../../../kernel/vietnamese-text.js';
import { type Level, LEVELS } from '../../../units/domain/unit.js';
import { groupedBy } from '../grouped.js';
import { type Block, type HeatRow } from '../official-document.js';
import { type LevelFacts, type SnapshotUnit, type SystemFacts, type UnitFacts } from '../snapshot.js';
import { isKnown, LIVE } from './level-story.js';
import { type Writing } from './writing.js';

/** How the units of a report are laid out by place. */
type Division = 'province' | 'district' | 'kind';

/** A system with its units of the level that the table is about, by the place where each lies. */
interface Column {
  readonly system: SystemFacts;
  readonly byPlace: ReadonlyMap<string, readonly UnitFacts[]>;
}

const MOST_COLUMNS_UPRIGHT = 6;

/**
 * Shares of every system by place, at the lowest level that should have any (in a province the communes): by district,
 * in a country by province, and where there are no districts (since 2025-07-01) by xã, phường, đặc khu.
 */
export function placeSection(writing: Writing): Block[] {
  const { words } = writing;
  const systems = writing.systemsOf('places');
  const level = LEVELS.findLast((one) => systems.some((system) => isOwed(factsAt(system, one))));
  const own = systems.flatMap((system) => {
    const facts = level && factsAt(system, level);
    return facts && isOwed(facts) ? [{ system, facts }] : [];
  });
  if (level === undefined || own.length === 0) return [];
  const division = divisionOf(
    own.flatMap(({ facts }) => facts.units),
    writing,
  );
  const columns = own.map(({ system, facts }): Column => ({
    system,
    byPlace: groupedBy(facts.units, ({ unit }) => placeOf(unit, division, writing)),
  }));
  const places = [...new Set(columns.flatMap(({ byPlace }) => [...byPlace.keys()]))].sort(compareVietnamese);
  const title = `${words.labels.byPlace}, ${words.level(level)}`;
  return [
    {
      type: 'heat-table',
      id: 'places',
      caption: writing.table(title),
      alternative: `${title}.`,
      rowsTitle: words.labels.columns.place,
      columns: columns.map(({ system }) => writing.titleOf(system.code)),
      rows: places.map((place) => rowOf(place, level, columns, writing)),
      ...(columns.length > MOST_COLUMNS_UPRIGHT ? { wide: true } : {}),
    },
  ];
}

function rowOf(place: string, level: Level, columns: readonly Column[], writing: Writing): HeatRow {
  const { words } = writing;
  return {
    title: place,
    cells: columns.map(({ system, byPlace }) => {
      const figure = countFigure(byPlace.get(place) ?? [], LIVE);
      const ratio = ratioOf(figure);
      const isNothing = figure.eligible === 0 && figure.covered === 0;
      const list = isKnown(figure) && figure.covered > 0 ? 'covered' : figure.missing > 0 ? 'missing' : 'unknown';
      const opens = isNothing ? undefined : writing.opens(system.code, level, list);
      return {
        text: isNothing ? words.labels.none : printFigure(figure, words.language),
        ratio,
        ...(opens === undefined ? {} : { opens }),
      };
    }),
  };
}

function factsAt({ levels }: SystemFacts, level: Level): LevelFacts | undefined {
  return levels.find((facts) => facts.level === level);
}

function isOwed(facts: LevelFacts | undefined): boolean {
  return (facts?.figure.eligible ?? 0) > 0;
}

function divisionOf(units: readonly UnitFacts[], writing: Writing): Division {
  const lines = units.map(({ unit }) => lineOf(unit, writing));
  const provinces = new Set(lines.flatMap((line) => line.find(({ level }) => level === 'province') ?? []));
  if (provinces.size > 1) return 'province';
  return lines.some((line) => line.some(({ level }) => level === 'district')) ? 'district' : 'kind';
}

function placeOf(id: string, division: Division, writing: Writing): string {
  const unit = writing.unit(id);
  if (division === 'kind') return unit.kind;
  return lineOf(id, writing).find(({ level }) => level === division)?.name ?? unit.kind;
}

/** The unit and those above it. */
function lineOf(id: string, { snapshot }: Writing): SnapshotUnit[] {
  const line: SnapshotUnit[] = [];
  for (let next: string | null = id; next !== null;) {
    const unit: SnapshotUnit | undefined = snapshot.units[next];
    if (!unit) break;
    line.push(unit);
    next = unit.parent;
  }
  return line;
}
