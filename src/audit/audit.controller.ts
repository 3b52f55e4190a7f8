import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Asked } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { type AuditQuestion } from './audit-trail.queries.js';
import { AuditTrail } from './audit-trail.service.js';
import { AuditAnswer, AuditChangeAnswer } from './dto/audit.answers.js';
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
    const { limit = DEFAULT_LIMIT, offset = 0 } = query;
    return this.trail.list(questionOf(query), { limit, offset });
  }

  @Get('audit.csv')
  @Requires('administer')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="audit.csv"')
  @ApiOperation({ summary: 'The same as a CSV file, all of it' })
  @ApiQuery({ type: AuditFilter })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  csv(@Asked(AuditFilter) query: AuditFilter): StreamableFile {
    return new StreamableFile(Readable.from(this.trail.csv(questionOf(query)), { objectMode: false }));
  }

  @Get('audit/:id')
  @Requires('administer')
  @ApiOperation({ summary: 'What was before and after' })
  @ApiOkResponse({ type: AuditChangeAnswer })
  async change(@Param('id') id: string): Promise<AuditChangeAnswer> {
    return this.trail.change(id);
  }
}

function questionOf({ account, action, from, to, q }: AuditFilter): AuditQuestion {
  return {
    ...{ account: account ?? null, action: action ?? null, from: from ?? null, to: to ?? null },
    q: q ?? null,
  };
}
