import { Injectable } from '@nestjs/common';
import { type Stage } from '../deployments/domain/entry.js';
import { InheritanceDecisionsService } from '../deployments/inheritance-decisions.service.js';
import { pairKey } from '../deployments/pair-key.js';
import { StagesService } from '../deployments/stages.service.js';
import { addDays } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault, refuseIfAny } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { ObligationsService } from '../systems/obligations.service.js';
import { SystemsService } from '../systems/systems.service.js';
import { compareUnits } from '../units/domain/unit-tree.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { LineageService } from '../units/lineage.service.js';
import { UnitsService } from '../units/units.service.js';
import { type DecisionDto } from './dto/reorganisation.requests.js';
import { notAPredecessor, nothingToDecide } from './reorganisations.errors.js';
import { type ReorganisationRow } from './reorganisations.queries.js';
import { ReorganisationsService } from './reorganisations.service.js';

/** A successor whose stage of a system somebody has to decide, with what its predecessors bring. */
export interface OpenDecision {
  readonly successor: UnitOnDay;
  readonly system: string;
  readonly predecessors: readonly {
    readonly unit: UnitOnDay | null;
    readonly id: string;
    readonly extent: 'whole' | 'partial';
    readonly stage: Stage | null;
  }[];
}

/** What a reorganisation leaves to be decided: which predecessors a successor's stage follows (domain.md §1). */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly reorganisations: ReorganisationsService,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly obligations: ObligationsService,
    private readonly stages: StagesService,
    private readonly lineage: LineageService,
    private readonly decisions: InheritanceDecisionsService,
    private readonly clock: Clock,
  ) {}

  /** Open decisions of one reorganisation, where the successor should have the system or a predecessor's stage is known. */
  async open(id: string, at: ReadPoint): Promise<OpenDecision[]> {
    const { effectiveOn } = await this.reorganisations.get(id, at);
    const day = { ...at, asOf: effectiveOn };
    const eve = { ...at, asOf: addDays(effectiveOn, -1) };
    const [tree, before, systems] = await Promise.all([
      this.units.tree(day),
      this.units.tree(eve),
      this.systems.onDay(day),
    ]);
    const [stages, bequeathed, obligations, lineage] = await Promise.all([
      this.stages.onDay(day, systems, tree),
      this.stages.onDay(eve, systems, before),
      this.obligations.onDay(day, tree),
      this.lineage.until(day),
    ]);
    const own = lineage.filter(({ reorganisationId }) => reorganisationId === id);
    const successors = [...new Set(own.map(({ successorId }) => successorId))].flatMap(
      (unitId) => tree.find(unitId) ?? [],
    );
    return successors.sort(compareUnits).flatMap((successor) =>
      systems.flatMap((system): OpenDecision[] => {
        const key = { unitId: successor.id, systemId: system.id };
        if (!stages.get(pairKey(key))?.openDecision) return [];
        const predecessors = own
          .filter(({ successorId }) => successorId === successor.id)
          .map(({ predecessorId, extent }) => ({
            id: predecessorId,
            unit: before.find(predecessorId) ?? null,
            extent,
            stage: bequeathed.get(pairKey({ unitId: predecessorId, systemId: system.id }))?.stage ?? null,
          }));
        const matters =
          obligations.of(system.id, successor) === 'required' || predecessors.some(({ stage }) => stage !== null);
        return matters ? [{ successor, system: system.code, predecessors }] : [];
      }),
    );
  }

  /** Records which predecessors count; none: nobody knows, and the matter is closed. */
  async decide(
    tx: WriteTransaction,
    reorganisation: ReorganisationRow,
    submission: Submission<DecisionDto>,
  ): Promise<void> {
    const { value } = submission;
    const { effectiveOn, id } = reorganisation;
    const { n: last } = await tx.lastRevision();
    const today = this.clock.today();
    const faults: Fault[] = [...submission.faults];
    const named = { unit: value.successor ?? '', day: effectiveOn, path: 'successor' };
    const [successor] =
      value.successor === undefined ? [] : await this.units.resolveForWrite([named], today, last, tx.manager);
    if (successor && !('id' in successor)) faults.push(successor);
    const asked = { system: value.system ?? '', day: effectiveOn, path: 'system' };
    const [system] = value.system === undefined ? [] : await this.systems.resolveForWrite([asked], last, tx.manager);
    if (system && !('systemId' in system)) faults.push(system);
    if (successor && 'id' in successor) {
      const edges = (await this.lineage.until({ asOf: effectiveOn, revision: last }, tx.manager)).filter(
        ({ reorganisationId, successorId }) => reorganisationId === id && successorId === successor.id,
      );
      if (edges.length === 0) faults.push(nothingToDecide(successor.name, effectiveOn));
      else {
        const known = new Set(edges.map(({ predecessorId }) => predecessorId));
        faults.push(...(value.predecessors ?? []).filter((unitId) => !known.has(unitId)).map(notAPredecessor));
      }
    }
    refuseIfAny(faults);
    if (!successor || !('id' in successor) || !system || !('systemId' in system)) throw new Error('Checked above');
    await this.decisions.record(tx, {
      successorId: successor.id,
      systemId: system.systemId,
      effectiveOn,
      predecessorIds: value.predecessors ?? [],
      reason: value.reason ?? '',
    });
  }
}
