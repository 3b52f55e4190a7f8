import { Injectable } from '@nestjs/common';
import { type WriteTransaction } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { ApplicabilityDto, SystemDto } from '../systems/dto/system.requests.js';
import { ObligationsService } from '../systems/obligations.service.js';
import { SystemsService } from '../systems/systems.service.js';
import { readSample } from './sample-files.js';
import { type IdOfUnit } from './sample-units.service.js';

/** Loads the systems of data/sample and who should have them. */
@Injectable()
export class SampleSystems {
  constructor(
    private readonly systems: SystemsService,
    private readonly obligations: ObligationsService,
  ) {}

  async load(tx: WriteTransaction, idOf: IdOfUnit): Promise<void> {
    for (const { code, name, name_en, parent, owner, legal_basis } of readSample('systems.csv')) {
      const system = {
        code,
        name,
        nameEn: name_en,
        parent,
        legalBasis: legal_basis,
        ...(owner ? { owner: idOf(owner) } : {}),
      };
      await this.systems.create(tx, submit(SystemDto, system));
    }
    for (const { system = '', level, set, within, valid_from, legal_basis } of readSample('applicability.csv')) {
      const rule = { level, set, within: idOf(within), validFrom: valid_from, legalBasis: legal_basis };
      await this.obligations.addRule(tx, system, submit(ApplicabilityDto, rule));
    }
  }
}
