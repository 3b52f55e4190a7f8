import { Module } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { TargetAnswers } from './target-answers.js';
import { TargetJudgements } from './target-judgements.service.js';
import { TargetRecords } from './target-records.service.js';
import { TargetSubjects } from './target-subjects.js';
import { TargetsController } from './targets.controller.js';
import { TargetsService } from './targets.service.js';

@Module({
  imports: [DocumentsModule, UnitsModule, SystemsModule, CoverageModule, IndicatorsModule],
  controllers: [TargetsController],
  providers: [TargetsService, TargetJudgements, TargetAnswers, TargetRecords, TargetSubjects],
  exports: [TargetsService, TargetJudgements, TargetAnswers, TargetRecords],
})
export class TargetsModule {}
