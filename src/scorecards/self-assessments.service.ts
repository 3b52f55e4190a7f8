import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { at, type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission, type SubmissionList } from '../platform/validation/submission.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import {
  type AssessmentRow,
  closeAssessments,
  criterionKey,
  insertAssessments,
  type NewAssessment,
  selectAssessments,
} from './assessments.queries.js';
import { pointsOf } from './domain/points.js';
import { type AssessmentDto, type WithdrawalDto } from './dto/assessment.requests.js';
import { assessmentOutsideScope, nothingToWithdraw, reviewedAlready } from './scorecards.errors.js';
import { type MeantCriterion, ScoredCriteria } from './scored-criteria.service.js';
import { type ScoringYear } from './scores.service.js';

type Checked = NewAssessment & { readonly documents: readonly string[] | undefined };

/** Points that may be declared as they are: nothing is wrong with them. */
export interface Declarations {
  readonly scorecardId: number | null;
  readonly fresh: readonly Checked[];
  readonly before: Before;
}

/** What is believed of a year before a write. */
interface Before {
  readonly declared: ReadonlyMap<string, AssessmentRow>;
  readonly reviewed: ReadonlySet<string>;
}

/** Điểm tự chấm: what units declare of themselves, with evidence. Once reviewed, it stands until the review is withdrawn. */
@Injectable()
export class SelfAssessments {
  constructor(
    private readonly criteria: ScoredCriteria,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
  ) {}

  /** All of them or none; how many say something new. A later row of the same unit, year and criterion wins. */
  async declare(tx: WriteTransaction, code: string, list: SubmissionList<AssessmentDto>): Promise<number> {
    return this.record(tx, await this.check(tx, code, list));
  }

  /** What `declare` does first, for whoever declares of several scorecards, or of none: refuses with every fault. */
  async check(tx: WriteTransaction, code: string, list: SubmissionList<AssessmentDto>): Promise<Declarations> {
    const meant = await this.criteria.resolve(tx, code, list.items);
    const before = await this.before(tx, meant);
    const { n: last } = await tx.lastRevision();
    const scopes = await this.scopes.loggable(last, tx.manager);
    const documents = list.items.flatMap(({ value }) => value.documents ?? []);
    const known = await this.links.known(tx, documents);
    const checked = list.items.map(({ value }, index): Checked | readonly Fault[] => {
      const { scoring, unitId, maximum, faults: found } = meant[index] as MeantCriterion;
      const faults = [...found, ...this.links.faultsOfKnown(known, value.documents)];
      if (scoring && unitId !== null && !mayLog(scopes, unitId, null, scoring.at.asOf))
        faults.push(assessmentOutsideScope());
      if (unitId === null || maximum === null) return faults;
      const { year, criterion, points } = value as AssessmentDto;
      const key = { year, unitId, criterion };
      if (before.reviewed.has(criterionKey(key))) faults.push(reviewedAlready('criterion'));
      if (faults.length > 0) return faults;
      return { ...key, points: pointsOf(points), words: value.note ?? null, documents: value.documents };
    });
    refuseIfAny([
      ...list.faults,
      ...checked.flatMap((one, index) => ('year' in one ? [] : one.map((fault) => at(`assessments[${index}]`, fault)))),
    ]);
    const byKey = new Map((checked as Checked[]).map((one) => [criterionKey(one), one]));
    const fresh = [...byKey.values()].filter((one) => {
      const present = before.declared.get(criterionKey(one));
      return present?.points !== one.points || present.words !== one.words || one.documents !== undefined;
    });
    const [scoring] = meant.flatMap((one) => one.scoring ?? []);
    return { scorecardId: scoring?.scorecard.id ?? null, fresh, before };
  }

  /** Declares what was checked in the same transaction; how many say something new. */
  async record(tx: WriteTransaction, { scorecardId, fresh, before }: Declarations): Promise<number> {
    if (scorecardId !== null && fresh.length > 0) await this.write(tx, scorecardId, fresh, before);
    return fresh.length;
  }

  /** It was declared wrongly: from this revision on nothing is. */
  async withdraw(tx: WriteTransaction, code: string, submission: Submission<WithdrawalDto>): Promise<void> {
    const meant = await this.criteria.resolve(tx, code, [submission]);
    const [{ scoring, unitId, faults: found }] = meant as [MeantCriterion];
    const before = await this.before(tx, meant);
    const { n: last } = await tx.lastRevision();
    const faults = [...found];
    if (scoring && unitId !== null) {
      const scopes = await this.scopes.loggable(last, tx.manager);
      if (!mayLog(scopes, unitId, null, scoring.at.asOf)) faults.push(assessmentOutsideScope());
    }
    refuseIfAny(faults);
    if (!scoring || unitId === null) throw new Error('Checked above');
    const { year, criterion, reason } = submission.value as WithdrawalDto;
    const key = { year, unitId, criterion };
    if (!before.declared.has(criterionKey(key))) throw new Refusal([nothingToWithdraw()]);
    if (before.reviewed.has(criterionKey(key))) throw new Refusal([reviewedAlready('criterion')]);
    const closing = { revision: (await tx.revision()).n, reason };
    await closeAssessments(tx.manager, 'self_assessment', scoring.scorecard.id, [key], closing);
  }

  private async write(
    tx: WriteTransaction,
    scorecardId: number,
    fresh: readonly Checked[],
    before: Before,
  ): Promise<void> {
    const { n } = await tx.revision();
    await closeAssessments(tx.manager, 'self_assessment', scorecardId, fresh, { revision: n, reason: null });
    const ids = (await insertAssessments(tx.manager, 'self_assessment', scorecardId, fresh, n)).map(String);
    const links = fresh.map(({ documents = [] }, index) => ({ subjectId: ids[index] as string, documents }));
    await this.links.link(tx, 'self-assessment', links);
    const kept = fresh.flatMap((one, index) => {
      const from = one.documents === undefined ? before.declared.get(criterionKey(one)) : undefined;
      return from ? [{ from: String(from.id), to: ids[index] as string }] : [];
    });
    await this.links.carryOver(tx, 'self-assessment', kept);
  }

  private async before(tx: WriteTransaction, meant: readonly MeantCriterion[]): Promise<Before> {
    const { n: last } = await tx.lastRevision();
    const scorings = new Set(meant.flatMap(({ scoring }) => scoring ?? []));
    const read = async (table: 'self_assessment' | 'criterion_review'): Promise<AssessmentRow[]> => {
      const rows: AssessmentRow[] = [];
      for (const { scorecard, year } of scorings as ReadonlySet<ScoringYear>)
        rows.push(...(await selectAssessments(tx.manager, table, { scorecardId: scorecard.id, year }, last)));
      return rows;
    };
    const [declared, reviewed] = [await read('self_assessment'), await read('criterion_review')];
    return {
      declared: new Map(declared.map((row) => [criterionKey(row), row])),
      reviewed: new Set(reviewed.map(criterionKey)),
    };
  }
}
