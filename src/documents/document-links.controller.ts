import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { DocumentAnswers } from './document-answers.js';
import { DocumentLinksService } from './document-links.service.js';
import { DocumentAnswer } from './dto/document.answers.js';
import { LinkDto, LinkRetractionDto } from './dto/document.requests.js';

@ApiTags('documents')
@Controller('documents/:id/links')
export class DocumentLinksController {
  constructor(
    private readonly links: DocumentLinksService,
    private readonly answers: DocumentAnswers,
    private readonly posts: RepeatablePosts,
  ) {}

  @Post()
  @Requires('log')
  @ApiOperation({ summary: 'Say that a document is evidence of something recorded before' })
  @ApiBody({ type: LinkDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: DocumentAnswer })
  link(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(LinkDto) submission: Submission<LinkDto>,
  ): Promise<DocumentAnswer> {
    return this.posts.once(request, async (tx) => {
      await this.links.add(tx, id, submission);
      return this.answers.written(tx, id);
    });
  }

  @Post('retraction')
  @Requires('log')
  @HttpCode(204)
  @ApiOperation({ summary: 'Say that a document is no evidence of something; earlier revisions keep the link' })
  @ApiBody({ type: LinkRetractionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiNoContentResponse()
  async retract(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(LinkRetractionDto) submission: Submission<LinkRetractionDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.links.retract(tx, id, submission);
      return null;
    });
  }
}
