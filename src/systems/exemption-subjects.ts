import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LinkSubjectKind, LinkSubjects, type SubjectRights } from '../documents/link-subjects.js';
import { type Db } from '../platform/database/db.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { selectExemptionsById } from './obligations.queries.js';

/** What documents need to know of exemptions: the province grants them, so whoever may edit links them. */
@Injectable()
export class ExemptionSubjects implements LinkSubjectKind, OnModuleInit {
  readonly type = 'exemption';

  constructor(
    private readonly subjects: LinkSubjects,
    private readonly scopes: UnitScopes,
  ) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>> {
    const exemptions = await selectExemptionsById(db, ids, revision);
    const readable = await this.scopes.readable(revision, db);
    const writable = (await this.scopes.loggable(revision, db)) === null;
    return new Map(
      exemptions.map(({ id, unitId, validFrom, validTo }) => {
        const period = { from: validFrom, to: validTo };
        const visible = readable?.meets(unitId, period) ?? true;
        return [id, { visible, writable, isWithin: (realm) => realm.meets(unitId, period) }];
      }),
    );
  }
}
