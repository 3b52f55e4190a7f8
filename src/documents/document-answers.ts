import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type WriteTransaction } from '../platform/database/writers.js';
import { AttachmentsService } from './attachments.service.js';
import { DocumentLinksService } from './document-links.service.js';
import { citeDocument } from './domain/citation.js';
import { type DocumentRow } from './documents.queries.js';
import { DocumentsService } from './documents.service.js';
import { type DocumentAnswer, type DocumentListItem } from './dto/document.answers.js';

/** Writes a document out for the caller, with its files and what it is evidence of. */
@Injectable()
export class DocumentAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly documents: DocumentsService,
    private readonly attachments: AttachmentsService,
    private readonly links: DocumentLinksService,
  ) {}

  async of(document: DocumentRow, revision: number, db = this.dataSource.manager): Promise<DocumentAnswer> {
    const attachments = await this.attachments.of(document.id, revision, db);
    const links = await this.links.of(document.id, revision, db);
    return {
      ...listItem(document),
      attachments,
      links: links.map(({ type, id, revision: linkedIn }) => ({ subject: { type, id }, revision: linkedIn })),
    };
  }

  /** As it stands after what was written. */
  async written(tx: WriteTransaction, id: string): Promise<DocumentAnswer> {
    const { n } = await tx.lastRevision();
    return this.of(await this.documents.get(id, n, tx.manager), n, tx.manager);
  }
}

/** A document as lists show it. */
export function listItem(document: DocumentRow): DocumentListItem {
  const { id, version, number, type, issuer, issuedOn, title, revision, recordedAt } = document;
  const print = citeDocument(document);
  return { id, version, number, type, issuer, issuedOn, title, print, revision, recordedAt };
}
