import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../kernel/local-date.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { closeLineage, insertLineage } from './lineage.queries.js';
import { type ReorganisationPlan } from './domain/reorganisation.js';
import { type UnitPeriod } from './domain/unit.js';
import {
  closePeriods,
  insertPeriods,
  insertUnits,
  selectAllPeriods,
  selectPeriodsOfRevision,
} from './units.queries.js';

/** Writes what reorganisations do to units and their lineage. */
@Injectable()
export class UnitReorganisationService {
  /** Every believed period of every unit, for planning. */
  async allPeriods(tx: WriteTransaction): Promise<UnitPeriod[]> {
    return selectAllPeriods(tx.manager, (await tx.lastRevision()).n);
  }

  /** Gives the new units of a plan their ids and writes its periods; returns the id of each key. */
  async applyPeriods(tx: WriteTransaction, plan: ReorganisationPlan): Promise<(key: string) => string> {
    const { n } = await tx.revision();
    const ids = await insertUnits(tx.manager, plan.created.length, n);
    const idByKey = new Map(plan.created.map(({ key }, index) => [key, ids[index] as string]));
    const idOf = (key: string): string => idByKey.get(key) ?? key;
    await closePeriods(tx.manager, plan.closed, n);
    const opened = plan.opened.map((period) => ({
      ...period,
      unitId: idOf(period.unitId),
      parentId: period.parentId === null ? null : idOf(period.parentId),
    }));
    await insertPeriods(tx.manager, opened, n);
    return idOf;
  }

  async recordLineage(
    tx: WriteTransaction,
    reorganisationId: string,
    effectiveOn: LocalDate,
    plan: ReorganisationPlan,
    idOf: (key: string) => string,
  ): Promise<void> {
    const { n } = await tx.revision();
    const rows = plan.edges.map(({ predecessor, successor, extent, lead }) => ({
      reorganisationId,
      predecessorId: idOf(predecessor),
      successorId: idOf(successor),
      effectiveOn,
      extent,
      lead,
    }));
    await insertLineage(tx.manager, rows, n);
  }

  /** What the revision of a reorganisation opened and closed. */
  async recordedIn(tx: WriteTransaction, revision: number) {
    return selectPeriodsOfRevision(tx.manager, revision);
  }

  /** Believes again what was believed before the reorganisation; deletes nothing. */
  async undo(tx: WriteTransaction, reorganisationId: string, revision: number): Promise<void> {
    const { opened, closed } = await selectPeriodsOfRevision(tx.manager, revision);
    const { n } = await tx.revision();
    await closePeriods(tx.manager, opened, n);
    await insertPeriods(
      tx.manager,
      closed.map(({ unitId, code, agencyCode, name, kind, level, parentId, period }) => ({
        unitId,
        code,
        agencyCode,
        name,
        kind,
        level,
        parentId,
        period,
      })),
      n,
    );
    await closeLineage(tx.manager, reorganisationId, n);
  }
}
