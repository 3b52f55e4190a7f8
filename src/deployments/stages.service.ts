import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
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

type Point = Pick<ReadPoint, 'asOf' | 'revision'>;

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

/** What there was on the last day before a reorganisation. */
interface Eve extends Reading {
  readonly obligations: Obligations;
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
   * if given: what others inherit need not be worked out then.
   */
  async onDay(
    at: Point,
    systems: readonly SystemOnDay[],
    tree: UnitTree,
    db: Db = this.dataSource.manager,
    asked: readonly UnitOnDay[] = tree.units,
  ): Promise<Map<string, StageOnDay>> {
    const edges = groupBySuccessor(await this.lineage.until(at, db));
    const decisions = edges.size === 0 ? [] : await selectDecisionsUntil(db, at);
    const decided = new Map(decisions.map((decision) => [decisionKey(decision), new Set(decision.predecessorIds)]));

    const read = async (point: Point, then: UnitTree, unitIds: readonly string[]): Promise<Reading> => {
      const stages = await this.ownStages(point, systems, unitIds, db);
      const heirs = unitIds.flatMap((unitId): Heir[] => {
        const event = then.find(unitId) && lastEvent(edges.get(unitId) ?? [], point.asOf);
        if (!event) return [];
        const lacking = systems.filter((system) => !stages.has(pairKey({ unitId, systemId: system.id })));
        return lacking.length === 0 ? [] : [{ unitId, ...event, lacking }];
      });
      return { tree: then, stages, heirs };
    };
    const readEve = async (day: LocalDate, unitIds: readonly string[]): Promise<Eve> => {
      const eve = { asOf: addDays(day, -1), revision: at.revision };
      const then = await this.units.tree(eve, db);
      const [reading, obligations] = await Promise.all([
        read(eve, then, unitIds),
        this.obligations.onDay(eve, then, db),
      ]);
      return { ...reading, obligations };
    };
    const eves = new Map<LocalDate, Eve>();
    const inherit = ({ stages, heirs }: Reading): void => {
      for (const { unitId, day, edges: own, lacking } of heirs) {
        const eve = eves.get(day);
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
    noteHeirs(awaited, ofTheDay.heirs);
    for (let day = latestOf(awaited); day !== undefined; day = latestOf(awaited)) {
      const eve = await readEve(day, [...(awaited.get(day) ?? [])]);
      awaited.delete(day);
      eves.set(day, eve);
      noteHeirs(awaited, eve.heirs);
    }
    for (const eve of [...eves.values()].reverse()) inherit(eve);
    inherit(ofTheDay);
    return ofTheDay.stages;
  }

  private async ownStages(
    at: Point,
    systems: readonly SystemOnDay[],
    unitIds: readonly string[],
    db: Db,
  ): Promise<Map<string, StageOnDay>> {
    const rows = await selectStagesOnDay(db, at, { systemIds: systems.map((system) => system.id), unitIds });
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
