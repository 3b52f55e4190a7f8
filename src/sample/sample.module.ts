import { Module } from '@nestjs/common';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { RegisterModule } from '../register/register.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { SampleService } from './sample.service.js';

@Module({
  imports: [UnitsModule, RegisterModule, SystemsModule, DeploymentsModule, ReportsModule],
  providers: [SampleService],
  exports: [SampleService],
})
export class SampleModule {}
