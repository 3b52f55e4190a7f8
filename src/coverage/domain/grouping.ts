import { type Stage } from '../../deployments/domain/entry.js';
import { type SystemOnDay } from '../../systems/domain/system.js';
import { compareUnits, type UnitTree } from '../../units/domain/unit-tree.js';
import { LEVELS, type Level, type UnitOnDay } from '../../units/domain/unit.js';
import { compareVietnamese } from '../../kernel/vietnamese-text.js';
import { countFigure, type Figure, isSpokenOf, type Standing } from './figure.js';

/** What figures may be grouped by. */
export const DIMENSIONS = ['system', 'level', 'kind', 'parent', 'district'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One unit and one system with what they are to each other on the day. */
export interface Member extends Standing {
  readonly unit: UnitOnDay;
  readonly system: SystemOnDay;
}

/** What a group is of; a dimension it is not grouped by is undefined, `null` is "none" (communes without a district). */
export interface GroupKey {
  readonly system?: SystemOnDay;
  readonly level?: Level;
  readonly kind?: string;
  readonly parent?: UnitOnDay | null;
  readonly district?: UnitOnDay | null;
}

export interface Group {
  readonly key: GroupKey;
  readonly figure: Figure;
}

/**
 * The figures of all groups of which there is anything to say, systems in catalogue order, levels from the top,
 * names as Vietnamese sorts. Whatever the grouping, covered, unknown, exempt and outside of the groups sum to
 * those of the whole, and so does eligible where it is stated everywhere.
 */
export function groupFigures(
  members: readonly Member[],
  dimensions: readonly Dimension[],
  tree: UnitTree,
  counting: ReadonlySet<Stage>,
): Group[] {
  const groups = new Map<string, { key: GroupKey; members: Member[] }>();
  for (const member of members) {
    if (!isSpokenOf(member)) continue;
    const key = keyOf(member, dimensions, tree);
    const name = nameOf(key);
    const group = groups.get(name);
    if (group) group.members.push(member);
    else groups.set(name, { key, members: [member] });
  }
  return [...groups.values()]
    .map((group) => ({ key: group.key, figure: countFigure(group.members, counting) }))
    .sort(compareGroups);
}

/** Names a group, equal for equal keys. */
export function nameOf({ system, level, kind, parent, district }: GroupKey): string {
  return JSON.stringify([system?.id, level, kind, unitName(parent), unitName(district)]);
}

export function compareGroups({ key: a }: Pick<Group, 'key'>, { key: b }: Pick<Group, 'key'>): number {
  return (
    (a.system?.id ?? 0) - (b.system?.id ?? 0) ||
    compareLevels(a.level, b.level) ||
    compareVietnamese(a.kind ?? '', b.kind ?? '') ||
    comparePlaces(a.district, b.district) ||
    comparePlaces(a.parent, b.parent)
  );
}

function keyOf({ unit, system }: Member, dimensions: readonly Dimension[], tree: UnitTree): GroupKey {
  const key: { -readonly [K in keyof GroupKey]: GroupKey[K] } = {};
  for (const dimension of dimensions) {
    if (dimension === 'system') key.system = system;
    else if (dimension === 'level') key.level = unit.level;
    else if (dimension === 'kind') key.kind = unit.kind;
    else if (dimension === 'parent') key.parent = tree.ancestors(unit)[0] ?? null;
    else key.district = tree.districtOf(unit);
  }
  return key;
}

function unitName(unit: UnitOnDay | null | undefined): string | null {
  return unit === undefined ? null : (unit?.id ?? 'none');
}

function compareLevels(a: Level | undefined, b: Level | undefined): number {
  return (a ? LEVELS.indexOf(a) : -1) - (b ? LEVELS.indexOf(b) : -1);
}

function comparePlaces(a: UnitOnDay | null | undefined, b: UnitOnDay | null | undefined): number {
  if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
  return compareUnits(a, b);
}
