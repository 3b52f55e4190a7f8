import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { Refusal } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import {
  type AssessmentStatement,
  type AssessmentTable,
  closeAssessmentsById,
  type EnteredPoints,
  insertAssessmentCopies,
  selectEnteredIn,
  selectStatements,
} from './assessments.queries.js';
import { assessmentOutsideScope, laterPointsRest, type WhyResting } from './scorecards.errors.js';
import { dayScoredOn } from './domain/scoring-year.js';

export { type AssessmentStatement, type AssessmentTable, type CriterionKey } from './assessments.queries.js';

/** Declared and accepted points in bulk, and taking back what one revision entered of them. */
@Injectable()
export class AssessmentRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
    private readonly clock: Clock,
  ) {}

  /** What is believed of a scorecard and what was withdrawn of it, in the order of years; of one year if given. */
  async statements(
    table: AssessmentTable,
    of: { readonly scorecardId: number; readonly year: number | null },
    revision: number,
    db: Db = this.dataSource.manager,
  ): Promise<AssessmentStatement[]> {
    return selectStatements(db, table, of, revision);
  }

  /**
   * Withdraws what a revision entered, and enters again what it replaced. Refuses, with the list, where others have come
   * in their place, a review accepted them, or a result was published since.
   */
  async undo(tx: WriteTransaction, table: AssessmentTable, revision: number, reason: string): Promise<void> {
    const entered = await selectEnteredIn(tx.manager, table, revision);
    const today = this.clock.today();
    const { n: last } = await tx.lastRevision();
    if (table === 'self_assessment') {
      const scopes = await this.scopes.loggable(last, tx.manager);
      const isOutside = entered.some(({ unitId, year }) => !mayLog(scopes, unitId, null, dayScoredOn(year, today)));
      if (isOutside) throw new Refusal([assessmentOutsideScope('')]);
    }
    const resting = entered.flatMap((one) => {
      const why = whyResting(table, one);
      return why === null ? [] : [{ ...one, why }];
    });
    if (resting.length > 0) {
      const units = await this.units.directory(last, tx.manager);
      const named = resting.map(({ unitId, year, scorecard, criterion, why }) => {
        const unit = units.onDay(unitId, dayScoredOn(year, today));
        return { unit: unit?.code ?? unitId, unitName: unit?.name ?? unitId, year, scorecard, criterion, why };
      });
      throw new Refusal([laterPointsRest(named)]);
    }
    const { n } = await tx.revision();
    const ids = entered.flatMap(({ believedId }) => believedId ?? []);
    await closeAssessmentsById(tx.manager, table, ids, { revision: n, reason });
    const copies = await insertAssessmentCopies(tx.manager, table, revision, n);
    if (table === 'criterion_review') return;
    const pairs = copies.map(({ from, to }) => ({ from: String(from), to: String(to) }));
    await this.links.carryOver(tx, 'self-assessment', pairs);
  }
}

function whyResting(table: AssessmentTable, entered: EnteredPoints): WhyResting | null {
  const { believedId, isReplaced, replaces, isReviewed, isPublished } = entered;
  if (isPublished) return 'published';
  if (table === 'self_assessment' && isReviewed) return 'reviewed';
  // What was withdrawn alone stays so; what stood before it would come back against that decision.
  return isReplaced || (believedId === null && replaces) ? 'changed' : null;
}
