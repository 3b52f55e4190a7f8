import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from '../config/data-source.js';
import { type ServiceOptions } from '../config/service-options.js';
import { AccessModule } from './access/access.module.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { ActivitiesModule } from './activities/activities.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { DeploymentsModule } from './deployments/deployments.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { IndicatorsModule } from './indicators/indicators.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { ReorganisationsModule } from './reorganisations/reorganisations.module.js';
import { RegisterModule } from './register/register.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { SampleModule } from './sample/sample.module.js';
import { ScorecardsModule } from './scorecards/scorecards.module.js';
import { SystemsModule } from './systems/systems.module.js';
import { TargetsModule } from './targets/targets.module.js';
import { UnitsModule } from './units/units.module.js';

@Module({})
export class AppModule {
  /** The whole service on one database, with `more` that only some processes have. */
  static with(options: ServiceOptions, more: readonly DynamicModule[] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(options.url, options.poolSize), retryAttempts: 0 }),
        PlatformModule.with(options),
        AuditModule,
        AccessModule,
        DocumentsModule,
        UnitsModule,
        SystemsModule,
        AccountsModule,
        DeploymentsModule,
        CoverageModule,
        ReorganisationsModule,
        RegisterModule,
        IndicatorsModule,
        ActivitiesModule,
        TargetsModule,
        ScorecardsModule,
        ReportsModule,
        DeliveryModule,
        RemindersModule,
        ImportsModule,
        SampleModule,
        ...more,
      ],
    };
  }
}
