import { Controller, Get, Headers, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
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
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { Asked, Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { ReportAnswer, ReportListAnswer, ReportMadeAnswer } from './dto/report.answers.js';
import { IssueDto, ReissueDto, ReportChangeDto, ReportsQuery, RunDto } from './dto/report.requests.js';
import { IssueReport } from './issue-report.service.js';
import { ReportAnswers } from './report-answers.service.js';
import { ReportsService } from './reports.service.js';
import { RunReport } from './run-report.service.js';

const IF_MATCH = { name: 'If-Match', description: '`"v<version>"` of the report as it was read' };

@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly reports: ReportsService,
    private readonly running: RunReport,
    private readonly issuing: IssueReport,
    private readonly answers: ReportAnswers,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Drafts and issued reports, latest day first' })
  @ApiQuery({ type: ReportsQuery })
  @ApiOkResponse({ type: ReportListAnswer })
  async list(@Asked(ReportsQuery) query: ReportsQuery): Promise<ReportListAnswer> {
    const page = await resolvePage(this.readPoints, query);
    const { items, nextCursor, total } = cutPage(page, await this.reports.list(query));
    return { items: await this.answers.of(items), nextCursor, total };
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One report: where it stands, its number, files and signed copies' })
  @ApiOkResponse({ type: ReportAnswer })
  async get(@Param('id') id: string): Promise<ReportAnswer> {
    return this.answers.one(await this.reports.get(id));
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Make a draft: all figures are computed now, at one revision, and frozen' })
  @ApiBody({ type: RunDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ReportMadeAnswer })
  async run(
    @Req() request: FastifyRequest,
    @Submitted(RunDto) submission: Submission<RunDto>,
  ): Promise<ReportMadeAnswer> {
    const report = await this.running.prepare(submission);
    return this.posts.once(request, async (tx) => ({ id: await this.running.insert(tx.manager, report) }));
  }

  @Patch(':id')
  @Requires('edit')
  @ApiOperation({ summary: 'Own text of a draft' })
  @ApiBody({ type: ReportChangeDto })
  @ApiHeader({ ...IF_MATCH, required: true })
  @ApiOkResponse({ type: ReportAnswer })
  change(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(ReportChangeDto) submission: Submission<ReportChangeDto>,
  ): Promise<ReportAnswer> {
    return this.writers.write(async (tx) =>
      this.answers.one(await this.reports.change(tx, id, submission, ifMatch), tx.manager),
    );
  }

  @Post(':id/review')
  @Requires('approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'The draft was read and is good; a change of its text takes that back' })
  @ApiHeader({ ...IF_MATCH, required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOkResponse({ type: ReportAnswer })
  review(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<ReportAnswer> {
    return this.posts.once(request, async (tx) =>
      this.answers.one(await this.reports.review(tx, id, ifMatch), tx.manager),
    );
  }

  @Post(':id/issue')
  @Requires('approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Issue a draft under its number: its files are kept, and stay as they are for good' })
  @ApiBody({ type: IssueDto })
  @ApiHeader({ ...IF_MATCH, required: false })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOkResponse({ type: ReportAnswer })
  async issue(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(IssueDto) submission: Submission<IssueDto>,
  ): Promise<ReportAnswer> {
    const issued = await this.issuing.issue(id, submission, ifMatch, (work) => this.posts.once(request, work));
    return this.answers.one(await this.reports.get(issued));
  }

  @Post(':id/reissue')
  @Requires('approve')
  @ApiOperation({
    summary: 'A draft of the same period, with what is known now, that will take the place of this report',
  })
  @ApiBody({ type: ReissueDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ReportMadeAnswer })
  async reissue(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Submitted(ReissueDto) submission: Submission<ReissueDto>,
  ): Promise<ReportMadeAnswer> {
    const report = await this.running.prepareReissue(await this.reports.get(id), submission);
    return this.posts.once(request, async (tx) => ({ id: await this.running.insert(tx.manager, report) }));
  }
}
