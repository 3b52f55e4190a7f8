import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeliveryHealthAnswer } from '../delivery/dto/delivery.answers.js';
import { Refusal } from '../kernel/refusal.js';
import { Requires } from '../platform/http/requires.js';
import { ReminderLetters } from './reminder-letters.service.js';

@ApiTags('health')
@Controller('health/reminders')
export class ReminderHealthController {
  constructor(private readonly letters: ReminderLetters) {}

  @Get()
  @Requires('public')
  @ApiOperation({ summary: 'Every reminder reached whom it was for within an hour; 503 tells how many did not' })
  @ApiOkResponse({ type: DeliveryHealthAnswer })
  async health(): Promise<DeliveryHealthAnswer> {
    const faults = await this.letters.faults();
    if (faults.length === 0) return { status: 'ok' };
    throw new Refusal(faults);
  }
}
