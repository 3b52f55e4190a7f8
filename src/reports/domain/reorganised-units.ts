import { type LineageRow } from '../../units/domain/lineage.js';
import { type UnitTree } from '../../units/domain/unit-tree.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { groupedBy } from './grouped.js';
import { type NamedUnit, type ReorganisationFacts } from './snapshot.js';

/**
 * What became of units of the scope between the eve and the day of a reorganisation: who is named or ranked otherwise,
 * and who went into whom. On 2020-02-01 Phước Lưu and Bình Thạnh went into Phước Bình, and huyện Hòa Thành became thị xã
 * Hòa Thành.
 */
export function reorganisedUnits(
  eve: UnitTree,
  day: UnitTree,
  scope: { readonly eve: readonly UnitOnDay[]; readonly day: readonly UnitOnDay[] },
  lineage: readonly LineageRow[],
): Pick<ReorganisationFacts, 'renamed' | 'merged' | 'unitsBefore'> {
  const after = new Map(day.subtree(scope.day).map((unit) => [unit.id, unit]));
  const renamed = eve.subtree(scope.eve).flatMap((before) => {
    const unit = after.get(before.id);
    const isSame = !unit || (unit.name === before.name && unit.kind === before.kind);
    return isSame ? [] : [{ before: named(before), after: named(unit) }];
  });
  const own = lineage.filter(({ successorId }) => after.has(successorId));
  const bySuccessor = groupedBy(own, ({ successorId }) => successorId);
  const merged = [...bySuccessor].map(([successor, edges]) => ({
    into: named(after.get(successor) as UnitOnDay),
    from: edges.flatMap(({ predecessorId }) => {
      const predecessor = eve.find(predecessorId);
      return predecessor ? [named(predecessor)] : [];
    }),
  }));
  return { renamed, merged, unitsBefore: new Set(own.map(({ predecessorId }) => predecessorId)).size };
}

function named({ name, kind }: UnitOnDay): NamedUnit {
  return { name, kind };
}
