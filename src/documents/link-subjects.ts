import { Injectable } from '@nestjs/common';
import { type Db } from '../platform/database/db.js';
import { type Subject, type SubjectType } from './domain/document.js';
import { type UnitRealm } from './unit-realms.js';

/** What the caller may do with something that documents are evidence of. */
export interface SubjectRights {
  readonly visible: boolean;
  readonly writable: boolean;
  /** Whether it is of some of these units, on the days it is about. */
  isWithin(realm: UnitRealm): boolean;
}

/** What a feature to the right knows of its own: which ids there are, and what the caller may do with them. */
export interface LinkSubjectKind {
  readonly type: SubjectType;
  /** Those of the ids that name something recorded up to the revision. */
  find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>>;
}

/** What documents can be linked to: each feature registers its own kind. What nobody registered, nobody sees. */
@Injectable()
export class LinkSubjects {
  private readonly kinds = new Map<SubjectType, LinkSubjectKind>();

  register(kind: LinkSubjectKind): void {
    this.kinds.set(kind.type, kind);
  }

  async find(
    type: SubjectType,
    ids: readonly string[],
    revision: number,
    db: Db,
  ): Promise<ReadonlyMap<string, SubjectRights>> {
    if (ids.length === 0) return new Map();
    return (await this.kinds.get(type)?.find(ids, revision, db)) ?? new Map<string, SubjectRights>();
  }

  /** Those that the caller may see; of some units alone, if given. */
  async visible<T extends Subject>(
    subjects: readonly T[],
    revision: number,
    db: Db,
    realm: UnitRealm | null = null,
  ): Promise<T[]> {
    const types = [...new Set(subjects.map(({ type }) => type))];
    const found = new Map<SubjectType, ReadonlyMap<string, SubjectRights>>();
    for (const type of types) {
      const ids = [...new Set(subjects.flatMap((subject) => (subject.type === type ? subject.id : [])))];
      found.set(type, await this.find(type, ids, revision, db));
    }
    return subjects.filter(({ type, id }) => {
      const rights = found.get(type)?.get(id);
      return rights?.visible === true && (realm === null || rights.isWithin(realm));
    });
  }
}
