import { Module } from '@nestjs/common';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { RegisterModule } from '../register/register.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { SampleIndicators } from './sample-indicators.service.js';
import { SampleService } from './sample.service.js';

@Module({
  imports: [
    DocumentsModule,
    UnitsModule,
    RegisterModule,
    SystemsModule,
    DeploymentsModule,
    IndicatorsModule,
    ReportsModule,
  ],
  providers: [SampleService, SampleIndicators],
  exports: [SampleService],
})
export class SampleModule {}
