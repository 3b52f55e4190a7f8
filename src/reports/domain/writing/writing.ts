import { type CoverageList } from '../../../coverage/domain/figure.js';
import { type Level } from '../../../units/domain/unit.js';
import { type Paragraph, type Run } from '../official-document.js';
import { type SectionId } from '../report-definition.js';
import { type Snapshot, type SnapshotUnit, type SystemFacts } from '../snapshot.js';
import { ENGLISH } from './english.js';
import { VIETNAMESE } from './vietnamese.js';
import { type Words } from './words.js';

/** What all sections of one document write with. */
export interface Writing {
  readonly snapshot: Snapshot;
  readonly words: Words;
  /** The systems that a section speaks of. */
  systemsOf(section: SectionId): readonly SystemFacts[];
  /** A system by its code, as running text calls it. */
  nameOf(system: string): string;
  unit(id: string): SnapshotUnit;
  /** The id of the list of units behind a figure; undefined where the document has none. */
  opens(system: string, level: Level, list: CoverageList): string | undefined;
  /** `Bảng 1. …`, counted through the document. */
  table(title: string): string;
  /** `Hình 1. …`. */
  figure(title: string): string;
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
  const listed = new Set(settings.has('units') ? systemsOf('units').map(({ code }) => code) : []);
  const places = new Map(snapshot.systems.map(({ code }, index) => [code, index]));
  const ownNames = new Map(content.systemNames.map(({ system, name }) => [system, name]));
  let tables = 0;
  let figures = 0;
  return {
    snapshot,
    words,
    systemsOf,
    nameOf(code) {
      const system = snapshot.systems.find((candidate) => candidate.code === code);
      const name = content.language === 'en' ? (system?.nameEn ?? system?.name) : system?.name;
      return ownNames.get(code) ?? words.system(name ?? code);
    },
    unit(id) {
      const unit = snapshot.units[id];
      if (!unit) throw new Error(`The snapshot lacks unit ${id}`);
      return unit;
    },
    opens(code, level, list) {
      if (!listed.has(code)) return undefined;
      return listId(places.get(code) ?? 0, level, list);
    },
    table: (title) => `${words.labels.table} ${(tables += 1)}. ${title}`,
    figure: (title) => `${words.labels.figure} ${(figures += 1)}. ${title}`,
  };
}

/** The id of a list of units: letters, digits and hyphens, whatever codes systems have. */
export function listId(place: number, level: Level, list: CoverageList): string {
  return `units-${place + 1}-${level}-${list}`;
}

export function paragraph(...runs: readonly (string | Run)[]): Paragraph {
  return { type: 'paragraph', runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)) };
}
