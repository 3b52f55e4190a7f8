import { Module } from '@nestjs/common';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { ConfirmationsService } from './confirmations.service.js';
import { DeclarationsController } from './declarations.controller.js';
import { DeclarationsService } from './declarations.service.js';
import { DeploymentsController } from './deployments.controller.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { EntryEvidence } from './entry-evidence.service.js';
import { EntryAnswers } from './entry-answers.js';
import { InheritanceDecisionsService } from './inheritance-decisions.service.js';
import { LateEntriesController } from './late-entries.controller.js';
import { LateEntriesService } from './late-entries.service.js';
import { LedgerService } from './ledger.service.js';
import { StagesService } from './stages.service.js';
import { StrandedService } from './stranded.service.js';
import { StatesService } from './states.service.js';

@Module({
  imports: [DocumentsModule, UnitsModule, SystemsModule],
  controllers: [DeploymentsController, DeclarationsController, LateEntriesController],
  providers: [
    EntryEvidence,
    LedgerService,
    StagesService,
    StatesService,
    ConfirmationsService,
    StrandedService,
    LateEntriesService,
    InheritanceDecisionsService,
    DeclarationsService,
    EntryAnswers,
  ],
  exports: [
    LedgerService,
    StagesService,
    StatesService,
    ConfirmationsService,
    StrandedService,
    LateEntriesService,
    InheritanceDecisionsService,
    DeclarationsService,
    EntryAnswers,
  ],
})
export class DeploymentsModule {}
