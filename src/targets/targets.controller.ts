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
import { IndicatorsService } from '../indicators/indicators.service.js';
import { together } from '../kernel/refusal.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { TargetListAnswer, TargetOnDayAnswer, TargetRecordedAnswer, type TargetAnswer } from './dto/target.answers.js';
import { TargetDto, TargetRetractionDto, TargetsQuery } from './dto/target.requests.js';
import { TargetAnswers } from './target-answers.js';
import { TargetsService } from './targets.service.js';

@ApiTags('targets')
@Controller('targets')
export class TargetsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly targets: TargetsService,
    private readonly answers: TargetAnswers,
    private readonly systems: SystemsService,
    private readonly indicators: IndicatorsService,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Targets with their status on the day, first due first' })
  @ApiQuery({ type: TargetsQuery })
  @ApiOkResponse({ type: TargetListAnswer })
  async list(
    @Req() request: FastifyRequest,
    @Asked(TargetsQuery) query: TargetsQuery,
  ): Promise<PinnedAnswer<TargetListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const [system, indicator] = await together([
        query.system === undefined ? null : this.systems.get(query.system, page.at),
        query.indicator === undefined ? null : this.indicators.get(query.indicator, page.at),
      ]);
      const all = (await this.targets.list(page.at.revision)).filter(
        ({ systemId, indicatorId }) =>
          (system === null || system.system.id === systemId) &&
          (indicator === null || indicator.periods[0].indicatorId === indicatorId),
      );
      const cut = cutPage(page, all);
      return { ...cut, items: await this.answers.of(cut.items, page.at, languageOf(request.headers)) };
    });
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One target with its status and how that came about' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: TargetOnDayAnswer })
  async get(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<TargetOnDayAnswer>> {
    const at = await this.readPoints.resolve(query);
    const target = await this.targets.get(id, at.revision);
    const compute = async (): Promise<TargetOnDayAnswer> => {
      const [answer] = await this.answers.of([target], at, languageOf(request.headers));
      const { asOf, knownAt, revision } = at;
      return { asOf, knownAt, revision, target: answer as TargetAnswer };
    };
    return new PinnedAnswer(at, compute, target.revision);
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Set a target for the coverage of a system or for an indicator' })
  @ApiBody({ type: TargetDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: TargetRecordedAnswer })
  set(
    @Req() request: FastifyRequest,
    @Submitted(TargetDto) submission: Submission<TargetDto>,
  ): Promise<TargetRecordedAnswer> {
    return this.posts.once(request, async (tx) => ({ id: await this.targets.set(tx, submission) }));
  }

  @Post(':id/retraction')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a target' })
  @ApiBody({ type: TargetRetractionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async retract(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(TargetRetractionDto) submission: Submission<TargetRetractionDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.targets.retract(tx, id, submission);
      return null;
    });
  }
}
