import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { Settings } from '../platform/database/settings.js';
import { Writers } from '../platform/database/writers.js';
import { submit } from '../platform/validation/submission.js';
import { DefinitionChangeDto } from '../reports/dto/definition.requests.js';
import { StandardDefinitions } from '../reports/definitions/standard-definitions.service.js';
import { SampleDeployments } from './sample-deployments.service.js';
import { databaseNotEmpty } from './sample.errors.js';
import { SampleIndicators } from './sample-indicators.service.js';
import { SampleScorecards } from './sample-scorecards.service.js';
import { SampleSystems } from './sample-systems.service.js';
import { SampleUnits } from './sample-units.service.js';
import { reportHead, VIEWING_DAY } from './sample-files.js';
import { countUnits } from './sample.queries.js';

/** How much was loaded. */
export interface SampleLoaded {
  readonly units: number;
  readonly deployments: number;
}

/** Loads data/sample through the same services that everybody uses. */
@Injectable()
export class SampleService {
  constructor(
    private readonly writers: Writers,
    private readonly units: SampleUnits,
    private readonly systems: SampleSystems,
    private readonly deployments: SampleDeployments,
    private readonly indicators: SampleIndicators,
    private readonly scorecards: SampleScorecards,
    private readonly reports: StandardDefinitions,
    private readonly settings: Settings,
  ) {}

  /** Everything in one revision; refuses (conflict) a database that holds units. */
  async load(): Promise<SampleLoaded> {
    return this.writers.write(async (tx) => {
      const present = await countUnits(tx.manager);
      if (present > 0) throw new Refusal([databaseNotEmpty(present)]);
      const idOf = await this.units.load(tx);
      await this.systems.load(tx, idOf);
      const deployments = await this.deployments.load(tx, idOf);
      const { documents, article } = await this.indicators.load(tx, idOf);
      await this.scorecards.load(tx, idOf, documents, article);
      await this.reports.create(tx, submit(DefinitionChangeDto, reportHead()));
      await this.settings.setViewingDay(tx, VIEWING_DAY);
      return { units: await countUnits(tx.manager), deployments };
    });
  }

  /** Loads it where no unit was ever recorded; null where one was. */
  async loadIfEmpty(): Promise<SampleLoaded | null> {
    const empty = await this.writers.write(async (tx) => (await countUnits(tx.manager)) === 0);
    return empty ? this.load() : null;
  }
}
