import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryAlarms } from './delivery-alarms.service.js';
import { DeliveryAttempts } from './delivery-attempts.service.js';
import { DeliveryScheduler } from './delivery-scheduler.service.js';
import { Mails } from './mail.service.js';
import { Parcels } from './parcels.service.js';
import { RecipientsController } from './recipients.controller.js';
import { RecipientsService } from './recipients.service.js';
import { Webhooks } from './webhooks.service.js';

/** Reports on their way to those who wait for them. */
@Module({
  imports: [ReportsModule],
  controllers: [RecipientsController, DeliveriesController],
  providers: [
    ...[RecipientsService, DeliveriesService, Parcels, Mails, Webhooks],
    ...[DeliveryAttempts, DeliveryAlarms, DeliveryScheduler],
  ],
  exports: [RecipientsService, DeliveriesService, DeliveryAlarms, DeliveryScheduler, Mails],
})
export class DeliveryModule {}
