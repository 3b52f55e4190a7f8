import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Temporal } from 'temporal-polyfill';
import { FIELD_TIME_ZONE } from '../../kernel/local-date.js';
import { Refusal } from '../../kernel/refusal.js';
import { ReadPoints } from '../../platform/database/read-points.js';
import { pageOf, resolvePage } from '../../platform/http/paging.js';
import { Asked } from '../../platform/http/questions.js';
import { Requires } from '../../platform/http/requires.js';
import { RunListAnswer, SchedulesHealthAnswer } from '../dto/report.answers.js';
import { RunsQuery } from '../dto/report.requests.js';
import { runAnswer } from '../report-answers.service.js';
import { ReportRuns } from './report-runs.service.js';
import { summaryLate } from '../reports.errors.js';

@ApiTags('reports')
@Controller()
export class ReportRunsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly runs: ReportRuns,
  ) {}

  @Get('report-runs')
  @Requires('edit')
  @ApiOperation({ summary: 'Every period that a schedule made due: made, waiting, or failing and why' })
  @ApiQuery({ type: RunsQuery })
  @ApiOkResponse({ type: RunListAnswer })
  async list(@Asked(RunsQuery) query: RunsQuery): Promise<RunListAnswer> {
    const page = await resolvePage(this.readPoints, query);
    const { rows, total } = await this.runs.list(page);
    const { items, nextCursor } = pageOf(page, rows.map(runAnswer), total);
    return { items, nextCursor, total };
  }

  @Get('health/reports')
  @Requires('public')
  @ApiOperation({ summary: 'No scheduled report is an hour late; 503 names those that are' })
  @ApiOkResponse({ type: SchedulesHealthAnswer })
  async health(): Promise<SchedulesHealthAnswer> {
    const late = await this.runs.late();
    if (late.length === 0) return { status: 'ok' };
    throw new Refusal(late.map(({ definition, code, dueAt }) => summaryLate(definition, code, printed(dueAt))));
  }
}

function printed(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString({ timeZone: FIELD_TIME_ZONE });
}
