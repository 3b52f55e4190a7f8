import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { ReorganisationsModule } from '../reorganisations/reorganisations.module.js';
import { ScorecardsModule } from '../scorecards/scorecards.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { TargetsModule } from '../targets/targets.module.js';
import { UnitsModule } from '../units/units.module.js';
import { ChangeFactsService } from './snapshot/change-facts.service.js';
import { ChaseLetters } from './files/chase-letters.service.js';
import { CoverageFacts } from './snapshot/coverage-facts.service.js';
import { IssueReport } from './issue-report.service.js';
import { PreviousReports } from './snapshot/previous-reports.service.js';
import { ProgressFacts } from './snapshot/progress-facts.service.js';
import { ReportAnswers } from './report-answers.service.js';
import { ReportDefinitionsController } from './definitions/report-definitions.controller.js';
import { ReportDefinitionsService } from './definitions/report-definitions.service.js';
import { ReportFilesController } from './files/report-files.controller.js';
import { ReportFiles } from './files/report-files.service.js';
import { ReportSignaturesController } from './files/report-signatures.controller.js';
import { ReportRunsController } from './schedule/report-runs.controller.js';
import { ReportRuns } from './schedule/report-runs.service.js';
import { ReportScheduler } from './schedule/report-scheduler.service.js';
import { ReportViews } from './snapshot/report-views.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { RunReport } from './run-report.service.js';
import { ScheduledPeriod } from './schedule/scheduled-period.service.js';
import { SignReport } from './files/sign-report.service.js';
import { SignedCopies } from './files/signed-copies.service.js';
import { Snapshots } from './snapshot/snapshot.service.js';
import { StandardDefinitions } from './definitions/standard-definitions.service.js';
import { TargetFactsService } from './snapshot/target-facts.service.js';
import { WorkFacts } from './snapshot/work-facts.service.js';

const SERVICES = [
  ReportDefinitionsService,
  ReportsService,
  RunReport,
  IssueReport,
  ReportFiles,
  ReportRuns,
  StandardDefinitions,
  SignedCopies,
  SignReport,
];

/** Official reports: defined, made, issued, and kept as they were issued. */
@Module({
  imports: [
    DocumentsModule,
    UnitsModule,
    SystemsModule,
    DeploymentsModule,
    CoverageModule,
    ReorganisationsModule,
    IndicatorsModule,
    ActivitiesModule,
    TargetsModule,
    ScorecardsModule,
  ],
  controllers: [
    ReportDefinitionsController,
    ReportFilesController,
    ReportSignaturesController,
    ReportsController,
    ReportRunsController,
  ],
  providers: [
    ...SERVICES,
    ...[
      Snapshots,
      ReportViews,
      PreviousReports,
      CoverageFacts,
      ChangeFactsService,
      ProgressFacts,
      TargetFactsService,
      WorkFacts,
      ChaseLetters,
      ReportAnswers,
    ],
    ...[ReportScheduler, ScheduledPeriod],
  ],
  exports: [...SERVICES, ChaseLetters, ReportAnswers, ReportScheduler],
})
export class ReportsModule {}
