import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, type FaultKind, Refusal } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { compareUnits, type UnitTree } from '../units/domain/unit-tree.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { UnitSetsService } from '../units/unit-sets.service.js';
import { UnitsService } from '../units/units.service.js';
import { type AssessmentRow, selectAssessments } from './assessments.queries.js';
import { type Definition, leavesOf, type ScoredGroup } from './domain/definition.js';
import { pointsByForm } from './domain/form.js';
import { ranksOf } from './domain/ranking.js';
import { type Reading } from './domain/reading.js';
import { type CriterionState, gradeOf, scoreUnit, type UnitScore } from './domain/score.js';
import { MeasuresService, readingKey } from './measures.service.js';
import { noVersionOfYear, yearNotBegun } from './scorecards.errors.js';
import { type ScorecardRow, type VersionRow } from './scorecards.queries.js';
import { lastDayOf } from './domain/scoring-year.js';
import { ScorecardsService } from './scorecards.service.js';

/** Who is scored in a year, by what, and on which day it is measured. */
export interface ScoringYear {
  readonly scorecard: ScorecardRow;
  readonly version: VersionRow;
  readonly year: number;
  /** `asOf` is the last day of the year, or an earlier one while it is under way. */
  readonly at: ReadPoint;
  readonly tree: UnitTree;
  /** The units that are scored, by id. */
  readonly units: ReadonlyMap<string, { readonly unit: UnitOnDay; readonly group: ScoredGroup }>;
}

/** One unit with its score and all that this rests on; by code of the criterion. */
export interface ScoredUnit {
  readonly unit: UnitOnDay;
  readonly group: ScoredGroup;
  readonly score: UnitScore;
  readonly grade: string | null;
  readonly rank: number | null;
  readonly readings: ReadonlyMap<string, Reading>;
  readonly declared: ReadonlyMap<string, AssessmentRow>;
  readonly accepted: ReadonlyMap<string, AssessmentRow>;
}

/** The scores of a year as they stand: nothing in them is final before they are published. */
export interface ScoreSheet extends Omit<ScoringYear, 'units'> {
  /** By rank, then those without one, in the order of units. */
  readonly units: readonly ScoredUnit[];
}

/** Stands behind every rank. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Scores of any year, as known at any revision. */
@Injectable()
export class ScoresService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scorecards: ScorecardsService,
    private readonly units: UnitsService,
    private readonly sets: UnitSetsService,
    private readonly measures: MeasuresService,
  ) {}

  /**
   * Who is scored in a year. It is measured on its last day, or on `asOf` if that is earlier. Refuses (`kind`) a year that has not begun then, or for which there is no version.
   */
  async yearOf(
    code: string,
    year: number,
    point: ReadPoint,
    kind: FaultKind = 'malformed',
    db: Db = this.dataSource.manager,
  ): Promise<ScoringYear> {
    const scorecard = await this.scorecards.get(code, point.revision, db);
    const versions = await this.scorecards.versions(scorecard.id, point.revision, db);
    const version = versions.findLast(({ fromYear }) => fromYear <= year);
    if (!version) throw new Refusal([noVersionOfYear('year', year, kind)]);
    const last = lastDayOf(year);
    if (point.asOf < `${year}-01-01`) throw new Refusal([yearNotBegun('year', year, point.asOf, kind)]);
    const at = { ...point, asOf: point.asOf < last ? point.asOf : last };
    const [tree, members] = await Promise.all([this.units.tree(at, db), this.sets.membersOnDay(at, db)]);
    const { withinId, groups } = version.definition;
    const within = tree.find(withinId);
    const scored = (within ? tree.subtree([within]) : []).flatMap((unit) => {
      const group = groups.find(
        ({ level, kind: only, setId }) =>
          level === unit.level &&
          (only ?? unit.kind) === unit.kind &&
          (setId === null || members.get(setId)?.has(unit.id) === true),
      );
      return group ? [{ unit, group }] : [];
    });
    const units = new Map(scored.sort((a, b) => compareUnits(a.unit, b.unit)).map((one) => [one.unit.id, one]));
    return { scorecard, version, year, at, tree, units };
  }

  /** The same in a write, which goes on with the faults where there is no such year. */
  async yearOrFaults(
    code: string,
    year: number,
    point: ReadPoint,
    tx: WriteTransaction,
  ): Promise<ScoringYear | readonly Fault[]> {
    try {
      return await this.yearOf(code, year, point, 'unprocessable', tx.manager);
    } catch (error) {
      if (error instanceof Refusal) return error.faults;
      throw error;
    }
  }

  /** The scores of all units of a year. */
  async sheet(scoring: ScoringYear, db: Db = this.dataSource.manager): Promise<ScoreSheet> {
    const { scorecard, version, year, at, tree } = scoring;
    const { definition } = version;
    const of = { scorecardId: scorecard.id, year };
    const [readings, declared, accepted] = await Promise.all([
      this.readings(scoring, db),
      selectAssessments(db, 'self_assessment', of, at.revision),
      selectAssessments(db, 'criterion_review', of, at.revision),
    ]);
    const [declaredOf, acceptedOf] = [byUnit(declared), byUnit(accepted)];
    const scores = [...scoring.units.values()].map(({ unit, group }) => {
      const own = {
        readings: readingsOf(definition, unit, readings),
        declared: declaredOf.get(unit.id) ?? new Map<string, AssessmentRow>(),
        accepted: acceptedOf.get(unit.id) ?? new Map<string, AssessmentRow>(),
      };
      const score = scoreUnit(definition.criteria, group.code, statesOf(definition, group.code, own));
      return { unit, group, score, grade: gradeOf(definition.grades, score), ...own };
    });
    const ranks = ranksOf(scores.map(({ score }) => score));
    const units = scores.map((score, index) => ({ ...score, rank: ranks[index] ?? null }));
    units.sort((a, b) => (a.rank ?? LAST) - (b.rank ?? LAST) || compareUnits(a.unit, b.unit));
    return { scorecard, version, year, at, tree, units };
  }

  private async readings({ version, year, at, tree, units }: ScoringYear, db: Db): Promise<Map<string, Reading>> {
    const { withinId, criteria } = version.definition;
    const within = tree.find(withinId);
    if (!within) return new Map();
    const measures = criteria.flatMap(({ formula }) => formula?.measure ?? []);
    const scored = [...units.values()].map(({ unit }) => unit);
    return this.measures.read(measures, scored, { at, year, tree, within }, db);
  }
}

function byUnit(rows: readonly AssessmentRow[]): Map<string, Map<string, AssessmentRow>> {
  const ofUnit = new Map<string, Map<string, AssessmentRow>>();
  for (const row of rows)
    ofUnit.set(row.unitId, (ofUnit.get(row.unitId) ?? new Map<string, AssessmentRow>()).set(row.criterion, row));
  return ofUnit;
}

function readingsOf(
  { criteria }: Definition,
  unit: UnitOnDay,
  readings: ReadonlyMap<string, Reading>,
): Map<string, Reading> {
  return new Map(
    criteria.flatMap(({ code, formula }) => {
      const reading = formula && readings.get(readingKey(formula.measure, unit.id));
      return reading ? [[code, reading] as const] : [];
    }),
  );
}

function statesOf(
  { criteria }: Definition,
  group: string,
  { readings, declared, accepted }: Pick<ScoredUnit, 'readings' | 'declared' | 'accepted'>,
): Map<string, CriterionState> {
  return new Map(
    leavesOf(criteria).map(({ code, maximum, formula }) => {
      const measured = readings.get(code)?.measured ?? null;
      const most = maximum[group];
      return [
        code,
        {
          computed: formula && measured && most !== undefined ? pointsByForm(formula.form, measured, most) : null,
          declared: declared.get(code)?.points ?? null,
          accepted: accepted.get(code)?.points ?? null,
        },
      ];
    }),
  );
}
