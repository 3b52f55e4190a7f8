import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { InheritanceDecisionsService } from '../deployments/inheritance-decisions.service.js';
import { StrandedService } from '../deployments/stranded.service.js';
import { Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { UnitReorganisationService } from '../units/unit-reorganisation.service.js';
import { type UndoDto } from './dto/reorganisation.requests.js';
import { reorganisationUnknown, restedOn, undoneAlready } from './reorganisations.errors.js';
import { closeReorganisation, findReorganisation } from './reorganisations.queries.js';

/** Takes reorganisations back (domain.md §1). */
@Injectable()
export class UndoService {
  constructor(
    private readonly reorganised: UnitReorganisationService,
    private readonly stranded: StrandedService,
    private readonly decisions: InheritanceDecisionsService,
    private readonly accounts: AccountsService,
  ) {}

  /** Closes what the package recorded; refuses, with the list, while entries, later changes or the rights of accounts rest on it. */
  async undo(tx: WriteTransaction, id: string, submission: Submission<UndoDto>): Promise<void> {
    const last = await tx.lastRevision();
    const found = await findReorganisation(tx.manager, id, last.n);
    if (!found) throw new Refusal([reorganisationUnknown(id)]);
    refuseIfAny(submission.faults);
    if (found.undoneIn !== null) throw new Refusal([undoneAlready()]);
    const { opened, closed, successors, resting } = await this.reorganised.recordedBy(tx, id);
    const before = new Set(closed.map(({ unitId }) => unitId));
    const made = [...new Set(opened.map(({ unitId }) => unitId))].filter((unitId) => !before.has(unitId));
    const entries = await this.stranded.entriesFrom(tx, made, found.effectiveOn);
    const accounts = await this.accounts.restingOn(made, tx.manager);
    if (entries.length > 0 || resting.length > 0 || accounts.length > 0) {
      const names = new Map(opened.map(({ unitId, name }) => [unitId, name]));
      throw new Refusal([
        restedOn({
          entries: entries.map(({ id: entry, unitId, effectiveOn }) => ({
            id: entry,
            unit: names.get(unitId) ?? unitId,
            effectiveOn,
          })),
          units: resting,
          accounts: [...new Set(accounts.map(({ account }) => account))],
        }),
      ]);
    }
    await this.reorganised.undo(tx, id);
    await this.decisions.withdraw(tx, successors, found.effectiveOn);
    await closeReorganisation(tx.manager, id, submission.value.reason ?? '', (await tx.revision()).n);
  }
}
