import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../../kernel/read-point.js';
import { Clock } from '../../platform/clock/clock.js';
import { AssessmentRecords } from '../../scorecards/assessment-records.service.js';
import { ResultsService } from '../../scorecards/results.service.js';
import { dayScoredOn } from '../../scorecards/domain/scoring-year.js';
import { type ScoredUnit, ScoresService, type ScoreSheet } from '../../scorecards/scores.service.js';
import { type ScorecardRow, ScorecardsService } from '../../scorecards/scorecards.service.js';

/** The scores of a year that reviewers look at; its units in the order of units. */
export interface ReviewSheet {
  readonly scorecard: ScorecardRow;
  readonly year: number;
  readonly isPublished: boolean;
  readonly sheet: ScoreSheet;
  readonly units: readonly ScoredUnit[];
}

/** The years of all scorecards that are reviewed, or were. */
@Injectable()
export class ReviewSheets {
  constructor(
    private readonly scorecards: ScorecardsService,
    private readonly scores: ScoresService,
    private readonly records: AssessmentRecords,
    private readonly results: ResultsService,
    private readonly clock: Clock,
  ) {}

  /** As known at a point: years in which anything was declared or accepted, and the one that is asked about. */
  async *at(at: ReadPoint): AsyncGenerator<ReviewSheet> {
    const today = this.clock.today();
    for (const scorecard of await this.scorecards.list(at.revision)) {
      const results = await this.results.list(scorecard.code, undefined, at.revision);
      for (const year of await this.yearsOf(scorecard, at)) {
        const scoring = await this.scores.yearOf(scorecard.code, year, { ...at, asOf: dayScoredOn(year, today) });
        const sheet = await this.scores.sheet(scoring);
        const isPublished = results.some((result) => result.year === year && result.source === 'computed');
        const byId = new Map(sheet.units.map((unit) => [unit.unit.id, unit]));
        const units = [...scoring.units.keys()].flatMap((id) => byId.get(id) ?? []);
        yield { scorecard, year, isPublished, sheet, units };
      }
    }
  }

  private async yearsOf({ id }: ScorecardRow, { asOf, revision }: ReadPoint): Promise<number[]> {
    const of = { scorecardId: id, year: null };
    const said = [
      ...(await this.records.statements('self_assessment', of, revision)),
      ...(await this.records.statements('criterion_review', of, revision)),
    ];
    const today = this.clock.today();
    const last = Number((asOf < today ? asOf : today).slice(0, 4));
    const years = new Set([last, ...said.flatMap(({ year, isRetracted }) => (isRetracted ? [] : [year]))]);
    const versions = await this.scorecards.versions(id, revision);
    return [...years]
      .filter((year) => year <= last && versions.some(({ fromYear }) => fromYear <= year))
      .sort((a, b) => a - b);
  }
}
