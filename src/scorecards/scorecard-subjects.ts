import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LinkSubjectKind, LinkSubjects, type SubjectRights } from '../documents/link-subjects.js';
import { type Db } from '../platform/database/db.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { selectSelfAssessmentsById } from './assessments.queries.js';
import { type PublishedResult } from './domain/published-result.js';
import { selectResultsById } from './results.queries.js';
import { lastDayOf } from './domain/scoring-year.js';

/** Tài liệu kiểm chứng of a self-assessment: whoever may declare for the unit links them. */
@Injectable()
export class SelfAssessmentSubjects implements LinkSubjectKind, OnModuleInit {
  readonly type = 'self-assessment';

  constructor(
    private readonly subjects: LinkSubjects,
    private readonly scopes: UnitScopes,
  ) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>> {
    const numbers = ids.filter((id) => /^[1-9]\d{0,14}$/.test(id)).map(Number);
    const assessments = await selectSelfAssessmentsById(db, numbers, revision);
    const readable = await this.scopes.readable(revision, db);
    const loggable = await this.scopes.loggable(revision, db);
    return new Map(
      assessments.map(({ id, unitId, year }) => [
        String(id),
        {
          visible: readable?.holds(unitId, lastDayOf(year)) ?? true,
          writable: mayLog(loggable, unitId, null, lastDayOf(year)),
          isWithin: (realm) => realm.holds(unitId, lastDayOf(year)),
        },
      ]),
    );
  }
}

/** The decision that a published result rests on: whoever may edit links it. */
@Injectable()
export class ScorecardResultSubjects implements LinkSubjectKind, OnModuleInit {
  readonly type = 'scorecard-result';

  constructor(
    private readonly subjects: LinkSubjects,
    private readonly scopes: UnitScopes,
  ) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>> {
    const results = await selectResultsById(db, ids, revision);
    const readable = await this.scopes.readable(revision, db);
    const writable = (await this.scopes.loggable(revision, db)) === null;
    return new Map(
      results.map(({ id, snapshot }) => {
        const { scopeId, asOf, units } = JSON.parse(snapshot) as PublishedResult;
        const ids = [scopeId, ...units.map(({ unit }) => unit.id)];
        const visible = readable?.holds(scopeId, asOf) ?? true;
        return [id, { visible, writable, isWithin: (realm) => ids.some((unitId) => realm.holds(unitId, asOf)) }];
      }),
    );
  }
}
