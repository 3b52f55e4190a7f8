import { Injectable } from '@nestjs/common';
import { type Eves } from '../deployments/stages.service.js';
import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { Refusal, together } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitsService } from '../units/units.service.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { trendBackwards, trendTooLong } from './coverage.errors.js';
import { type CoverageQuestion, CoverageService, DEFAULT_GROUPING } from './coverage.service.js';
import { countFigure, type Figure } from './domain/figure.js';
import { standingOn } from './domain/followed-scope.js';
import { FollowedScopes } from './followed-scopes.service.js';
import { compareGroups, type GroupKey, groupFigures, nameOf } from './domain/grouping.js';
import { type PeriodRule } from '../kernel/reporting-period.js';
import { type Step, trendDays } from './domain/trend-days.js';

export interface TrendQuestion extends CoverageQuestion {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly step: Step;
  readonly calendar: PeriodRule;
  /** `lineage`: before its beginning a scope unit is the units it was made of. */
  readonly follow: 'lineage' | null;
}

export interface Series {
  readonly key: GroupKey;
  readonly points: readonly { readonly asOf: LocalDate; readonly figure: Figure | null }[];
}

const MOST_DAYS = 240;

/** Figures at the ends of periods, each against the units of its own day. */
@Injectable()
export class CoverageTrendService {
  constructor(
    private readonly coverage: CoverageService,
    private readonly units: UnitsService,
    private readonly followed: FollowedScopes,
    private readonly systems: SystemsService,
    private readonly clock: Clock,
  ) {}

  /** `last` is the read point of the last day; scope units and systems are read on it. */
  async trend(last: ReadPoint, question: TrendQuestion): Promise<{ scope: UnitOnDay[]; series: Series[] }> {
    const lastTree = await this.units.tree(last);
    const [days, systems, named] = await together([
      this.daysOf(question),
      this.systems.chosen(question.system, last),
      question.within === undefined ? null : this.units.scope(question.within, lastTree, last),
    ]);
    const codes = systems.map((system) => system.code);
    const counting = new Set(question.stages ?? (['live'] as const));
    const dimensions = question.groupBy ?? DEFAULT_GROUPING;
    const descent = named !== null && question.follow === 'lineage' ? await this.followed.descentOf(last, named) : null;

    const groups = new Map<string, { key: GroupKey; figures: Map<LocalDate, Figure> }>();
    const absent = new Set<LocalDate>();
    const eves: Eves = new Map();
    for (const asOf of days) {
      const at: ReadPoint = { ...last, asOf, projected: asOf > this.clock.today() };
      const [tree, present] = await Promise.all([this.units.tree(at), this.systems.onDay(at)]);
      const scope = named === null ? tree.defaultScope() : standingOn(asOf, named, tree, descent);
      if (scope.length === 0) absent.add(asOf);
      const members = await this.coverage.members(at, {
        tree,
        scope,
        systems: present.filter((system) => codes.includes(system.code)),
        ...{ level: question.level, kind: question.kind, eves },
      });
      for (const { key, figure } of groupFigures(members, dimensions, tree, counting)) {
        const group = groups.get(nameOf(key)) ?? { key, figures: new Map<LocalDate, Figure>() };
        group.figures.set(asOf, figure);
        groups.set(nameOf(key), group);
      }
    }
    const nothing = countFigure([], counting);
    const series = [...groups.values()].sort(compareGroups).map(({ key, figures }) => ({
      key,
      points: days.map((asOf) => ({ asOf, figure: absent.has(asOf) ? null : (figures.get(asOf) ?? nothing) })),
    }));
    return { scope: named ?? [], series };
  }

  private daysOf({ from, to, step, calendar }: TrendQuestion): Promise<LocalDate[]> {
    if (from > to) return Promise.reject(new Refusal([trendBackwards()]));
    // More years than days allowed are too long at any step; counting their days first would take seconds.
    const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
    const days = years > MOST_DAYS ? null : trendDays(from, to, step, calendar);
    if (days === null || days.length > MOST_DAYS) return Promise.reject(new Refusal([trendTooLong(MOST_DAYS)]));
    return Promise.resolve(days);
  }
}
