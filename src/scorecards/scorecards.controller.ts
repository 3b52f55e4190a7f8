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
import { Asked, ListQuery, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import {
  ScorecardListAnswer,
  ScorecardOnAnswer,
  ScorecardRecordedAnswer,
  VersionRecordedAnswer,
} from './dto/scorecard.answers.js';
import { ScorecardChangeDto, ScorecardDto, ScorecardVersionDto } from './dto/scorecard.requests.js';
import { versionAnswer } from './scorecard-answers.js';
import { ScorecardsService } from './scorecards.service.js';

@ApiTags('scorecards')
@Controller('scorecards')
export class ScorecardsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly scorecards: ScorecardsService,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Scorecards, such as the index of administrative reform' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: ScorecardListAnswer })
  async list(@Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<ScorecardListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const all = await this.scorecards.list(page.at.revision);
      return cutPage(
        page,
        all.map(({ code, name, nameEn }) => ({ code, name, nameEn })),
      );
    });
  }

  @Get(':code')
  @Requires('read')
  @ApiOperation({ summary: 'One scorecard with the versions of its criteria' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: ScorecardOnAnswer })
  async get(@Param('code') code: string, @Asked(TimeQuery) query: TimeQuery): Promise<PinnedAnswer<ScorecardOnAnswer>> {
    const at = await this.readPoints.resolve(query);
    const { id, name, nameEn, version } = await this.scorecards.get(code, at.revision);
    const compute = async (): Promise<ScorecardOnAnswer> => ({
      ...{ asOf: at.asOf, knownAt: at.knownAt, revision: at.revision },
      scorecard: { code, name, nameEn },
      versions: (await this.scorecards.versions(id, at.revision)).map(versionAnswer),
    });
    return new PinnedAnswer(at, compute, version);
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Record a scorecard; its criteria follow as a version' })
  @ApiBody({ type: ScorecardDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ScorecardRecordedAnswer })
  create(
    @Req() request: FastifyRequest,
    @Submitted(ScorecardDto) submission: Submission<ScorecardDto>,
  ): Promise<ScorecardRecordedAnswer> {
    return this.posts.once(request, async (tx) => ({ code: await this.scorecards.create(tx, submission) }));
  }

  @Patch(':code')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Call a scorecard otherwise' })
  @ApiBody({ type: ScorecardChangeDto })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the scorecard as it was read' })
  @ApiNoContentResponse()
  async rename(
    @Param('code') code: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(ScorecardChangeDto) submission: Submission<ScorecardChangeDto>,
  ): Promise<void> {
    await this.writers.write((tx) => this.scorecards.rename(tx, code, submission, ifMatch));
  }

  @Post(':code/versions')
  @Requires('edit')
  @ApiOperation({ summary: 'Say who is scored by what from a year on; `replaces` names the version it corrects' })
  @ApiBody({ type: ScorecardVersionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: VersionRecordedAnswer })
  addVersion(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Submitted(ScorecardVersionDto) submission: Submission<ScorecardVersionDto>,
  ): Promise<VersionRecordedAnswer> {
    return this.posts.once(request, async (tx) => ({
      number: await this.scorecards.addVersion(tx, code, submission),
    }));
  }
}
