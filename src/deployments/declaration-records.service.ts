import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import {
  insertDeclarationCopies,
  insertDeclarationRetractions,
  selectAllDeclarations,
  selectDeclarations,
  selectDeclarationsInTheWay,
  selectDeclaredIn,
} from './declarations.queries.js';
import { laterDeclarationsRest } from './deployments.errors.js';
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

  /** Withdraws what a revision declared, and declares again what it withdrew. Refuses, with the list, where later ones rest on it. */
  async undo(tx: WriteTransaction, revision: number, reason: string): Promise<void> {
    const declared = await selectDeclaredIn(tx.manager, revision);
    const believed = declared.flatMap(({ believedId }) => believedId ?? []);
    const inTheWay = await selectDeclarationsInTheWay(tx.manager, revision);
    const later = [
      ...declared.flatMap(({ id, believedId }) => (believedId === null ? [id] : [])),
      ...inTheWay.filter((id) => !believed.includes(id)),
    ];
    if (later.length > 0) throw new Refusal([laterDeclarationsRest(later)]);
    const { n } = await tx.revision();
    await insertDeclarationRetractions(tx.manager, [...new Set(believed)], reason, n);
    await insertDeclarationCopies(tx.manager, revision, n);
  }
}
