import { Injectable } from '@nestjs/common';
import { CoverageService, type MemberWithState } from '../coverage/coverage.service.js';
import { countFigure } from '../coverage/domain/figure.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { type Db } from '../platform/database/db.js';
import { SystemsService } from '../systems/systems.service.js';
import { type UnitTree } from '../units/domain/unit-tree.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { type Measure } from './domain/definition.js';
import { type Reading, UNREAD } from './domain/reading.js';
import { fraction } from './domain/quantity.js';

/** Where and when things are measured. */
export interface MeasuringPoint {
  /** `asOf` is the day that is measured on. */
  readonly at: ReadPoint;
  readonly year: number;
  readonly tree: UnitTree;
  /** Whose units are scored. */
  readonly within: UnitOnDay;
}

const LIVE = new Set(['live'] as const);

/** What criteria with a formula measure, at many units at once. */
@Injectable()
export class MeasuresService {
  constructor(
    private readonly coverage: CoverageService,
    private readonly systems: SystemsService,
  ) {}

  /** The reading of each measure at each unit, by `readingKey`. */
  async read(
    measures: readonly Measure[],
    units: readonly UnitOnDay[],
    point: MeasuringPoint,
    db: Db,
  ): Promise<Map<string, Reading>> {
    const readings = new Map<string, Reading>();
    await this.readCoverage(measures, units, point, db, readings);
    return readings;
  }

  private async readCoverage(
    measures: readonly Measure[],
    units: readonly UnitOnDay[],
    { at, tree, within }: MeasuringPoint,
    db: Db,
    readings: Map<string, Reading>,
  ): Promise<void> {
    const ofCoverage = measures.flatMap((measure) => (measure.of === 'coverage' ? [measure] : []));
    const codes = new Set(ofCoverage.map(({ system }) => system));
    if (codes.size === 0) return;
    const systems = (await this.systems.onDay(at, db)).filter(({ code }) => codes.has(code));
    const members = await this.coverage.members(at, { tree, systems, scope: [within] }, db);
    const bySystem = new Map<string, Map<string, MemberWithState>>();
    for (const member of members) {
      const { code } = member.system;
      bySystem.set(code, (bySystem.get(code) ?? new Map<string, MemberWithState>()).set(member.unit.id, member));
    }
    for (const unit of units) {
      const own = tree.subtree([unit]);
      for (const measure of ofCoverage) {
        const figure = countFigure(
          own
            .filter(({ level }) => (measure.level ?? level) === level)
            .flatMap(({ id }) => bySystem.get(measure.system)?.get(id) ?? []),
          LIVE,
        );
        const { covered, eligible, unknown } = figure;
        const isKnown = eligible !== null && eligible > 0 && unknown < eligible;
        readings.set(
          readingKey(measure, unit.id),
          isKnown
            ? {
                measured: { of: 'share', value: fraction(covered, eligible) },
                arithmetic: { numerator: covered, denominator: eligible },
              }
            : UNREAD,
        );
      }
    }
  }
}

export function readingKey(measure: Measure, unitId: string): string {
  return JSON.stringify([measure, unitId]);
}
