import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { type ReadPoint } from '../kernel/read-point.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import { type PublishedResult } from './domain/published-result.js';
import { ResultAnswer, ResultListAnswer, ResultRecordedAnswer } from './dto/result.answers.js';
import { PublicationDto, ResultsQuery, StatedResultDto } from './dto/result.requests.js';
import { ResultsService } from './results.service.js';
import { resultAnswer, resultFields } from './scorecard-answers.js';

@ApiTags('scorecards')
@Controller('scorecards/:code/results')
export class ResultsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly results: ResultsService,
    private readonly scopes: UnitScopes,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Published results, latest year first' })
  @ApiQuery({ type: ResultsQuery })
  @ApiOkResponse({ type: ResultListAnswer })
  async list(
    @Param('code') code: string,
    @Asked(ResultsQuery) query: ResultsQuery,
  ): Promise<PinnedAnswer<ResultListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const rows = await this.results.list(code, query.year, page.at.revision);
      const replacedBy = new Map(rows.map(({ id, replaces }) => [replaces, id]));
      return cutPage(
        page,
        rows.map((row) => ({
          ...resultFields(row, JSON.parse(row.snapshot) as PublishedResult),
          recordedIn: row.revision,
          replacedBy: replacedBy.get(row.id) ?? null,
        })),
      );
    });
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One published result, as it was published: nothing recorded later changes it' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: ResultAnswer })
  async get(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Param('id') id: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<ResultAnswer>> {
    const { revision } = await this.readPoints.resolve(query);
    const row = await this.results.get(code, id, revision);
    const { asOf } = JSON.parse(row.snapshot) as PublishedResult;
    const at: ReadPoint = { asOf, revision: row.revision, knownAt: row.recordedAt, projected: false };
    return new PinnedAnswer(at, async () =>
      resultAnswer(row, await this.scopes.readable(row.revision), languageOf(request.headers)),
    );
  }

  @Post()
  @Requires('approve')
  @ApiOperation({ summary: 'Publish the scores of a year, once nothing waits for a reviewer' })
  @ApiBody({ type: PublicationDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ResultRecordedAnswer })
  publish(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Submitted(PublicationDto) submission: Submission<PublicationDto>,
  ): Promise<ResultRecordedAnswer> {
    return this.posts.once(request, async (tx) => ({ id: await this.results.publish(tx, code, submission) }));
  }

  @Post('stated')
  @Requires('edit')
  @ApiOperation({ summary: 'Record a result that was published elsewhere; what it does not state stays unknown' })
  @ApiBody({ type: StatedResultDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ResultRecordedAnswer })
  state(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Submitted(StatedResultDto) submission: Submission<StatedResultDto>,
  ): Promise<ResultRecordedAnswer> {
    return this.posts.once(request, async (tx) => ({ id: await this.results.state(tx, code, submission) }));
  }
}
