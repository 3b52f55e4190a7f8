import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Asked } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { questionOf } from './audit-question.js';
import { AuditTrail, type ExportFormat } from './audit-trail.service.js';
import { AuditAnswer, AuditChangeAnswer, AuditEntryAnswer } from './dto/audit.answers.js';
import { AuditFilter, AuditQuery } from './dto/audit.requests.js';

const DEFAULT_LIMIT = 100;

@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Get('audit')
  @Requires('administer')
  @ApiOperation({ summary: 'Who did what, latest first' })
  @ApiQuery({ type: AuditQuery })
  @ApiOkResponse({ type: AuditAnswer })
  async list(@Asked(AuditQuery) query: AuditQuery): Promise<AuditAnswer> {
    const { limit = DEFAULT_LIMIT, cursor = null } = query;
    return this.trail.list(questionOf(query), { limit, cursor });
  }

  @Get('audit.csv')
  @Requires('administer')
  @Header('content-disposition', 'attachment; filename="audit.csv"')
  @ApiOperation({ summary: 'The same as a CSV file, all of it; that it was taken is recorded' })
  @ApiQuery({ type: AuditFilter })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  csv(@Asked(AuditFilter) query: AuditFilter): Promise<StreamableFile> {
    return this.file(query, 'csv');
  }

  @Get('audit.json')
  @Requires('administer')
  @Header('content-disposition', 'attachment; filename="audit.json"')
  @ApiOperation({ summary: 'The same as a JSON file, all of it; that it was taken is recorded' })
  @ApiQuery({ type: AuditFilter })
  @ApiOkResponse({ type: AuditEntryAnswer, isArray: true })
  json(@Asked(AuditFilter) query: AuditFilter): Promise<StreamableFile> {
    return this.file(query, 'json');
  }

  @Get('audit/:id')
  @Requires('administer')
  @ApiOperation({ summary: 'What was before and after' })
  @ApiOkResponse({ type: AuditChangeAnswer })
  async change(@Param('id') id: string): Promise<AuditChangeAnswer> {
    return this.trail.change(id);
  }

  private async file(query: AuditFilter, format: ExportFormat): Promise<StreamableFile> {
    const parts = await this.trail.export(questionOf(query), format);
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
    return new StreamableFile(Readable.from(parts, { objectMode: false }), { type });
  }
}
