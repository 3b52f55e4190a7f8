import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Fault } from '../kernel/refusal.js';
import { Clock } from '../platform/clock/clock.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { type Submission } from '../platform/validation/submission.js';
import { UnitsService } from '../units/units.service.js';
import { leavesOf } from './domain/definition.js';
import { type Points, pointsOf } from './domain/points.js';
import { criterionUnknown, pointsAboveMaximum, unitNotScored } from './scorecards.errors.js';
import { ScorecardsService } from './scorecards.service.js';
import { dayScoredOn } from './domain/scoring-year.js';
import { ScoresService, type ScoringYear } from './scores.service.js';

/** What names one criterion at one unit in one year, with points perhaps. */
interface Named {
  readonly year: number;
  readonly unit: string;
  readonly unitName?: string;
  readonly criterion: string;
  readonly points?: number;
}

/** The criterion that a row of a write means; what is missing there is a fault. */
export interface MeantCriterion {
  readonly scoring: ScoringYear | null;
  readonly unitId: string | null;
  readonly maximum: Points | null;
  readonly faults: readonly Fault[];
}

/** Finds what rows of a write mean, each in the version and among the units of its own year. */
@Injectable()
export class ScoredCriteria {
  constructor(
    private readonly scorecards: ScorecardsService,
    private readonly scores: ScoresService,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  /** In the order given, each with every fault of form and of fact. Refuses (missing) an unknown scorecard. */
  async resolve(tx: WriteTransaction, code: string, rows: readonly Submission<Named>[]): Promise<MeantCriterion[]> {
    const last = await tx.lastRevision();
    await this.scorecards.get(code, last.n, tx.manager);
    const today = this.clock.today();
    const dayOf = (year: number | undefined): ReadPoint['asOf'] =>
      year === undefined ? today : dayScoredOn(year, today);
    const years = new Map<number, ScoringYear | readonly Fault[]>();
    for (const year of new Set(rows.flatMap(({ value }) => value.year ?? []))) {
      const point = { asOf: dayOf(year), revision: last.n, knownAt: last.at, projected: false };
      years.set(year, await this.scores.yearOrFaults(code, year, point, tx));
    }
    const references = rows.map(({ value }) => ({
      ...{ unit: value.unit ?? '', unitName: value.unitName, path: 'unit', day: dayOf(value.year) },
    }));
    const units = await this.units.resolveForWrite(references, today, last.n, tx.manager);
    return rows.map(({ value, faults: formal }, index) => {
      const faults = [...formal];
      const { year, unit: read, criterion, points } = value;
      const found = year === undefined ? undefined : years.get(year);
      if (found && !('scorecard' in found)) faults.push(...found);
      const scoring = found && 'scorecard' in found ? found : null;
      const unit = units[index];
      if (unit && !('id' in unit) && read !== undefined && (scoring !== null || unit.code === 'unit-unknown'))
        faults.push(unit);
      const unitId = read !== undefined && unit && 'id' in unit ? unit.id : null;
      const scored = scoring && unitId !== null ? scoring.units.get(unitId) : undefined;
      if (scoring && unit && 'id' in unit && !scored)
        faults.push(unitNotScored('unit', unit.name, scoring.year, 'unprocessable'));
      const leaves = scoring && scored ? leavesOf(scoring.version.definition.criteria) : [];
      const own = scored ? leaves.filter(({ maximum }) => scored.group.code in maximum) : [];
      const maximum = own.find((one) => one.code === criterion)?.maximum[scored?.group.code ?? ''] ?? null;
      if (scored && criterion !== undefined && maximum === null) {
        const known = own.map((one) => one.code);
        faults.push(criterionUnknown('criterion', criterion, known));
      }
      if (points !== undefined && maximum !== null && pointsOf(points) > maximum)
        faults.push(pointsAboveMaximum('points', pointsOf(points), maximum));
      return { scoring, unitId, maximum, faults };
    });
  }
}
