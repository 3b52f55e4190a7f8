import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { holds, overlaps, type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, type FaultKind, Refusal } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { type PinnedPoint, PinnedReads } from '../platform/database/pinned-reads.js';
import { isUnitNamed } from './domain/named-unit.js';
import { resolveUnit, toUnitOnDay, type UnitReference, type UnitResolution } from './domain/resolve-unit.js';
import { UnitDirectory } from './domain/unit-directory.js';
import { UnitTree } from './domain/unit-tree.js';
import { type UnitOnDay, type UnitPeriod } from './domain/unit.js';
import { toCandidate } from './unit-candidate.js';
import { UnitScopes } from './unit-scopes.service.js';
import { codeChanged, codeNamesNothing, unitNameDiffers, unitNotThere, unitUnknown } from './units.errors.js';
import {
  selectAllPeriods,
  selectHomeKin,
  selectPeriodsByReference,
  selectPeriodsOfUnits,
  selectPeriodsOnceBelieved,
  selectUnitsOnDay,
  selectUnitVersion,
} from './units.queries.js';

/** Which units there are on a day, and which one a reference means. */
@Injectable()
export class UnitsService {
  private readonly read = new PinnedReads<readonly UnitOnDay[]>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: UnitScopes,
  ) {}

  /** Every unit of the day with who stands below whom. */
  async tree(at: PinnedPoint, db?: Db): Promise<UnitTree> {
    const { manager } = this.dataSource;
    const [units, home, readable] = await Promise.all([
      db ? selectUnitsOnDay(db, at) : this.read.at(at, () => selectUnitsOnDay(manager, at)),
      selectHomeKin(db ?? manager, at.revision),
      this.scopes.readable(at.revision),
    ]);
    const visible = readable && units.filter(({ id }) => readable.holds(id, at.asOf)).map(({ id }) => id);
    return new UnitTree(units, home, visible && new Set(visible));
  }

  /** All units with all their periods, for finding very many of them; what the caller may not see is not found. */
  async directory(revision: number, db: Db = this.dataSource.manager): Promise<UnitDirectory> {
    const [periods, home, readable] = await Promise.all([
      selectAllPeriods(db, revision),
      selectHomeKin(db, revision),
      this.scopes.readable(revision, db),
    ]);
    return new UnitDirectory(periods, home, (unitId, day) => readable?.holds(unitId, day) ?? true);
  }

  /** The unit that an id or code means at the point of a read; refuses (missing) with what the code named before and after. */
  async getUnit(reference: string, at: ReadPoint): Promise<UnitOnDay> {
    const periods = await selectPeriodsByReference(this.dataSource.manager, [reference], at.revision);
    const resolution = resolveUnit({ unit: reference }, periods, at.asOf, null, isUnitNamed);
    const readable = await this.scopes.readable(at.revision);
    const isVisible = resolution.outcome === 'found' && (readable?.holds(resolution.unit.id, at.asOf) ?? true);
    if (isVisible) return resolution.unit;
    if (readable) throw new Refusal([unitUnknown('', reference, 'missing', [])]);
    if (resolution.outcome === 'found') throw new Error('Whoever reads everything sees it');
    throw new Refusal([faultOf('', reference, at.asOf, resolution, 'missing')]);
  }

  /** All periods of the unit that an id or code means at the point, or of the only unit the id or code ever meant. */
  async getHistory(reference: string, at: ReadPoint): Promise<UnitPeriod[]> {
    const periods = await selectPeriodsByReference(this.dataSource.manager, [reference], at.revision);
    const resolution = resolveUnit({ unit: reference }, periods, at.asOf, null, isUnitNamed);
    const readable = await this.scopes.readable(at.revision);
    if (readable && !periods.some(({ unitId, period }) => readable.meets(unitId, period)))
      throw new Refusal([unitUnknown('', reference, 'missing', [])]);
    const ids = new Set(periods.map((period) => period.unitId));
    if (resolution.outcome === 'found') return this.periodsOf(resolution.unit.id, at.revision);
    const [only] = ids;
    if (ids.size === 1 && only !== undefined) return this.periodsOf(only, at.revision);
    throw new Refusal([faultOf('', reference, at.asOf, resolution, 'missing')]);
  }

  /** All periods of one unit, earliest first. */
  async periodsOf(id: string, revision: number, db: Db = this.dataSource.manager): Promise<UnitPeriod[]> {
    return selectPeriodsOfUnits(db, [id], revision);
  }

  /**
   * Each unit as it was on its day; one that was not there then, as it last was, and one that is believed no longer,
   * because its reorganisation was undone, as it was last believed. In the order given.
   */
  async onDays(
    references: readonly { id: string; day: LocalDate }[],
    revision: number,
    db: Db = this.dataSource.manager,
  ): Promise<UnitPeriod[]> {
    const ids = [...new Set(references.map(({ id }) => id))];
    const periods = await selectPeriodsOfUnits(db, ids, revision);
    const byUnit = new Map<string, UnitPeriod[]>();
    for (const period of periods) byUnit.set(period.unitId, [...(byUnit.get(period.unitId) ?? []), period]);
    const gone = ids.filter((id) => !byUnit.has(id));
    for (const period of gone.length === 0 ? [] : await selectPeriodsOnceBelieved(db, gone, revision))
      if (!byUnit.has(period.unitId)) byUnit.set(period.unitId, [period]);
    return references.map(({ id, day }) => {
      const own = byUnit.get(id) ?? [];
      const unit = own.find(({ period }) => holds(period, day)) ?? own.at(-1);
      if (!unit) throw new Error(`Nothing is recorded of unit ${id} at revision ${revision}`);
      return unit;
    });
  }

  /** The revision at which anything about the unit last changed, up to `revision`. */
  async versionOf(id: string, revision: number, db: Db = this.dataSource.manager): Promise<number> {
    return selectUnitVersion(db, id, revision);
  }

  /**
   * The scope units of a read: the ones named, or the default of the day. Refuses with every reference that names
   * nothing.
   */
  async scope(
    references: readonly string[] | undefined,
    tree: UnitTree,
    at: ReadPoint,
    path = 'within',
  ): Promise<UnitOnDay[]> {
    if (references === undefined) return [...tree.defaultScope()];
    const visible = (reference: string): UnitOnDay | undefined => {
      const unit = tree.find(reference);
      return unit && tree.isVisible(unit) ? unit : undefined;
    };
    const unknown = references.filter((reference) => visible(reference) === undefined);
    if (unknown.length > 0) {
      if (await this.scopes.readable(at.revision))
        throw new Refusal(unknown.map((reference) => unitUnknown(path, reference, 'malformed', [])));
      const periods = await selectPeriodsByReference(this.dataSource.manager, unknown, at.revision);
      throw new Refusal(
        unknown.map((reference) => {
          const resolution = resolveUnit({ unit: reference }, of(reference, periods), at.asOf, null, isUnitNamed);
          if (resolution.outcome === 'found') throw new Error(`${reference} names a unit that the tree lacks`);
          return faultOf(path, reference, at.asOf, resolution, 'malformed');
        }),
      );
    }
    const units = references.map((reference) => visible(reference) as UnitOnDay);
    return [...new Map(units.map((unit) => [unit.id, unit])).values()];
  }

  /**
   * Which units the references of a write mean, each on its own day (domain.md §1, `code-changed`); in the order
   * given, a fault where one means none. With `during`, an id is enough if its unit exists on some day of that period,
   * and so is a code that names nothing on the day and one unit alone in that period.
   */
  async resolveForWrite(
    references: readonly (UnitReference & { day: LocalDate; path: string; during?: Period })[],
    today: LocalDate,
    revision: number,
    db: Db,
  ): Promise<(UnitOnDay | Fault)[]> {
    const periods = await selectPeriodsByReference(db, [...new Set(references.map(({ unit }) => unit))], revision);
    const byReference = new Map<string, UnitPeriod[]>();
    for (const period of periods) {
      for (const key of [period.unitId, period.code]) byReference.set(key, [...(byReference.get(key) ?? []), period]);
    }
    const readable = await this.scopes.readable(revision, db);
    const isHidden = (unit: string): boolean =>
      readable !== null && !(byReference.get(unit) ?? []).some(({ unitId, period }) => readable.meets(unitId, period));
    return references.map((reference) => {
      const { day, path, unit, during } = reference;
      const own = byReference.get(unit)?.filter((period) => period.unitId === unit) ?? [];
      const then = during && own.findLast(({ period }) => overlaps(period, during));
      if (then) return toUnitOnDay(then);
      const resolution = resolveUnit(reference, byReference.get(unit) ?? [], day, today, isUnitNamed);
      if (during && resolution.outcome === 'names-nothing') {
        const bearers = (byReference.get(unit) ?? []).filter(({ period }) => overlaps(period, during));
        const last = bearers.at(-1);
        if (last && new Set(bearers.map(({ unitId }) => unitId)).size === 1) return toUnitOnDay(last);
      }
      if (resolution.outcome === 'found') return resolution.unit;
      // What it named before and after is told to whom may see that.
      return isHidden(unit)
        ? unitUnknown(path, unit, 'unprocessable', [])
        : faultOf(path, unit, day, resolution, 'unprocessable', reference.unitName);
    });
  }
}

function of(reference: string, periods: readonly UnitPeriod[]): UnitPeriod[] {
  return periods.filter((period) => period.unitId === reference || period.code === reference);
}

function faultOf(
  path: string,
  read: string,
  day: LocalDate,
  resolution: Exclude<UnitResolution, { outcome: 'found' }>,
  kind: FaultKind,
  unitName = '',
): Fault {
  switch (resolution.outcome) {
    case 'unknown':
      return unitUnknown(path, read, kind, []);
    case 'not-there':
      return unitNotThere(path, toCandidate(resolution.period), day, kind);
    case 'names-nothing': {
      const { before, after } = resolution;
      return codeNamesNothing(path, read, day, kind, {
        before: before && toCandidate(before),
        after: after && toCandidate(after),
      });
    }
    case 'code-changed':
      return codeChanged(path, read, toCandidate(resolution.onDay), toCandidate(resolution.today));
    case 'name-differs':
      return unitNameDiffers(
        path === '' ? 'unitName' : path.replace(/unit$/, 'unitName'),
        unitName,
        toCandidate(resolution.onDay),
      );
  }
}
