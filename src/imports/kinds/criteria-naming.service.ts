import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IndicatorsService } from '../../indicators/indicators.service.js';
import { type Db } from '../../platform/database/db.js';
import { type ScorecardRow, ScorecardsService } from '../../scorecards/scorecards.service.js';
import { SystemsService } from '../../systems/systems.service.js';
import { type UnitDirectory } from '../../units/domain/unit-directory.js';
import { UnitSetsService } from '../../units/unit-sets.service.js';
import { UnitsService } from '../../units/units.service.js';
import { type CriteriaNames } from './criteria-version.js';

/** All that the criteria of scorecards may name. */
@Injectable()
export class CriteriaNaming {
  constructor(
    private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly sets: UnitSetsService,
    private readonly systems: SystemsService,
    private readonly indicators: IndicatorsService,
    private readonly cards: ScorecardsService,
  ) {}

  async at(
    revision: number,
    db: Db = this.dataSource.manager,
  ): Promise<CriteriaNames & { units: UnitDirectory; setCodes: ReadonlyMap<string, string> }> {
    const sets = await this.sets.list({ revision }, db);
    return {
      units: await this.units.directory(revision, db),
      systems: await this.systems.directory(revision, db),
      indicators: await this.indicators.allPeriods(revision, db),
      scorecards: await this.scorecards(revision, db),
      sets,
      setCodes: new Map(sets.map(({ id, code }) => [id, code])),
    };
  }

  scorecards(revision: number, db: Db): Promise<ScorecardRow[]> {
    return this.cards.list(revision, db);
  }
}
