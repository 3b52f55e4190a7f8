import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { DecisionsService } from './decisions.service.js';
import { ReorganisationSubjects } from './reorganisation-subjects.js';
import { ReorganisationsController } from './reorganisations.controller.js';
import { ReorganisationsService } from './reorganisations.service.js';
import { UndoService } from './undo.service.js';

@Module({
  imports: [DocumentsModule, AccountsModule, UnitsModule, SystemsModule, DeploymentsModule, CoverageModule],
  controllers: [ReorganisationsController],
  providers: [ReorganisationSubjects, ReorganisationsService, UndoService, DecisionsService],
  exports: [ReorganisationsService, UndoService, DecisionsService],
})
export class ReorganisationsModule {}
