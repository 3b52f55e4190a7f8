import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { Asked, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { type DeliveryRow } from './deliveries.queries.js';
import { DeliveriesService } from './deliveries.service.js';
import { deliveryAnswer, previewAnswer } from './delivery-answers.js';
import { DeliveryAlarms } from './delivery-alarms.service.js';
import { DeliveriesAnswer, DeliveryHealthAnswer, PreviewAnswer } from './dto/delivery.answers.js';
import { DeliverDto, DeliverQuery } from './dto/delivery.requests.js';
import { Mails } from './mail.service.js';

@ApiTags('reports')
@Controller()
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly alarms: DeliveryAlarms,
    private readonly mails: Mails,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get('reports/:id/deliveries')
  @Requires('edit')
  @ApiOperation({ summary: 'To whom a report was sent or is to be, and where each stands' })
  @ApiOkResponse({ type: DeliveriesAnswer })
  async list(@Param('id') id: string): Promise<DeliveriesAnswer> {
    return this.answer(await this.deliveries.list(id));
  }

  @Post('reports/:id/deliver')
  @Requires('edit')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send a report as it stands, within a quarter of a minute; who had it before gets it again, marked so',
    description: 'With `dryRun=true` nothing is sent or noted: the answer shows what would go to whom.',
  })
  @ApiQuery({ type: DeliverQuery })
  @ApiBody({ type: DeliverDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiExtraModels(DeliveriesAnswer, PreviewAnswer)
  @ApiOkResponse({
    schema: { oneOf: [DeliveriesAnswer, PreviewAnswer].map((type) => ({ $ref: getSchemaPath(type) })) },
  })
  async deliver(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Asked(DeliverQuery) { dryRun }: DeliverQuery,
    @Submitted(DeliverDto) submission: Submission<DeliverDto>,
  ): Promise<DeliveriesAnswer | PreviewAnswer> {
    if (dryRun === true) {
      const items = await this.deliveries.preview(id, submission);
      return { items: items.map(previewAnswer), mailConfigured: this.mails.isConfigured };
    }
    return this.posts.once(request, async (tx) => this.answer(await this.deliveries.deliver(tx, id, submission)));
  }

  @Get('health/deliveries')
  @Requires('public')
  @ApiOperation({ summary: 'Every report reached its recipients within an hour; 503 names those that did not' })
  @ApiOkResponse({ type: DeliveryHealthAnswer })
  async health(): Promise<DeliveryHealthAnswer> {
    const faults = await this.alarms.faults();
    if (faults.length === 0) return { status: 'ok' };
    throw new Refusal(faults);
  }

  private answer(rows: readonly DeliveryRow[]): DeliveriesAnswer {
    return { items: rows.map(deliveryAnswer), mailConfigured: this.mails.isConfigured };
  }
}
