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
import { holds } from '../kernel/period.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { languageOf } from '../platform/http/language.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, ListQuery, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import {
  IndicatorFiguresAnswer,
  IndicatorListAnswer,
  IndicatorOnDayAnswer,
  IndicatorRecordedAnswer,
} from './dto/indicator.answers.js';
import { IndicatorChangeDto, IndicatorDto } from './dto/indicator.requests.js';
import { IndicatorFiguresQuery } from './dto/indicator-value.requests.js';
import { type CodesById, figuresAnswer, indicatorAnswer, indicatorPeriodAnswer } from './indicator-answers.js';
import { IndicatorFiguresService } from './indicator-figures.service.js';
import { IndicatorsService } from './indicators.service.js';

@ApiTags('indicators')
@Controller('indicators')
export class IndicatorsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly indicators: IndicatorsService,
    private readonly indicatorFigures: IndicatorFiguresService,
    private readonly systems: SystemsService,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'What is measured beside deployments: the indicators of a day' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: IndicatorListAnswer })
  async list(@Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<IndicatorListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const codes = await this.codes(page.at.revision);
      const cut = cutPage(page, await this.indicators.onDay(page.at));
      return { ...cut, items: cut.items.map((definition) => indicatorAnswer(definition, codes)) };
    });
  }

  @Get(':code')
  @Requires('read')
  @ApiOperation({ summary: 'One indicator: what it means on the day, and ever meant' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: IndicatorOnDayAnswer })
  async get(
    @Param('code') code: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<IndicatorOnDayAnswer>> {
    const at = await this.readPoints.resolve(query);
    const { periods, version } = await this.indicators.get(code, at);
    const compute = async (): Promise<IndicatorOnDayAnswer> => {
      const codes = await this.codes(at.revision);
      const onDay = periods.find(({ period }) => holds(period, at.asOf));
      return {
        asOf: at.asOf,
        knownAt: at.knownAt,
        revision: at.revision,
        indicator: onDay ? indicatorAnswer(onDay, codes) : null,
        periods: periods.map((definition) => indicatorPeriodAnswer(definition, codes)),
      };
    };
    return new PinnedAnswer(at, compute, version);
  }

  @Get(':code/figures')
  @Requires('read')
  @ApiOperation({ summary: 'The figures of an indicator over units and a period' })
  @ApiQuery({ type: IndicatorFiguresQuery })
  @ApiOkResponse({ type: IndicatorFiguresAnswer })
  async figures(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Asked(IndicatorFiguresQuery) query: IndicatorFiguresQuery,
  ): Promise<PinnedAnswer<IndicatorFiguresAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const found = await this.indicatorFigures.figures(at, code, query);
      return figuresAnswer(found, await this.codes(at.revision), languageOf(request.headers));
    });
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Define an indicator' })
  @ApiBody({ type: IndicatorDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: IndicatorRecordedAnswer })
  create(
    @Req() request: FastifyRequest,
    @Submitted(IndicatorDto) submission: Submission<IndicatorDto>,
  ): Promise<IndicatorRecordedAnswer> {
    return this.posts.once(request, async (tx) => ({ code: (await this.indicators.create(tx, submission)).code }));
  }

  @Patch(':code')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Let an indicator mean something else from a day on; what was stated keeps its meaning' })
  @ApiBody({ type: IndicatorChangeDto })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the indicator as it was read' })
  @ApiNoContentResponse()
  async change(
    @Param('code') code: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(IndicatorChangeDto) submission: Submission<IndicatorChangeDto>,
  ): Promise<void> {
    await this.writers.write((tx) => this.indicators.change(tx, code, submission, ifMatch));
  }

  private async codes(revision: number): Promise<CodesById> {
    const [systems, indicators] = await Promise.all([this.systems.codes(revision), this.indicators.codes(revision)]);
    return { systems, indicators };
  }
}
