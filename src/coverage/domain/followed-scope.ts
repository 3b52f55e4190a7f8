import { type LocalDate } from '../../kernel/local-date.js';
import { type LineageRow } from '../../units/domain/lineage.js';
import { type UnitTree } from '../../units/domain/unit-tree.js';
import { type UnitOnDay } from '../../units/domain/unit.js';

/** Who went into whom, and the first day of every unit in it; null: from before the record. */
export interface Descent {
  readonly edges: readonly Pick<LineageRow, 'predecessorId' | 'successorId' | 'effectiveOn'>[];
  readonly beganOn: ReadonlyMap<string, LocalDate | null>;
}

/**
 * The units that stand for a unit on a day before its beginning (domain.md §5, `follow=lineage`): those it was made
 * of, and for those that had not begun either, theirs. One that went into it in part stands for it whole. What it took
 * in later is not among them: until then it stood beside it.
 *
 * The new province 80 began on 2025-07-01 out of 72 and the old 80: on 2020-06-30 these two stand for it.
 */
export function predecessorsOn(unitId: string, day: LocalDate, { edges, beganOn }: Descent): Set<string> {
  const found = new Set<string>();
  const visited = new Set<string>();
  const open = [unitId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (visited.has(id)) continue;
    visited.add(id);
    const began = beganOn.get(id) ?? null;
    if (began === null || began <= day) {
      if (id !== unitId) found.add(id);
      continue;
    }
    for (const { predecessorId, successorId, effectiveOn } of edges) {
      if (successorId === id && effectiveOn === began) open.push(predecessorId);
    }
  }
  return found;
}

/** A unit with all that ever went into it, and into those: whose beginnings `predecessorsOn` may ask for. */
export function ancestry(unitIds: readonly string[], edges: Descent['edges']): string[] {
  const reached = new Set<string>(unitIds);
  // A Set's walk takes in what is added to it on the way.
  for (const id of reached) {
    for (const { predecessorId, successorId } of edges) if (successorId === id) reached.add(predecessorId);
  }
  return [...reached];
}

/** The scope units as they are on the day or, with a descent to follow, those that stand for them then. */
export function standingOn(
  day: LocalDate,
  named: readonly UnitOnDay[],
  tree: UnitTree,
  descent: Descent | null,
): UnitOnDay[] {
  const ids = named.flatMap(({ id }) =>
    tree.find(id) || descent === null ? [id] : [...predecessorsOn(id, day, descent)],
  );
  return [...new Set(ids)].flatMap((id) => tree.find(id) ?? []).filter((unit) => tree.isVisible(unit));
}
