import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { Writers } from '../platform/database/writers.js';
import { Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { RecipientAnswer, RecipientsAnswer, RecipientSecretAnswer } from './dto/delivery.answers.js';
import { RecipientDto } from './dto/delivery.requests.js';
import { type RecipientRow } from './recipients.queries.js';
import { RecipientsService } from './recipients.service.js';

@ApiTags('reports')
@Controller('report-definitions/:idOrCode/recipients')
export class RecipientsController {
  constructor(
    private readonly recipients: RecipientsService,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('edit')
  @ApiOperation({ summary: 'Whom the reports of a definition are sent to' })
  @ApiOkResponse({ type: RecipientsAnswer })
  async list(@Param('idOrCode') definition: string): Promise<RecipientsAnswer> {
    return { items: (await this.recipients.list(definition)).map(toAnswer) };
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Send them to somebody, from the next report on' })
  @ApiBody({ type: RecipientDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: RecipientAnswer })
  add(
    @Req() request: FastifyRequest,
    @Param('idOrCode') definition: string,
    @Submitted(RecipientDto) submission: Submission<RecipientDto>,
  ): Promise<RecipientAnswer> {
    return this.posts.once(request, async (tx) => toAnswer(await this.recipients.add(tx, definition, submission)));
  }

  @Delete(':id')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Send them nothing any more, not even what waits' })
  @ApiNoContentResponse()
  async remove(@Param('idOrCode') definition: string, @Param('id') id: string): Promise<void> {
    await this.writers.write((tx) => this.recipients.remove(tx, definition, id));
  }

  @Get(':id/secret')
  @Requires('administer')
  @ApiOperation({ summary: 'What the receiver of a webhook verifies signatures with' })
  @ApiOkResponse({ type: RecipientSecretAnswer })
  async secret(@Param('idOrCode') definition: string, @Param('id') id: string): Promise<RecipientSecretAnswer> {
    return { secret: await this.writers.write((tx) => this.recipients.secretOf(tx, definition, id)) };
  }
}

function toAnswer({ id, name, channel, address, formats, addedAt, addedBy }: RecipientRow): RecipientAnswer {
  return { id, name, channel, address, formats, addedAt, addedBy };
}
