import { Injectable } from '@nestjs/common';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type DecisionRow, replaceDecision } from './inheritance.queries.js';

/** Records who of the predecessors counts for a successor's stage. */
@Injectable()
export class InheritanceDecisionsService {
  async record(tx: WriteTransaction, decision: DecisionRow): Promise<void> {
    await replaceDecision(tx.manager, decision, (await tx.revision()).n);
  }
}
