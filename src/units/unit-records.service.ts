import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { newContradictions } from './domain/contradictions.js';
import { type UnitPeriod } from './domain/unit.js';
import { selectAllLineage } from './lineage.queries.js';
import { selectPeriodsOfRevision, selectUnitsRestedOn } from './unit-records.queries.js';
import { laterFactsRest } from './units.errors.js';
import { closePeriods, insertPeriods, selectAllPeriods } from './units.queries.js';

/** Taking back what one revision recorded of units. */
@Injectable()
export class UnitRecords {
  /**
   * Ceases to believe what a revision opened and believes again what it closed. Refuses, with the list, where units that
   * it recorded are named by something later, where it was changed since, or where the result could not be believed.
   */
  async undo(tx: WriteTransaction, revision: number): Promise<void> {
    const { n: last } = await tx.lastRevision();
    const opened = await selectPeriodsOfRevision(tx.manager, revision, 'opened');
    const closed = await selectPeriodsOfRevision(tx.manager, revision, 'closed');
    const believed = await selectAllPeriods(tx.manager, last);
    const lineage = await selectAllLineage(tx.manager, last);
    const nameOf = new Map([...opened, ...believed].map(({ unitId, name, code }) => [unitId, `${name} (${code})`]));
    const key = (of: (typeof opened)[number] | (typeof believed)[number]): string =>
      `${of.unitId} ${of.period.from ?? ''}`;
    const gone = new Set(opened.map(key));
    const after = [...believed.filter((period) => !gone.has(key(period))), ...closed];
    const touched = new Set([...opened, ...closed].map(({ unitId }) => unitId));
    const named = [
      ...opened
        .filter((period) => !period.believed && !believed.some((twin) => isSame(period, twin)))
        .map(({ unitId }) => nameOf.get(unitId) ?? unitId),
      ...(await selectUnitsRestedOn(tx.manager, revision)).map(
        ({ id, by, count }) => `${nameOf.get(id) ?? id} (${by}: ${count})`,
      ),
      ...newContradictions({ periods: believed, lineage }, { periods: after, lineage }, touched).map(
        ({ what, unitId }) => `${nameOf.get(unitId) ?? unitId} (${what})`,
      ),
    ];
    if (named.length > 0) throw new Refusal([laterFactsRest([...new Set(named)])]);
    const { n } = await tx.revision();
    await closePeriods(tx.manager, opened, n);
    await insertPeriods(tx.manager, closed, n);
  }
}

/** Whether two periods say the same, such as one that an undo believed again. */
function isSame(a: UnitPeriod, b: UnitPeriod): boolean {
  return (
    a.unitId === b.unitId &&
    a.period.from === b.period.from &&
    a.period.to === b.period.to &&
    (['code', 'agencyCode', 'name', 'kind', 'level', 'parentId'] as const).every((key) => a[key] === b[key])
  );
}
