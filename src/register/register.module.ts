import { Module } from '@nestjs/common';
import { ReorganisationsModule } from '../reorganisations/reorganisations.module.js';
import { UnitsModule } from '../units/units.module.js';
import { RegisterService } from './register.service.js';

@Module({
  imports: [UnitsModule, ReorganisationsModule],
  providers: [RegisterService],
  exports: [RegisterService],
})
export class RegisterModule {}
