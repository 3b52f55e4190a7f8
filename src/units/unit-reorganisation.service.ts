import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../kernel/local-date.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type ReorganisationPlan } from './domain/reorganisation.js';
import { type LineageRow } from './domain/lineage.js';
import { unitsRestingOn } from './domain/reorganisation-conflicts.js';
import { type UnitPeriod } from './domain/unit.js';
import { closeLineage, insertLineage, selectAllLineage } from './lineage.queries.js';
import {
  closePeriods,
  insertPeriods,
  insertUnits,
  selectAllPeriods,
  selectPeriodsOfReorganisation,
} from './units.queries.js';

/** Writes what reorganisations do to units and their lineage. */
@Injectable()
export class UnitReorganisationService {
  /** Every believed period of every unit, for planning. */
  async allPeriods(tx: WriteTransaction): Promise<UnitPeriod[]> {
    return selectAllPeriods(tx.manager, (await tx.lastRevision()).n);
  }

  /** Every believed period and all lineage, for judging what a plan or an undo would leave. */
  async believed(tx: WriteTransaction): Promise<{ periods: UnitPeriod[]; lineage: LineageRow[] }> {
    const { n } = await tx.lastRevision();
    return { periods: await selectAllPeriods(tx.manager, n), lineage: await selectAllLineage(tx.manager, n) };
  }

  /** Ids for the new units of a plan; the function turns keys into ids, and leaves ids alone. */
  async giveIds(tx: WriteTransaction, plan: ReorganisationPlan): Promise<(key: string) => string> {
    const { n } = await tx.revision();
    const ids = await insertUnits(tx.manager, plan.created.length, n);
    const idByKey = new Map(plan.created.map(({ key }, index) => [key, ids[index] as string]));
    return (key) => idByKey.get(key) ?? key;
  }

  /** Writes the periods and the lineage of a plan. */
  async apply(
    tx: WriteTransaction,
    reorganisationId: string,
    effectiveOn: LocalDate,
    plan: ReorganisationPlan,
    idOf: (key: string) => string,
  ): Promise<void> {
    const { n } = await tx.revision();
    await closePeriods(tx.manager, plan.closed, n, reorganisationId);
    const opened = plan.opened.map((period) => ({
      ...period,
      unitId: idOf(period.unitId),
      parentId: period.parentId === null ? null : idOf(period.parentId),
    }));
    await insertPeriods(tx.manager, opened, n, reorganisationId);
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

  /** What a reorganisation recorded of units, who took others in by it, and the units that rest on it. */
  async recordedBy(tx: WriteTransaction, id: string) {
    const { opened, closed } = await selectPeriodsOfReorganisation(tx.manager, id);
    const { periods, lineage } = await this.believed(tx);
    const own = lineage.filter(({ reorganisationId }) => reorganisationId === id);
    const rested = new Set(unitsRestingOn({ opened, closed }, { periods, lineage }, id));
    for (const { unitId, believed } of opened) if (!believed) rested.add(unitId);
    const nameOf = new Map([...opened, ...periods].map(({ unitId, name }) => [unitId, name]));
    return {
      opened,
      closed,
      successors: [...new Set(own.map(({ successorId }) => successorId))],
      resting: [...rested].map((unitId) => ({ id: unitId, name: nameOf.get(unitId) ?? unitId })),
    };
  }

  /** Believes again what was believed before the reorganisation, as if opened by who opened it; deletes nothing. */
  async undo(tx: WriteTransaction, id: string): Promise<void> {
    const { opened, closed } = await selectPeriodsOfReorganisation(tx.manager, id);
    const { n } = await tx.revision();
    await closePeriods(tx.manager, opened, n);
    await insertPeriods(tx.manager, closed, n);
    await closeLineage(tx.manager, id, n);
  }
}
