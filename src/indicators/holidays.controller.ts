import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { ReadPoints } from '../platform/database/read-points.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, ListQuery, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { HolidayListAnswer } from './dto/duty.answers.js';
import { HolidayDto, HolidayRetractionDto } from './dto/duty.requests.js';
import { HolidaysService } from './holidays.service.js';

@ApiTags('reporting')
@Controller('holidays')
export class HolidaysController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly holidays: HolidaysService,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Public holidays and weekend days worked instead, earliest first' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: HolidayListAnswer })
  async list(@Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<HolidayListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => cutPage(page, await this.holidays.all(page.at.revision)));
  }

  @Post()
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Record a day that is not as its week has it' })
  @ApiBody({ type: HolidayDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async record(
    @Req() request: FastifyRequest,
    @Submitted(HolidayDto) submission: Submission<HolidayDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.holidays.record(tx, submission);
      return null;
    });
  }

  @Post(':day/retraction')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a day that was recorded wrongly' })
  @ApiBody({ type: HolidayRetractionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async retract(
    @Req() request: FastifyRequest,
    @Param('day') day: string,
    @Submitted(HolidayRetractionDto) submission: Submission<HolidayRetractionDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.holidays.retract(tx, day, submission);
      return null;
    });
  }
}
