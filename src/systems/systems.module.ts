import { Module } from '@nestjs/common';
import { UnitsModule } from '../units/units.module.js';
import { ExemptionsController } from './exemptions.controller.js';
import { ObligationsService } from './obligations.service.js';
import { SystemsController } from './systems.controller.js';
import { SystemsService } from './systems.service.js';

@Module({
  imports: [UnitsModule],
  controllers: [SystemsController, ExemptionsController],
  providers: [SystemsService, ObligationsService],
  exports: [SystemsService, ObligationsService],
})
export class SystemsModule {}
