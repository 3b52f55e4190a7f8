import { type Cell, type Column } from '../official-document.js';
import { type ScoredUnitFacts } from '../snapshot.js';
import { type Labels } from './labels.js';
import { type Words } from './words.js';

/** Columns of points, own maximum, share of it, group and grade: those alone of which something is stated. */
export function pointColumns(units: readonly ScoredUnitFacts[], { columns }: Labels): Column[] {
  const { groups, maxima, grades } = stated(units);
  return [
    ...(groups ? [{ title: columns.group, align: 'left', share: 18 } satisfies Column] : []),
    { title: columns.points, align: 'right', share: 12 },
    ...(maxima
      ? [
          { title: columns.maximum, align: 'right', share: 12 } satisfies Column,
          { title: columns.reached, align: 'right', share: 12 } satisfies Column,
        ]
      : []),
    ...(grades ? [{ title: columns.grade, align: 'center', share: 12 } satisfies Column] : []),
  ];
}

/** The cells of those columns. */
export function pointCells(
  { group, points, maximum, grade }: ScoredUnitFacts,
  units: readonly ScoredUnitFacts[],
  { work, labels }: Words,
): Cell[] {
  const { groups, maxima, grades } = stated(units);
  return [
    ...(groups ? [{ text: group ?? '' }] : []),
    points === null ? { text: labels.unknown, emphasis: 'italic' } : { text: work.points(points), value: points },
    ...(maxima
      ? [
          maximum === null ? { text: labels.none } : { text: work.points(maximum), value: maximum },
          points === null || maximum === null || maximum === 0
            ? { text: labels.none }
            : { text: work.share(points, maximum), value: { ratio: points / maximum } },
        ]
      : []),
    ...(grades ? [{ text: grade ?? '' }] : []),
  ];
}

function stated(units: readonly ScoredUnitFacts[]): { groups: boolean; maxima: boolean; grades: boolean } {
  return {
    groups: new Set(units.flatMap(({ group }) => group ?? [])).size > 1,
    maxima: units.some(({ maximum }) => maximum !== null),
    grades: units.some(({ grade }) => grade !== null),
  };
}
