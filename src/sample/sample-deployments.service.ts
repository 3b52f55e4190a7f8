import { Injectable } from '@nestjs/common';
import { DeclarationsService } from '../deployments/declarations.service.js';
import { DeclarationDto } from '../deployments/dto/declaration.requests.js';
import { DeploymentDto } from '../deployments/dto/deployment.requests.js';
import { LedgerService } from '../deployments/ledger.service.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { readSample, SOURCE } from './sample-files.js';
import { type IdOfUnit } from './sample-units.service.js';

/** Loads what data/sample says by name, and the figures that were only declared. */
@Injectable()
export class SampleDeployments {
  constructor(
    private readonly ledger: LedgerService,
    private readonly declarations: DeclarationsService,
  ) {}

  /** How many entries were made. */
  async load(tx: WriteTransaction, idOf: IdOfUnit): Promise<number> {
    const items = readSample('deployments.csv').map(({ unit, system, stage, effective_on, dated, fact }) =>
      submit(DeploymentDto, {
        unit: idOf(unit),
        system,
        stage,
        effectiveOn: effective_on,
        dated,
        evidence: [{ kind: 'document', title: `${SOURCE} (${fact ?? ''})` }],
      }),
    );
    const entries = await this.ledger.logBatch(tx, { items, faults: [] });
    for (const { fact, ...row } of readSample('declarations.csv')) {
      const declaration = {
        system: row['system'],
        level: row['level'],
        scope: idOf(row['scope']),
        asOf: row['as_of'],
        ...(row['count'] === undefined ? {} : { count: Number(row['count']) }),
        comparator: row['comparator'],
        counted: row['counted'],
        document: `${SOURCE} (${fact ?? ''})`,
        quote: row['quote'],
      };
      await this.declarations.declare(tx, submit(DeclarationDto, declaration));
    }
    return entries.length;
  }
}
