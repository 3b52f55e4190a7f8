import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { ReadPoints } from '../platform/database/read-points.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { languageOf } from '../platform/http/language.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { submit, submitList, submitWithReplacement } from '../platform/validation/submission.js';
import { ActivitiesService } from './activities.service.js';
import { ActivityAnswers } from './activity-answers.js';
import { ActivityRecording } from './activity-recording.service.js';
import {
  ActivityAnswer,
  ActivityBatchAnswer,
  ActivityFiguresAnswer,
  ActivityListAnswer,
  ActivityOnAnswer,
  RetractedActivityAnswer,
} from './dto/activity.answers.js';
import {
  ActivitiesQuery,
  ActivityBatchDto,
  ActivityDto,
  ActivityFiguresQuery,
  RetractActivityDto,
  RetractActivityWithReplacementDto,
} from './dto/activity.requests.js';

const MOST_IN_A_BATCH = 1000;

@ApiTags('activities')
@ApiExtraModels(ActivityDto)
@Controller('activities')
export class ActivitiesController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly activities: ActivitiesService,
    private readonly recording: ActivityRecording,
    private readonly answers: ActivityAnswers,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Trainings held and equipment handed over, latest first' })
  @ApiQuery({ type: ActivitiesQuery })
  @ApiOkResponse({ type: ActivityListAnswer })
  async list(@Asked(ActivitiesQuery) query: ActivitiesQuery): Promise<PinnedAnswer<ActivityListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const cut = cutPage(page, await this.activities.list(query, page.at));
      return { ...cut, items: await this.answers.of(cut.items, page.at.revision) };
    });
  }

  @Get('figures')
  @Requires('read')
  @ApiOperation({ summary: 'Trainings, people trained and equipment handed over in a period, in all and by unit' })
  @ApiQuery({ type: ActivityFiguresQuery })
  @ApiOkResponse({ type: ActivityFiguresAnswer })
  async figures(
    @Req() request: FastifyRequest,
    @Asked(ActivityFiguresQuery) query: ActivityFiguresQuery,
  ): Promise<PinnedAnswer<ActivityFiguresAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () =>
      this.answers.summary(await this.activities.summary(query, at), at, languageOf(request.headers)),
    );
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One training or handover' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: ActivityOnAnswer })
  async get(@Param('id') id: string, @Asked(TimeQuery) query: TimeQuery): Promise<PinnedAnswer<ActivityOnAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const [activity] = await this.answers.of([await this.activities.get(id, at.revision)], at.revision);
      return { asOf: at.asOf, knownAt: at.knownAt, revision: at.revision, activity: activity as ActivityAnswer };
    });
  }

  @Post()
  @Requires('log')
  @ApiOperation({ summary: 'Record a training that was held, or equipment that was handed over' })
  @ApiBody({ type: ActivityDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ActivityAnswer })
  record(@Req() request: FastifyRequest): Promise<ActivityAnswer> {
    const submission = submit(ActivityDto, request.body);
    return this.posts.once(request, async (tx) => this.written(tx, await this.recording.record(tx, submission)));
  }

  @Post('batch')
  @Requires('log')
  @ApiOperation({ summary: 'Record many activities: all of them, or none and every fault' })
  @ApiBody({ type: ActivityBatchDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ActivityBatchAnswer })
  recordBatch(@Req() request: FastifyRequest): Promise<ActivityBatchAnswer> {
    const list = submitList(ActivityDto, request.body, 'activities', MOST_IN_A_BATCH);
    return this.posts.once(request, async (tx) => {
      const ids = await this.recording.recordBatch(tx, list);
      return { revision: (await tx.revision()).n, activities: await this.writtenAll(tx, ids) };
    });
  }

  @Post(':id/retraction')
  @Requires('log')
  @ApiOperation({ summary: 'Withdraw an activity, with another in its place if given' })
  @ApiBody({ type: RetractActivityWithReplacementDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: RetractedActivityAnswer })
  retract(@Req() request: FastifyRequest, @Param('id') id: string): Promise<RetractedActivityAnswer> {
    const [submission, instead] = submitWithReplacement(RetractActivityDto, ActivityDto, request.body);
    return this.posts.once(request, async (tx) => {
      const replacementId = await this.recording.retract(tx, id, submission, instead);
      return {
        revision: (await tx.revision()).n,
        retracted: await this.written(tx, Number(id)),
        replacement: replacementId === null ? null : await this.written(tx, replacementId),
      };
    });
  }

  private async written(tx: WriteTransaction, id: number): Promise<ActivityAnswer> {
    const [answer] = await this.writtenAll(tx, [id]);
    return answer as ActivityAnswer;
  }

  private async writtenAll(tx: WriteTransaction, ids: readonly number[]): Promise<ActivityAnswer[]> {
    const { n } = await tx.revision();
    return this.answers.of(await this.activities.byIds(ids, n, tx.manager), n, tx.manager);
  }
}
