import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LinkSubjectKind, LinkSubjects, type SubjectRights } from '../documents/link-subjects.js';
import { type Db } from '../platform/database/db.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { selectActivitiesById } from './activities.queries.js';
import { mayRecord, maySee } from './activity-rights.js';
import { unitsOf } from './domain/activity.js';

/** What documents need to know of activities: whoever may record one links documents to it. */
@Injectable()
export class ActivitySubjects implements LinkSubjectKind, OnModuleInit {
  readonly type = 'activity';

  constructor(
    private readonly subjects: LinkSubjects,
    private readonly scopes: UnitScopes,
  ) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>> {
    const numbers = ids.filter((id) => /^[1-9]\d{0,14}$/.test(id)).map(Number);
    const activities = await selectActivitiesById(db, numbers, revision);
    const readable = await this.scopes.readable(revision, db);
    const loggable = await this.scopes.loggable(revision, db);
    return new Map(
      activities.map((activity) => [
        String(activity.id),
        {
          visible: maySee(readable, activity),
          writable: mayRecord(loggable, activity),
          isWithin: (realm) => unitsOf(activity).some((unitId) => realm.holds(unitId, activity.startsOn)),
        },
      ]),
    );
  }
}
