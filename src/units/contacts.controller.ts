import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { holds } from '../kernel/period.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { contactAnswer } from './contact-answer.js';
import { ContactsService } from './contacts.service.js';
import { ContactRecordedAnswer, ContactsAnswer } from './dto/contact.answers.js';
import { ContactDto, ContactRetractionDto, ContactsQuery } from './dto/contact.requests.js';

@ApiTags('units')
@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly contacts: ContactsService,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Who answers for a unit on a day, and who ever did' })
  @ApiQuery({ type: ContactsQuery })
  @ApiOkResponse({ type: ContactsAnswer })
  async list(@Asked(ContactsQuery) query: ContactsQuery): Promise<PinnedAnswer<ContactsAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const { unitId, contacts } = await this.contacts.of(query.unit, at);
      const current = contacts.find(({ validFrom, validTo }) => holds({ from: validFrom, to: validTo }, at.asOf));
      const { asOf, knownAt, revision } = at;
      return {
        asOf,
        knownAt,
        revision,
        unitId,
        current: current ? contactAnswer(current) : null,
        contacts: contacts.map(contactAnswer),
      };
    });
  }

  @Post()
  @Requires('log')
  @ApiOperation({ summary: 'Record who answers for a unit from a day on' })
  @ApiBody({ type: ContactDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ContactRecordedAnswer })
  record(
    @Req() request: FastifyRequest,
    @Submitted(ContactDto) submission: Submission<ContactDto>,
  ): Promise<ContactRecordedAnswer> {
    return this.posts.once(request, async (tx) => {
      const id = await this.contacts.record(tx, submission);
      return { id, revision: (await tx.revision()).n };
    });
  }

  @Post(':id/retraction')
  @Requires('log')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a contact that was recorded wrongly' })
  @ApiBody({ type: ContactRetractionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async retract(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(ContactRetractionDto) submission: Submission<ContactRetractionDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.contacts.retract(tx, id, submission);
      return null;
    });
  }
}
