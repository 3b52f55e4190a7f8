import { Module } from '@nestjs/common';
import { DocumentsModule } from '../documents/documents.module.js';
import { SystemsModule } from '../systems/systems.module.js';
import { UnitsModule } from '../units/units.module.js';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesService } from './activities.service.js';
import { ActivityAnswers } from './activity-answers.js';
import { ActivityRecords } from './activity-records.service.js';
import { ActivityRecording } from './activity-recording.service.js';
import { ActivitySubjects } from './activity-subjects.js';

@Module({
  imports: [DocumentsModule, UnitsModule, SystemsModule],
  controllers: [ActivitiesController],
  providers: [ActivitiesService, ActivityRecording, ActivityRecords, ActivityAnswers, ActivitySubjects],
  exports: [ActivitiesService, ActivityRecording, ActivityRecords, ActivityAnswers],
})
export class ActivitiesModule {}
