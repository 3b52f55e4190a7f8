import { Injectable } from '@nestjs/common';
import { parseLocalDate } from '../kernel/local-date.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/database/settings.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { packageFault } from '../reorganisations/reorganisations.errors.js';
import { ReorganisationsService } from '../reorganisations/reorganisations.service.js';
import { LineageService } from '../units/lineage.service.js';
import { toCandidate } from '../units/unit-candidate.js';
import { UnitRegisterService } from '../units/unit-register.service.js';
import { UnitReorganisationService } from '../units/unit-reorganisation.service.js';
import { packagesOf, partOf, type Register, type RegisterPeriod } from './domain/register.js';
import {
  differencesOf,
  matchUnits,
  outstandingOf,
  type Recorded,
  type RegisterDifference,
} from './domain/register-match.js';
import { type LoadPlan, type Obstacle, planLoad, withWrittenIds } from './domain/register-plan.js';
import { codeNamesAnother, parentNotThroughout, provinceUnknown } from './register.errors.js';
import { readRegister } from './register-files.js';

/** What loading did, or would do. */
export interface RegisterLoad {
  readonly applied: boolean;
  readonly unitsMatched: number;
  readonly unitsCreated: number;
  readonly reorganisationsPresent: number;
  readonly reorganisationsApplied: number;
  readonly differences: readonly RegisterDifference[];
  /** Why applying would be refused. */
  readonly obstacles: readonly Fault[];
  /** Id of every unit by its key in the register; of what was loaded or matched. */
  readonly idOf: ReadonlyMap<string, string>;
}

export type Progress = (done: number, total: number, what: string) => void;

const LAST_DAY = parseLocalDate('9999-12-31');

/** Loads data/register as units and reorganisations; what is there already is matched by code and day. */
@Injectable()
export class RegisterService {
  constructor(
    private readonly clock: Clock,
    private readonly units: UnitRegisterService,
    private readonly reorganised: UnitReorganisationService,
    private readonly reorganisations: ReorganisationsService,
    private readonly lineage: LineageService,
    private readonly settings: Settings,
  ) {}

  /**
   * Loads the register of some provinces (null: the country). Over units that are recorded already nothing is written
   * unless `apply`; the differences say what does not agree, and are never overwritten. With `apply` it is refused,
   * with every obstacle, where what is recorded leaves no room for the register.
   */
  async load(
    tx: WriteTransaction,
    asked: { provinces: readonly string[] | null; apply: boolean },
    progress: Progress = () => undefined,
  ): Promise<RegisterLoad> {
    const register = this.chosen(asked.provinces);
    const recorded = await this.recorded(tx);
    const idOf = matchUnits(register, recorded.periods);
    const packages = packagesOf(register);
    const outstanding = outstandingOf(packages, recorded, idOf);
    const plan = planLoad(register, recorded, idOf, outstanding);
    const obstacles = plan.obstacles.map(toFault);
    const applied =
      (plan.missing.length > 0 || plan.packages.length > 0 || obstacles.length > 0) && (asked.apply || idOf.size === 0);
    if (applied) refuseIfAny(obstacles);
    const result = {
      applied,
      unitsMatched: idOf.size,
      unitsCreated: new Set(register.periods.map(({ key }) => key)).size - idOf.size,
      reorganisationsPresent: packages.length - outstanding.length,
      reorganisationsApplied: outstanding.length,
      differences: differencesOf(register, plan.after, idOf, this.clock.today()),
      obstacles,
    };
    if (!applied) return { ...result, idOf };
    const written = await this.write(tx, plan, idOf, progress);
    if (recorded.periods.length === 0) await this.makeHome(tx, asked.provinces, register, written);
    return { ...result, idOf: written };
  }

  /** Whoever begins with one province keeps the tracker of that province (ADR 10); what came along is beside it. */
  private async makeHome(
    tx: WriteTransaction,
    provinces: readonly string[] | null,
    register: Register,
    idOf: ReadonlyMap<string, string>,
  ): Promise<void> {
    if (provinces?.length !== 1) return;
    const bearers = register.periods.filter(({ level, code }) => level === 'province' && code === provinces[0]);
    // 80 was Long An and is Tây Ninh: the one that goes on is meant.
    const meant = bearers.find(({ period }) => period.to === null) ?? bearers.at(-1);
    await this.settings.setHomeUnit(tx, (meant && idOf.get(meant.key)) ?? null);
  }

  private chosen(provinces: readonly string[] | null): Register {
    const register = readRegister();
    if (provinces === null) return register;
    const known = new Set(register.periods.filter(({ level }) => level === 'province').map(({ code }) => code));
    const unknown = provinces.filter((code) => !known.has(code));
    if (unknown.length > 0) throw new Refusal(unknown.map(provinceUnknown));
    return partOf(register, new Set(provinces));
  }

  private async recorded(tx: WriteTransaction): Promise<Recorded> {
    const { n: revision } = await tx.lastRevision();
    return {
      periods: await this.reorganised.allPeriods(tx),
      lineage: await this.lineage.until({ asOf: LAST_DAY, revision }, tx.manager),
    };
  }

  /** Writes a plan without obstacles; the id of every key. */
  private async write(
    tx: WriteTransaction,
    { missing, packages }: LoadPlan,
    known: ReadonlyMap<string, string>,
    progress: Progress,
  ): Promise<Map<string, string>> {
    const total = missing.length + packages.reduce((sum, { changes }) => sum + changes, 0);
    const created = await this.units.createAll(tx, missing.map(toDraft), known);
    const idOf = new Map([...known, ...created]);
    let done = missing.length;
    progress(done, total, 'units');
    for (const { day, instruments, changes, plan } of packages) {
      const source = instruments.map((number) => ({ number, source: 'register', changes: [] }));
      const { ids } = await this.reorganisations.record(
        tx,
        { effectiveOn: day, instruments: source },
        withWrittenIds(plan, (key) => idOf.get(key) ?? key),
      );
      for (const [key, id] of ids) idOf.set(key, id);
      done += changes;
      progress(done, total, day);
    }
    return idOf;
  }
}

function toDraft({ key, code, name, kind, level, parentKey, period }: RegisterPeriod) {
  return { key, periods: [{ code, name, kind, level, agencyCode: null, parentKey, period }] };
}

function toFault(obstacle: Obstacle): Fault {
  switch (obstacle.what) {
    case 'code-names-another':
      return codeNamesAnother(toCandidate(obstacle.recorded), obstacle.register);
    case 'parent-not-throughout':
      return parentNotThroughout({ ...toCandidate(obstacle.recorded), ...obstacle.life }, obstacle.children);
    case 'fault': {
      const { fault, nameOf } = obstacle;
      return packageFault(fault, nameOf(fault.unit), nameOf(fault.detail));
    }
  }
}
