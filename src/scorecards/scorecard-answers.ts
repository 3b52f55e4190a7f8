import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { type LocalDate } from '../kernel/local-date.js';
import { type Language, printOfficialCount, printPercent } from '../kernel/ratio.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type UnitScope } from '../units/domain/unit-scope.js';
import { type Criterion, type Formula, maximumOf } from './domain/definition.js';
import { type Form } from './domain/form.js';
import { decimalOf, pointsOf, printPoints } from './domain/points.js';
import { partOf, type PublishedResult, type PublishedUnit } from './domain/published-result.js';
import { printReading } from './domain/reading.js';
import { type CriterionScoreAnswer, type UnitScoreAnswer, type UnitScoreFields } from './dto/score.answers.js';
import { type UnitScoreOnAnswer } from './dto/score.answers.js';
import { type ResultAnswer, type ResultFields } from './dto/result.answers.js';
import { type FormulaAnswer, type ScorecardVersionAnswer } from './dto/scorecard.answers.js';
import { decimalOrNull } from './frozen-result.js';
import { type ResultRow } from './results.queries.js';
import { type VersionRow } from './scorecards.queries.js';
import { type ScoredUnit, type ScoreSheet } from './scores.service.js';

/** Writes one unit's score out with its evidence. */
@Injectable()
export class ScoreAnswers {
  constructor(private readonly links: DocumentLinksService) {}

  async of(
    { version, year, at }: ScoreSheet,
    unit: ScoredUnit,
    point: ReadPoint,
    language: Language,
  ): Promise<UnitScoreOnAnswer> {
    const { criteria } = version.definition;
    const ids = [...unit.declared.values()].map(({ id }) => String(id));
    const documentsOf = await this.links.documentsOf('self-assessment', ids, at.revision);
    const named = new Map(criteria.map((criterion) => [criterion.code, criterion]));
    return {
      ...{ asOf: point.asOf, knownAt: point.knownAt, revision: point.revision },
      ...{ year, measuredOn: at.asOf, version: version.number },
      score: unitScoreAnswer(unit, language),
      headings: unit.score.headings.map(({ code, maximum, points }) => ({
        ...{ code, ...namesOf(named.get(code)) },
        ...{ maximum: decimalOf(maximum), points: decimalOrNull(points) },
      })),
      criteria: unit.score.criteria.map(({ code, maximum, points, basis, open, ...rest }): CriterionScoreAnswer => {
        const declared = unit.declared.get(code);
        const reading = unit.readings.get(code);
        return {
          ...{ code, ...namesOf(named.get(code)), maximum: decimalOf(maximum), points: decimalOrNull(points), basis },
          computed: decimalOrNull(rest.computed),
          measured: reading ? printReading(reading.arithmetic, language) : null,
          declared: decimalOrNull(rest.declared),
          difference: decimalOrNull(rest.difference),
          note: declared?.words ?? null,
          assessmentId: declared?.id ?? null,
          documents: declared ? documentsOf(String(declared.id)) : [],
          accepted: decimalOrNull(rest.accepted),
          reason: unit.accepted.get(code)?.words ?? null,
          open,
        };
      }),
    };
  }
}

export function unitScoreAnswer({ unit, group, score, grade, rank }: ScoredUnit, language: Language): UnitScoreAnswer {
  const { id, code, name } = unit;
  const [points, maximum] = [decimalOrNull(score.points), decimalOf(score.maximum)];
  return {
    ...{ unit: { id, code, name }, group: group.name, points, maximum, ...prints(points, maximum, language) },
    ...{ grade, rank, known: decimalOf(score.known) },
    open: score.criteria.filter((criterion) => criterion.open).length,
    differences: score.criteria.filter(({ difference }) => (difference ?? 0) !== 0).length,
  };
}

export function versionAnswer({
  number,
  fromYear,
  definition,
  legalBasis,
  revision,
}: VersionRow): ScorecardVersionAnswer {
  const { withinId, groups, criteria, grades } = definition;
  return {
    ...{ number, fromYear, withinId, grades: [...grades], legalBasis, revision },
    groups: groups.map((group) => ({ ...group, maximum: decimalOf(maximumOf(criteria, group.code)) })),
    criteria: criteria.map(({ maximum, formula, ...criterion }) => ({
      ...criterion,
      maximum: groups.flatMap(({ code: group }) => {
        const points = maximum[group];
        return points === undefined ? [] : [{ group, points: decimalOf(points) }];
      }),
      formula: formula && formulaAnswer(formula),
    })),
  };
}

export function resultFields(row: ResultRow, { document, publishedOn }: PublishedResult): ResultFields {
  const { id, year, number, source, replaces, reason, sha256, recordedAt } = row;
  return { id, year, number, source, document, publishedOn, replaces, reason, sha256, recordedAt };
}

/** A published result, as far as somebody may see its units; null: all of it. Nothing in it depends on later knowledge. */
export function resultAnswer(row: ResultRow, readable: UnitScope | null, language: Language): ResultAnswer {
  const result = JSON.parse(row.snapshot) as PublishedResult;
  const maySee = (unitId: string, day: LocalDate): boolean => readable?.holds(unitId, day) ?? true;
  const { grades, ranked, units } = partOf(result, maySee);
  return {
    ...{ asOf: result.asOf, knownAt: row.recordedAt, revision: row.revision },
    result: resultFields(row, result),
    version: result.version,
    computedFrom: result.knownAt?.revision ?? null,
    documents: [...result.documents],
    grades: grades.map((grade) => ({ ...grade, print: printOfficialCount(grade.count, language) })),
    ranked,
    units: units.map(({ criteria, ...unit }) => ({
      ...publishedUnit(unit, language),
      criteria: criteria.map((criterion) => ({
        ...criterion,
        measured: criterion.measured && printReading(criterion.measured, language),
      })),
    })),
  };
}

function publishedUnit(
  { unit, group, points, maximum, grade, rank }: Omit<PublishedUnit, 'criteria'>,
  language: Language,
): UnitScoreFields {
  return { unit, group, points, maximum, ...prints(points, maximum, language), grade, rank };
}

function prints(
  points: number | null,
  maximum: number | null,
  language: Language,
): Pick<UnitScoreFields, 'print' | 'percent'> {
  if (points === null) return { print: language === 'vi' ? 'chưa có số liệu' : 'no data yet', percent: null };
  const print = printPoints(pointsOf(points), language);
  if (maximum === null || maximum === 0) return { print, percent: null };
  return { print, percent: printPercent({ covered: pointsOf(points), eligible: pointsOf(maximum) }, language) };
}

function namesOf(criterion: Criterion | undefined): { name: string; parent: string | null } {
  return { name: criterion?.name ?? '', parent: criterion?.parent ?? null };
}

function formulaAnswer({ measure, form }: Formula): FormulaAnswer {
  const absent = { system: null, level: null, indicator: null };
  return { measure: { ...absent, ...measure }, form: formAnswer(form) };
}

function formAnswer(form: Form): FormulaAnswer['form'] {
  const { type } = form;
  return {
    type,
    steps: type === 'steps' ? form.steps.map((step) => ({ ...step })) : [],
    from: type === 'linear' ? form.from : null,
    to: type === 'linear' ? form.to : null,
  };
}
