import { at, type Fault, Refusal, refuseIfAny } from '../../kernel/refusal.js';
import { type Submission, type SubmissionList } from '../../platform/validation/submission.js';
import { groupBy } from '../domain/group-by.js';
import { ofItem } from './row-commands.js';

/** What is to be said of a scorecard. */
export interface OfScorecard<T> {
  readonly scorecard: string;
  readonly submission: Submission<T>;
}

/**
 * Judges what rows say of several scorecards, each as the interface takes a batch, before any of it is written; refuses
 * with the faults of all, at `rows[0]`, `rows[1]`, in the order given.
 */
export async function checkEach<T, C>(
  all: readonly OfScorecard<T>[],
  check: (scorecard: string, list: SubmissionList<T>) => Promise<C>,
): Promise<C[]> {
  const checked: C[] = [];
  const faults: Fault[] = [];
  const numbered = all.map((one, index) => ({ ...one, index }));
  for (const [scorecard, group] of groupBy(numbered, (one) => one.scorecard)) {
    try {
      checked.push(await check(scorecard, { items: group.map(({ submission }) => submission), faults: [] }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const fault of error.faults) {
        const { index, fault: own } = ofItem(fault);
        faults.push(at(`rows[${group[index]?.index ?? 0}]`, own));
      }
    }
  }
  refuseIfAny(faults);
  return checked;
}
