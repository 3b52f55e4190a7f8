import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../kernel/read-point.js';
import { together } from '../kernel/refusal.js';
import { type Declaration } from '../deployments/domain/declaration.js';
import { type Stage } from '../deployments/domain/entry.js';
import { DeclarationsService } from '../deployments/declarations.service.js';
import { pairKey } from '../deployments/pair-key.js';
import { type Eves, type StageOnDay, StagesService } from '../deployments/stages.service.js';
import { type Db } from '../platform/database/db.js';
import { type SystemOnDay } from '../systems/domain/system.js';
import { ObligationsService } from '../systems/obligations.service.js';
import { SystemsService } from '../systems/systems.service.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
import { type Level, type UnitOnDay } from '../units/domain/unit.js';
import { UnitsService } from '../units/units.service.js';
import { placeDeclarations } from './domain/declared.js';
import { countFigure, type Figure } from './domain/figure.js';
import { compareGroups, type Dimension, type GroupKey, groupFigures, type Member, nameOf } from './domain/grouping.js';

/** Which figures are asked for; what is absent does not narrow. */
export interface CoverageQuestion {
  readonly system?: readonly string[] | undefined;
  readonly level?: Level | undefined;
  readonly kind?: string | undefined;
  readonly within?: readonly string[] | undefined;
  readonly groupBy?: readonly Dimension[] | undefined;
  readonly stages?: readonly Stage[] | undefined;
}

/** A figure with what was stated beside it. */
export interface CoverageGroup {
  readonly key: GroupKey;
  readonly figure: Figure;
  readonly declared: readonly Declaration[];
}

export interface Coverage {
  readonly at: ReadPoint;
  readonly scope: readonly UnitOnDay[];
  readonly stages: readonly Stage[];
  readonly rows: readonly CoverageGroup[];
  /** Each system over all its groups, with the declarations that fit none of them. */
  readonly totals: readonly CoverageGroup[];
}

/** A unit and a system with what its stage rests on; null: nothing is to be said of it. */
export interface MemberWithState extends Member {
  readonly state: StageOnDay | null;
}

export const DEFAULT_GROUPING: readonly Dimension[] = ['system', 'level'];
export const DEFAULT_STAGES: readonly Stage[] = ['live'];

/** Coverage figures of any day, as known at any revision (domain.md §5). */
@Injectable()
export class CoverageService {
  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly obligations: ObligationsService,
    private readonly stages: StagesService,
    private readonly declarations: DeclarationsService,
  ) {}

  async figures(at: ReadPoint, question: CoverageQuestion, db?: Db): Promise<Coverage> {
    const [tree, declarations] = await Promise.all([this.units.tree(at, db), this.declarations.onDay(at, db)]);
    const [systems, scope] = await together([
      this.systems.chosen(question.system, at, db),
      this.units.scope(question.within, tree, at),
    ]);
    const { level, kind } = question;
    const members = await this.members(at, { tree, systems, scope, level, kind }, db);
    const stages = question.stages ?? DEFAULT_STAGES;
    const counting = new Set(stages);
    const dimensions = question.groupBy ?? DEFAULT_GROUPING;
    const placed = placeDeclarations(declarations, { dimensions, systems, scope, level, kind, tree });

    const groups = new Map(
      groupFigures(members, dimensions, tree, counting).map((group) => [nameOf(group.key), group]),
    );
    for (const [name, { key }] of placed.byGroup) {
      if (!groups.has(name)) groups.set(name, { key, figure: countFigure([], counting) });
    }
    const rows = [...groups]
      .map(([name, group]) => ({ ...group, declared: placed.byGroup.get(name)?.declared ?? [] }))
      .sort(compareGroups);

    const totals = new Map(
      groupFigures(members, ['system'], tree, counting).map((group) => [group.key.system?.id, group]),
    );
    const spoken = systems.filter(
      (system) =>
        totals.has(system.id) || placed.byTotal.has(system.id) || rows.some((row) => row.key.system?.id === system.id),
    );
    return {
      at,
      scope,
      stages,
      rows,
      totals: spoken.map((system) => ({
        key: { system },
        figure: totals.get(system.id)?.figure ?? countFigure([], counting),
        declared: placed.byTotal.get(system.id) ?? [],
      })),
    };
  }

  /** Every unit of the scope with every system: what it owes and its stage. The one place where figures come from. */
  async members(
    at: ReadPoint,
    asked: {
      tree: UnitTree;
      systems: readonly SystemOnDay[];
      scope: readonly UnitOnDay[];
      level?: Level | undefined;
      kind?: string | undefined;
      /** Of whoever asks about several days of one revision. */
      eves?: Eves;
    },
    db?: Db,
  ): Promise<MemberWithState[]> {
    const { tree, systems, scope, eves } = asked;
    const kind = asked.kind?.toLocaleLowerCase('vi');
    const units = tree
      .subtree(scope)
      .filter((unit) => (asked.level ?? unit.level) === unit.level && (kind ?? unit.kind) === unit.kind);
    const [obligations, stages] = await Promise.all([
      this.obligations.onDay(at, tree, db),
      this.stages.onDay(at, systems, tree, { db, asked: units, eves }),
    ]);
    return systems.flatMap((system) =>
      units.map((unit) => {
        const state = stages.get(pairKey({ unitId: unit.id, systemId: system.id })) ?? null;
        return { unit, system, obligation: obligations.of(system.id, unit), stage: state?.stage ?? null, state };
      }),
    );
  }
}
