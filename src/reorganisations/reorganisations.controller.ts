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
import { figureAnswer, keyAnswer } from '../coverage/coverage-answers.js';
import { DocumentLinksService } from '../documents/document-links.service.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, ListQuery, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { type Submission } from '../platform/validation/submission.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { type UnitSummary } from '../units/dto/unit.answers.js';
import { DecisionsService } from './decisions.service.js';
import {
  OpenDecisionListAnswer,
  type ReorganisationAnswer,
  ReorganisationAppliedAnswer,
  ReorganisationListAnswer,
  ReorganisationOneAnswer,
  ReorganisationPreviewAnswer,
} from './dto/reorganisation.answers.js';
import { DecisionDto, ReorganisationDto, UndoDto } from './dto/reorganisation.requests.js';
import { type ReorganisationRow } from './reorganisations.queries.js';
import { ReorganisationsService } from './reorganisations.service.js';
import { UndoService } from './undo.service.js';
import { Requires } from '../platform/http/requires.js';

@ApiTags('reorganisations')
@Controller('reorganisations')
export class ReorganisationsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly reorganisations: ReorganisationsService,
    private readonly undoing: UndoService,
    private readonly decisions: DecisionsService,
    private readonly posts: RepeatablePosts,
    private readonly links: DocumentLinksService,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Reorganisations, latest day first; undone ones too' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: ReorganisationListAnswer })
  async list(@Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<ReorganisationListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const cut = cutPage(page, await this.reorganisations.list(page.at));
      return { ...cut, items: await this.withDocuments(cut.items, page.at) };
    });
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One reorganisation with its instruments' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: ReorganisationOneAnswer })
  async get(
    @Param('id') id: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<ReorganisationOneAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const [reorganisation] = await this.withDocuments([await this.reorganisations.get(id, at)], at);
      return {
        asOf: at.asOf,
        knownAt: at.knownAt,
        revision: at.revision,
        reorganisation: reorganisation as ReorganisationAnswer,
      };
    });
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Apply a package of instruments of one day: all of it, or nothing and every fault' })
  @ApiBody({ type: ReorganisationDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ReorganisationAppliedAnswer })
  apply(
    @Req() request: FastifyRequest,
    @Submitted(ReorganisationDto) submission: Submission<ReorganisationDto>,
  ): Promise<ReorganisationAppliedAnswer> {
    return this.posts.once(request, async (tx) => ({
      ...(await this.reorganisations.apply(tx, submission)),
      revision: (await tx.revision()).n,
    }));
  }

  @Post('preview')
  @Requires('edit')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What applying would do: units, every coverage figure before and after; nothing is written',
  })
  @ApiBody({ type: ReorganisationDto })
  @ApiOkResponse({ type: ReorganisationPreviewAnswer })
  async preview(
    @Req() request: FastifyRequest,
    @Submitted(ReorganisationDto) submission: Submission<ReorganisationDto>,
  ): Promise<ReorganisationPreviewAnswer> {
    const { effect, figures, strandedEntries } = await this.reorganisations.preview(submission);
    const language = languageOf(request.headers);
    const { created, ended, changed, followers } = effect;
    return {
      created,
      ended,
      changed,
      followers,
      strandedEntries,
      figures: figures.map(({ before, after }) => ({
        ...keyAnswer((before ?? after)?.key ?? {}),
        before: before && figureAnswer(before.figure, language),
        after: after && figureAnswer(after.figure, language),
      })),
    };
  }

  @Get(':id/decisions')
  @Requires('edit')
  @ApiOperation({ summary: 'Successors whose stage somebody has to decide' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: OpenDecisionListAnswer })
  async open(
    @Param('id') id: string,
    @Asked(ListQuery) query: ListQuery,
  ): Promise<PinnedAnswer<OpenDecisionListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const open = await this.decisions.open(id, page.at);
      return cutPage(
        page,
        open.map(({ successor, system, predecessors }) => ({
          successor: summary(successor),
          system,
          predecessors: predecessors.map(({ unit, ...rest }) => ({ ...rest, unit: unit && summary(unit) })),
        })),
      );
    });
  }

  @Post(':id/decisions')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: "Decide which predecessors a successor's stage of a system follows; none: nobody knows" })
  @ApiBody({ type: DecisionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async decide(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(DecisionDto) submission: Submission<DecisionDto>,
  ): Promise<void> {
    const reorganisation = await this.reorganisations.get(id, await this.readPoints.resolve({}));
    await this.posts.once(request, async (tx) => {
      await this.decisions.decide(tx, reorganisation, submission);
      return null;
    });
  }

  @Post(':id/undo')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Believe again what was believed before; refused, with the list, while something rests on it',
  })
  @ApiBody({ type: UndoDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async undo(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(UndoDto) submission: Submission<UndoDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.undoing.undo(tx, id, submission);
      return null;
    });
  }

  private async withDocuments(
    reorganisations: readonly ReorganisationRow[],
    { revision }: ReadPoint,
  ): Promise<ReorganisationAnswer[]> {
    const ids = reorganisations.map(({ id }) => id);
    const documentsOf = await this.links.documentsOf('reorganisation', ids, revision);
    return reorganisations.map((one) => ({ ...one, documents: documentsOf(one.id) }));
  }
}

function summary({ id, code, name }: UnitOnDay): UnitSummary {
  return { id, code, name };
}
