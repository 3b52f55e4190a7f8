import { countFigure, printFigure, ratioOf, type Standing } from '../../../coverage/domain/figure.js';
import { compareVietnamese } from '../../../kernel/vietnamese-text.js';
import { groupedBy } from '../grouped.js';
import { type Block, type HeatRow } from '../official-document.js';
import { type SnapshotUnit, type SystemFacts } from '../snapshot.js';
import { LIVE } from './level-story.js';
import { type Writing } from './writing.js';

/** How the units of a report are laid out by place. */
type Division = 'province' | 'district' | 'kind';

const MOST_COLUMNS_UPRIGHT = 6;

/**
 * Shares of every system by district; in a country by province; where there are no districts (since 2025-07-01) by
 * groups of communes: xã, phường, đặc khu. Units of no place stand as offices of the province.
 */
export function placeSection(writing: Writing): Block[] {
  const { words } = writing;
  const systems = writing
    .systemsOf('places')
    .filter(({ levels }) => levels.some(({ figure }) => (figure.eligible ?? 0) > 0));
  const division = divisionOf(systems, writing);
  const titles = placesOf(systems, division, writing);
  if (systems.length === 0 || titles.length === 0) return [];
  const bySystem = systems.map((system) => ({ system, units: unitsByPlace(system, division, writing) }));
  const rows = titles.map((title): HeatRow => ({
    title,
    cells: bySystem.map(({ system, units }) => {
      const figure = countFigure(units.get(title) ?? [], LIVE);
      const ratio = ratioOf(figure);
      const opens = figure.covered > 0 ? firstList(system, writing) : undefined;
      const text =
        ratio === null && (figure.eligible ?? 0) === 0 ? words.labels.none : printFigure(figure, words.language);
      return { text, ratio, ...(opens === undefined ? {} : { opens }) };
    }),
  }));
  return [
    {
      type: 'heat-table',
      id: 'places',
      caption: writing.table(words.labels.byPlace),
      alternative: `${words.labels.byPlace}: ${titles.length} × ${systems.length}.`,
      rowsTitle: words.labels.columns.place,
      columns: systems.map(({ code, name, nameEn }) =>
        words.language === 'en' ? (nameEn ?? name) : writing.nameOf(code),
      ),
      rows,
      ...(systems.length > MOST_COLUMNS_UPRIGHT ? { wide: true } : {}),
    },
  ];
}

function divisionOf(systems: readonly SystemFacts[], writing: Writing): Division {
  const ids = new Set(systems.flatMap(({ levels }) => levels.flatMap(({ units }) => units.map(({ unit }) => unit))));
  const provinces = new Set<string>();
  let hasDistricts = false;
  for (const id of ids) {
    const line = lineOf(id, writing);
    for (const unit of line) if (unit.level === 'province') provinces.add(unit.code);
    hasDistricts ||= line.some(({ level }) => level === 'district');
  }
  if (provinces.size > 1) return 'province';
  return hasDistricts ? 'district' : 'kind';
}

/** Names of the places that have units, as Vietnamese sorts, the offices of the province first. */
function placesOf(systems: readonly SystemFacts[], division: Division, writing: Writing): string[] {
  const { provinceOffices } = writing.words.labels;
  const titles = new Set(systems.flatMap((system) => [...unitsByPlace(system, division, writing).keys()]));
  const sorted = [...titles].filter((title) => title !== provinceOffices).sort(compareVietnamese);
  return titles.has(provinceOffices) ? [provinceOffices, ...sorted] : sorted;
}

function unitsByPlace(system: SystemFacts, division: Division, writing: Writing): Map<string, Standing[]> {
  const { provinceOffices } = writing.words.labels;
  const units = system.levels.flatMap((level) => level.units);
  return groupedBy(units, ({ unit: id }) => {
    const unit = writing.unit(id);
    if (division === 'kind') return unit.level === 'commune' ? unit.kind : provinceOffices;
    return lineOf(id, writing).find(({ level }) => level === division)?.name ?? provinceOffices;
  });
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

/** The list of the lowest level, where a place's units are. */
function firstList({ code, levels }: SystemFacts, { opens }: Writing): string | undefined {
  return levels.toReversed().flatMap(({ level }) => opens(code, level, 'covered') ?? [])[0];
}
