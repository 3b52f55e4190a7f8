import { Injectable } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { definitionsTakenBack, laterValuesRest, valueOutsideScope } from './indicator-values.errors.js';
import { closeValues, insertCopies, selectInTheWay, selectStatedIn } from './indicator-values.queries.js';
import { IndicatorsService } from './indicators.service.js';

/** Taking back what one revision stated of indicators. */
@Injectable()
export class ValueUndo {
  constructor(
    private readonly indicators: IndicatorsService,
    private readonly scopes: UnitScopes,
    private readonly links: DocumentLinksService,
  ) {}

  /** Withdraws what a revision stated, and states again what it withdrew. Refuses, with the list, where later values rest on it. */
  async undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const stated = await selectStatedIn(tx.manager, revision);
    const { n: last } = await tx.lastRevision();
    const scopes = await this.scopes.loggable(last, tx.manager);
    const definitions = await this.indicators.allPeriods(last, tx.manager);
    const systemOf = new Map(definitions.map(({ indicatorId, systemId }) => [indicatorId, systemId]));
    const isOutside = stated.some(
      ({ unitId, indicatorId, measuredOn }) => !mayLog(scopes, unitId, systemOf.get(indicatorId) ?? null, measuredOn),
    );
    if (isOutside) throw new Refusal([valueOutsideScope('')]);
    const gone = stated.filter(({ indicatorId }) => !systemOf.has(indicatorId)).length;
    if (gone > 0) throw new Refusal([definitionsTakenBack(gone)]);
    const own = stated.flatMap(({ believedId }) => believedId ?? []);
    const later = [
      ...stated.flatMap(({ laterId }) => laterId ?? []),
      ...(await selectInTheWay(tx.manager, revision, own)),
    ];
    if (later.length > 0) throw new Refusal([laterValuesRest([...new Set(later)])]);
    const { n } = await tx.revision();
    await closeValues(tx.manager, own, reason, n);
    await this.links.carryOver(
      tx,
      'indicator-value',
      (await insertCopies(tx.manager, revision, n)).map(({ from, to }) => ({ from: String(from), to: String(to) })),
    );
  }
}
