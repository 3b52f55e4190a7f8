import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../kernel/local-date.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { closeDecisions, type DecisionRow, replaceDecision } from './inheritance.queries.js';

/** Records who of the predecessors counts for a successor's stage. */
@Injectable()
export class InheritanceDecisionsService {
  async record(tx: WriteTransaction, decision: DecisionRow): Promise<void> {
    await replaceDecision(tx.manager, decision, (await tx.revision()).n);
  }

  /** Ceases to believe what was decided of successors whose reorganisation is undone. */
  async withdraw(tx: WriteTransaction, successorIds: readonly string[], effectiveOn: LocalDate): Promise<void> {
    await closeDecisions(tx.manager, successorIds, effectiveOn, (await tx.revision()).n);
  }
}
