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
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { type Submission } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { DeclarationsService } from './declarations.service.js';
import { printDeclared } from './domain/declaration.js';
import { DeclarationDto, DeclarationsQuery } from './dto/declaration.requests.js';
import { DeclarationListAnswer, DeclaredAnswer } from './dto/deployment.answers.js';
import { RetractEntryDto } from './dto/deployment.requests.js';
import { Requires } from '../platform/http/requires.js';

@ApiTags('declarations')
@Controller('declarations')
export class DeclarationsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly systems: SystemsService,
    private readonly declarations: DeclarationsService,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Figures stated without the names behind them, latest first' })
  @ApiQuery({ type: DeclarationsQuery })
  @ApiOkResponse({ type: DeclarationListAnswer })
  async list(
    @Req() request: FastifyRequest,
    @Asked(DeclarationsQuery) query: DeclarationsQuery,
  ): Promise<PinnedAnswer<DeclarationListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const codes = await this.systems.codes(page.at.revision);
      const language = languageOf(request.headers);
      const all = await this.declarations.list(page.at, query.system);
      return cutPage(
        page,
        all.map((declaration) => {
          const { id, systemId, level, scopeId, asOf, count, total, comparator, counted, document, quote, recordedBy } =
            declaration;
          const print = printDeclared(declaration, language);
          return {
            id,
            system: codes.get(systemId) ?? '',
            level,
            scopeId,
            asOf,
            count,
            total,
            comparator,
            counted,
            print,
            document,
            quote,
            recordedBy,
          };
        }),
      );
    });
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Record a figure that was stated' })
  @ApiBody({ type: DeclarationDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: DeclaredAnswer })
  declare(
    @Req() request: FastifyRequest,
    @Submitted(DeclarationDto) submission: Submission<DeclarationDto>,
  ): Promise<DeclaredAnswer> {
    return this.posts.once(request, async (tx) => ({ id: await this.declarations.declare(tx, submission) }));
  }

  @Post(':id/retraction')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a declaration' })
  @ApiBody({ type: RetractEntryDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async retract(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(RetractEntryDto) submission: Submission<RetractEntryDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.declarations.retract(tx, id, submission);
      return null;
    });
  }
}
