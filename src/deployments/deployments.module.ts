import { Module } from '@nestjs/common';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { DeclarationsController } from './declarations.controller.js';
import { DeclarationsService } from './declarations.service.js';
import { DeploymentsController } from './deployments.controller.js';
import { EntryAnswers } from './entry-answers.js';
import { LedgerService } from './ledger.service.js';
import { StatesService } from './states.service.js';

@Module({
  imports: [UnitsModule, SystemsModule],
  controllers: [DeploymentsController, DeclarationsController],
  providers: [LedgerService, StatesService, DeclarationsService, EntryAnswers],
  exports: [LedgerService, StatesService, DeclarationsService, EntryAnswers],
})
export class DeploymentsModule {}
