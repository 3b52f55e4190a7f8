import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { type Db } from '../platform/database/db.js';
import { type PinnedPoint } from '../platform/database/pinned-reads.js';
import { type Obligations } from '../systems/domain/obligation.js';
import { type SystemOnDay } from '../systems/domain/system.js';
import { ObligationsService } from '../systems/obligations.service.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { type LineageRow } from '../units/domain/lineage.js';
import { LineageService } from '../units/lineage.service.js';
import { UnitsService } from '../units/units.service.js';
import { type Pair, selectStagesOnDay } from './deployments.queries.js';
import { pairKey } from './pair-key.js';
import { type Dating, type Stage } from './domain/entry.js';
import { type Bequest, inheritStage } from './domain/inheritance.js';
import { type DecisionRow, selectDecisionsUntil } from './inheritance.queries.js';

/** The stage of a unit and system on a day: its own, or the one that follows from its predecessors. */
export interface StageOnDay extends Pair {
  /** Null: unknown, and there is something to say of why (`openDecision`, `inheritedOn`). */
  readonly stage: Stage | null;
  readonly since: LocalDate | null;
  readonly dated: Dating | null;
  readonly entryId: number | null;
  /** The day of the reorganisation that the stage follows from; null for a stage of its own. */
  readonly inheritedOn: LocalDate | null;
  /** A partial predecessor: unknown until somebody decides. */
  readonly openDecision: boolean;
}

/** The stages of some units on a day, as far as they are known, and who of them has to inherit the rest. */
interface Reading {
  readonly tree: UnitTree;
  readonly stages: Map<string, StageOnDay>;
  readonly heirs: readonly Heir[];
}

/** A unit that lacks a stage of its own for some systems, and the reorganisation that it inherits by. */
interface Heir {
  readonly unitId: string;
  readonly day: LocalDate;
  readonly edges: readonly LineageRow[];
  readonly lacking: readonly SystemOnDay[];
}

/** What there was on the last day before a reorganisation, as far as it was asked about. */
interface Eve {
  readonly tree: UnitTree;
  readonly obligations: Obligations;
  readonly stages: Map<string, StageOnDay>;
  readonly asked: Set<string>;
}

/** Eves that are read already, of one revision: who asks about several days of it reads each of them once. */
export type Eves = Map<string, Eve>;

/** What is asked about beside the day and the systems. */
interface Asking {
  readonly db?: Db | undefined;
  /** Default every unit of the day. */
  readonly asked?: readonly UnitOnDay[];
  readonly eves?: Eves | undefined;
}

/** Stages of a day with what successors inherit: derived at every read, never copied (domain.md §1). */
@Injectable()
export class StagesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly lineage: LineageService,
    private readonly obligations: ObligationsService,
  ) {}

  /**
   * Every unit and system of the day with a stage of its own or predecessors to follow, by `pairKey`; of `asked` only,
   * if given: what others inherit need not be worked out then. `eves` are those of the same revision and no other.
   */
  async onDay(
    at: PinnedPoint,
    systems: readonly SystemOnDay[],
    tree: UnitTree,
    { db, asked = tree.units, eves = new Map() }: Asking = {},
  ): Promise<Map<string, StageOnDay>> {
    const edges = groupBySuccessor(await this.lineage.until(at, db));
    const decisions = edges.size === 0 ? [] : await selectDecisionsUntil(db ?? this.dataSource.manager, at);
    const decided = new Map(decisions.map((decision) => [decisionKey(decision), new Set(decision.predecessorIds)]));

    const read = async (point: PinnedPoint, then: UnitTree, unitIds: readonly string[]): Promise<Reading> => {
      const stages = await this.ownStages(point, systems, unitIds, db);
      const heirs = unitIds.flatMap((unitId): Heir[] => {
        const event = then.find(unitId) && lastEvent(edges.get(unitId) ?? [], point.asOf);
        if (!event) return [];
        const lacking = systems.filter((system) => !stages.has(pairKey({ unitId, systemId: system.id })));
        return lacking.length === 0 ? [] : [{ unitId, ...event, lacking }];
      });
      return { tree: then, stages, heirs };
    };
    const nameOf = (day: LocalDate): string => JSON.stringify([day, ...systems.map(({ id }) => id)]);
    /** Reads of an eve what was not read of it before; the heirs among that. */
    const readEve = async (day: LocalDate, unitIds: readonly string[]): Promise<Reading> => {
      const point = { ...at, asOf: addDays(day, -1) };
      const known = eves.get(nameOf(day));
      const then = known?.tree ?? (await this.units.tree(point, db));
      const fresh = unitIds.filter((id) => known?.asked.has(id) !== true);
      const [reading, obligations] = await Promise.all([
        fresh.length === 0
          ? { tree: then, stages: new Map<string, StageOnDay>(), heirs: [] }
          : read(point, then, fresh),
        known?.obligations ?? this.obligations.onDay(point, then, db),
      ]);
      const eve = known ?? { tree: then, obligations, stages: new Map<string, StageOnDay>(), asked: new Set<string>() };
      for (const [key, stage] of reading.stages) eve.stages.set(key, stage);
      for (const id of fresh) eve.asked.add(id);
      eves.set(nameOf(day), eve);
      return { ...reading, stages: eve.stages };
    };
    const inherit = ({ stages, heirs }: Reading): void => {
      for (const { unitId, day, edges: own, lacking } of heirs) {
        const eve = eves.get(nameOf(day));
        if (!eve) throw new Error(`The eve of ${day} was read before`);
        for (const system of lacking) {
          const pair = { unitId, systemId: system.id };
          const decision = decided.get(decisionKey({ ...pair, successorId: unitId, effectiveOn: day }));
          const bequests = own.map((edge) => bequestOf(edge, system.id, eve));
          const { stage, open } = inheritStage(system.inheritance, bequests, decision ?? null);
          const none = { since: null, dated: null, entryId: null };
          stages.set(pairKey(pair), { ...pair, ...none, stage, inheritedOn: day, openDecision: open });
        }
      }
    };

    const ofTheDay = await read(
      at,
      tree,
      asked.map(({ id }) => id),
    );
    // Whoever inherits on an eve does so by an earlier reorganisation: latest first, every eve is read once.
    const awaited = new Map<LocalDate, Set<string>>();
    const readings: Reading[] = [];
    noteHeirs(awaited, ofTheDay.heirs);
    for (let day = latestOf(awaited); day !== undefined; day = latestOf(awaited)) {
      const eve = await readEve(day, [...(awaited.get(day) ?? [])]);
      awaited.delete(day);
      readings.unshift(eve);
      noteHeirs(awaited, eve.heirs);
    }
    for (const eve of readings) inherit(eve);
    inherit(ofTheDay);
    return ofTheDay.stages;
  }

  private async ownStages(
    at: PinnedPoint,
    systems: readonly SystemOnDay[],
    unitIds: readonly string[],
    db: Db | undefined,
  ): Promise<Map<string, StageOnDay>> {
    const rows = await selectStagesOnDay(db ?? this.dataSource.manager, at, {
      systemIds: systems.map((system) => system.id),
      unitIds,
    });
    return new Map(
      rows.map(({ startsOn, ...row }) => [
        pairKey(row),
        { ...row, since: startsOn, inheritedOn: null, openDecision: false },
      ]),
    );
  }
}

/** Notes whose stages on the eve of their reorganisation the heirs depend on. */
function noteHeirs(awaited: Map<LocalDate, Set<string>>, heirs: readonly Heir[]): void {
  for (const { day, edges } of heirs) {
    const ids = awaited.get(day) ?? new Set<string>();
    for (const { predecessorId } of edges) ids.add(predecessorId);
    awaited.set(day, ids);
  }
}

function latestOf(awaited: ReadonlyMap<LocalDate, unknown>): LocalDate | undefined {
  return [...awaited.keys()].sort().at(-1);
}

/** The latest reorganisation that made the unit what it is on the day, with its predecessors then. */
function lastEvent(edges: readonly LineageRow[], day: LocalDate): { day: LocalDate; edges: LineageRow[] } | null {
  const latest = edges.findLast((edge) => edge.effectiveOn <= day)?.effectiveOn;
  return latest === undefined ? null : { day: latest, edges: edges.filter((edge) => edge.effectiveOn === latest) };
}

function bequestOf({ predecessorId, extent, lead }: LineageRow, systemId: number, eve: Eve): Bequest {
  const unit = eve.tree.find(predecessorId);
  return {
    predecessorId,
    extent,
    lead,
    stage: eve.stages.get(pairKey({ unitId: predecessorId, systemId }))?.stage ?? null,
    obligation: unit ? eve.obligations.of(systemId, unit) : 'unspoken',
  };
}

function decisionKey({
  successorId,
  systemId,
  effectiveOn,
}: Pick<DecisionRow, 'successorId' | 'systemId' | 'effectiveOn'>): string {
  return `${effectiveOn} ${pairKey({ unitId: successorId, systemId })}`;
}

function groupBySuccessor(rows: readonly LineageRow[]): Map<string, LineageRow[]> {
  const groups = new Map<string, LineageRow[]>();
  for (const row of rows) {
    const group = groups.get(row.successorId);
    if (group) group.push(row);
    else groups.set(row.successorId, [row]);
  }
  return groups;
}
