import { Module } from '@nestjs/common';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { FileStager } from './file-stager.service.js';
import { ImportKinds } from './import-kinds.service.js';
import { ImportRunner } from './import-runner.service.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { DeploymentPlanner } from './kinds/deployment-planner.service.js';
import { DeploymentsKind } from './kinds/deployments.kind.js';

@Module({
  imports: [DocumentsModule, UnitsModule, SystemsModule, DeploymentsModule],
  controllers: [ImportsController],
  providers: [FileStager, ImportKinds, ImportRunner, ImportsService, DeploymentPlanner, DeploymentsKind],
  exports: [ImportsService],
})
export class ImportsModule {}
