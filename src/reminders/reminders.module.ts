import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { UnitsModule } from '../units/units.module.js';
import { ReminderAttempts } from './reminder-attempts.service.js';
import { ReminderHealthController } from './reminder-health.controller.js';
import { ReminderLettersController } from './reminder-letters.controller.js';
import { ReminderLetters } from './reminder-letters.service.js';
import { ReminderPlans } from './reminder-plan.service.js';
import { ReminderRulesController } from './reminder-rules.controller.js';
import { ReminderRules } from './reminder-rules.service.js';
import { ReminderScheduler } from './reminder-scheduler.service.js';

/** Those who owe figures or confirmations are told so before it is late, or after. */
@Module({
  imports: [UnitsModule, IndicatorsModule, DeliveryModule],
  controllers: [ReminderRulesController, ReminderLettersController, ReminderHealthController],
  providers: [ReminderRules, ReminderPlans, ReminderLetters, ReminderAttempts, ReminderScheduler],
  exports: [ReminderRules, ReminderLetters],
})
export class RemindersModule {}
