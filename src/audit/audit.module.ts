import { Global, Module } from '@nestjs/common';
import { AuditHeadFile } from './audit-head-file.js';
import { AuditLog } from './audit-log.js';
import { AuditTrail } from './audit-trail.service.js';
import { AuditController } from './audit.controller.js';
import { AuditVerification } from './audit-verification.service.js';
import { Sealer } from './sealer.service.js';

/** Who did what, and that nobody altered it. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditLog, AuditHeadFile, AuditTrail, AuditVerification, Sealer],
  exports: [AuditLog, AuditTrail, AuditVerification, Sealer],
})
export class AuditModule {}
