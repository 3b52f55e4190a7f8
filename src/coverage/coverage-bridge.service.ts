import { Injectable } from '@nestjs/common';
import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { Refusal, together } from '../kernel/refusal.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { type Stage } from '../deployments/domain/entry.js';
import { LateEntriesService } from '../deployments/late-entries.service.js';
import { type SystemOnDay } from '../systems/domain/system.js';
import { SystemsService } from '../systems/systems.service.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
import { UnitsService } from '../units/units.service.js';
import { bridgeBackwards, bridgeTooLong, knowledgeBackwards } from './coverage.errors.js';
import { type CoverageQuestion, CoverageService, DEFAULT_STAGES } from './coverage.service.js';
import { bridge, type BridgePoint, type BridgeStep } from './domain/bridge.js';

export type BridgeQuestion = Omit<CoverageQuestion, 'groupBy'>;

/** The two days and knowledges that a caller names. */
export interface BridgeSpan {
  readonly from: LocalDate;
  /** Default `from`: the same day as it became known. */
  readonly to?: LocalDate | undefined;
  /** Default `knownTo`. */
  readonly knownFrom?: string | undefined;
  /** Default the last revision. */
  readonly knownTo?: string | undefined;
}

/** Earlier day and knowledge; earlier day, later knowledge; later day and knowledge. */
export type BridgePoints = readonly [first: ReadPoint, between: ReadPoint, last: ReadPoint];

export interface CoverageBridge {
  readonly points: BridgePoints;
  readonly scope: readonly UnitOnDay[];
  readonly stages: readonly Stage[];
  readonly knowledge: BridgeStep;
  readonly time: BridgeStep;
}

/** A bridge with more lines is refused. */
export const MOST_BRIDGE_LINES = 20_000;

/** What leads from one figure to another: unit by unit, first what became known, then what happened (domain.md §5). */
@Injectable()
export class CoverageBridgeService {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly coverage: CoverageService,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly lateEntries: LateEntriesService,
  ) {}

  /** Decides the three points; refuses a span that runs backwards on either clock. */
  async points({ from, to = from, knownFrom, knownTo }: BridgeSpan): Promise<BridgePoints> {
    if (from > to) throw new Refusal([bridgeBackwards()]);
    const [last, known] = await together([
      this.readPoints.resolveNamed('knownTo', { asOf: to, knownAt: knownTo }),
      knownFrom === undefined ? null : this.readPoints.resolveNamed('knownFrom', { asOf: from, knownAt: knownFrom }),
    ]);
    const between = await this.readPoints.resolve({ asOf: from, revision: last.revision });
    if (known && known.revision > last.revision) throw new Refusal([knowledgeBackwards()]);
    return [known ?? between, between, last];
  }

  /** Units and systems are named as on the last day. */
  async between(points: BridgePoints, question: BridgeQuestion): Promise<CoverageBridge> {
    const [first, between, last] = points;
    const lastTree = await this.units.tree(last);
    const [systems, named] = await together([
      this.systems.chosen(question.system, last),
      question.within === undefined ? null : this.units.scope(question.within, lastTree, last),
    ]);
    const asked = { question, named, systems: question.system === undefined ? null : systems };
    const later = await this.pointOf(last, lastTree, asked);
    const middle = between.asOf === last.asOf ? later : await this.pointOf(between, null, asked);
    const earlier = first.revision === between.revision ? middle : await this.pointOf(first, null, asked);
    const amendments = await this.lateEntries.amendments(first.revision, between.revision);
    const stages = question.stages ?? DEFAULT_STAGES;
    const [knowledge, time] = bridge([earlier, middle, later], amendments, new Set(stages));
    const count = knowledge.lines.length + time.lines.length;
    if (count > MOST_BRIDGE_LINES) throw new Refusal([bridgeTooLong(count, MOST_BRIDGE_LINES)]);
    return { points, scope: named ?? lastTree.defaultScope(), stages, knowledge, time };
  }

  private async pointOf(
    at: ReadPoint,
    known: UnitTree | null,
    asked: {
      question: BridgeQuestion;
      named: readonly UnitOnDay[] | null;
      systems: readonly SystemOnDay[] | null;
    },
  ): Promise<BridgePoint> {
    const { question, named, systems } = asked;
    const [tree, present] = await Promise.all([known ?? this.units.tree(at), this.systems.onDay(at)]);
    const scope =
      named === null
        ? tree.defaultScope()
        : named.flatMap(({ id }) => tree.find(id) ?? []).filter((unit) => tree.isVisible(unit));
    const members = await this.coverage.members(at, {
      tree,
      scope,
      systems: present.filter(({ id }) => systems === null || systems.some((system) => system.id === id)),
      level: question.level,
      kind: question.kind,
    });
    return {
      units: new Map(tree.units.map((unit) => [unit.id, unit])),
      scope: new Set(tree.subtree(scope).map((unit) => unit.id)),
      members: members.map(({ state, ...member }) => ({
        ...member,
        dated: state?.dated ?? null,
        entryId: state?.entryId ?? null,
        inherited: state !== null && state.inheritedOn !== null,
      })),
    };
  }
}
