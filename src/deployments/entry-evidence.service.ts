import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { documentOfLink, documentUnknown } from '../documents/documents.errors.js';
import { type LinkSubjectKind, LinkSubjects, type SubjectRights } from '../documents/link-subjects.js';
import { type Fault } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { mayLog, UnitScopes } from '../units/unit-scopes.service.js';
import { type Evidence, type NewEntry, selectEntries } from './deployments.queries.js';

/** What entries rest on (domain.md §3, tài liệu kiểm chứng): documents named when they are logged, or linked later. */
@Injectable()
export class EntryEvidence implements LinkSubjectKind, OnModuleInit {
  readonly type = 'deployment-entry';

  constructor(
    private readonly links: DocumentLinksService,
    private readonly subjects: LinkSubjects,
    private readonly scopes: UnitScopes,
  ) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async find(ids: readonly string[], revision: number, db: Db): Promise<ReadonlyMap<string, SubjectRights>> {
    const numbers = ids.filter((id) => /^[1-9]\d{0,14}$/.test(id)).map(Number);
    const entries = await selectEntries(db, numbers, revision);
    const readable = await this.scopes.readable(revision, db);
    const loggable = await this.scopes.loggable(revision, db);
    return new Map(
      entries.map(({ id, unitId, systemId, effectiveOn }) => [
        String(id),
        {
          visible: readable?.holds(unitId, effectiveOn) ?? true,
          writable: mayLog(loggable, unitId, systemId, effectiveOn),
          isWithin: (realm) => realm.holds(unitId, effectiveOn),
        },
      ]),
    );
  }

  /** What is wrong with the documents that each piece of evidence names; in the order given. */
  async faultsOf(tx: WriteTransaction, given: readonly (readonly Evidence[])[]): Promise<Fault[][]> {
    const known = await this.links.known(
      tx,
      given.flatMap((evidence) => evidence.flatMap(({ document }) => document ?? [])),
    );
    return given.map((evidence) =>
      evidence.flatMap(({ kind, document }, index) => {
        const path = `evidence[${index}].document`;
        if (document === undefined) return [];
        if (kind === 'link') return [documentOfLink(path)];
        return known.has(document) ? [] : [documentUnknown(path, document, 'unprocessable')];
      }),
    );
  }

  /** Links entries of the same transaction with the documents that their evidence names. */
  async link(tx: WriteTransaction, ids: readonly number[], entries: readonly NewEntry[]): Promise<void> {
    const links = entries.map(({ evidence }, index) => ({
      subjectId: String(ids[index]),
      documents: evidence.flatMap(({ document }) => document ?? []),
    }));
    await this.links.link(tx, this.type, links);
  }

  /** Entries that come in the place of others rest on what those rested on. */
  async carryOver(tx: WriteTransaction, pairs: readonly { from: number; to: number }[]): Promise<void> {
    await this.links.carryOver(
      tx,
      this.type,
      pairs.map(({ from, to }) => ({ from: String(from), to: String(to) })),
    );
  }
}
