import { Injectable } from '@nestjs/common';
import { logScope } from '../access/domain/rights.js';
import { Calls } from '../platform/call/calls.js';
import { type Db } from '../platform/database/db.js';
import { selectAllLinks, selectLinksOf } from './document-links.queries.js';
import { type DocumentRow, selectDocumentsOf } from './documents.queries.js';
import { LinkSubjects } from './link-subjects.js';
import { type UnitRealm } from './unit-realms.js';

/**
 * Which documents a caller may see and change. Whoever may read everywhere sees all; others see what they recorded
 * themselves and what is evidence of something that they may see.
 */
@Injectable()
export class DocumentAccess {
  constructor(
    private readonly calls: Calls,
    private readonly subjects: LinkSubjects,
  ) {}

  /** Ids of the documents that the caller may see; null: all of them. */
  async visible(revision: number, db: Db): Promise<string[] | null> {
    const { caller } = this.calls.current();
    if (caller.readWithin === null) return null;
    const own = caller.account === null ? [] : await selectDocumentsOf(db, caller.account.id, revision);
    const linked = await this.subjects.visible(await selectAllLinks(db, revision), revision, db);
    return [...new Set([...own, ...linked.map(({ documentId }) => documentId)])];
  }

  /** Ids of those that are evidence of something of some units, which the caller may see. */
  async within(realm: UnitRealm, revision: number, db: Db): Promise<string[]> {
    const linked = await this.subjects.visible(await selectAllLinks(db, revision), revision, db, realm);
    return [...new Set(linked.map(({ documentId }) => documentId))];
  }

  async maySee(document: Pick<DocumentRow, 'id' | 'accountId'>, revision: number, db: Db): Promise<boolean> {
    if (this.calls.current().caller.readWithin === null || this.isOwn(document)) return true;
    const linked = await this.subjects.visible(await selectLinksOf(db, document.id, revision), revision, db);
    return linked.length > 0;
  }

  /** Whoever may edit changes all, a reporter what it recorded itself. */
  mayChange(document: Pick<DocumentRow, 'accountId'>): boolean {
    return logScope(this.calls.current().caller) === null || this.isOwn(document);
  }

  private isOwn({ accountId }: Pick<DocumentRow, 'accountId'>): boolean {
    return accountId !== null && accountId === this.calls.current().caller.account?.id;
  }
}
