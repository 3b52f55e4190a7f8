import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { RegisterModule } from '../register/register.module.js';
import { ScorecardsModule } from '../scorecards/scorecards.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { SampleDeployments } from './sample-deployments.service.js';
import { SampleIndicators } from './sample-indicators.service.js';
import { SampleScorecards } from './sample-scorecards.service.js';
import { SampleService } from './sample.service.js';
import { SampleSystems } from './sample-systems.service.js';
import { SampleUnits } from './sample-units.service.js';

@Module({
  imports: [
    DocumentsModule,
    UnitsModule,
    RegisterModule,
    SystemsModule,
    DeploymentsModule,
    IndicatorsModule,
    ActivitiesModule,
    ScorecardsModule,
    ReportsModule,
  ],
  providers: [SampleService, SampleUnits, SampleSystems, SampleDeployments, SampleIndicators, SampleScorecards],
  exports: [SampleService],
})
export class SampleModule {}
