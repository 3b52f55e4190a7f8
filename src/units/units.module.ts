import { Module } from '@nestjs/common';
import { DocumentsModule } from '../documents/documents.module.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { LineageService } from './lineage.service.js';
import { UnitRecords } from './unit-records.service.js';
import { UnitRegisterService } from './unit-register.service.js';
import { UnitReorganisationService } from './unit-reorganisation.service.js';
import { UnitScopes } from './unit-scopes.service.js';
import { UnitSearchService } from './unit-search.service.js';
import { UnitSetsController } from './unit-sets.controller.js';
import { UnitSetsService } from './unit-sets.service.js';
import { UnitsOfDocuments } from './units-of-documents.js';
import { UnitsController } from './units.controller.js';
import { UnitsService } from './units.service.js';

@Module({
  imports: [DocumentsModule],
  controllers: [ContactsController, UnitsController, UnitSetsController],
  providers: [
    ContactsService,
    UnitScopes,
    UnitsService,
    UnitSearchService,
    UnitRegisterService,
    UnitRecords,
    UnitSetsService,
    LineageService,
    UnitReorganisationService,
    UnitsOfDocuments,
  ],
  exports: [
    ContactsService,
    UnitScopes,
    UnitsService,
    UnitSearchService,
    UnitRegisterService,
    UnitRecords,
    UnitSetsService,
    LineageService,
    UnitReorganisationService,
  ],
})
export class UnitsModule {}
