import { Controller, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { type WriteTransaction } from '../../platform/database/writers.js';
import { RepeatablePosts } from '../../platform/http/repeatable-posts.js';
import { Requires } from '../../platform/http/requires.js';
import { TakesFiles, Uploads } from '../../platform/http/uploads.js';
import { ReportAnswer } from '../dto/report.answers.js';
import { ReportAnswers } from '../report-answers.service.js';
import { sha256Of } from './report-files.service.js';
import { type ReportRow } from '../reports.queries.js';
import { ReportsService } from '../reports.service.js';
import { SignReport } from './sign-report.service.js';
import { type SignedCopy, SignedCopies } from './signed-copies.service.js';

const FORM = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };

/** What is signed here, and what comes back signed. */
@ApiTags('reports')
@Controller('reports')
export class ReportSignaturesController {
  constructor(
    private readonly reports: ReportsService,
    private readonly signing: SignReport,
    private readonly copies: SignedCopies,
    private readonly answers: ReportAnswers,
    private readonly uploads: Uploads,
    private readonly posts: RepeatablePosts,
  ) {}

  @Post(':id/sign')
  @Requires('approve')
  @ApiOperation({ summary: "Sign the PDF of an issued report with the office's key; it is kept beside the others" })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ReportAnswer })
  async sign(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ReportAnswer> {
    const report = await this.reports.get(id);
    const copy = await this.signing.report(report);
    return this.posts.once(request, (tx) => this.keep(tx, report, copy));
  }

  @Post(':id/signed')
  @Requires('approve')
  @TakesFiles()
  @ApiOperation({ summary: 'Keep the signed PDF of an issued report beside ours; its signatures are read and shown' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ReportAnswer })
  async signed(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ReportAnswer> {
    const report = await this.reports.get(id);
    return this.uploads.take(request, async (form) => {
      const copy = await this.copies.judge(report, form);
      return this.keepOnce(request, report, copy, copy.sha256);
    });
  }

  @Post(':id/sign-attachment')
  @Requires('approve')
  @TakesFiles()
  @ApiOperation({
    summary:
      'Sign a PDF that goes with an issued report as a file of its own; number and time are marked in its corner',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ReportAnswer })
  async signAttachment(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ReportAnswer> {
    const report = await this.reports.get(id);
    return this.uploads.take(request, async (form) => {
      const copy = await this.signing.attachment(report, form);
      return this.keepOnce(request, report, copy, form.files.map(({ bytes }) => sha256Of(bytes)).join());
    });
  }

  /** `sent` tells one form from another under the same key. */
  private keepOnce(request: FastifyRequest, report: ReportRow, copy: SignedCopy, sent: string): Promise<ReportAnswer> {
    const { headers, url } = request;
    const body = { fileName: copy.fileName, sha256: sent };
    return this.posts.once({ headers, url, body }, (tx) => this.keep(tx, report, copy));
  }

  private async keep(tx: WriteTransaction, report: ReportRow, copy: SignedCopy): Promise<ReportAnswer> {
    await this.copies.keep(tx, report, copy);
    return this.answers.one(await this.reports.get(report.id, tx.manager), tx.manager);
  }
}
