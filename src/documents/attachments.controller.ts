import { Controller, Get, HttpCode, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { ReadPoints } from '../platform/database/read-points.js';
import { listsTag } from '../platform/http/pinned-answer.interceptor.js';
import { Asked, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { TakesFiles, Uploads } from '../platform/http/uploads.js';
import { type Submission } from '../platform/validation/submission.js';
import { AttachmentsService } from './attachments.service.js';
import { DocumentAnswers } from './document-answers.js';
import { DocumentsService } from './documents.service.js';
import { contentDisposition } from './domain/file-name.js';
import { DocumentAnswer } from './dto/document.answers.js';
import { ReasonDto } from './dto/document.requests.js';

@ApiTags('documents')
@Controller('documents/:id/attachments')
export class AttachmentsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly documents: DocumentsService,
    private readonly attachments: AttachmentsService,
    private readonly answers: DocumentAnswers,
    private readonly uploads: Uploads,
    private readonly posts: RepeatablePosts,
  ) {}

  @Post()
  @Requires('log')
  @TakesFiles()
  @ApiOperation({
    summary: 'Attach files, at most 10 of 20 MB and 40 MB together: all of them, or none and every fault',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } },
    },
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: DocumentAnswer })
  async attach(@Req() request: FastifyRequest, @Param('id') id: string): Promise<DocumentAnswer> {
    // Before megabytes are read and kept for nothing.
    await this.documents.getOwn(id, (await this.readPoints.resolve({})).revision);
    return this.uploads.take(request, async ({ files, faults }) => {
      const staged = await this.attachments.stage(files, faults);
      const { headers, url } = request;
      return this.posts.once({ headers, url, body: staged }, async (tx) => {
        await this.attachments.attach(tx, id, staged);
        return this.answers.written(tx, id);
      });
    });
  }

  @Get(':sha256')
  @Requires('read')
  @ApiOperation({ summary: 'A file, to be saved' })
  @ApiQuery({ type: TimeQuery })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({
    description: 'Its content-type is what it is by its bytes',
    schema: { type: 'string', format: 'binary' },
  })
  async download(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
    @Param('sha256') sha256: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<StreamableFile | undefined> {
    const { revision } = await this.readPoints.resolve(query);
    const attachment = await this.attachments.get(id, sha256, revision);
    const etag = `"${attachment.sha256}"`;
    void reply.headers({
      etag,
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
    });
    if (listsTag(request.headers['if-none-match'], etag)) {
      void reply.status(304);
      return undefined;
    }
    const { mediaType: type, size: length } = attachment;
    return new StreamableFile(this.attachments.read(attachment), {
      type: type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      disposition: contentDisposition(attachment.fileName),
      length,
    });
  }

  @Post(':sha256/retraction')
  @Requires('log')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a file that was attached wrongly; earlier revisions keep it' })
  @ApiBody({ type: ReasonDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async retract(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('sha256') sha256: string,
    @Submitted(ReasonDto) submission: Submission<ReasonDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.attachments.retract(tx, id, sha256, submission);
      return null;
    });
  }
}
