import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Fault, Refusal, refuseIfAny, together } from '../kernel/refusal.js';
import { accentFreeKey } from '../kernel/vietnamese-text.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Page } from '../platform/http/paging.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { changedTo, type Submission } from '../platform/validation/submission.js';
import { DocumentAccess } from './document-access.service.js';
import { documentOfAnother, documentUnknown, issuedInTheFuture } from './documents.errors.js';
import { issuedToBeforeFrom, subjectIncomplete } from './documents.errors.js';
import {
  closeVersions,
  type DocumentRow,
  insertDocument,
  insertVersion,
  selectDocuments,
  selectDocumentsById,
} from './documents.queries.js';
import { type DocumentAttributes } from './domain/document.js';
import { type DocumentCorrectionDto, type DocumentDto, type DocumentsQuery } from './dto/document.requests.js';
import { UnitRealms } from './unit-realms.js';

export { type DocumentRow } from './documents.queries.js';

/** Official documents that figures, exemptions and reorganisations rest on (domain.md §6). */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: DocumentAccess,
    private readonly realms: UnitRealms,
    private readonly clock: Clock,
  ) {}

  /** A page of the documents that the caller may see and that pass the question's filters, latest issued first. */
  async list(query: DocumentsQuery, page: Page): Promise<{ rows: DocumentRow[]; total: number }> {
    const { q, type, issuedFrom = null, issuedTo = null, subjectType, subjectId, within } = query;
    const [realm] = await together([
      within === undefined ? null : this.realms.of(within, page.at),
      Promise.resolve(contradictionsOf(query)).then(refuseIfAny),
    ]);
    const db = this.dataSource.manager;
    const { revision } = page.at;
    const filter = {
      words: q === undefined ? [] : accentFreeKey(q).split(' '),
      types: type ?? null,
      issuedFrom,
      issuedTo,
      subject: subjectType === undefined || subjectId === undefined ? null : { type: subjectType, id: subjectId },
      ids: realm ? await this.access.within(realm, revision, db) : await this.access.visible(revision, db),
    };
    return selectDocuments(db, filter, revision, page);
  }

  /** A document that the caller may see; refuses (missing) any other. */
  async get(id: string, revision: number, db: Db = this.dataSource.manager): Promise<DocumentRow> {
    const [document] = await selectDocumentsById(db, [id], revision);
    if (!document || !(await this.access.maySee(document, revision, db)))
      throw new Refusal([documentUnknown('', id, 'missing')]);
    return document;
  }

  /** A document that the caller may change; refuses what it may only see (forbidden). */
  async getOwn(id: string, revision: number, db: Db = this.dataSource.manager): Promise<DocumentRow> {
    const document = await this.get(id, revision, db);
    if (!this.access.mayChange(document)) throw new Refusal([documentOfAnother()]);
    return document;
  }

  /** Records a document; its id. */
  async record(tx: WriteTransaction, submission: Submission<DocumentDto>): Promise<string> {
    this.refuseFaults(submission);
    const { number, type, issuer, issuedOn, title } = submission.value as DocumentDto;
    const { n } = await tx.revision();
    const id = await insertDocument(tx.manager, n);
    await write(tx.manager, id, { number: number ?? null, type, issuer, issuedOn: issuedOn ?? null, title }, n);
    return id;
  }

  /** Says otherwise of a document what is given; the rest stays. */
  async correct(
    tx: WriteTransaction,
    id: string,
    submission: Submission<DocumentCorrectionDto>,
    ifMatch: string | undefined,
  ): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const document = await this.getOwn(id, last, tx.manager);
    requireMatch(ifMatch, document.version);
    this.refuseFaults(submission);
    const { value } = submission;
    const { n } = await tx.revision();
    await closeVersions(tx.manager, [id], n);
    const corrected = {
      number: changedTo(value.number, document.number),
      type: value.type ?? document.type,
      issuer: value.issuer ?? document.issuer,
      issuedOn: changedTo(value.issuedOn, document.issuedOn),
      title: value.title ?? document.title,
    };
    await write(tx.manager, id, corrected, n);
  }

  private refuseFaults({ value, faults }: Submission<DocumentCorrectionDto>): void {
    const { issuedOn } = value;
    refuseIfAny([...faults, ...(issuedOn && issuedOn > this.clock.today() ? [issuedInTheFuture(issuedOn)] : [])]);
  }
}

/** What of a question contradicts itself. */
function contradictionsOf({ issuedFrom, issuedTo, subjectType, subjectId }: DocumentsQuery): Fault[] {
  return [
    ...(issuedFrom !== undefined && issuedTo !== undefined && issuedTo < issuedFrom ? [issuedToBeforeFrom()] : []),
    ...(subjectType !== undefined && subjectId === undefined ? [subjectIncomplete('subjectId')] : []),
    ...(subjectType === undefined && subjectId !== undefined ? [subjectIncomplete('subjectType')] : []),
  ];
}

async function write(db: Db, id: string, attributes: DocumentAttributes, revision: number): Promise<void> {
  const { number, title, issuer } = attributes;
  await insertVersion(db, id, attributes, accentFreeKey([number ?? '', title, issuer].join(' ')), revision);
}
