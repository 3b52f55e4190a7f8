import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { DocumentAccess } from './document-access.service.js';
import { laterFactsRestOnDocuments, type RestsOnDocument } from './documents.errors.js';
import {
  closeVersions,
  type DocumentStatement,
  insertVersionCopies,
  selectDocumentStatements,
  selectVersionsWrittenIn,
  type WrittenVersion,
} from './documents.queries.js';
import { citeDocument } from './domain/citation.js';

export { type DocumentStatement } from './documents.queries.js';

/** Documents in bulk, and taking back what one revision said of them. */
@Injectable()
export class DocumentRecords {
  constructor(private readonly access: DocumentAccess) {}

  /** All that there ever were, as far as the caller may see them, in the order of recording. */
  async all(tx: WriteTransaction): Promise<DocumentStatement[]> {
    const { n } = await tx.lastRevision();
    return selectDocumentStatements(tx.manager, n, await this.access.visible(n, tx.manager));
  }

  /**
   * Takes back the documents that a revision recorded, and says again of those that it corrected what was said before.
   * Refuses, with the list, where they were corrected since, or something rests on new ones.
   */
  async undo(tx: WriteTransaction, revision: number): Promise<void> {
    const written = await selectVersionsWrittenIn(tx.manager, revision);
    const rested = written.flatMap((version) => {
      const because = restingOn(version);
      return because.length === 0 ? [] : [{ id: version.documentId, print: citeDocument(version), because }];
    });
    if (rested.length > 0) throw new Refusal([laterFactsRestOnDocuments(rested)]);
    const { n } = await tx.revision();
    const ids = written.map(({ documentId }) => documentId);
    await closeVersions(tx.manager, ids, n);
    await insertVersionCopies(tx.manager, ids, revision, n);
  }
}

function restingOn({ isNew, isCorrected, links, attachments }: WrittenVersion): RestsOnDocument[] {
  return [
    ...(isCorrected ? (['correction'] as const) : []),
    ...(isNew && links > 0 ? (['link'] as const) : []),
    ...(isNew && attachments > 0 ? (['attachment'] as const) : []),
  ];
}
