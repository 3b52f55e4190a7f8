import { Injectable } from '@nestjs/common';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission, type SubmissionList } from '../platform/validation/submission.js';
import { closeAssessments, criterionKey, insertAssessments, type NewAssessment } from './assessments.queries.js';
import { pointsOf } from './domain/points.js';
import { type CriterionScore } from './domain/score.js';
import { type ReviewDto, type WithdrawalDto } from './dto/assessment.requests.js';
import { nothingToWithdraw, pointsNeeded, reasonNeeded } from './scorecards.errors.js';
import { type MeantCriterion, ScoredCriteria } from './scored-criteria.service.js';
import { ScoresService, type ScoreSheet, type ScoringYear } from './scores.service.js';

/** Điểm thẩm định: what an approver accepts, and why where it is not what was declared or computed. */
@Injectable()
export class Reviews {
  constructor(
    private readonly criteria: ScoredCriteria,
    private readonly scores: ScoresService,
  ) {}

  /** All of them or none; how many there are. A later row of the same unit, year and criterion wins. */
  async review(tx: WriteTransaction, code: string, list: SubmissionList<ReviewDto>): Promise<number> {
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
      const accepted = points === undefined ? standing(score) : pointsOf(points);
      if (accepted === null) return [...found, pointsNeeded()];
      const agrees = isSaidOnce(score) && standing(score) === accepted;
      const faults = [...found, ...(agrees || reason !== null ? [] : [reasonNeeded()])];
      return faults.length > 0 ? faults : { year, unitId, criterion, points: accepted, words: reason };
    });
    refuseIfAny([
      ...list.faults,
      ...checked.flatMap((one, index) => ('year' in one ? [] : one.map((fault) => at(`reviews[${index}]`, fault)))),
    ]);
    const fresh = [...new Map((checked as NewAssessment[]).map((one) => [criterionKey(one), one])).values()];
    const [scoring] = sheets.keys();
    if (!scoring) throw new Error('Checked above');
    const { n } = await tx.revision();
    const { id } = scoring.scorecard;
    await closeAssessments(tx.manager, 'criterion_review', id, fresh, { revision: n, reason: null });
    await insertAssessments(tx.manager, 'criterion_review', id, fresh, n);
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

/** The points that stand without a review: computed, else declared; null where there are none, or two that differ. */
function standing(score: CriterionScore): number | null {
  return isSaidOnce(score) ? (score.computed ?? score.declared) : null;
}

function isSaidOnce({ difference }: CriterionScore): boolean {
  return (difference ?? 0) === 0;
}
