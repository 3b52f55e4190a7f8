import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LinkSubjectKind, LinkSubjects, type SubjectRights } from '../documents/link-subjects.js';
import { addDays } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { selectTargetsById } from './targets.queries.js';

/** What documents need to know of targets: the province sets them, so whoever may edit links them. */
@Injectable()
export class TargetSubjects implements LinkSubjectKind, OnModuleInit {
  readonly type = 'target';

  constructor(
    private readonly subjects: LinkSubjects,
    private readonly scopes: UnitScopes,
  ) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>> {
    const targets = await selectTargetsById(db, ids, revision);
    const readable = await this.scopes.readable(revision, db);
    const writable = (await this.scopes.loggable(revision, db)) === null;
    return new Map(
      targets.map(({ id, scopeId, startsOn, dueOn }) => {
        const period = { from: startsOn, to: addDays(dueOn, 1) };
        const visible = readable?.meets(scopeId, period) ?? true;
        return [id, { visible, writable, isWithin: (realm) => realm.meets(scopeId, period) }];
      }),
    );
  }
}
