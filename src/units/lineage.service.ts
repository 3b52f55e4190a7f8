import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { type LineageRow } from './domain/lineage.js';
import { selectLineageOf, selectLineageUntil } from './lineage.queries.js';

/** Which unit went into which (domain.md §1). */
@Injectable()
export class LineageService {
  constructor(private readonly dataSource: DataSource) {}

  /** All lineage up to the day, earliest first. */
  async until(at: Pick<ReadPoint, 'asOf' | 'revision'>, db: Db = this.dataSource.manager): Promise<LineageRow[]> {
    return selectLineageUntil(db, at);
  }

  /** Lineage in which the unit stands on either side, whenever; without the edges of a unit to itself. */
  async of(unitId: string, revision: number, db: Db = this.dataSource.manager): Promise<LineageRow[]> {
    const rows = await selectLineageOf(db, [unitId], revision);
    return rows.filter(({ predecessorId, successorId }) => predecessorId !== successorId);
  }
}
