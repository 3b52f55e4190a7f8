import { Module } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { AssessmentRecords } from './assessment-records.service.js';
import { MeasuresService } from './measures.service.js';
import { ResultsController } from './results.controller.js';
import { ResultsService } from './results.service.js';
import { Reviews } from './reviews.service.js';
import { ScorecardResultSubjects, SelfAssessmentSubjects } from './scorecard-subjects.js';
import { ScoreAnswers } from './scorecard-answers.js';
import { ScorecardsController } from './scorecards.controller.js';
import { ScorecardsService } from './scorecards.service.js';
import { ScoredCriteria } from './scored-criteria.service.js';
import { ScoresController } from './scores.controller.js';
import { ScoresService } from './scores.service.js';
import { SelfAssessments } from './self-assessments.service.js';
import { StatedResults } from './stated-results.service.js';
import { VersionReader } from './version-reader.js';
import { VersionRecords } from './version-records.service.js';

@Module({
  imports: [DocumentsModule, UnitsModule, SystemsModule, CoverageModule, IndicatorsModule],
  controllers: [ScorecardsController, ScoresController, ResultsController],
  providers: [
    ScorecardsService,
    VersionReader,
    MeasuresService,
    ScoresService,
    ScoredCriteria,
    SelfAssessments,
    Reviews,
    AssessmentRecords,
    VersionRecords,
    ResultsService,
    StatedResults,
    ScoreAnswers,
    SelfAssessmentSubjects,
    ScorecardResultSubjects,
  ],
  exports: [
    ScorecardsService,
    ScoresService,
    SelfAssessments,
    Reviews,
    AssessmentRecords,
    VersionReader,
    VersionRecords,
    ResultsService,
    ScoreAnswers,
  ],
})
export class ScorecardsModule {}
