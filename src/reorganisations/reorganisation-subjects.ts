import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LinkSubjectKind, LinkSubjects, type SubjectRights } from '../documents/link-subjects.js';
import { addDays } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { selectReorganisationIds, selectUnitsOfReorganisations } from './reorganisations.queries.js';

/** What documents need to know of reorganisations: whoever reads sees them all, whoever may edit links them. */
@Injectable()
export class ReorganisationSubjects implements LinkSubjectKind, OnModuleInit {
  readonly type = 'reorganisation';

  constructor(
    private readonly subjects: LinkSubjects,
    private readonly scopes: UnitScopes,
  ) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>> {
    const found = await selectReorganisationIds(db, ids, revision);
    const writable = (await this.scopes.loggable(revision, db)) === null;
    const units = await selectUnitsOfReorganisations(db, found, revision);
    return new Map(
      found.map((id): [string, SubjectRights] => {
        const own = units.filter((one) => one.id === id);
        // Of the units as they were the day before, and as they became.
        const isWithin: SubjectRights['isWithin'] = (realm) =>
          own.some(({ unitId, day }) => realm.meets(unitId, { from: addDays(day, -1), to: addDays(day, 1) }));
        return [id, { visible: true, writable, isWithin }];
      }),
    );
  }
}
