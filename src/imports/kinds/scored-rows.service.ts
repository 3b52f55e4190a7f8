import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../../kernel/read-point.js';
import { type Fault } from '../../kernel/refusal.js';
import { nearest } from '../../kernel/resemblance.js';
import { matchKey } from '../../kernel/vietnamese-text.js';
import { Clock } from '../../platform/clock/clock.js';
import { type WriteTransaction } from '../../platform/database/writers.js';
import {
  AssessmentRecords,
  type AssessmentStatement,
  type AssessmentTable,
  type CriterionKey,
} from '../../scorecards/assessment-records.service.js';
import { leavesOf } from '../../scorecards/domain/definition.js';
import { dayScoredOn } from '../../scorecards/domain/scoring-year.js';
import { ScoresService, type ScoringYear } from '../../scorecards/scores.service.js';
import { type ScorecardRow, ScorecardsService } from '../../scorecards/scorecards.service.js';
import { type UnitOnDay } from '../../units/domain/unit.js';
import { UnitScopes } from '../../units/unit-scopes.service.js';
import { UnitsService } from '../../units/units.service.js';
import { type CellValue, faultAt, type TableRow } from '../domain/column.js';
import { criterionNamed } from '../domain/criterion-named.js';
import { blankCell } from '../domain/read-table.js';
import { type StagedRows } from '../import-kind.js';
import { criterionAmbiguous, criterionNameDiffers, ofFact, scorecardNotFound } from '../imports.errors.js';
import { CRITERION_HEADING } from './scored-columns.js';
import { textOf, unitOf } from './unit-and-system.js';

type Cells = Readonly<Record<string, CellValue | null>>;

/** A row whose scorecard, year, unit and criterion are known. */
export interface PlacedCriterion {
  readonly scoring: ScoringYear;
  readonly unit: UnitOnDay;
  readonly criterion: string;
  /** Equal for rows about the same criterion. */
  readonly key: string;
  readonly subject: string;
}

/** Finds which criterion of which unit and year rows speak of, as declared and as accepted points are brought in. */
@Injectable()
export class ScoredRows {
  constructor(
    private readonly units: UnitsService,
    private readonly scorecards: ScorecardsService,
    private readonly scores: ScoresService,
    private readonly records: AssessmentRecords,
    private readonly scopes: UnitScopes,
    private readonly clock: Clock,
  ) {}

  /** What each row speaks of; those that are not in it have faults, which were told of. */
  async place(tx: WriteTransaction, staged: StagedRows): Promise<Map<TableRow, PlacedCriterion>> {
    const last = await tx.lastRevision();
    const directory = await this.units.directory(last.n, tx.manager);
    const scorecards = await this.scorecards.list(last.n);
    const years = new Map<string, ScoringYear | readonly Fault[]>();
    const placed = new Map<TableRow, PlacedCriterion>();
    for (const row of staged.rows) {
      const scorecard = scorecardOf(row, scorecards, staged);
      const year = row.values['year'] as number | undefined;
      const key = `${scorecard?.code ?? ''} ${year ?? ''}`;
      if (scorecard && year !== undefined && !years.has(key)) {
        const point = { asOf: dayScoredOn(year, staged.today), revision: last.n, knownAt: last.at, projected: false };
        years.set(key, await this.scores.yearOrFaults(scorecard.code, year, point, tx));
      }
      const found = years.get(key) ?? [];
      const scoring = 'scorecard' in found ? found : null;
      const unit = unitOf(row, directory, { day: scoring?.at.asOf ?? null, today: staged.today }, staged.report);
      if (!('scorecard' in found))
        for (const fault of found) staged.report(faultAt(row, 'year', ofFact('year', fault)));
      const criterion = scoring && unit && criterionOf(row, scoring, unit, staged);
      if (scoring && unit && criterion !== null && row.unread.length === 0)
        placed.set(row, placedAt(scoring, unit, criterion));
    }
    return placed;
  }

  /** What was said of each criterion that rows speak of, by its key. */
  async recorded(
    tx: WriteTransaction,
    table: AssessmentTable,
    placed: Iterable<PlacedCriterion>,
  ): Promise<Map<string, AssessmentStatement[]>> {
    const { n } = await tx.lastRevision();
    const found = new Map<string, AssessmentStatement[]>();
    for (const { scorecard, year } of new Set([...placed].map(({ scoring }) => scoring))) {
      const of = { scorecardId: scorecard.id, year };
      for (const statement of await this.records.statements(table, of, n, tx.manager)) {
        const key = placeKey(scorecard.id, statement);
        found.set(key, [...(found.get(key) ?? []), statement]);
      }
    }
    return found;
  }

  /** Writes out which criterion a row of an export speaks of; null for what the caller may not see, or is not there. */
  async cells(
    at: ReadPoint,
  ): Promise<(scorecard: ScorecardRow, of: CriterionKey, name: string | null) => Cells | null> {
    const units = await this.units.directory(at.revision);
    const readable = await this.scopes.readable(at.revision);
    const today = this.clock.today();
    return (scorecard, { unitId, year, criterion }, name) => {
      const day = dayScoredOn(year, today);
      const unit = units.onDay(unitId, day);
      if (!unit || readable?.holds(unitId, day) === false) return null;
      return {
        ...{ scorecard: scorecard.code, year: String(year), unit: unit.code, unitName: unit.name },
        ...{ within: units.ancestors(unit, day)[0]?.name ?? null, criterion, criterionName: name },
      };
    };
  }
}

function placedAt(scoring: ScoringYear, unit: UnitOnDay, criterion: string): PlacedCriterion {
  const { scorecard, year } = scoring;
  return {
    ...{ scoring, unit, criterion, key: placeKey(scorecard.id, { year, unitId: unit.id, criterion }) },
    subject: `${scorecard.code} ${year}, ${unit.name} (${unit.code}), ${criterion}`,
  };
}

/** Equal for the same criterion of the same unit, year and scorecard. */
function placeKey(scorecardId: number, { year, unitId, criterion }: CriterionKey): string {
  return JSON.stringify([scorecardId, year, unitId, criterion]);
}

/** The scorecard by its code, or by its name. */
function scorecardOf(
  row: TableRow,
  all: readonly ScorecardRow[],
  { report }: Pick<StagedRows, 'report'>,
): ScorecardRow | null {
  const typed = textOf(row, 'scorecard');
  if (typed === undefined) return null;
  const named = all.filter(({ name, nameEn }) => [name, nameEn ?? ''].map(matchKey).includes(matchKey(typed)));
  const found = all.find(({ code }) => code === typed) ?? (named.length === 1 ? named[0] : undefined);
  if (found) return found;
  const close = named.length > 0 ? named : nearest(typed, all, ({ name, code }) => (typed.includes(' ') ? name : code));
  const candidates = (close.length > 0 ? close : all).map(({ code }) => code);
  report(faultAt(row, 'scorecard', scorecardNotFound(typed, candidates)));
  return null;
}

/** The code of the criterion that a row means, or null with a fault; one that nobody knows is left as it is written. */
function criterionOf(
  row: TableRow,
  { version, units }: ScoringYear,
  { id }: UnitOnDay,
  { report }: StagedRows,
): string | null {
  const [typed, typedName] = [textOf(row, 'criterion'), textOf(row, 'criterionName')];
  if (typed === undefined && typedName === undefined) {
    if (!row.unread.some((key) => key.startsWith('criterion')))
      report(faultAt(row, 'criterion', blankCell({ key: 'criterion', heading: CRITERION_HEADING })));
    return null;
  }
  const group = units.get(id)?.group.code;
  const leaves = leavesOf(version.definition.criteria);
  const own = group === undefined ? [] : leaves.filter(({ maximum }) => group in maximum);
  const answer = criterionNamed(typed, typedName, own);
  const column = typed === undefined ? 'criterionName' : 'criterion';
  switch (answer.outcome) {
    case 'found':
      return answer.code;
    case 'ambiguous':
      report(faultAt(row, column, criterionAmbiguous(answer.read, answer.candidates)));
      return null;
    case 'name-differs':
      report(faultAt(row, 'criterionName', criterionNameDiffers(typedName ?? '', answer.named)));
      return null;
    case 'unknown':
      return answer.read;
  }
}
