import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import {
  insertDeclarationCopies,
  retractDeclarationsOf,
  selectAllDeclarations,
  selectDeclarations,
} from './declarations.queries.js';
import { type Declaration } from './domain/declaration.js';

/** Declarations in bulk, and taking back what one revision wrote of them. */
@Injectable()
export class DeclarationRecords {
  constructor(private readonly dataSource: DataSource) {}

  /** All believed declarations, latest day first. */
  async believed(revision: number, db: Db = this.dataSource.manager): Promise<Declaration[]> {
    return selectDeclarations(db, revision, null);
  }

  /** Withdrawn ones too. */
  async all(revision: number, db: Db): Promise<(Declaration & { isRetracted: boolean })[]> {
    return selectAllDeclarations(db, revision);
  }

  /** Withdraws what a revision declared, and declares again what it withdrew. */
  async undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const { n } = await tx.revision();
    await retractDeclarationsOf(tx.manager, revision, reason, n);
    await insertDeclarationCopies(tx.manager, revision, n);
  }
}
