import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitRealms } from '../documents/unit-realms.js';
import { UnitScopes } from './unit-scopes.service.js';
import { UnitsService } from './units.service.js';

/** What documents need to know of units: which ones a question for documents names. */
@Injectable()
export class UnitsOfDocuments implements OnModuleInit {
  constructor(
    private readonly realms: UnitRealms,
    private readonly units: UnitsService,
    private readonly scopes: UnitScopes,
  ) {}

  onModuleInit(): void {
    this.realms.register(async (references, at) => {
      const units = await this.units.scope(references, await this.units.tree(at), at);
      return this.scopes.scopeOf(
        units.map(({ id }) => id),
        at.revision,
      );
    });
  }
}
