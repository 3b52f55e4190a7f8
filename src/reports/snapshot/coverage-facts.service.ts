import { Injectable } from '@nestjs/common';
import { type Coverage, CoverageService, type MemberWithState } from '../../coverage/coverage.service.js';
import { CoverageTrendService } from '../../coverage/coverage-trend.service.js';
import { countFigure, type Figure, isSpokenOf } from '../../coverage/domain/figure.js';
import { type Declaration } from '../../deployments/domain/declaration.js';
import { type Stage } from '../../deployments/domain/entry.js';
import { pairKey } from '../../deployments/pair-key.js';
import { type StateOnDay, StatesService } from '../../deployments/states.service.js';
import { daysBetween, type LocalDate } from '../../kernel/local-date.js';
import { type ReadPoint } from '../../kernel/read-point.js';
import { compareVietnamese } from '../../kernel/vietnamese-text.js';
import { cutOffDay, periodOfDay, type PeriodRule } from '../../kernel/reporting-period.js';
import { type SystemOnDay } from '../../systems/domain/system.js';
import { SystemsService } from '../../systems/systems.service.js';
import { compareUnits } from '../../units/domain/unit-tree.js';
import { LEVELS, type Level } from '../../units/domain/unit.js';
import { groupedBy } from '../domain/grouped.js';
import { monthsBefore } from '../domain/report-trend.js';
import { type DeclaredFacts, type SystemFacts, type TrendFacts, type UnitFacts } from '../domain/snapshot.js';
import { type ReportView } from './report-views.service.js';

/** The figures of an earlier report: as it printed them, and those of its day as they are known now. */
export interface FiguresBefore {
  readonly printed: ReadonlyMap<string, Figure>;
  readonly knownNow: ReadonlyMap<string, Figure>;
}

/** Names the figure of a system and a level. */
export const figureKey = (system: string, level: Level): string => `${system} ${level}`;

const LIVE: ReadonlySet<Stage> = new Set(['live']);
const MONTHS = 12;

/** What a report says of coverage: every figure with the units behind it. */
@Injectable()
export class CoverageFacts {
  constructor(
    private readonly coverage: CoverageService,
    private readonly trends: CoverageTrendService,
    private readonly states: StatesService,
    private readonly systems: SystemsService,
  ) {}

  /** Each system of which there is anything to say, in the order of the catalogue. */
  async systemsOf(view: ReportView, before: FiguresBefore): Promise<SystemFacts[]> {
    const { at, tree, scope } = view;
    const systems = await this.systems.onDay(at);
    const within = scope.map(({ id }) => id);
    const [members, states, figures] = await Promise.all([
      this.coverage.members(at, { tree, systems, scope }),
      this.states.statesOnDay(at, systems, tree, tree.subtree(scope)),
      this.coverage.figures(at, { within }),
    ]);
    const codes = new Map(systems.map(({ id, code }) => [id, code]));
    const bySystem = groupedBy(members, ({ system }) => system.id);
    const order = orderOf(members, tree);
    return systems.flatMap((system) => {
      const total = figures.totals.find(({ key }) => key.system?.id === system.id);
      // A part of which nothing is said is there all the same: its whole has that feature.
      if (!total && system.parentId === null) return [];
      const own = (bySystem.get(system.id) ?? []).filter(
        (member) => isSpokenOf(member) || states.get(keyOf(member))?.plan,
      );
      const { code, name, nameEn, parentId, legalBasis } = system;
      return {
        ...{ code, name, nameEn, legalBasis, partOf: parentId === null ? null : (codes.get(parentId) ?? null) },
        levels: levelsOf(system, own, states, figures, before, { view, order }),
        total: { figure: total?.figure ?? countFigure([], LIVE), declared: total?.declared.map(declaredFacts) ?? [] },
      };
    });
  }

  /** Figures of a day by system and level, as `figureKey` names them; of units that are there that day. */
  async figuresOn(at: ReadPoint, within: readonly string[]): Promise<Map<string, Figure>> {
    const { rows } = await this.coverage.figures(at, { within });
    return new Map(
      rows.flatMap(({ key: { system, level }, figure }): [string, Figure][] =>
        system && level ? [[figureKey(system.code, level), figure]] : [],
      ),
    );
  }

  /** Figures at the ends of twelve months up to the day; by the decree's months where the day is such an end. */
  async trend({ at, scope }: ReportView, rule: PeriodRule): Promise<TrendFacts> {
    const period = periodOfDay(at.asOf, 'month', rule);
    const calendar = period && cutOffDay(period, rule) === at.asOf ? rule : 'calendar';
    const { series } = await this.trends.trend(at, {
      ...{ from: monthsBefore(at.asOf, MONTHS), to: at.asOf, step: 'month', calendar, follow: 'lineage' },
      within: scope.map(({ id }) => id),
    });
    return {
      days: series[0]?.points.map(({ asOf }) => asOf) ?? [],
      series: series.flatMap(({ key: { system, level }, points }) =>
        system && level ? [{ system: system.code, level, figures: points.map(({ figure }) => figure) }] : [],
      ),
    };
  }
}

function levelsOf(
  system: SystemOnDay,
  members: readonly MemberWithState[],
  states: ReadonlyMap<string, StateOnDay>,
  figures: Coverage,
  before: FiguresBefore,
  { view, order }: { readonly view: ReportView; readonly order: ReadonlyMap<string, number> },
): SystemFacts['levels'] {
  const { asOf } = view.at;
  const placeOf = ({ unit }: MemberWithState): number => order.get(unit.id) ?? 0;
  const byLevel = groupedBy(members, ({ unit }) => unit.level);
  return LEVELS.flatMap((level) => {
    const row = figures.rows.find(({ key }) => key.system?.id === system.id && key.level === level);
    const own = byLevel.get(level) ?? [];
    if (!row && own.length === 0) return [];
    return {
      level,
      figure: row?.figure ?? countFigure([], LIVE),
      declared: row?.declared.map(declaredFacts) ?? [],
      printedBefore: before.printed.get(figureKey(system.code, level)) ?? null,
      knownNow: before.knownNow.get(figureKey(system.code, level)) ?? null,
      units: own
        .sort((a, b) => placeOf(a) - placeOf(b))
        .map((member) => unitFacts(member, states.get(keyOf(member)) ?? null, asOf)),
    };
  });
}

/** Where each unit stands in a list: by what it stands below, from the top, then by name, as Vietnamese sorts. */
function orderOf(members: readonly MemberWithState[], tree: ReportView['tree']): Map<string, number> {
  const units = new Map(members.map(({ unit }) => [unit.id, unit]));
  const parents = new Map<string, readonly { id: string; name: string }[]>();
  for (const unit of units.values()) {
    const { parentId } = unit;
    if (parentId !== null && !parents.has(parentId)) parents.set(parentId, tree.ancestors(unit).toReversed());
  }
  const byLine = [...parents].sort(([, a], [, b]) => compareLines(a, b)).map(([id], index) => [id, index] as const);
  const ranks = new Map(byLine);
  const rankOf = ({ parentId }: { parentId: string | null }): number => ranks.get(parentId ?? '') ?? -1;
  const sorted = [...units.values()].sort((a, b) => rankOf(a) - rankOf(b) || compareUnits(a, b));
  return new Map(sorted.map(({ id }, index) => [id, index]));
}

/** Lines of units from the top; of equal names, districts of two provinces, each stays together. */
function compareLines(a: readonly { id: string; name: string }[], b: readonly { id: string; name: string }[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [one, other] = [a[index], b[index]];
    if (!one || !other || one.id === other.id) continue;
    return compareVietnamese(one.name, other.name) || (one.id < other.id ? -1 : 1);
  }
  return a.length - b.length;
}

function unitFacts(member: MemberWithState, state: StateOnDay | null, asOf: LocalDate): UnitFacts {
  const due = state?.plan?.dueOn ?? null;
  return {
    unit: member.unit.id,
    obligation: member.obligation,
    stage: member.stage,
    since: state?.since ?? null,
    dated: state?.dated ?? null,
    days: state?.since ? daysBetween(state.since, asOf) : null,
    plan: state?.plan ? { plannedOn: state.plan.plannedOn, dueOn: due } : null,
    overdue: due !== null && due < asOf,
  };
}

function declaredFacts({ count, total, comparator, counted, asOf, document, quote }: Declaration): DeclaredFacts {
  return { count, total, comparator, counted, asOf, document, quote };
}

function keyOf({ unit, system }: MemberWithState): string {
  return pairKey({ unitId: unit.id, systemId: system.id });
}
