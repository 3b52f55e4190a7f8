import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { DocumentAccess } from './document-access.service.js';
import {
  closeLink,
  type DocumentSummaryRow,
  insertLinks,
  type LinkRow,
  selectLinksOf,
  selectSummaries,
} from './document-links.queries.js';
import { documentUnknown, linkedAlready, linkUnknown, subjectOfOthers, subjectUnknown } from './documents.errors.js';
import { selectDocumentsById } from './documents.queries.js';
import { DocumentsService } from './documents.service.js';
import { type Subject, type SubjectType } from './domain/document.js';
import { type LinkDto, type LinkRetractionDto } from './dto/document.requests.js';
import { LinkSubjects } from './link-subjects.js';

/** What documents are evidence of. */
@Injectable()
export class DocumentLinksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly documents: DocumentsService,
    private readonly access: DocumentAccess,
    private readonly subjects: LinkSubjects,
  ) {}

  /** What a document is evidence of, as far as the caller may see it. */
  async of(documentId: string, revision: number, db: Db = this.dataSource.manager): Promise<LinkRow[]> {
    return this.subjects.visible(await selectLinksOf(db, documentId, revision), revision, db);
  }

  /** The documents that some subjects rest on, by the subject's id; for answers about subjects that the caller may see. */
  async documentsOf(
    type: SubjectType,
    subjectIds: readonly string[],
    revision: number,
    db: Db = this.dataSource.manager,
  ): Promise<(subjectId: string) => DocumentSummaryRow[]> {
    const found = new Map<string, DocumentSummaryRow[]>();
    const rows = subjectIds.length === 0 ? [] : await selectSummaries(db, type, subjectIds, revision);
    for (const { subjectId, ...document } of rows) found.set(subjectId, [...(found.get(subjectId) ?? []), document]);
    return (subjectId) => found.get(subjectId) ?? [];
  }

  /** Those of some ids that name documents which the caller may see. */
  async known(tx: WriteTransaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const { n } = await tx.lastRevision();
    const rows = await selectDocumentsById(tx.manager, [...new Set(ids)], n);
    const visible = await this.access.visible(n, tx.manager);
    return new Set(rows.map(({ id }) => id).filter((id) => visible?.includes(id) ?? true));
  }

  /** Documents of a write that were found without fault, as answers name them; in the order given. */
  async summaries(tx: WriteTransaction, ids: readonly string[]): Promise<DocumentSummaryRow[]> {
    const { n } = await tx.lastRevision();
    const rows = ids.length === 0 ? [] : await selectDocumentsById(tx.manager, ids, n);
    const byId = new Map(rows.map(({ id, number, title }) => [id, { id, number, title }]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** The faults of `documents` in a write: those that do not exist, or not for the caller. */
  async faultsOf(tx: WriteTransaction, documents: readonly string[] = []): Promise<Fault[]> {
    return this.faultsOfKnown(await this.known(tx, documents), documents);
  }

  /** The same where it was asked before which of many documents are known. */
  faultsOfKnown(known: ReadonlySet<string>, documents: readonly string[] = []): Fault[] {
    return documents.flatMap((id, index) =>
      known.has(id) ? [] : [documentUnknown(`documents[${index}]`, id, 'unprocessable')],
    );
  }

  /** Links subjects of the same transaction, which the caller may write, with documents that were found without fault. */
  async link(
    tx: WriteTransaction,
    type: SubjectType,
    links: readonly { subjectId: string; documents: readonly string[] }[],
  ): Promise<void> {
    const rows = links.flatMap(({ subjectId, documents }) =>
      [...new Set(documents)].map((documentId) => ({ documentId, type, id: subjectId })),
    );
    if (rows.length > 0) await insertLinks(tx.manager, rows, (await tx.revision()).n);
  }

  /** What `from` rests on, `to` rests on too: it has come in its place. */
  async carryOver(
    tx: WriteTransaction,
    type: SubjectType,
    pairs: readonly { from: string; to: string }[],
  ): Promise<void> {
    const { n } = await tx.revision();
    const ids = pairs.map(({ from }) => from);
    const documentsOf = await this.documentsOf(type, ids, n, tx.manager);
    const links = pairs.map(({ from, to }) => ({ subjectId: to, documents: documentsOf(from).map(({ id }) => id) }));
    await this.link(tx, type, links);
  }

  /** Links a document with something recorded before. */
  async add(tx: WriteTransaction, documentId: string, submission: Submission<LinkDto>): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const { id } = await this.documents.get(documentId, last, tx.manager);
    const { subject } = submission.value;
    if (subject === undefined) throw new Refusal(submission.faults);
    const { type } = subject;
    const rights = (await this.subjects.find(type, [subject.id], last, tx.manager)).get(subject.id);
    refuseIfAny([
      ...submission.faults,
      ...(rights?.visible === true ? [] : [subjectUnknown('subject.id', subject.id)]),
      ...(rights?.visible === true && !rights.writable ? [subjectOfOthers('subject')] : []),
    ]);
    if (await this.isLinked(tx, id, subject, last)) throw new Refusal([linkedAlready()]);
    await this.link(tx, type, [{ subjectId: subject.id, documents: [id] }]);
  }

  /** The document is no evidence of the subject: from this revision on it is not linked. */
  async retract(tx: WriteTransaction, documentId: string, submission: Submission<LinkRetractionDto>): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const document = await this.documents.get(documentId, last, tx.manager);
    refuseIfAny(submission.faults);
    const { subject, reason } = submission.value as LinkRetractionDto;
    const rights = (await this.subjects.find(subject.type, [subject.id], last, tx.manager)).get(subject.id);
    if (rights?.visible !== true || !(await this.isLinked(tx, document.id, subject, last)))
      throw new Refusal([linkUnknown()]);
    if (!rights.writable && !this.access.mayChange(document)) throw new Refusal([subjectOfOthers('subject')]);
    await closeLink(tx.manager, document.id, subject, reason, (await tx.revision()).n);
  }

  private async isLinked(
    tx: WriteTransaction,
    documentId: string,
    { type, id }: Subject,
    revision: number,
  ): Promise<boolean> {
    const links = await selectLinksOf(tx.manager, documentId, revision);
    return links.some((link) => link.type === type && link.id === id);
  }
}
