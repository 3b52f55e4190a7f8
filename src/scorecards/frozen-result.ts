import { leavesOf } from './domain/definition.js';
import { decimalOf, type Points } from './domain/points.js';
import { type PublishedCriterion, type PublishedResult, type PublishedUnit } from './domain/published-result.js';
import { type ScoredUnit, type ScoreSheet } from './scores.service.js';

/** The scores of a year as a published result keeps them. */
export function frozen(
  { version, at, units }: ScoreSheet,
  { document, publishedOn, documents }: Pick<PublishedResult, 'document' | 'publishedOn' | 'documents'>,
): PublishedResult {
  const { definition, number } = version;
  const bands = [...definition.grades].sort((a, b) => b.atLeast - a.atLeast);
  return {
    asOf: at.asOf,
    version: number,
    knownAt: { revision: at.revision, at: at.knownAt },
    document,
    publishedOn,
    documents: documents.map(({ id, number: symbol, title }) => ({ id, number: symbol, title })),
    scopeId: definition.withinId,
    grades: bands.map(({ grade, name }) => ({
      ...{ grade, name },
      count: units.filter((unit) => unit.grade === grade).length,
    })),
    ranked: units.filter(({ rank }) => rank !== null).length,
    units: units.map((unit) => frozenUnit(unit, version.definition.criteria)),
  };
}

function frozenUnit(
  { unit, group, score, grade, rank, readings, accepted }: ScoredUnit,
  criteria: ScoreSheet['version']['definition']['criteria'],
): PublishedUnit {
  const names = new Map(leavesOf(criteria).map(({ code, name }) => [code, name]));
  return {
    unit: { id: unit.id, code: unit.code, name: unit.name },
    group: group.name,
    points: decimalOrNull(score.points),
    maximum: decimalOf(score.maximum),
    grade,
    rank,
    criteria: score.criteria.map((criterion): PublishedCriterion => {
      const { code, maximum, points, basis, computed, declared } = criterion;
      return {
        code,
        name: names.get(code) ?? '',
        maximum: decimalOf(maximum),
        points: decimalOrNull(points),
        basis,
        measured: readings.get(code)?.arithmetic ?? null,
        computed: decimalOrNull(computed),
        declared: decimalOrNull(declared),
        accepted: decimalOrNull(criterion.accepted),
        reason: accepted.get(code)?.words ?? null,
      };
    }),
  };
}

export function decimalOrNull(points: Points | null): number | null {
  return points === null ? null : decimalOf(points);
}
