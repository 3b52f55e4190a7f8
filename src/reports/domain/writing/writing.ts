import { COVERAGE_LISTS, type CoverageList, listsOf } from '../../../coverage/domain/figure.js';
import { type Level } from '../../../units/domain/unit.js';
import { type ListPart, type Paragraph, type Run } from '../official-document.js';
import { type SectionId } from '../report-definition.js';
import { type LevelFacts, type Snapshot, type SnapshotUnit, type SystemFacts, type UnitFacts } from '../snapshot.js';
import { ENGLISH } from './english.js';
import { LIVE } from './level-story.js';
import { type Places, placesOf } from './places.js';
import { VIETNAMESE } from './vietnamese.js';
import { type Words } from './words.js';

const ROMAN = [
  ...([
    ['M', 1000],
    ['CM', 900],
    ['D', 500],
    ['CD', 400],
    ['C', 100],
    ['XC', 90],
  ] as const),
  ...([
    ['L', 50],
    ['XL', 40],
    ['X', 10],
    ['IX', 9],
    ['V', 5],
    ['IV', 4],
    ['I', 1],
  ] as const),
] as const;

/** The units behind one figure. */
export interface ListedUnits {
  readonly id: string;
  readonly system: SystemFacts;
  readonly level: LevelFacts;
  readonly list: CoverageList;
  readonly units: readonly UnitFacts[];
  /** Its rows by the places in which the units lie, where a figure is told by place. */
  readonly parts: readonly (ListPart & { readonly place: string })[];
}

/** What all sections of one document write with. */
export interface Writing {
  readonly snapshot: Snapshot;
  readonly words: Words;
  /** The systems that a section speaks of. */
  readonly systemsOf: (section: SectionId) => readonly SystemFacts[];
  /** Whether the document has the section. */
  readonly isOn: (section: SectionId) => boolean;
  /** Whether a section speaks of what is about some systems: of everything, or of one of them at least. */
  readonly speaksOf: (section: SectionId, systems: readonly string[]) => boolean;
  /** A system by its code, as running text calls it. */
  readonly nameOf: (system: string) => string;
  /** The same where it begins a line. */
  readonly titleOf: (system: string) => string;
  readonly unit: (id: string) => SnapshotUnit;
  /** The lists of units that the document has. */
  readonly lists: readonly ListedUnits[];
  /** How figures are told by place; null: they are not. */
  readonly places: Places | null;
  /** The id of the list of units behind a figure, or of the part of it in a place; undefined where the document has none. */
  readonly opens: (system: string, level: Level, list: CoverageList, place?: string) => string | undefined;
  /** `Bảng 1. …`, counted through the document. */
  readonly table: (title: string) => string;
  /** `Hình 1. …`. */
  readonly figure: (title: string) => string;
}

/** How a document is to be written, beside what its snapshot says. */
export function beginWriting(snapshot: Snapshot): Writing {
  const { content } = snapshot.definition;
  const words = content.language === 'vi' ? VIETNAMESE : ENGLISH;
  const settings = new Map(content.sections.filter(({ on }) => on).map((section) => [section.id, section]));
  const systemsOf = (section: SectionId): readonly SystemFacts[] => {
    const only = settings.get(section)?.systems ?? null;
    return snapshot.systems.filter(({ code }) => only === null || only.includes(code));
  };
  const places = settings.has('places') ? placesOf(snapshot, systemsOf('places')) : null;
  const lists = settings.has('units') ? unitLists(snapshot, systemsOf('units'), places) : [];
  const byFigure = new Map(lists.map((one) => [`${one.system.code} ${one.level.level} ${one.list}`, one]));
  const ownNames = new Map(content.systemNames.map(({ system, name }) => [system, name]));
  let tables = 0;
  let figures = 0;
  const nameOf = (code: string): string => {
    const system = snapshot.systems.find((candidate) => candidate.code === code);
    const name = content.language === 'en' ? (system?.nameEn ?? system?.name) : system?.name;
    return ownNames.get(code) ?? words.system(name ?? code);
  };
  return {
    snapshot,
    words,
    systemsOf,
    isOn: (section) => settings.has(section),
    speaksOf(section, systems) {
      const only = settings.get(section)?.systems ?? null;
      return only === null || systems.some((code) => only.includes(code));
    },
    nameOf,
    titleOf(code) {
      const name = nameOf(code);
      return name.charAt(0).toLocaleUpperCase(content.language) + name.slice(1);
    },
    unit(id) {
      const unit = snapshot.units[id];
      if (!unit) throw new Error(`The snapshot lacks unit ${id}`);
      return unit;
    },
    lists,
    places,
    opens(code, level, list, place) {
      const found = byFigure.get(`${code} ${level} ${list}`);
      return place === undefined ? found?.id : found?.parts.find((part) => part.place === place)?.id;
    },
    table: (title) => `${words.labels.table} ${(tables += 1)}. ${title}`,
    figure: (title) => `${words.labels.figure} ${(figures += 1)}. ${title}`,
  };
}

/** Every list that holds a unit, system by system, level by level. */
function unitLists(snapshot: Snapshot, systems: readonly SystemFacts[], places: Places | null): ListedUnits[] {
  return systems.flatMap((system) =>
    system.levels.flatMap((level) =>
      COVERAGE_LISTS.flatMap((list): ListedUnits[] => {
        const units = level.units.filter((unit) => listsOf(unit, LIVE).includes(list));
        if (units.length === 0) return [];
        // Ids are letters, digits and hyphens, whatever codes systems have.
        const id = `units-${snapshot.systems.indexOf(system) + 1}-${level.level}-${list}`;
        const parts = places?.level === level.level ? partsOf(id, units, places) : [];
        return [{ id, system, level, list, units, parts }];
      }),
    ),
  );
}

/** The runs of units that lie in one place; units are listed place by place. */
function partsOf(id: string, units: readonly UnitFacts[], places: Places): ListedUnits['parts'] {
  const parts: { id: string; place: string; from: number; to: number }[] = [];
  for (const [index, { unit }] of units.entries()) {
    const place = places.of(unit);
    const last = parts.at(-1);
    if (last?.place === place) last.to = index + 1;
    else parts.push({ id: `${id}-${parts.length + 1}`, place, from: index, to: index + 1 });
  }
  return parts;
}

export function paragraph(...runs: readonly (string | Run)[]): Paragraph {
  return { type: 'paragraph', runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)) };
}

/** Numbers of sections and appendices: I, II, III, IV …; from 1 to 3999. */
export function roman(number: number): string {
  let left = number;
  let text = '';
  for (const [sign, value] of ROMAN) {
    for (; left >= value; left -= value) text += sign;
  }
  return text;
}
