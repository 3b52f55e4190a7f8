import { Module } from '@nestjs/common';
import { AttachmentsController } from './attachments.controller.js';
import { AttachmentsService } from './attachments.service.js';
import { DocumentAccess } from './document-access.service.js';
import { DocumentAnswers } from './document-answers.js';
import { DocumentRecords } from './document-records.service.js';
import { DocumentLinksController } from './document-links.controller.js';
import { DocumentLinksService } from './document-links.service.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsService } from './documents.service.js';
import { LinkSubjects } from './link-subjects.js';
import { UnitRealms } from './unit-realms.js';

@Module({
  controllers: [DocumentsController, AttachmentsController, DocumentLinksController],
  providers: [
    DocumentsService,
    DocumentAccess,
    DocumentAnswers,
    AttachmentsService,
    DocumentLinksService,
    DocumentRecords,
    LinkSubjects,
    UnitRealms,
  ],
  exports: [AttachmentsService, DocumentRecords, DocumentsService, DocumentLinksService, LinkSubjects, UnitRealms],
})
export class DocumentsModule {}
