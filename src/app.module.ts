import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from '../config/data-source.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { DeploymentsModule } from './deployments/deployments.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { ReorganisationsModule } from './reorganisations/reorganisations.module.js';
import { RegisterModule } from './register/register.module.js';
import { SampleModule } from './sample/sample.module.js';
import { SystemsModule } from './systems/systems.module.js';
import { UnitsModule } from './units/units.module.js';

@Module({})
export class AppModule {
  /** The whole service on one database; `url` is the application's role. */
  static on(url: string, poolSize: number): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(url, poolSize), retryAttempts: 0 }),
        PlatformModule,
        UnitsModule,
        SystemsModule,
        DeploymentsModule,
        CoverageModule,
        ReorganisationsModule,
        RegisterModule,
        SampleModule,
      ],
    };
  }
}
