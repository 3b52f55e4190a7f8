import { Module } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { IndicatorFiguresService } from './indicator-figures.service.js';
import { IndicatorValuesController } from './indicator-values.controller.js';
import { IndicatorValuesService } from './indicator-values.service.js';
import { IndicatorsController } from './indicators.controller.js';
import { IndicatorsService } from './indicators.service.js';
import { StatedValuesService } from './stated-values.service.js';
import { ValueReader } from './value-reader.js';
import { ValueSubjects } from './value-subjects.js';

@Module({
  imports: [DocumentsModule, UnitsModule, SystemsModule, DeploymentsModule, CoverageModule],
  controllers: [IndicatorsController, IndicatorValuesController],
  providers: [
    IndicatorsService,
    ValueReader,
    IndicatorValuesService,
    StatedValuesService,
    IndicatorFiguresService,
    ValueSubjects,
  ],
  exports: [IndicatorsService, IndicatorValuesService, StatedValuesService, IndicatorFiguresService],
})
export class IndicatorsModule {}
