import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { dayToReadAt, holds, type Period } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, Refusal, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type Db } from '../platform/database/db.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { requireMatch } from '../platform/http/pinned-answer.interceptor.js';
import { changedTo, type Submission } from '../platform/validation/submission.js';
import { UnitsService } from '../units/units.service.js';
import { type SystemAttributes, type SystemOnDay, type SystemPeriod } from './domain/system.js';
import { SystemDirectory } from './domain/system-directory.js';
import { type SystemChangeDto, type SystemDto } from './dto/system.requests.js';
import {
  endNotAfterBeginning,
  systemCodeTaken,
  systemNotThere,
  systemPartOfItself,
  systemUnknown,
} from './systems.errors.js';
import {
  closeSystemPeriod,
  insertSystem,
  insertSystemPeriod,
  selectSystemPeriods,
  selectSystemsOnDay,
  selectSystemVersion,
} from './systems.queries.js';

/** The catalogue of systems, whose names and parts have periods. */
@Injectable()
export class SystemsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  async onDay(at: Pick<ReadPoint, 'asOf' | 'revision'>, db: Db = this.dataSource.manager): Promise<SystemOnDay[]> {
    return selectSystemsOnDay(db, at);
  }

  /** Code of every system ever recorded, by id. */
  async codes(revision: number, db: Db = this.dataSource.manager): Promise<Map<number, string>> {
    return new Map((await selectSystemPeriods(db, revision)).map(({ systemId, code }) => [systemId, code]));
  }

  /** All systems with all their periods, for finding them by code or name. */
  async directory(revision: number, db: Db = this.dataSource.manager): Promise<SystemDirectory> {
    return new SystemDirectory(await selectSystemPeriods(db, revision));
  }

  /** The systems of a read: those named (each refused if there is none), or all of the day. */
  async chosen(codes: readonly string[] | undefined, at: ReadPoint, db?: Db): Promise<SystemOnDay[]> {
    const systems = await this.onDay(at, db);
    if (codes === undefined) return systems;
    const known = systems.map((system) => system.code);
    refuseIfAny(
      codes.filter((code) => !known.includes(code)).map((code) => systemUnknown('system', code, 'malformed', known)),
    );
    return systems.filter((system) => codes.includes(system.code));
  }

  /** A system on the day with all its periods; refuses (missing) an unknown one. */
  async get(code: string, at: ReadPoint): Promise<{ system: SystemOnDay; periods: SystemPeriod[]; version: number }> {
    const all = await this.onDay(at);
    const system = all.find((candidate) => candidate.code === code);
    if (!system)
      throw new Refusal([
        systemUnknown(
          '',
          code,
          'missing',
          all.map((other) => other.code),
        ),
      ]);
    const periods = await selectSystemPeriods(this.dataSource.manager, at.revision, code);
    return { system, periods, version: await selectSystemVersion(this.dataSource.manager, system.id, at.revision) };
  }

  /** Which systems the codes of a write mean, each on its own day; in the order given, a fault where one means none. */
  async resolveForWrite(
    references: readonly { system: string; day: LocalDate; path: string }[],
    revision: number,
    db: Db,
  ): Promise<(SystemPeriod | Fault)[]> {
    const periods = await selectSystemPeriods(db, revision);
    return references.map(({ system, day, path }) => {
      const own = periods.filter((period) => period.code === system);
      const [first] = own;
      if (!first) {
        const known = [...new Set(periods.map((period) => period.code))];
        return systemUnknown(path, system, 'unprocessable', known);
      }
      return own.find(({ period }) => holds(period, day)) ?? systemNotThere(path, first.name, day, 'unprocessable');
    });
  }

  async create(tx: WriteTransaction, submission: Submission<SystemDto>): Promise<{ id: number; code: string }> {
    const { value } = submission;
    const last = await tx.lastRevision();
    const faults: Fault[] = [...submission.faults];
    const taken = value.code !== undefined && (await selectSystemPeriods(tx.manager, last.n, value.code)).length > 0;
    if (taken) faults.push(systemCodeTaken(value.code ?? ''));
    if (value.validFrom !== undefined && value.validTo !== undefined && value.validFrom >= value.validTo) {
      faults.push(endNotAfterBeginning());
    }
    const period: Period = { from: value.validFrom ?? null, to: value.validTo ?? null };
    const references = await this.resolveReferences(tx, value, period, last.n, faults);
    refuseIfAny(faults);

    const { code, name } = value as SystemDto;
    const { n } = await tx.revision();
    const id = await insertSystem(tx.manager, code, n);
    const attributes: SystemAttributes = {
      name,
      nameEn: value.nameEn ?? null,
      legalBasis: value.legalBasis ?? null,
      inheritance: value.inheritance ?? 'all',
      parentId: references.parentId ?? null,
      ownerId: references.ownerId ?? null,
    };
    await insertSystemPeriod(
      tx.manager,
      { ...attributes, systemId: id, from: value.validFrom ?? null, to: value.validTo ?? null },
      n,
    );
    return { id, code };
  }

  /** From a day on the system is named, owned or part of another as given; made on the version that `ifMatch` names. */
  async change(
    tx: WriteTransaction,
    code: string,
    submission: Submission<SystemChangeDto>,
    ifMatch: string | undefined,
  ): Promise<void> {
    const last = await tx.lastRevision();
    const periods = await selectSystemPeriods(tx.manager, last.n, code);
    const [first] = periods;
    if (!first) throw new Refusal([systemUnknown('', code, 'missing', [])]);
    requireMatch(ifMatch, await selectSystemVersion(tx.manager, first.systemId, last.n));

    const { value } = submission;
    const faults: Fault[] = [...submission.faults];
    const day = value.changesFrom;
    if (day === undefined) throw new Refusal(faults);
    const current = periods.find(({ period }) => holds(period, day));
    if (!current) faults.push(systemNotThere('changesFrom', first.name, day, 'unprocessable'));
    const { parentId, ownerId } = await this.resolveReferences(tx, value, { from: day, to: null }, last.n, faults);
    if (
      typeof parentId === 'number' &&
      this.isPartOf(parentId, first.systemId, await selectSystemsOnDay(tx.manager, { asOf: day, revision: last.n }))
    ) {
      faults.push(systemPartOfItself());
    }
    refuseIfAny(faults);
    if (!current) return;

    const { n } = await tx.revision();
    const { period, ...before } = current;
    await closeSystemPeriod(tx.manager, first.systemId, period.from, n);
    if (period.from !== day) await insertSystemPeriod(tx.manager, { ...before, from: period.from, to: day }, n);
    await insertSystemPeriod(
      tx.manager,
      {
        ...before,
        name: value.name ?? before.name,
        nameEn: changedTo(value.nameEn, before.nameEn),
        legalBasis: changedTo(value.legalBasis, before.legalBasis),
        inheritance: value.inheritance ?? before.inheritance,
        parentId: changedTo(parentId, before.parentId),
        ownerId: changedTo(ownerId, before.ownerId),
        from: day,
        to: period.to,
      },
      n,
    );
  }

  private isPartOf(id: number, whole: number, systems: readonly SystemOnDay[]): boolean {
    const byId = new Map(systems.map((system) => [system.id, system]));
    for (let next: number | null = id; next !== null; next = byId.get(next)?.parentId ?? null) {
      if (next === whole) return true;
    }
    return false;
  }

  private async resolveReferences(
    tx: WriteTransaction,
    value: { parent?: string | null; owner?: string | null },
    period: Period,
    revision: number,
    faults: Fault[],
  ): Promise<{ parentId?: number | null; ownerId?: string | null }> {
    const resolved: { parentId?: number | null; ownerId?: string | null } = {};
    const today = this.clock.today();
    const day = dayToReadAt(period, today);
    if (value.parent === null) resolved.parentId = null;
    else if (value.parent !== undefined) {
      const [parent] = await this.resolveForWrite(
        [{ system: value.parent, day, path: 'parent' }],
        revision,
        tx.manager,
      );
      if (parent && 'systemId' in parent) resolved.parentId = parent.systemId;
      else if (parent) faults.push(parent);
    }
    if (value.owner === null) resolved.ownerId = null;
    else if (value.owner !== undefined) {
      const reference = { unit: value.owner, day, during: period, path: 'owner' };
      const [owner] = await this.units.resolveForWrite([reference], today, revision, tx.manager);
      if (owner && 'id' in owner) resolved.ownerId = owner.id;
      else if (owner) faults.push(owner);
    }
    return resolved;
  }
}
