import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { type PublishedResult, type ResultSource } from './domain/published-result.js';
import { type PublicationDto, type StatedResultDto } from './dto/result.requests.js';
import { insertResult, type ResultRow, selectResults, selectResultsById } from './results.queries.js';
import {
  nobodyScored,
  noResultToReplace,
  publishedAlready,
  publishedInTheFuture,
  reasonOfReplacing,
  resultUnknown,
  scoreOpen,
  yearNotOver,
} from './scorecards.errors.js';
import { ScorecardsService } from './scorecards.service.js';
import { lastDayOf } from './domain/scoring-year.js';
import { ScoresService, type ScoreSheet } from './scores.service.js';
import { StatedResults } from './stated-results.service.js';
import { frozen } from './frozen-result.js';

/** What a result says of its own publication. */
type Publication = Pick<PublishedResult, 'document' | 'publishedOn' | 'documents'>;

/** Published results: kept to the letter, and replaced by later ones rather than changed. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scorecards: ScorecardsService,
    private readonly scores: ScoresService,
    private readonly stated: StatedResults,
    private readonly links: DocumentLinksService,
    private readonly clock: Clock,
  ) {}

  /** Latest year first, in it the latest first. */
  async list(code: string, year: number | undefined, revision: number): Promise<ResultRow[]> {
    const { id } = await this.scorecards.get(code, revision);
    return selectResults(this.dataSource.manager, id, year ?? null, revision);
  }

  /** Refuses (missing) an id that names no result of the scorecard. */
  async get(code: string, resultId: string, revision: number, db: Db = this.dataSource.manager): Promise<ResultRow> {
    const { id } = await this.scorecards.get(code, revision, db);
    const [result] = await selectResultsById(db, [resultId], revision);
    if (result?.scorecardId !== id) throw new Refusal([resultUnknown(resultId)]);
    return result;
  }

  /** Publishes the scores of a year as they stand, once nothing waits for a reviewer; the result's id. */
  async publish(tx: WriteTransaction, code: string, submission: Submission<PublicationDto>): Promise<string> {
    const last = await tx.lastRevision();
    const { id } = await this.scorecards.get(code, last.n, tx.manager);
    const { value } = submission;
    const faults = [...submission.faults, ...(await this.faultsOfPublication(tx, id, value))];
    const { year } = value;
    if (year === undefined || lastDayOf(year) > this.clock.today()) throw new Refusal(faults);
    const sheet = await this.sheetToPublish(tx, code, year, faults);
    if (sheet === null) throw new Refusal(faults);
    refuseIfAny(faults);
    const result = frozen(sheet, await this.publicationOf(tx, value));
    return this.write(tx, { scorecardId: id, year, source: 'computed', result }, value);
  }

  /** Records a result that somebody else published; what it does not state stays unknown. The result's id. */
  async state(tx: WriteTransaction, code: string, submission: Submission<StatedResultDto>): Promise<string> {
    const { n: last } = await tx.lastRevision();
    const { id } = await this.scorecards.get(code, last, tx.manager);
    const { value } = submission;
    const { statement, faults } = await this.stated.read(tx, submission);
    refuseIfAny([...submission.faults, ...(await this.faultsOfPublication(tx, id, value)), ...faults]);
    if (statement === null || value.year === undefined) throw new Error('Checked above');
    const result = { ...statement, ...(await this.publicationOf(tx, value)) };
    return this.write(tx, { scorecardId: id, year: value.year, source: 'stated', result }, value);
  }

  /** The scores of a year, or null where there are none; what keeps them from being published is added to `faults`. */
  private async sheetToPublish(
    tx: WriteTransaction,
    code: string,
    year: number,
    faults: Fault[],
  ): Promise<ScoreSheet | null> {
    const last = await tx.lastRevision();
    const point = { asOf: lastDayOf(year), revision: last.n, knownAt: last.at, projected: false };
    try {
      const scoring = await this.scores.yearOf(code, year, point, 'unprocessable', tx.manager);
      const sheet = await this.scores.sheet(scoring, tx.manager);
      if (sheet.units.length === 0) faults.push(nobodyScored(year));
      for (const { unit, score } of sheet.units) {
        const open = score.criteria.filter((criterion) => criterion.open).map((criterion) => criterion.code);
        if (open.length > 0) faults.push(scoreOpen(unit, open));
      }
      return sheet;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults);
      return null;
    }
  }

  private async write(
    tx: WriteTransaction,
    { result, ...row }: { scorecardId: number; year: number; source: ResultSource; result: PublishedResult },
    { replaces, reason, documents }: Partial<PublicationDto>,
  ): Promise<string> {
    const { n: last } = await tx.lastRevision();
    const number = 1 + (await selectResults(tx.manager, row.scorecardId, row.year, last)).length;
    const linked = { replaces: replaces ?? null, reason: reason ?? null, number };
    const { n } = await tx.revision();
    const id = await insertResult(tx.manager, { ...row, ...linked, snapshot: JSON.stringify(result) }, n);
    await this.links.link(tx, 'scorecard-result', [{ subjectId: id, documents: documents ?? [] }]);
    return id;
  }

  private async publicationOf(tx: WriteTransaction, value: Partial<PublicationDto>): Promise<Publication> {
    return {
      document: value.document ?? null,
      publishedOn: value.publishedOn ?? null,
      documents: await this.links.summaries(tx, value.documents ?? []),
    };
  }

  private async faultsOfPublication(
    tx: WriteTransaction,
    scorecardId: number,
    { year, publishedOn, documents, replaces, reason }: Partial<PublicationDto>,
  ): Promise<Fault[]> {
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const faults = await this.links.faultsOf(tx, documents);
    if (publishedOn !== undefined && publishedOn > today) faults.push(publishedInTheFuture(publishedOn));
    if ((replaces === undefined) !== (reason === undefined)) faults.push(reasonOfReplacing());
    if (year === undefined) return faults;
    if (lastDayOf(year) > today) faults.push(yearNotOver(year));
    const [current] = await selectResults(tx.manager, scorecardId, year, last);
    if (current && replaces !== current.id) faults.push(publishedAlready(year, current.id));
    if (!current && replaces !== undefined) faults.push(noResultToReplace(year));
    return faults;
  }
}
