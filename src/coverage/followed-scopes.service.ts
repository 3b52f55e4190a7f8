import { Injectable } from '@nestjs/common';
import { type ReadPoint } from '../kernel/read-point.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { LineageService } from '../units/lineage.service.js';
import { UnitsService } from '../units/units.service.js';
import { ancestry, type Descent } from './domain/followed-scope.js';

/** What scope units were before they began, for whoever follows them to earlier days. */
@Injectable()
export class FollowedScopes {
  constructor(
    private readonly units: UnitsService,
    private readonly lineage: LineageService,
  ) {}

  /** What went into the scope units up to the day, and when each of it began. */
  async descentOf(
    { asOf, revision }: Pick<ReadPoint, 'asOf' | 'revision'>,
    named: readonly UnitOnDay[],
  ): Promise<Descent> {
    const edges = await this.lineage.until({ asOf, revision });
    const ids = ancestry(
      named.map(({ id }) => id),
      edges,
    );
    const periods = await Promise.all(ids.map((id) => this.units.periodsOf(id, revision)));
    return { edges, beganOn: new Map(ids.map((id, index) => [id, periods[index]?.[0]?.period.from ?? null])) };
  }
}
