import { Module } from '@nestjs/common';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { CoverageBridgeController } from './coverage-bridge.controller.js';
import { CoverageBridgeService } from './coverage-bridge.service.js';
import { CoverageTrendService } from './coverage-trend.service.js';
import { CoverageUnitsService } from './coverage-units.service.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageService } from './coverage.service.js';
import { FollowedScopes } from './followed-scopes.service.js';

@Module({
  imports: [DocumentsModule, UnitsModule, SystemsModule, DeploymentsModule],
  controllers: [CoverageController, CoverageBridgeController],
  providers: [CoverageService, CoverageUnitsService, CoverageTrendService, CoverageBridgeService, FollowedScopes],
  exports: [CoverageService, CoverageTrendService, CoverageBridgeService, FollowedScopes],
})
export class CoverageModule {}
