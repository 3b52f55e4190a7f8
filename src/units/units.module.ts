import { Module } from '@nestjs/common';
import { UnitRegisterService } from './unit-register.service.js';
import { UnitSearchService } from './unit-search.service.js';
import { UnitSetsController } from './unit-sets.controller.js';
import { UnitSetsService } from './unit-sets.service.js';
import { UnitsController } from './units.controller.js';
import { UnitsService } from './units.service.js';

@Module({
  controllers: [UnitsController, UnitSetsController],
  providers: [UnitsService, UnitSearchService, UnitRegisterService, UnitSetsService],
  exports: [UnitsService, UnitSearchService, UnitRegisterService, UnitSetsService],
})
export class UnitsModule {}
