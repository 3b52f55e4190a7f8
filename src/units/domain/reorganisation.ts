import { type LocalDate } from '../../kernel/local-date.js';
import { holds } from '../../kernel/period.js';
import { changeFrom } from './unit-change.js';
import { LEGAL_KINDS, type Level, RANK, type UnitAttributes, type UnitPeriod } from './unit.js';

/** Whether all of a predecessor went into a successor, or a part. */
export const EXTENTS = ['whole', 'partial'] as const;
export type Extent = (typeof EXTENTS)[number];

/** A unit, by the id of one that exists or the key of one that the package makes. */
export type UnitKey = string;

export interface NewUnit {
  readonly key: UnitKey;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly level: Level;
  readonly parent: UnitKey | null;
}

/** What an instrument changes, on the day of the package. `place` tells where in the input it stands. */
export type Change = { readonly place: string } & (
  | { readonly type: 'establish'; readonly unit: NewUnit }
  | { readonly type: 'rename' | 'reclassify' | 'move'; readonly unit: UnitKey; readonly to: Partial<UnitAttributes> }
  | { readonly type: 'merge'; readonly from: readonly Part[]; readonly into: NewUnit | UnitKey }
  | {
      readonly type: 'split';
      readonly unit: UnitKey;
      readonly remains: boolean;
      readonly into: readonly (NewUnit | UnitKey)[];
    }
  | { readonly type: 'dissolve'; readonly unit: UnitKey }
);

/** A predecessor in a merger; one that `remains` goes on beside what was taken from it. */
export interface Part {
  readonly unit: UnitKey;
  readonly extent: Extent;
  readonly lead: boolean;
  readonly remains: boolean;
}

export interface LineageEdge {
  readonly predecessor: UnitKey;
  readonly successor: UnitKey;
  readonly extent: Extent;
  readonly lead: boolean;
}

/** A fault of the package; the shell puts it into words. */
export interface ReorganisationFault {
  readonly place: string;
  readonly code:
    | 'ends-twice'
    | 'changed-and-ended'
    | 'kind-not-of-level'
    | 'parent-missing'
    | 'parent-not-above'
    | 'parent-ends'
    | 'orphans'
    | 'code-taken'
    | 'said-twice'
    | 'not-there'
    | 'successor-ends'
    | 'taken-in-already'
    | 'code-taken-later'
    | 'parent-ends-later'
    | 'lineage-later';
  readonly unit: string;
  readonly detail: string;
}

/** All that a package does, ready to be written. Ids of new units are still their keys. */
export interface ReorganisationPlan {
  readonly created: readonly NewUnit[];
  readonly closed: readonly UnitPeriod[];
  readonly opened: readonly UnitPeriod[];
  readonly edges: readonly LineageEdge[];
  /** Children that no instrument names and that followed their parent to its sole whole successor: for decision. */
  readonly followers: readonly { readonly unitId: string; readonly from: UnitKey; readonly to: UnitKey }[];
  readonly faults: readonly ReorganisationFault[];
}

/**
 * Works out a package of changes of one day (domain.md §1) on the believed periods of all units. Orphans, codes given
 * twice and parents that are not there are judged on the result, and all of them reported.
 *
 * Xã Phước Lưu and Xã Bình Thạnh merged on 2020-02-01 into the new Xã Phước Bình under the code of Bình Thạnh: both
 * periods end on that day, one begins, two whole edges.
 */
export function planReorganisation(
  periods: readonly UnitPeriod[],
  changes: readonly Change[],
  day: LocalDate,
): ReorganisationPlan {
  const draft = new Draft(periods, day);
  for (const change of changes) draft.take(change);
  return draft.finish();
}

class Draft {
  private readonly current: Map<string, UnitPeriod>;
  private readonly created = new Map<string, NewUnit>();
  private readonly placeOf = new Map<string, string>();
  private readonly ended = new Map<string, string>();
  private readonly endedWholly = new Set<string>();
  private readonly patches = new Map<string, Partial<UnitAttributes>>();
  private readonly edges: LineageEdge[] = [];
  private readonly faults: ReorganisationFault[] = [];
  private readonly followers: { unitId: string; from: UnitKey; to: UnitKey }[] = [];

  private readonly periodsOf = new Map<string, UnitPeriod[]>();
  private readonly edgeNames = new Set<string>();
  private readonly placeOfSuccessor = new Map<UnitKey, string>();

  constructor(
    periods: readonly UnitPeriod[],
    private readonly day: LocalDate,
  ) {
    for (const period of periods) {
      const own = this.periodsOf.get(period.unitId);
      if (own) own.push(period);
      else this.periodsOf.set(period.unitId, [period]);
    }
    this.current = new Map(periods.filter(({ period }) => holds(period, day)).map((period) => [period.unitId, period]));
  }

  take(change: Change): void {
    switch (change.type) {
      case 'establish':
        this.create(change.unit, change.place);
        break;
      case 'rename':
      case 'reclassify':
      case 'move':
        this.placeOf.set(change.unit, change.place);
        if (!this.current.has(change.unit)) this.fault(change.place, 'not-there', change.unit, '');
        this.patches.set(change.unit, { ...this.patches.get(change.unit), ...change.to });
        break;
      case 'merge': {
        const successor = this.target(change.into, change.place);
        for (const part of change.from) {
          this.edge({ predecessor: part.unit, successor, extent: part.extent, lead: part.lead }, change.place);
          if (part.unit === successor && part.extent === 'partial')
            this.fault(change.place, 'said-twice', part.unit, successor);
          if (!part.remains) this.end(part.unit, change.place, part.extent === 'whole');
          else if (!this.current.has(part.unit)) this.fault(change.place, 'not-there', part.unit, '');
        }
        this.absorb(change.into, change.place);
        break;
      }
      case 'split':
        for (const into of change.into) {
          this.edge(
            { predecessor: change.unit, successor: this.target(into, change.place), extent: 'partial', lead: false },
            change.place,
          );
          if (into === change.unit) this.fault(change.place, 'said-twice', change.unit, into);
          this.absorb(into, change.place);
        }
        if (!change.remains) this.end(change.unit, change.place, true);
        else if (!this.current.has(change.unit)) this.fault(change.place, 'not-there', change.unit, '');
        break;
      case 'dissolve':
        this.end(change.unit, change.place, true);
        break;
    }
  }

  finish(): ReorganisationPlan {
    this.followParents();
    const closed: UnitPeriod[] = [];
    const opened: UnitPeriod[] = [];
    for (const [unitId, place] of this.ended) {
      if (this.patches.has(unitId)) this.fault(place, 'changed-and-ended', unitId, '');
      const current = this.current.get(unitId);
      if (!current) continue;
      closed.push(...(this.periodsOf.get(unitId) ?? []).filter((period) => !endsBefore(period, this.day)));
      if (current.period.from !== this.day)
        opened.push({ ...current, period: { from: current.period.from, to: this.day } });
    }
    for (const [unitId, attributes] of this.patches) {
      if (this.ended.has(unitId)) continue;
      const change = changeFrom(this.periodsOf.get(unitId) ?? [], this.day, attributes);
      if (!change) continue;
      closed.push(...change.closed);
      opened.push(...change.opened);
    }
    for (const unit of this.created.values()) opened.push(toPeriod(unit, this.day));
    this.judgeResult();
    const { faults, edges, followers } = this;
    return { created: [...this.created.values()], closed, opened, edges, followers, faults };
  }

  private target(into: NewUnit | UnitKey, place: string): UnitKey {
    if (typeof into === 'string') return into;
    this.create(into, place);
    return into.key;
  }

  private create(unit: NewUnit, place: string): void {
    if (this.created.has(unit.key)) this.fault(place, 'said-twice', unit.key, unit.name);
    this.created.set(unit.key, unit);
    this.placeOf.set(unit.key, place);
  }

  private edge(edge: LineageEdge, place: string): void {
    const name = `${edge.predecessor} ${edge.successor}`;
    if (this.edgeNames.has(name)) {
      if (edge.predecessor !== edge.successor) this.fault(place, 'said-twice', edge.predecessor, edge.successor);
      return;
    }
    this.edgeNames.add(name);
    this.placeOfSuccessor.set(edge.successor, place);
    this.edges.push(edge);
  }

  /** Who takes others in is a predecessor of itself: its own stage counts among theirs. */
  private absorb(into: NewUnit | UnitKey, place: string): void {
    if (typeof into === 'string')
      this.edge({ predecessor: into, successor: into, extent: 'whole', lead: false }, place);
  }

  /** A unit ends once; only parts of it may go several ways. */
  private end(unitId: string, place: string, wholly: boolean): void {
    if (this.ended.has(unitId) && (wholly || this.endedWholly.has(unitId))) this.fault(place, 'ends-twice', unitId, '');
    this.ended.set(unitId, place);
    if (wholly) this.endedWholly.add(unitId);
  }

  private followParents(): void {
    const wholeSuccessor = (unitId: string): UnitKey | null => {
      const edges = this.edges.filter(({ predecessor, successor }) => predecessor === unitId && successor !== unitId);
      const [only] = edges;
      return only && edges.length === 1 && only.extent === 'whole' ? only.successor : null;
    };
    const orphans = new Map<string, string[]>();
    for (const [unitId, { parentId, name }] of this.current) {
      if (parentId === null || !this.ended.has(parentId) || this.ended.has(unitId)) continue;
      if (this.patches.get(unitId)?.parentId !== undefined) continue;
      const to = wholeSuccessor(parentId);
      if (to === null) orphans.set(parentId, [...(orphans.get(parentId) ?? []), name]);
      else {
        this.patches.set(unitId, { ...this.patches.get(unitId), parentId: to });
        if (!this.placeOf.has(unitId)) this.placeOf.set(unitId, this.ended.get(parentId) ?? '');
        this.followers.push({ unitId, from: parentId, to });
      }
    }
    for (const [parentId, names] of orphans)
      this.fault(this.ended.get(parentId) ?? '', 'orphans', parentId, names.join(', '));
  }

  private judgeResult(): void {
    const after = new Map<UnitKey, Omit<UnitAttributes, 'agencyCode'>>();
    for (const [unitId, period] of this.current) {
      if (!this.ended.has(unitId)) after.set(unitId, { ...period, ...this.patches.get(unitId) });
    }
    for (const { key, parent, ...unit } of this.created.values()) after.set(key, { ...unit, parentId: parent });

    const codes = new Map<string, UnitKey>();
    for (const [key, unit] of after) {
      const other = codes.get(unit.code);
      if (other !== undefined)
        this.fault(this.placeOf.get(key) ?? this.placeOf.get(other) ?? '', 'code-taken', key, unit.code);
      codes.set(unit.code, key);
    }
    for (const [successor, place] of this.placeOfSuccessor) {
      if (!after.has(successor)) this.fault(place, 'successor-ends', successor, '');
    }
    for (const [key, place] of this.placeOf) {
      const unit = after.get(key);
      if (!unit) continue;
      const kinds = LEGAL_KINDS[unit.level];
      if (kinds && !kinds.includes(unit.kind)) this.fault(place, 'kind-not-of-level', key, unit.kind);
      if (unit.parentId === null) {
        if (unit.level !== 'province') this.fault(place, 'parent-missing', key, unit.name);
        continue;
      }
      const parent = after.get(unit.parentId);
      if (!parent) this.fault(place, 'parent-ends', key, unit.parentId);
      else if (RANK[parent.level] >= RANK[unit.level]) this.fault(place, 'parent-not-above', key, parent.name);
    }
  }

  private fault(place: string, code: ReorganisationFault['code'], unit: string, detail: string): void {
    this.faults.push({ place, code, unit, detail });
  }
}

function endsBefore({ period }: UnitPeriod, day: LocalDate): boolean {
  return period.to !== null && period.to <= day;
}

function toPeriod({ key, code, name, kind, level, parent }: NewUnit, day: LocalDate): UnitPeriod {
  return { unitId: key, code, agencyCode: null, name, kind, level, parentId: parent, period: { from: day, to: null } };
}
