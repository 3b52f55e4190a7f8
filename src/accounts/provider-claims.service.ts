import { Inject, Injectable, Logger } from '@nestjs/common';
import { type ServiceOptions } from '../../config/service-options.js';
import { accountNameOf, type Claims, mappedGrants } from '../access/domain/claims-to-grants.js';
import { type Identity } from '../access/single-sign-on.service.js';
import { type Grant } from '../kernel/caller.js';
import { type Fault } from '../kernel/refusal.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { SERVICE_OPTIONS } from '../platform/service-options.token.js';
import { ScopeReferences } from './scope-references.service.js';

/** What it means here that the provider says something of somebody. */
@Injectable()
export class ProviderClaims {
  private readonly logger = new Logger('SingleSignOn');

  constructor(
    private readonly references: ScopeReferences,
    private readonly readPoints: ReadPoints,
    @Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions,
  ) {}

  /**
   * The grants that the claims stand for. One whose unit or system does not exist on the day is left out, never given
   * everywhere; the operator is told.
   */
  async grantsOf(claims: Claims): Promise<Grant[]> {
    const { singleSignOn } = this.options;
    if (!singleSignOn) return [];
    const point = await this.readPoints.resolve({});
    const grants = new Map<string, Grant>();
    for (const { role, unit, system } of mappedGrants(claims, singleSignOn.rolesClaim, singleSignOn.grants)) {
      const faults: Fault[] = [];
      const unitId = unit === null ? null : await this.references.unit(unit, point, 'unit', faults);
      const systemId = system === null ? null : await this.references.system(system, point, 'system', faults);
      if (faults.length === 0) grants.set(`${role} ${unitId ?? ''} ${systemId ?? ''}`, { role, unitId, systemId });
      for (const { message } of faults) this.logger.warn(`OIDC_GRANTS, ${role}: ${message.en}`);
    }
    return [...grants.values()];
  }

  /** How an account for somebody is named, if no other is named so. */
  nameFor({ claims, subject }: Identity): string {
    return accountNameOf(claims, this.options.singleSignOn?.nameClaim ?? '', subject);
  }
}
