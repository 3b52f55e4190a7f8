import { compareVietnamese } from '../../kernel/vietnamese-text.js';
import { LEVELS, type Level, type UnitOnDay } from './unit.js';

/** The unit whose tracker this is, and what it went into (`after`) or came from (`before`), however far. */
export interface HomeKin {
  readonly unitId: string;
  readonly kin: 'self' | 'after' | 'before';
}

/** All units of one day with who stands below whom. */
export class UnitTree {
  private readonly byId: ReadonlyMap<string, UnitOnDay>;
  private readonly byCode: ReadonlyMap<string, UnitOnDay>;
  private readonly childrenOf = new Map<string | null, UnitOnDay[]>();

  constructor(
    readonly units: readonly UnitOnDay[],
    private readonly home: readonly HomeKin[] = [],
    /** What the reader may see of them; null: everything. The others are there to reckon with. */
    private readonly visible: ReadonlySet<string> | null = null,
  ) {
    this.byId = new Map(units.map((unit) => [unit.id, unit]));
    this.byCode = new Map(units.map((unit) => [unit.code, unit]));
    for (const unit of units) {
      // A parent that is not there that day leaves its children as roots rather than out of sight.
      const parent = unit.parentId !== null && this.byId.has(unit.parentId) ? unit.parentId : null;
      const siblings = this.childrenOf.get(parent);
      if (siblings) siblings.push(unit);
      else this.childrenOf.set(parent, [unit]);
    }
  }

  /** The unit with this id or, failing that, this code on the day. */
  find(reference: string): UnitOnDay | undefined {
    return this.byId.get(reference) ?? this.byCode.get(reference);
  }

  /** Whether the reader may see it; all below a visible unit is visible. */
  isVisible(unit: UnitOnDay): boolean {
    return this.visible === null || this.visible.has(unit.id);
  }

  roots(): readonly UnitOnDay[] {
    return this.childrenOf.get(null) ?? [];
  }

  /**
   * What a question means that names no scope: the unit whose tracker this is; on a day without it, what it went into;
   * failing that, what it came from; failing that, the roots. At home in 72: 72 on 2016-12-31, the new 80 on 2025-07-01.
   */
  defaultScope(): readonly UnitOnDay[] {
    const home = this.homeScope();
    if (this.visible === null) return home;
    // Who sees less means what it sees of that; who sees nothing of that, all it sees.
    const tops = this.units.filter((unit) => {
      const parent = unit.parentId === null ? undefined : this.byId.get(unit.parentId);
      return this.isVisible(unit) && !(parent && this.isVisible(parent));
    });
    const atHome = tops.filter((unit) => home.some((top) => this.isWithin(unit, top.id)));
    const seen = [...home.filter((unit) => this.isVisible(unit)), ...atHome];
    return seen.length > 0 ? [...new Set(seen)] : tops;
  }

  private homeScope(): readonly UnitOnDay[] {
    for (const rank of ['self', 'after', 'before'] as const) {
      const there = this.home.flatMap(({ unitId, kin }) => (kin === rank ? (this.byId.get(unitId) ?? []) : []));
      if (there.length > 0) return there;
    }
    return this.roots();
  }

  children(id: string): readonly UnitOnDay[] {
    return this.childrenOf.get(id) ?? [];
  }

  /** The units given and all below them, each once. */
  subtree(tops: Iterable<UnitOnDay>): UnitOnDay[] {
    const found = new Map<string, UnitOnDay>();
    let generation = [...tops];
    while (generation.length > 0) {
      const fresh = generation.filter((unit) => !found.has(unit.id));
      for (const unit of fresh) found.set(unit.id, unit);
      generation = fresh.flatMap((unit) => this.children(unit.id));
    }
    return [...found.values()];
  }

  /** From the parent up to the root. */
  ancestors(unit: UnitOnDay): UnitOnDay[] {
    const line: UnitOnDay[] = [];
    let next = unit.parentId === null ? undefined : this.byId.get(unit.parentId);
    while (next) {
      line.push(next);
      next = next.parentId === null ? undefined : this.byId.get(next.parentId);
    }
    return line;
  }

  /** True when the unit is `topId` or stands below it. */
  isWithin(unit: UnitOnDay, topId: string): boolean {
    return unit.id === topId || this.ancestors(unit).some((ancestor) => ancestor.id === topId);
  }

  /** The district that the unit is or stands in; null for what stands in none. */
  districtOf(unit: UnitOnDay): UnitOnDay | null {
    return [unit, ...this.ancestors(unit)].find((candidate) => candidate.level === 'district') ?? null;
  }
}

/** By level from the top, then by name as Vietnamese sorts, then by code: Phường 2 stands before Phường 10. */
export function compareUnits(a: UnitOnDay, b: UnitOnDay): number {
  return (
    levelIndex(a.level) - levelIndex(b.level) ||
    compareVietnamese(a.name, b.name) ||
    (a.code < b.code ? -1 : Number(a.code > b.code))
  );
}

function levelIndex(level: Level): number {
  return LEVELS.indexOf(level);
}
