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
import { DocumentLinksService } from '../documents/document-links.service.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { type Submission } from '../platform/validation/submission.js';
import { ExemptionListAnswer, RecordedAnswer } from './dto/system.answers.js';
import { EndDto, ExemptionDto, ExemptionsQuery, RetractionDto } from './dto/system.requests.js';
import { ObligationsService } from './obligations.service.js';
import { SystemsService } from './systems.service.js';
import { Requires } from '../platform/http/requires.js';

@ApiTags('systems')
@Controller('exemptions')
export class ExemptionsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly systems: SystemsService,
    private readonly obligations: ObligationsService,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
    private readonly links: DocumentLinksService,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Who is let off which system, whenever in force' })
  @ApiQuery({ type: ExemptionsQuery })
  @ApiOkResponse({ type: ExemptionListAnswer })
  async list(@Asked(ExemptionsQuery) query: ExemptionsQuery): Promise<PinnedAnswer<ExemptionListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const codes = new Map((await this.systems.onDay(page.at)).map((system) => [system.id, system.code]));
      const exemptions = await this.obligations.exemptions(page.at, query);
      const cut = cutPage(page, exemptions);
      const ids = cut.items.map(({ id }) => id);
      const documentsOf = await this.links.documentsOf('exemption', ids, page.at.revision);
      return {
        ...cut,
        items: cut.items.map(({ systemId, ...exemption }) => ({
          ...exemption,
          system: codes.get(systemId) ?? '',
          documents: documentsOf(exemption.id),
        })),
      };
    });
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Let a unit off a system' })
  @ApiBody({ type: ExemptionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: RecordedAnswer })
  exempt(
    @Req() request: FastifyRequest,
    @Submitted(ExemptionDto) submission: Submission<ExemptionDto>,
  ): Promise<RecordedAnswer> {
    return this.posts.once(request, (tx) => this.obligations.exempt(tx, submission));
  }

  @Patch(':id')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'End an exemption' })
  @ApiBody({ type: EndDto })
  @ApiHeader({ name: 'If-Match', required: true, description: '`"v<version>"` of the exemption as it was read' })
  @ApiNoContentResponse()
  async end(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(EndDto) submission: Submission<EndDto>,
  ): Promise<void> {
    await this.writers.write((tx) => this.obligations.endExemption(tx, id, submission, ifMatch));
  }

  @Post(':id/retraction')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw an exemption that was recorded wrongly' })
  @ApiBody({ type: RetractionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async retract(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(RetractionDto) submission: Submission<RetractionDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.obligations.retractExemption(tx, id, submission);
      return null;
    });
  }
}
