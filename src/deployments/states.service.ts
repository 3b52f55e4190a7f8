import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { Refusal, together } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitsService } from '../units/units.service.js';
import { type Dating, type LedgerEntry, type Stage } from './domain/entry.js';
import { type EntryRole, roleOf } from './domain/entry-role.js';
import { planOn } from './domain/stages.js';
import { entryUnknown } from './deployments.errors.js';
import {
  type EntryRow,
  findEntry,
  type Pair,
  selectBelievedEntries,
  selectHistory,
  selectLastConfirmed,
  selectPlansOnDay,
  selectStagesOnDay,
} from './deployments.queries.js';

/** The stage and the plan of one unit and system on a day. */
export interface StateOnDay extends Pair {
  /** Null: unknown, which is not none. */
  readonly stage: Stage | null;
  readonly since: LocalDate | null;
  readonly dated: Dating | null;
  readonly entryId: number | null;
  readonly plan: { readonly entryId: number; readonly plannedOn: LocalDate; readonly dueOn: LocalDate | null } | null;
}

/** An entry with what it does to the stages; a retracted one does nothing. */
export type EntryWithRole = EntryRow & { role: EntryRole | 'retracted' };

/** Reads the ledger and what follows from it. */
@Injectable()
export class StatesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
  ) {}

  /** Stage of every unit and system that has one on the day, by `pairKey`; of some systems only, if given. */
  async stagesOnDay(
    at: Pick<ReadPoint, 'asOf' | 'revision'>,
    systemIds?: readonly number[],
    db: Db = this.dataSource.manager,
  ): Promise<Map<string, Stage>> {
    const rows = await selectStagesOnDay(db, at, { systemIds });
    return new Map(rows.map((row) => [pairKey(row), row.stage]));
  }

  /** Stage and plan of every unit and system that has either on the day, by `pairKey`. */
  async statesOnDay(at: ReadPoint, systemIds?: readonly number[]): Promise<Map<string, StateOnDay>> {
    const [stages, plans] = await Promise.all([
      selectStagesOnDay(this.dataSource.manager, at, { systemIds }),
      selectPlansOnDay(this.dataSource.manager, at, systemIds),
    ]);
    const states = new Map<string, StateOnDay>(
      stages.map((row) => [pairKey(row), { ...row, since: row.startsOn, plan: null }]),
    );
    for (const { unitId, systemId, entryId, plannedOn, dueOn, lastLiveOn } of plans) {
      const state = states.get(pairKey({ unitId, systemId }));
      const entry: LedgerEntry = { id: entryId, stage: 'planned', effectiveOn: plannedOn, dated: 'on', dueOn };
      const plan = planOn([entry], state?.stage ? { stage: state.stage } : null, lastLiveOn, at.asOf);
      if (!plan) continue;
      const unknown = { unitId, systemId, stage: null, since: null, dated: null, entryId: null };
      states.set(pairKey({ unitId, systemId }), { ...(state ?? unknown), plan: { entryId, plannedOn, dueOn } });
    }
    return states;
  }

  /** When the stage of each pair was last stated, by `pairKey`. */
  async lastConfirmed(pairs: readonly Pair[], at: ReadPoint): Promise<Map<string, LocalDate>> {
    const rows = pairs.length === 0 ? [] : await selectLastConfirmed(this.dataSource.manager, pairs, at);
    return new Map(rows.map((row) => [pairKey(row), row.day]));
  }

  /** One entry; refuses (missing) an unknown one. */
  async getEntry(
    id: string,
    at: Pick<ReadPoint, 'revision'>,
    db: Db = this.dataSource.manager,
  ): Promise<EntryWithRole> {
    const entry = /^\d{1,15}$/.test(id) ? await findEntry(db, Number(id), at.revision) : null;
    if (!entry) throw new Refusal([entryUnknown(id)]);
    const [withRole] = await this.withRoles([entry], at, db);
    return withRole as EntryWithRole;
  }

  /** Entries of a unit, a system or both, retracted ones too, latest day first. */
  async history(
    of: { unit?: string | undefined; system?: string | undefined },
    at: ReadPoint,
    page: { offset: number; limit: number },
  ): Promise<{ entries: EntryWithRole[]; total: number }> {
    const [unit, found] = await together([
      of.unit === undefined ? null : this.units.getUnit(of.unit, at),
      of.system === undefined ? null : this.systems.get(of.system, at),
    ]);
    const pair = { ...(unit ? { unitId: unit.id } : {}), ...(found ? { systemId: found.system.id } : {}) };
    const { rows, total } = await selectHistory(this.dataSource.manager, pair, at.revision, page);
    return { entries: await this.withRoles(rows, at, this.dataSource.manager), total };
  }

  private async withRoles(
    rows: readonly EntryRow[],
    at: Pick<ReadPoint, 'revision'>,
    db: Db,
  ): Promise<EntryWithRole[]> {
    const pairs = [...new Map(rows.map((row) => [pairKey(row), row])).values()];
    const believed = await selectBelievedEntries(db, pairs, at.revision);
    return rows.map((row) => {
      const own = believed.filter((entry) => pairKey(entry) === pairKey(row));
      return { ...row, role: row.retraction ? 'retracted' : roleOf(row, own) };
    });
  }
}

export function pairKey({ unitId, systemId }: Pair): string {
  return `${systemId}:${unitId}`;
}
