import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LinkSubjectKind, LinkSubjects, type SubjectRights } from '../documents/link-subjects.js';
import { type Db } from '../platform/database/db.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { selectValuesById } from './indicator-values.queries.js';
import { IndicatorsService } from './indicators.service.js';

/** What documents need to know of values: who may state one may say what it rests on. */
@Injectable()
export class ValueSubjects implements LinkSubjectKind, OnModuleInit {
  readonly type = 'indicator-value';

  constructor(
    private readonly subjects: LinkSubjects,
    private readonly scopes: UnitScopes,
    private readonly indicators: IndicatorsService,
  ) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>> {
    const numbers = ids.filter((id) => /^[1-9]\d{0,14}$/.test(id)).map(Number);
    const values = await selectValuesById(db, numbers, revision);
    const meanings = await this.indicators.ofValues(
      values.map(({ definitionId }) => definitionId),
      db,
    );
    const readable = await this.scopes.readable(revision, db);
    const loggable = await this.scopes.loggable(revision, db);
    return new Map(
      values.map((value) => [
        String(value.id),
        {
          isWithin: (realm) => realm.meets(value.unitId, value),
          visible: readable?.meets(value.unitId, value) ?? true,
          writable: mayLog(
            loggable,
            value.unitId,
            meanings.get(value.definitionId)?.systemId ?? null,
            value.measuredOn,
          ),
        },
      ]),
    );
  }
}
