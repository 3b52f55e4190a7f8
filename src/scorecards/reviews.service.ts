import { Injectable } from '@nestjs/common';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission, type SubmissionList } from '../platform/validation/submission.js';
import { closeAssessments, criterionKey, insertAssessments, type NewAssessment } from './assessments.queries.js';
import { pointsOf } from './domain/points.js';
import { standingPoints } from './domain/score.js';
import { type ReviewDto, type WithdrawalDto } from './dto/assessment.requests.js';
import { nothingToWithdraw, pointsNeeded, reasonNeeded } from './scorecards.errors.js';
import { type MeantCriterion, ScoredCriteria } from './scored-criteria.service.js';
import { ScoresService, type ScoreSheet, type ScoringYear } from './scores.service.js';

/** Points that may be accepted as they are: nothing is wrong with them. */
export interface AcceptedPoints {
  readonly scorecardId: number | null;
  readonly fresh: readonly NewAssessment[];
}

/** Điểm thẩm định: what an approver accepts, and why where it is not what was declared or computed. */
@Injectable()
export class Reviews {
  constructor(
    private readonly criteria: ScoredCriteria,
    private readonly scores: ScoresService,
  ) {}

  /** All of them or none; how many there are. A later row of the same unit, year and criterion wins. */
  async review(tx: WriteTransaction, code: string, list: SubmissionList<ReviewDto>): Promise<number> {
    return this.record(tx, await this.check(tx, code, list));
  }

  /** What `review` does first, for whoever reviews by several scorecards, or by none: refuses with every fault. */
  async check(tx: WriteTransaction, code: string, list: SubmissionList<ReviewDto>): Promise<AcceptedPoints> {
    const meant = await this.criteria.resolve(tx, code, list.items);
    const sheets = new Map<ScoringYear, ScoreSheet>();
    for (const scoring of new Set(meant.flatMap((one) => one.scoring ?? [])))
      sheets.set(scoring, await this.scores.sheet(scoring, tx.manager));
    const checked = list.items.map(({ value, faults: formal }, index): NewAssessment | readonly Fault[] => {
      const { scoring, unitId, maximum, faults: found } = meant[index] as MeantCriterion;
      const sheet = scoring && sheets.get(scoring);
      const { year, criterion, points, reason = null } = value;
      if (!sheet || unitId === null || maximum === null || year === undefined || criterion === undefined) return found;
      const unit = sheet.units.find((one) => one.unit.id === unitId);
      const score = unit?.score.criteria.find((one) => one.code === criterion);
      if (!score) throw new Error('What was resolved is scored');
      if (formal.some(({ path }) => path === 'points')) return found;
      const standing = standingPoints(score);
      const accepted = points === undefined ? standing : pointsOf(points);
      if (accepted === null) return [...found, pointsNeeded()];
      const agrees = standing === accepted;
      const faults = [...found, ...(agrees || reason !== null ? [] : [reasonNeeded()])];
      return faults.length > 0 ? faults : { year, unitId, criterion, points: accepted, words: reason };
    });
    refuseIfAny([
      ...list.faults,
      ...checked.flatMap((one, index) => ('year' in one ? [] : one.map((fault) => at(`reviews[${index}]`, fault)))),
    ]);
    const fresh = [...new Map((checked as NewAssessment[]).map((one) => [criterionKey(one), one])).values()];
    const [scoring] = sheets.keys();
    return { scorecardId: scoring?.scorecard.id ?? null, fresh };
  }

  /** Accepts what was checked in the same transaction; how many there are. */
  async record(tx: WriteTransaction, { scorecardId, fresh }: AcceptedPoints): Promise<number> {
    if (scorecardId === null) return 0;
    const { n } = await tx.revision();
    await closeAssessments(tx.manager, 'criterion_review', scorecardId, fresh, { revision: n, reason: null });
    await insertAssessments(tx.manager, 'criterion_review', scorecardId, fresh, n);
    return fresh.length;
  }

  /** The criterion is open again. */
  async withdraw(tx: WriteTransaction, code: string, submission: Submission<WithdrawalDto>): Promise<void> {
    const [{ scoring, unitId, faults }] = (await this.criteria.resolve(tx, code, [submission])) as [MeantCriterion];
    refuseIfAny(faults);
    if (!scoring || unitId === null) throw new Error('Checked above');
    const { year, criterion, reason } = submission.value as WithdrawalDto;
    const sheet = await this.scores.sheet(scoring, tx.manager);
    const unit = sheet.units.find((one) => one.unit.id === unitId);
    if (unit?.accepted.has(criterion) !== true) throw new Refusal([nothingToWithdraw()]);
    const closing = { revision: (await tx.revision()).n, reason };
    const key = { year, unitId, criterion };
    await closeAssessments(tx.manager, 'criterion_review', scoring.scorecard.id, [key], closing);
  }
}
