import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { ScorecardsModule } from '../scorecards/scorecards.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { TargetsModule } from '../targets/targets.module.js';
import { UnitsModule } from '../units/units.module.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';
import { FileStager } from './file-stager.service.js';
import { type ImportKind } from './import-kind.js';
import { ImportKinds } from './import-kinds.js';
import { ImportRunner } from './import-runner.service.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { ActivitiesKind } from './kinds/activities.kind.js';
import { ApplicabilityKind } from './kinds/applicability.kind.js';
import { AssessmentsKind } from './kinds/assessments.kind.js';
import { CriteriaNaming } from './kinds/criteria-naming.service.js';
import { CriteriaKind } from './kinds/criteria.kind.js';
import { DeclarationsKind } from './kinds/declarations.kind.js';
import { DocumentsKind } from './kinds/documents.kind.js';
import { DutiesKind } from './kinds/duties.kind.js';
import { ExemptionsKind } from './kinds/exemptions.kind.js';
import { HolidaysKind } from './kinds/holidays.kind.js';
import { IndicatorValuesKind } from './kinds/indicator-values.kind.js';
import { IndicatorsKind } from './kinds/indicators.kind.js';
import { ReviewsKind } from './kinds/reviews.kind.js';
import { ReviewSheets } from './kinds/review-sheets.service.js';
import { ScoredRows } from './kinds/scored-rows.service.js';
import { SystemsKind } from './kinds/systems.kind.js';
import { TargetsKind } from './kinds/targets.kind.js';
import { UnitsKind } from './kinds/units.kind.js';
import { DeploymentPlanner } from './kinds/deployment-planner.service.js';
import { DeploymentsKind } from './kinds/deployments.kind.js';

const KINDS = [
  UnitsKind,
  SystemsKind,
  ApplicabilityKind,
  DeploymentsKind,
  DeclarationsKind,
  ExemptionsKind,
  IndicatorsKind,
  IndicatorValuesKind,
  DutiesKind,
  HolidaysKind,
  TargetsKind,
  ActivitiesKind,
  DocumentsKind,
  CriteriaKind,
  AssessmentsKind,
  ReviewsKind,
];

@Module({
  imports: [
    DocumentsModule,
    UnitsModule,
    SystemsModule,
    DeploymentsModule,
    IndicatorsModule,
    TargetsModule,
    ActivitiesModule,
    ScorecardsModule,
  ],
  controllers: [ExportsController, ImportsController],
  providers: [
    ExportsService,
    FileStager,
    ImportRunner,
    ImportsService,
    DeploymentPlanner,
    CriteriaNaming,
    ScoredRows,
    ReviewSheets,
    ...KINDS,
    { provide: ImportKinds, useFactory: (...all: ImportKind[]) => new ImportKinds(all), inject: KINDS },
  ],
  exports: [ExportsService, ImportsService],
})
export class ImportsModule {}
