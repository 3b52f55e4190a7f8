import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { type Obligations } from '../systems/domain/obligation.js';
import { type SystemOnDay } from '../systems/domain/system.js';
import { ObligationsService } from '../systems/obligations.service.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
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

/** What there was on the last day before a reorganisation. */
interface Eve {
  readonly tree: UnitTree;
  readonly stages: ReadonlyMap<string, StageOnDay>;
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

  /** Every unit and system of the day with a stage of its own or predecessors to follow, by `pairKey`. */
  async onDay(
    at: Point,
    systems: readonly SystemOnDay[],
    tree: UnitTree,
    db: Db = this.dataSource.manager,
  ): Promise<Map<string, StageOnDay>> {
    const edges = groupBySuccessor(await this.lineage.until(at, db));
    const decisions = edges.size === 0 ? [] : await selectDecisionsUntil(db, at);
    const decided = new Map(decisions.map((decision) => [decisionKey(decision), new Set(decision.predecessorIds)]));
    const eves = new Map<LocalDate, Promise<Eve>>();

    const eveOf = (day: LocalDate): Promise<Eve> => {
      const known = eves.get(day) ?? readEve({ asOf: addDays(day, -1), revision: at.revision });
      eves.set(day, known);
      return known;
    };
    const readEve = async (eve: Point): Promise<Eve> => {
      const then = await this.units.tree(eve, db);
      const [stages, obligations] = await Promise.all([stagesOn(eve, then), this.obligations.onDay(eve, then, db)]);
      return { tree: then, stages, obligations };
    };
    const stagesOn = async (point: Point, units: UnitTree): Promise<Map<string, StageOnDay>> => {
      const stages = await this.ownStages(point, systems, db);
      for (const { id: unitId } of units.units) {
        const event = lastEvent(edges.get(unitId) ?? [], point.asOf);
        if (!event) continue;
        const lacking = systems.filter((system) => !stages.has(pairKey({ unitId, systemId: system.id })));
        if (lacking.length === 0) continue;
        const eve = await eveOf(event.day);
        for (const system of lacking) {
          const decision = decided.get(
            decisionKey({ successorId: unitId, systemId: system.id, effectiveOn: event.day }),
          );
          const bequests = event.edges.map((edge) => bequestOf(edge, system.id, eve));
          const { stage, open } = inheritStage(system.inheritance, bequests, decision ?? null);
          const pair = { unitId, systemId: system.id };
          const own = { since: null, dated: null, entryId: null };
          stages.set(pairKey(pair), { ...pair, ...own, stage, inheritedOn: event.day, openDecision: open });
        }
      }
      return stages;
    };
    return stagesOn(at, tree);
  }

  private async ownStages(at: Point, systems: readonly SystemOnDay[], db: Db): Promise<Map<string, StageOnDay>> {
    const rows = await selectStagesOnDay(db, at, { systemIds: systems.map((system) => system.id) });
    return new Map(
      rows.map(({ startsOn, ...row }) => [
        pairKey(row),
        { ...row, since: startsOn, inheritedOn: null, openDecision: false },
      ]),
    );
  }
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
