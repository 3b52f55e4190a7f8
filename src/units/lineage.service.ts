import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Db } from '../platform/database/db.js';
import { type PinnedPoint, PinnedReads } from '../platform/database/pinned-reads.js';
import { type LineageRow } from './domain/lineage.js';
import { selectLineageOf, selectLineageUntil } from './lineage.queries.js';

/** Which unit went into which (domain.md §1). */
@Injectable()
export class LineageService {
  private readonly read = new PinnedReads<readonly LineageRow[]>();

  constructor(private readonly dataSource: DataSource) {}

  /** All lineage up to the day, earliest first. */
  async until(at: PinnedPoint, db?: Db): Promise<readonly LineageRow[]> {
    return db ? selectLineageUntil(db, at) : this.read.at(at, () => selectLineageUntil(this.dataSource.manager, at));
  }

  /** Lineage in which the unit stands on either side, whenever; without the edges of a unit to itself. */
  async of(unitId: string, revision: number, db: Db = this.dataSource.manager): Promise<LineageRow[]> {
    const rows = await selectLineageOf(db, [unitId], revision);
    return rows.filter(({ predecessorId, successorId }) => predecessorId !== successorId);
  }
}
