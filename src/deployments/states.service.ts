import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { Refusal, together } from '../kernel/refusal.js';
import { type Db } from '../platform/database/db.js';
import { SystemsService } from '../systems/systems.service.js';
import { type SystemOnDay } from '../systems/domain/system.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { UnitsService } from '../units/units.service.js';
import { type LedgerEntry } from './domain/entry.js';
import { type EntryRole, roleOf } from './domain/entry-role.js';
import { planOn } from './domain/stages.js';
import { pairKey } from './pair-key.js';
import { type StageOnDay, StagesService } from './stages.service.js';
import { entryUnknown } from './deployments.errors.js';
import {
  type EntryRow,
  findEntry,
  type Pair,
  selectBelievedEntries,
  selectEntries,
  selectHistory,
  selectLastConfirmed,
  selectPlansOnDay,
} from './deployments.queries.js';

/** The stage and the plan of one unit and system on a day. */
export interface StateOnDay extends StageOnDay {
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
    private readonly stages: StagesService,
    private readonly scopes: UnitScopes,
  ) {}

  /** Stage and plan of every unit (of `asked` at least, if given) and system that has either on the day, by `pairKey`. */
  async statesOnDay(
    at: ReadPoint,
    systems: readonly SystemOnDay[],
    tree: UnitTree,
    asked: readonly UnitOnDay[] = tree.units,
  ): Promise<Map<string, StateOnDay>> {
    const [stages, plans] = await Promise.all([
      this.stages.onDay(at, systems, tree, { asked }),
      selectPlansOnDay(
        this.dataSource.manager,
        at,
        systems.map((system) => system.id),
      ),
    ]);
    const states = new Map<string, StateOnDay>([...stages].map(([key, stage]) => [key, { ...stage, plan: null }]));
    for (const { unitId, systemId, entryId, plannedOn, dueOn, lastLiveOn } of plans) {
      const state = states.get(pairKey({ unitId, systemId }));
      const entry: LedgerEntry = { id: entryId, stage: 'planned', effectiveOn: plannedOn, dated: 'on', dueOn };
      const plan = planOn([entry], state?.stage ? { stage: state.stage } : null, lastLiveOn, at.asOf);
      if (!plan) continue;
      const unknown = { stage: null, since: null, dated: null, entryId: null, inheritedOn: null, openDecision: false };
      states.set(pairKey({ unitId, systemId }), {
        ...(state ?? { unitId, systemId, ...unknown }),
        plan: { entryId, plannedOn, dueOn },
      });
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
    const readable = await this.scopes.readable(at.revision);
    if (!entry || readable?.holds(entry.unitId, entry.effectiveOn) === false) throw new Refusal([entryUnknown(id)]);
    const [withRole] = await this.withRoles([entry], at, db);
    return withRole as EntryWithRole;
  }

  /** Entries that are known to be there, in the order of recording. */
  async getEntries(
    ids: readonly number[],
    at: Pick<ReadPoint, 'revision'>,
    db: Db = this.dataSource.manager,
  ): Promise<EntryWithRole[]> {
    return this.withRoles(await selectEntries(db, ids, at.revision), at, db);
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
    const readable = await this.scopes.readable(at.revision);
    const { rows, total } = await selectHistory(
      this.dataSource.manager,
      pair,
      at.revision,
      page,
      readable?.spans ?? null,
    );
    return { entries: await this.withRoles(rows, at, this.dataSource.manager), total };
  }

  /** Entries with what each does to the stages of its unit and system. */
  async withRoles(
    rows: readonly EntryRow[],
    at: Pick<ReadPoint, 'revision'>,
    db: Db = this.dataSource.manager,
  ): Promise<EntryWithRole[]> {
    const pairs = [...new Map(rows.map((row) => [pairKey(row), row])).values()];
    const believed = await selectBelievedEntries(db, pairs, at.revision);
    const byPair = new Map<string, typeof believed>();
    for (const entry of believed) {
      const own = byPair.get(pairKey(entry));
      if (own) own.push(entry);
      else byPair.set(pairKey(entry), [entry]);
    }
    return rows.map((row) => ({
      ...row,
      role: row.retraction ? 'retracted' : roleOf(row, byPair.get(pairKey(row)) ?? []),
    }));
  }
}
