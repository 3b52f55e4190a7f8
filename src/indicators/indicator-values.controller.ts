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
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { pageOf, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { submit, submitList, submitWithReplacement } from '../platform/validation/submission.js';
import {
  IndicatorValueAnswer,
  IndicatorValueBatchAnswer,
  IndicatorValueListAnswer,
  IndicatorValueOnAnswer,
  IndicatorValueRetractedAnswer,
} from './dto/indicator.answers.js';
import {
  IndicatorValueBatchDto,
  IndicatorValueDto,
  IndicatorValuesQuery,
  RetractValueDto,
  RetractValueWithReplacementDto,
} from './dto/indicator-value.requests.js';
import { IndicatorValuesService } from './indicator-values.service.js';
import { StatedValuesService } from './stated-values.service.js';

const MOST_IN_A_BATCH = 1000;

@ApiTags('indicators')
@Controller()
export class IndicatorValuesController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly stated: StatedValuesService,
    private readonly values: IndicatorValuesService,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get('indicators/:code/values')
  @Requires('read')
  @ApiOperation({ summary: 'What was stated of an indicator, unit by unit, latest period first' })
  @ApiQuery({ type: IndicatorValuesQuery })
  @ApiOkResponse({ type: IndicatorValueListAnswer })
  async list(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Asked(IndicatorValuesQuery) query: IndicatorValuesQuery,
  ): Promise<PinnedAnswer<IndicatorValueListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const { rows, total } = await this.stated.list({ ...query, indicator: code }, page.at, page);
      const items = await this.stated.answersOf(rows, page.at.revision, languageOf(request.headers));
      return pageOf(page, items, total);
    });
  }

  @Get('indicator-values/:id')
  @Requires('read')
  @ApiOperation({ summary: 'One value' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: IndicatorValueOnAnswer })
  async get(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<IndicatorValueOnAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const rows = [await this.stated.get(id, at)];
      const [value] = await this.stated.answersOf(rows, at.revision, languageOf(request.headers));
      const { asOf, knownAt, revision } = at;
      return { asOf, knownAt, revision, value: value as IndicatorValueAnswer };
    });
  }

  @Post('indicator-values')
  @Requires('log')
  @ApiOperation({ summary: 'State a value' })
  @ApiBody({ type: IndicatorValueDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: IndicatorValueAnswer })
  log(@Req() request: FastifyRequest): Promise<IndicatorValueAnswer> {
    const submission = submit(IndicatorValueDto, request.body);
    return this.posts.once(request, async (tx) => {
      const ids = [await this.values.log(tx, submission)];
      const { n } = await tx.revision();
      const [answer] = await this.stated.answersById(ids, n, languageOf(request.headers), tx.manager);
      return answer as IndicatorValueAnswer;
    });
  }

  @Post('indicator-values/batch')
  @Requires('log')
  @ApiOperation({ summary: 'State many values: all of them, or none and every fault' })
  @ApiBody({ type: IndicatorValueBatchDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: IndicatorValueBatchAnswer })
  logBatch(@Req() request: FastifyRequest): Promise<IndicatorValueBatchAnswer> {
    const list = submitList(IndicatorValueDto, request.body, 'values', MOST_IN_A_BATCH);
    return this.posts.once(request, async (tx) => {
      const ids = await this.values.logBatch(tx, list);
      const { n } = await tx.revision();
      const values = await this.stated.answersById(ids, n, languageOf(request.headers), tx.manager);
      return { revision: n, values };
    });
  }

  @Post('indicator-values/:id/retraction')
  @Requires('log')
  @ApiOperation({ summary: 'Withdraw a value, with another in its place if given' })
  @ApiBody({ type: RetractValueWithReplacementDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: IndicatorValueRetractedAnswer })
  retract(@Req() request: FastifyRequest, @Param('id') id: string): Promise<IndicatorValueRetractedAnswer> {
    const [submission, instead] = submitWithReplacement(RetractValueDto, IndicatorValueDto, request.body);
    return this.posts.once(request, async (tx) => {
      const replacementId = await this.values.retract(tx, id, submission, instead);
      const { n } = await tx.revision();
      const ids = [Number(id), ...(replacementId === null ? [] : [replacementId])];
      const [retracted, other] = await this.stated.answersById(ids, n, languageOf(request.headers), tx.manager);
      return { revision: n, retracted: retracted as IndicatorValueAnswer, replacement: other ?? null };
    });
  }
}
