import { compareVietnamese } from '../../kernel/vietnamese-text.js';
import { compareUnits, type UnitTree } from '../../units/domain/unit-tree.js';
import { type Level, LEVELS, type UnitOnDay } from '../../units/domain/unit.js';

/** What the figures of an indicator may be grouped by. */
export const FIGURE_DIMENSIONS = ['unit', 'level', 'kind', 'district'] as const;
export type FigureDimension = (typeof FIGURE_DIMENSIONS)[number];

/** What a group is of; a dimension it is not grouped by is undefined, a `null` district is "none". */
export interface FigureKey {
  readonly unit?: UnitOnDay;
  readonly level?: Level;
  readonly kind?: string;
  readonly district?: UnitOnDay | null;
}

/** The group of a unit as it stands in the tree of its day. */
export function figureKey(unit: UnitOnDay, dimensions: readonly FigureDimension[], tree: UnitTree): FigureKey {
  return {
    ...(dimensions.includes('unit') ? { unit } : {}),
    ...(dimensions.includes('level') ? { level: unit.level } : {}),
    ...(dimensions.includes('kind') ? { kind: unit.kind } : {}),
    ...(dimensions.includes('district') ? { district: tree.districtOf(unit) } : {}),
  };
}

/** Names a group, equal for equal keys. */
export function nameOfKey({ unit, level, kind, district }: FigureKey): string {
  return JSON.stringify([unit?.id, level, kind, district === undefined ? undefined : (district?.id ?? 'none')]);
}

/** Levels from the top, then districts, kinds and units as Vietnamese sorts them. */
export function compareKeys(a: FigureKey, b: FigureKey): number {
  return (
    rankOf(a.level) - rankOf(b.level) ||
    comparePlaces(a.district, b.district) ||
    compareVietnamese(a.kind ?? '', b.kind ?? '') ||
    comparePlaces(a.unit, b.unit)
  );
}

function rankOf(level: Level | undefined): number {
  return level === undefined ? -1 : LEVELS.indexOf(level);
}

function comparePlaces(a: UnitOnDay | null | undefined, b: UnitOnDay | null | undefined): number {
  if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
  return compareUnits(a, b);
}
