import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/refusal.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission, submitList } from '../platform/validation/submission.js';
import { UnitScopes } from '../units/unit-scopes.service.js';
import {
  AssessmentBatchDto,
  AssessmentDto,
  ReviewBatchDto,
  ReviewDto,
  WithdrawalDto,
} from './dto/assessment.requests.js';
import { AssessmentsRecordedAnswer, ScoresAnswer, UnitScoreOnAnswer } from './dto/score.answers.js';
import { ScoresQuery } from './dto/scorecard.requests.js';
import { Reviews } from './reviews.service.js';
import { ScoreAnswers, unitScoreAnswer } from './scorecard-answers.js';
import { unitNotScored } from './scorecards.errors.js';
import { ScoresService } from './scores.service.js';
import { SelfAssessments } from './self-assessments.service.js';

const MOST_IN_A_BATCH = 1000;

@ApiTags('scorecards')
@ApiExtraModels(AssessmentDto, ReviewDto)
@Controller('scorecards/:code')
export class ScoresController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly scores: ScoresService,
    private readonly assessments: SelfAssessments,
    private readonly reviews: Reviews,
    private readonly answers: ScoreAnswers,
    private readonly scopes: UnitScopes,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get('scores')
  @Requires('read')
  @ApiOperation({ summary: 'The scores of a year as they stand, with ranks: points over own maximum' })
  @ApiQuery({ type: ScoresQuery })
  @ApiOkResponse({ type: ScoresAnswer })
  async list(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Asked(ScoresQuery) query: ScoresQuery,
  ): Promise<PinnedAnswer<ScoresAnswer>> {
    const point = await this.readPoints.resolve(query);
    const scoring = await this.scores.yearOf(code, query.year, point);
    return new PinnedAnswer(point, async () => {
      const { version, year, at, units } = await this.scores.sheet(scoring);
      const readable = await this.scopes.readable(point.revision);
      return {
        ...{ asOf: point.asOf, knownAt: point.knownAt, revision: point.revision },
        ...{ year, measuredOn: at.asOf, version: version.number },
        units: units
          .filter(({ unit }) => readable?.holds(unit.id, at.asOf) ?? true)
          .map((unit) => unitScoreAnswer(unit, languageOf(request.headers))),
      };
    });
  }

  @Get('scores/:unit')
  @Requires('read')
  @ApiOperation({ summary: 'The score of one unit: computed against declared, what was accepted and why' })
  @ApiQuery({ type: ScoresQuery })
  @ApiOkResponse({ type: UnitScoreOnAnswer })
  async get(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Param('unit') reference: string,
    @Asked(ScoresQuery) query: ScoresQuery,
  ): Promise<PinnedAnswer<UnitScoreOnAnswer>> {
    const point = await this.readPoints.resolve(query);
    const scoring = await this.scores.yearOf(code, query.year, point);
    const found = scoring.tree.find(reference);
    if (!found || !scoring.tree.isVisible(found) || !scoring.units.has(found.id))
      throw new Refusal([unitNotScored('', reference, query.year, 'missing')]);
    return new PinnedAnswer(point, async () => {
      const sheet = await this.scores.sheet(scoring);
      const unit = sheet.units.find((one) => one.unit.id === found.id);
      if (!unit) throw new Error('Who is scored has a score');
      return this.answers.of(sheet, unit, point, languageOf(request.headers));
    });
  }

  @Post('assessments')
  @Requires('log')
  @ApiOperation({ summary: 'Declare points of units, with evidence: all of them, or none and every fault' })
  @ApiBody({ type: AssessmentBatchDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: AssessmentsRecordedAnswer })
  declare(@Req() request: FastifyRequest, @Param('code') code: string): Promise<AssessmentsRecordedAnswer> {
    const list = submitList(AssessmentDto, request.body, 'assessments', MOST_IN_A_BATCH);
    return this.posts.once(request, async (tx) => {
      const recorded = await this.assessments.declare(tx, code, list);
      return { revision: (await tx.lastRevision()).n, recorded };
    });
  }

  @Post('assessments/retraction')
  @Requires('log')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw declared points; earlier revisions keep them' })
  @ApiBody({ type: WithdrawalDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async withdraw(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Submitted(WithdrawalDto) submission: Submission<WithdrawalDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.assessments.withdraw(tx, code, submission);
      return null;
    });
  }

  @Post('reviews')
  @Requires('approve')
  @ApiOperation({ summary: 'Accept points, with a reason where they are not those declared or computed' })
  @ApiBody({ type: ReviewBatchDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: AssessmentsRecordedAnswer })
  review(@Req() request: FastifyRequest, @Param('code') code: string): Promise<AssessmentsRecordedAnswer> {
    const list = submitList(ReviewDto, request.body, 'reviews', MOST_IN_A_BATCH);
    return this.posts.once(request, async (tx) => {
      const recorded = await this.reviews.review(tx, code, list);
      return { revision: (await tx.lastRevision()).n, recorded };
    });
  }

  @Post('reviews/retraction')
  @Requires('approve')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a review: the criterion is open again' })
  @ApiBody({ type: WithdrawalDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async withdrawReview(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Submitted(WithdrawalDto) submission: Submission<WithdrawalDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.reviews.withdraw(tx, code, submission);
      return null;
    });
  }
}
