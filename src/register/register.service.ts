import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../kernel/local-date.js';
import { holds } from '../kernel/period.js';
import { Refusal } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { packageFault } from '../reorganisations/reorganisations.errors.js';
import { ReorganisationsService } from '../reorganisations/reorganisations.service.js';
import { type Change, planReorganisation } from '../units/domain/reorganisation.js';
import { type UnitPeriod } from '../units/domain/unit.js';
import { UnitRegisterService } from '../units/unit-register.service.js';
import { UnitReorganisationService } from '../units/unit-reorganisation.service.js';
import {
  initialUnits,
  packagesOf,
  partOf,
  probeDay,
  type Register,
  type RegisterPackage,
  type RegisterPeriod,
} from './domain/register.js';
import { provinceUnknown } from './register.errors.js';
import { readRegister } from './register-files.js';

/** Where the register and what is recorded say different things of the unit that a code means on a day. */
export interface RegisterDifference {
  readonly code: string;
  readonly day: LocalDate;
  readonly what: 'name' | 'kind' | 'parent' | 'ended-otherwise';
  readonly register: string;
  readonly recorded: string;
}

/** What loading did, or would do. */
export interface RegisterLoad {
  readonly applied: boolean;
  readonly unitsMatched: number;
  readonly unitsCreated: number;
  readonly reorganisationsPresent: number;
  readonly reorganisationsApplied: number;
  readonly differences: readonly RegisterDifference[];
  /** Id of every unit by its key in the register; of what was loaded or matched. */
  readonly idOf: ReadonlyMap<string, string>;
}

export type Progress = (done: number, total: number, what: string) => void;

/** Loads data/register as units and reorganisations; what is there already is matched by code and day. */
@Injectable()
export class RegisterService {
  constructor(
    private readonly clock: Clock,
    private readonly units: UnitRegisterService,
    private readonly reorganised: UnitReorganisationService,
    private readonly reorganisations: ReorganisationsService,
  ) {}

  /**
   * Loads the register of some provinces (null: the country). Over units that are recorded already nothing is written
   * unless `apply`; the differences say what does not agree, and are never overwritten.
   */
  async load(
    tx: WriteTransaction,
    asked: { provinces: readonly string[] | null; apply: boolean },
    progress: Progress = () => undefined,
  ): Promise<RegisterLoad> {
    const register = this.chosen(asked.provinces);
    const initial = initialUnits(register);
    const packages = packagesOf(register);
    const total = initial.length + packages.reduce((sum, { changes }) => sum + changes.length, 0);

    const recorded = await this.reorganised.allPeriods(tx);
    const matched = matchUnits(initial, recorded, this.clock.today());
    const missing = initial.filter(({ key }) => !matched.idOf.has(key));
    const present = await this.presentPackages(tx, packages);
    const outstanding = packages.filter((candidate) => !present.has(candidate));
    const nothingToDo = missing.length === 0 && outstanding.length === 0;
    const write = !nothingToDo && (asked.apply || matched.idOf.size === 0);
    const result = {
      unitsMatched: matched.idOf.size,
      unitsCreated: missing.length,
      reorganisationsPresent: present.size,
      reorganisationsApplied: outstanding.length,
    };
    if (!write) return { applied: false, ...result, differences: matched.differences, idOf: matched.idOf };

    const idOf = new Map(matched.idOf);
    const created = await this.units.createAll(tx, missing.map(toDraft), idOf);
    for (const [key, id] of created) idOf.set(key, id);
    let done = initial.length;
    progress(done, total, 'units');
    let periods = await this.reorganised.allPeriods(tx);
    for (const step of packages) {
      if (present.has(step)) matchCreated(step, periods, idOf);
      else periods = await this.applyPackage(tx, step, periods, idOf);
      done += step.changes.length;
      progress(done, total, step.day);
    }
    return { applied: true, ...result, differences: matched.differences, idOf };
  }

  private chosen(provinces: readonly string[] | null): Register {
    const register = readRegister();
    if (provinces === null) return register;
    const known = new Set(register.periods.filter(({ level }) => level === 'province').map(({ code }) => code));
    const unknown = provinces.filter((code) => !known.has(code));
    if (unknown.length > 0) throw new Refusal(unknown.map(provinceUnknown));
    return partOf(register, new Set(provinces));
  }

  private async presentPackages(
    tx: WriteTransaction,
    packages: readonly RegisterPackage[],
  ): Promise<Set<RegisterPackage>> {
    const rows = await this.reorganisations.recorded(tx);
    return new Set(
      packages.filter(({ day, instruments }) =>
        rows.some(
          ({ effectiveOn, numbers }) =>
            effectiveOn === day && instruments.every((instrument) => numbers.includes(instrument)),
        ),
      ),
    );
  }

  /** Applies one package to the believed periods; what is believed then. */
  private async applyPackage(
    tx: WriteTransaction,
    step: RegisterPackage,
    periods: readonly UnitPeriod[],
    idOf: Map<string, string>,
  ): Promise<UnitPeriod[]> {
    const changes = step.changes.map((change) => withIds(change, idOf));
    const plan = planReorganisation(periods, changes, step.day);
    if (plan.faults.length > 0) {
      const nameOf = new Map(periods.map(({ unitId, name }) => [unitId, name]));
      const name = (key: string): string => nameOf.get(key) ?? key;
      throw new Refusal(plan.faults.map((fault) => packageFault(fault, name(fault.unit), name(fault.detail))));
    }
    const instruments = step.instruments.map((number) => ({ number, source: 'register', changes: [] }));
    const { ids } = await this.reorganisations.record(tx, { effectiveOn: step.day, instruments }, plan);
    for (const [key, id] of ids) idOf.set(key, id);
    const closed = new Set(plan.closed);
    const opened = plan.opened.map((period) => ({
      ...period,
      unitId: ids.get(period.unitId) ?? period.unitId,
      parentId: period.parentId === null ? null : (ids.get(period.parentId) ?? period.parentId),
    }));
    return [...periods.filter((period) => !closed.has(period)), ...opened];
  }
}

/** The units that a package made when it was applied earlier. */
function matchCreated(step: RegisterPackage, periods: readonly UnitPeriod[], idOf: Map<string, string>): void {
  const there = periods.filter(({ period }) => holds(period, step.day));
  const byCode = new Map(there.map(({ code, unitId }) => [code, unitId]));
  for (const change of step.changes) {
    const made =
      change.type === 'establish'
        ? change.unit
        : change.type === 'merge' && typeof change.into !== 'string'
          ? change.into
          : null;
    const id = made && byCode.get(made.code);
    if (made && id) idOf.set(made.key, id);
  }
}

function matchUnits(
  initial: readonly RegisterPeriod[],
  recorded: readonly UnitPeriod[],
  today: LocalDate,
): { idOf: Map<string, string>; differences: RegisterDifference[] } {
  const byCode = new Map<string, UnitPeriod[]>();
  for (const period of recorded) byCode.set(period.code, [...(byCode.get(period.code) ?? []), period]);
  const idOf = new Map<string, string>();
  const pairs: { unit: RegisterPeriod; found: UnitPeriod; day: LocalDate }[] = [];
  for (const unit of initial) {
    const day = unit.period.from ?? probeDay(unit, today);
    const candidates = byCode.get(unit.code) ?? [];
    const found =
      unit.period.from === null
        ? candidates.find(({ period }) => period.from === null)
        : candidates.find(({ period }) => holds(period, day));
    if (!found) continue;
    idOf.set(unit.key, found.unitId);
    pairs.push({ unit, found, day });
  }
  const differences = pairs.flatMap(({ unit, found, day }): RegisterDifference[] => {
    const differs = (what: 'name' | 'kind' | 'parent', register: string, read: string): RegisterDifference[] =>
      register === read ? [] : [{ code: unit.code, day, what, register, recorded: read }];
    const parentId = unit.parentKey === null ? null : (idOf.get(unit.parentKey) ?? unit.parentKey);
    return [
      ...differs('name', unit.name, found.name),
      ...differs('kind', unit.kind, found.kind),
      ...differs('parent', parentId ?? '', found.parentId ?? ''),
    ];
  });
  return { idOf, differences };
}

function toDraft({ key, code, name, kind, level, parentKey, period }: RegisterPeriod) {
  return { key, periods: [{ code, name, kind, level, agencyCode: null, parentKey, period }] };
}

/** Keys of units that are recorded become their ids; keys of units that the package makes stay. */
function withIds(change: Change, idOf: ReadonlyMap<string, string>): Change {
  const id = (key: string): string => idOf.get(key) ?? key;
  const parent = (key: string | null): string | null => (key === null ? null : id(key));
  switch (change.type) {
    case 'establish':
      return { ...change, unit: { ...change.unit, parent: parent(change.unit.parent) } };
    case 'rename':
    case 'reclassify':
    case 'move':
      return { ...change, unit: id(change.unit), to: { ...change.to, parentId: parent(change.to.parentId ?? null) } };
    case 'merge': {
      const into =
        typeof change.into === 'string' ? id(change.into) : { ...change.into, parent: parent(change.into.parent) };
      return { ...change, from: change.from.map((part) => ({ ...part, unit: id(part.unit) })), into };
    }
    case 'split':
      return { ...change, unit: id(change.unit) };
    case 'dissolve':
      return { ...change, unit: id(change.unit) };
  }
}
