import { Module } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { CompletenessController } from './completeness.controller.js';
import { CompletenessService } from './completeness.service.js';
import { DutiesController } from './duties.controller.js';
import { DutiesService } from './duties.service.js';
import { DutyRecords } from './duty-records.service.js';
import { DutyTerms } from './duty-terms.service.js';
import { HolidayRecords } from './holiday-records.service.js';
import { HolidaysController } from './holidays.controller.js';
import { HolidaysService } from './holidays.service.js';
import { IndicatorRecords } from './indicator-records.service.js';
import { IndicatorFiguresService } from './indicator-figures.service.js';
import { IndicatorValuesController } from './indicator-values.controller.js';
import { IndicatorValuesService } from './indicator-values.service.js';
import { IndicatorsController } from './indicators.controller.js';
import { IndicatorsService } from './indicators.service.js';
import { StatedValuesService } from './stated-values.service.js';
import { ValueReader } from './value-reader.js';
import { ValueUndo } from './value-undo.service.js';
import { ValueSubjects } from './value-subjects.js';

@Module({
  imports: [DocumentsModule, UnitsModule, SystemsModule, DeploymentsModule, CoverageModule],
  controllers: [
    IndicatorsController,
    IndicatorValuesController,
    DutiesController,
    HolidaysController,
    CompletenessController,
  ],
  providers: [
    IndicatorsService,
    IndicatorRecords,
    ValueReader,
    IndicatorValuesService,
    StatedValuesService,
    IndicatorFiguresService,
    ValueSubjects,
    ValueUndo,
    HolidayRecords,
    HolidaysService,
    DutiesService,
    DutyRecords,
    DutyTerms,
    CompletenessService,
  ],
  exports: [
    ValueUndo,
    IndicatorsService,
    IndicatorRecords,
    IndicatorValuesService,
    StatedValuesService,
    IndicatorFiguresService,
    HolidayRecords,
    HolidaysService,
    DutiesService,
    DutyRecords,
    CompletenessService,
  ],
})
export class IndicatorsModule {}
