import { Injectable } from '@nestjs/common';
import { CoverageService } from '../coverage/coverage.service.js';
import { ratioOf } from '../coverage/domain/figure.js';
import { IndicatorFiguresService } from '../indicators/indicator-figures.service.js';
import { IndicatorsService } from '../indicators/indicators.service.js';
import { type LocalDate } from '../kernel/local-date.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { SystemsService } from '../systems/systems.service.js';
import { UnitsService } from '../units/units.service.js';
import { type Course, type Fraction, judge, judgedDay, type Judgement } from './domain/target-status.js';
import { fractionOf, fractionOfMeasure } from './domain/target.js';
import { type TargetRow } from './targets.service.js';

/** A target as it stands on a day. */
export interface JudgedTarget {
  readonly target: TargetRow;
  readonly course: Course;
  /** False: nothing is known of the first day, and 0 is taken. */
  readonly baselineKnown: boolean;
  readonly current: Fraction | null;
  readonly judgement: Judgement;
}

/** Holds targets against the figures of a day, as known at a revision. */
@Injectable()
export class TargetJudgements {
  constructor(
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly coverage: CoverageService,
    private readonly indicators: IndicatorsService,
    private readonly indicatorFigures: IndicatorFiguresService,
  ) {}

  async of(targets: readonly TargetRow[], at: ReadPoint): Promise<JudgedTarget[]> {
    const judged: JudgedTarget[] = [];
    for (const target of targets) judged.push(await this.judged(target, at));
    return judged;
  }

  private async judged(target: TargetRow, at: ReadPoint): Promise<JudgedTarget> {
    const { goal, baseline, measure, startsOn, dueOn } = target;
    const known = baseline === null ? await this.figureOn(startsOn, target, at) : fractionOf(baseline, measure);
    const course: Course = {
      ...{ startsOn, dueOn, goal: fractionOf(goal, measure) },
      baseline: known ?? fractionOf(0, measure),
    };
    const current = await this.figureOn(judgedDay(at.asOf, course), target, at);
    const judgement = judge(current, course, at.asOf);
    return { target, course, baselineKnown: known !== null, current, judgement };
  }

  /** What the target is about on a day; null where that is not known, or the scope or the system does not exist. */
  private async figureOn(day: LocalDate, target: TargetRow, at: ReadPoint): Promise<Fraction | null> {
    const on = { ...at, asOf: day };
    const { scopeId, systemId, indicatorId, measure } = target;
    const tree = await this.units.tree(on);
    const scope = tree.find(scopeId);
    if (!scope || !tree.isVisible(scope)) return null;
    const within = [scopeId];
    if (indicatorId !== null) {
      const code = (await this.indicators.codes(at.revision)).get(indicatorId) ?? '';
      const { rows } = await this.indicatorFigures.figures(on, code, { within });
      const [row, other] = rows;
      // Figures of two schemes have no common value.
      const stated = other === undefined ? (row?.figure.measure ?? null) : null;
      return stated && fractionOfMeasure(stated, measure);
    }
    const system = (await this.systems.onDay(on)).find(({ id }) => id === systemId);
    if (!system) return null;
    const narrowing = { system: [system.code], level: target.level ?? undefined, kind: target.kind ?? undefined };
    const { rows } = await this.coverage.figures(on, { ...narrowing, within, groupBy: ['system'] });
    const figure = rows[0]?.figure;
    if (!figure) return null;
    const { covered, eligible, unknown } = figure;
    if (measure === 'count') return covered === 0 && unknown === eligible ? null : { value: covered, of: 1 };
    return ratioOf(figure) === null || eligible === null ? null : { value: covered, of: eligible };
  }
}
