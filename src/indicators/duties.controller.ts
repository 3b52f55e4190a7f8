import { Controller, Get, Headers, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
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
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, ListQuery, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { dutyAnswer } from './completeness-answers.js';
import { DutiesService } from './duties.service.js';
import { DutyListAnswer, DutyRecordedAnswer } from './dto/duty.answers.js';
import { DutyDto, DutyEndDto } from './dto/duty.requests.js';
import { IndicatorsService } from './indicators.service.js';

@ApiTags('reporting')
@Controller('duties')
export class DutiesController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly duties: DutiesService,
    private readonly indicators: IndicatorsService,
    private readonly systems: SystemsService,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Who owes what, how often and by when' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: DutyListAnswer })
  async list(@Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<DutyListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const { revision } = page.at;
      const [systems, indicators] = await Promise.all([this.systems.codes(revision), this.indicators.codes(revision)]);
      const cut = cutPage(page, await this.duties.all(revision));
      return { ...cut, items: cut.items.map((duty) => dutyAnswer(duty, { systems, indicators })) };
    });
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Say who owes an indicator, or confirms deployments, how often and by when' })
  @ApiBody({ type: DutyDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: DutyRecordedAnswer })
  add(
    @Req() request: FastifyRequest,
    @Submitted(DutyDto) submission: Submission<DutyDto>,
  ): Promise<DutyRecordedAnswer> {
    return this.posts.once(request, async (tx) => ({ id: await this.duties.add(tx, submission) }));
  }

  @Patch(':id')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a duty' })
  @ApiBody({ type: DutyEndDto })
  @ApiHeader({ name: 'If-Match', required: true, description: '`"v<version>"` of the duty as it was read' })
  @ApiNoContentResponse()
  async end(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(DutyEndDto) submission: Submission<DutyEndDto>,
  ): Promise<void> {
    await this.writers.write((tx) => this.duties.end(tx, id, submission, ifMatch));
  }
}
