import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { laterTargetsRest } from './targets.errors.js';
import {
  closeTargets,
  insertTargetCopies,
  selectTargetsSetIn,
  selectTargetStatements,
  type TargetStatement,
} from './targets.queries.js';

export { type TargetStatement } from './targets.queries.js';

/** Targets in bulk, and taking back what one revision set. */
@Injectable()
export class TargetRecords {
  constructor(private readonly links: DocumentLinksService) {}

  /** All that there ever were, in the order of recording. */
  async all(tx: WriteTransaction): Promise<TargetStatement[]> {
    return selectTargetStatements(tx.manager, (await tx.lastRevision()).n);
  }

  /** Withdraws what a revision set, and sets again what it withdrew. Refuses, with the list, where another has come in its place. */
  async undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const stated = await selectTargetsSetIn(tx.manager, revision);
    const later = stated.filter(({ believedId }) => believedId === null).map(({ name }) => name);
    if (later.length > 0) throw new Refusal([laterTargetsRest(later)]);
    const { n } = await tx.revision();
    const ids = stated.flatMap(({ believedId }) => believedId ?? []);
    await closeTargets(tx.manager, ids, reason, n);
    await this.links.carryOver(tx, 'target', await insertTargetCopies(tx.manager, revision, n));
  }
}
