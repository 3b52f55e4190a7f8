import { Module } from '@nestjs/common';
import { UnitsModule } from '../units/units.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { ExemptionSubjects } from './exemption-subjects.js';
import { ExemptionsController } from './exemptions.controller.js';
import { ObligationRecords } from './obligation-records.service.js';
import { ObligationsService } from './obligations.service.js';
import { SystemsController } from './systems.controller.js';
import { SystemsService } from './systems.service.js';

@Module({
  imports: [DocumentsModule, UnitsModule],
  controllers: [SystemsController, ExemptionsController],
  providers: [SystemsService, ObligationsService, ObligationRecords, ExemptionSubjects],
  exports: [SystemsService, ObligationsService, ObligationRecords],
})
export class SystemsModule {}
