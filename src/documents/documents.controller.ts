import { Controller, Get, Headers, Param, Patch, Post, Req } from '@nestjs/common';
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
import { Writers } from '../platform/database/writers.js';
import { pageOf, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { DocumentAnswers, listItem } from './document-answers.js';
import { DocumentsService } from './documents.service.js';
import { DocumentAnswer, DocumentListAnswer, DocumentOnAnswer } from './dto/document.answers.js';
import { DocumentCorrectionDto, DocumentDto, DocumentsQuery } from './dto/document.requests.js';

@ApiTags('documents')
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly documents: DocumentsService,
    private readonly answers: DocumentAnswers,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Official documents that what is recorded rests on' })
  @ApiQuery({ type: DocumentsQuery })
  @ApiOkResponse({ type: DocumentListAnswer })
  async list(@Asked(DocumentsQuery) query: DocumentsQuery): Promise<PinnedAnswer<DocumentListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const { rows, total } = await this.documents.list(query, page);
      return pageOf(page, rows.map(listItem), total);
    });
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One document with its files and what it is evidence of' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: DocumentOnAnswer })
  async get(@Param('id') id: string, @Asked(TimeQuery) query: TimeQuery): Promise<PinnedAnswer<DocumentOnAnswer>> {
    const at = await this.readPoints.resolve(query);
    const document = await this.documents.get(id, at.revision);
    const compute = async (): Promise<DocumentOnAnswer> => ({
      asOf: at.asOf,
      knownAt: at.knownAt,
      revision: at.revision,
      document: await this.answers.of(document, at.revision),
    });
    return new PinnedAnswer(at, compute, document.version);
  }

  @Post()
  @Requires('log')
  @ApiOperation({ summary: 'Record a document; files are attached to it afterwards' })
  @ApiBody({ type: DocumentDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: DocumentAnswer })
  record(
    @Req() request: FastifyRequest,
    @Submitted(DocumentDto) submission: Submission<DocumentDto>,
  ): Promise<DocumentAnswer> {
    return this.posts.once(request, async (tx) =>
      this.answers.written(tx, await this.documents.record(tx, submission)),
    );
  }

  @Patch(':id')
  @Requires('log')
  @ApiOperation({ summary: 'Correct what is said of a document; null: it has no number, its day is not known' })
  @ApiBody({ type: DocumentCorrectionDto })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the document as it was read' })
  @ApiOkResponse({ type: DocumentAnswer })
  correct(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(DocumentCorrectionDto) submission: Submission<DocumentCorrectionDto>,
  ): Promise<DocumentAnswer> {
    return this.writers.write(async (tx) => {
      await this.documents.correct(tx, id, submission, ifMatch);
      return this.answers.written(tx, id);
    });
  }
}
