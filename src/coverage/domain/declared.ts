import { type Declaration } from '../../deployments/domain/declaration.js';
import { type SystemOnDay } from '../../systems/domain/system.js';
import { type UnitTree } from '../../units/domain/unit-tree.js';
import { type Level, type UnitOnDay } from '../../units/domain/unit.js';
import { type Dimension, type GroupKey, nameOf } from './grouping.js';

/** The declarations that stand beside each group, and those that fit none and stand beside their system's total. */
export interface PlacedDeclarations {
  readonly byGroup: ReadonlyMap<string, { key: GroupKey; declared: Declaration[] }>;
  readonly byTotal: ReadonlyMap<number, Declaration[]>;
}

/**
 * Places each declaration once, or not at all when it is of another place than those asked about. It fits a group
 * when it states its figure for that system, that level and that place: the group's district or parent, else one of
 * the scope units asked about. One of all levels together ("117 đơn vị") fits no level and stands beside the total.
 */
export function placeDeclarations(
  declarations: readonly Declaration[],
  asked: {
    readonly dimensions: readonly Dimension[];
    readonly systems: readonly SystemOnDay[];
    readonly scope: readonly UnitOnDay[];
    readonly level: Level | undefined;
    readonly kind: string | undefined;
    readonly tree: UnitTree;
  },
): PlacedDeclarations {
  const { dimensions, systems, scope, level, kind, tree } = asked;
  const byGroup = new Map<string, { key: GroupKey; declared: Declaration[] }>();
  const byTotal = new Map<number, Declaration[]>();
  const places = new Set(scope.map((unit) => unit.id));
  const byPlace = dimensions.includes('district') || dimensions.includes('parent');

  for (const declaration of declarations) {
    const system = systems.find((candidate) => candidate.id === declaration.systemId);
    if (!system || (level !== undefined && declaration.level !== level)) continue;
    const place = tree.find(declaration.scopeId);
    const ofScope = places.has(declaration.scopeId);
    const inScope = place !== undefined && scope.some((top) => tree.isWithin(place, top.id));
    if (!ofScope && !(byPlace && inScope)) continue;

    const levelFits = !dimensions.includes('level') || declaration.level !== null;
    const kindFits = !dimensions.includes('kind') && kind === undefined;
    // A figure of the whole province is none of a district "Tây Ninh", also where parents are asked for as well.
    // Nor of a parent that has none of its units right below it: the 95 communes of 2016 stand below districts.
    const placeFits =
      !byPlace ||
      (place !== undefined &&
        (!dimensions.includes('district') || place.level === 'district') &&
        (!dimensions.includes('parent') ||
          tree.children(place.id).some(({ level: below }) => below === declaration.level)));
    if (levelFits && kindFits && placeFits && dimensions.includes('system')) {
      const key = groupKey(declaration, system, dimensions, place);
      const group = byGroup.get(nameOf(key));
      if (group) group.declared.push(declaration);
      else byGroup.set(nameOf(key), { key, declared: [declaration] });
    } else if (ofScope) {
      byTotal.set(system.id, [...(byTotal.get(system.id) ?? []), declaration]);
    }
  }
  return { byGroup, byTotal };
}

function groupKey(
  declaration: Declaration,
  system: SystemOnDay,
  dimensions: readonly Dimension[],
  place: UnitOnDay | undefined,
): GroupKey {
  return {
    system,
    ...(dimensions.includes('level') && declaration.level !== null ? { level: declaration.level } : {}),
    ...(dimensions.includes('district') ? { district: place ?? null } : {}),
    ...(dimensions.includes('parent') ? { parent: place ?? null } : {}),
  };
}
