import { Controller, Get, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { contentDisposition } from '../../documents/domain/file-name.js';
import { listsTag } from '../../platform/http/pinned-answer.interceptor.js';
import { Asked } from '../../platform/http/questions.js';
import { Requires } from '../../platform/http/requires.js';
import { MEDIA_TYPE, REPORT_FORMATS } from '../domain/report-format.js';
import { LetterQuery } from '../dto/report.requests.js';
import { ChaseLetters, LETTER_FORMATS } from './chase-letters.service.js';
import { ReportFiles, type ReportFile } from './report-files.service.js';
import { ReportsService } from '../reports.service.js';
import { SignedCopies } from './signed-copies.service.js';

@ApiTags('reports')
@Controller('reports')
export class ReportFilesController {
  constructor(
    private readonly reports: ReportsService,
    private readonly files: ReportFiles,
    private readonly letters: ChaseLetters,
    private readonly copies: SignedCopies,
  ) {}

  @Get(REPORT_FORMATS.map((format) => `:id.${format}`))
  @Requires('read')
  @ApiOperation({
    summary: 'The report as a file: of a draft made now, of what is issued the very bytes kept on issuing',
  })
  @ApiProduces(...REPORT_FORMATS.map((format) => MEDIA_TYPE[format]))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<StreamableFile | undefined> {
    const file = await this.files.file(await this.reports.get(id), formatOf(request));
    return send(file, request, reply);
  }

  @Get(LETTER_FORMATS.map((format) => `:id/chase-letter.${format}`))
  @Requires('read')
  @ApiOperation({
    summary: 'Công văn đôn đốc: a letter to the units that lack a system or gave no data, by this report',
  })
  @ApiQuery({ type: LetterQuery })
  @ApiProduces(...LETTER_FORMATS.map((format) => MEDIA_TYPE[format]))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async letter(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
    @Asked(LetterQuery) query: LetterQuery,
  ): Promise<StreamableFile | undefined> {
    const file = await this.letters.file(await this.reports.get(id), query, formatOf(request));
    return send(file, request, reply);
  }

  @Get(':id/signed/:sha256')
  @Requires('read')
  @ApiOperation({ summary: 'A signed copy, to be saved' })
  @ApiProduces(MEDIA_TYPE.pdf)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async signed(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
    @Param('sha256') sha256: string,
  ): Promise<StreamableFile | undefined> {
    return send(await this.copies.file(await this.reports.get(id), sha256), request, reply);
  }
}

/** The extension of the route: `/reports/:id.docx` is of docx. */
function formatOf({ routeOptions }: FastifyRequest): string {
  const url = routeOptions.url ?? '';
  return url.slice(url.lastIndexOf('.') + 1);
}

function send(file: ReportFile, request: FastifyRequest, reply: FastifyReply): StreamableFile | undefined {
  const etag = `"${file.sha256}"`;
  const isPage = file.mediaType === MEDIA_TYPE.html;
  void reply.headers({
    etag,
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Cookie',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  });
  if (listsTag(request.headers['if-none-match'], etag)) {
    void reply.status(304);
    return undefined;
  }
  return new StreamableFile(file.bytes, {
    type: file.mediaType,
    // A page is looked at, everything else is saved.
    disposition: isPage ? 'inline' : contentDisposition(file.fileName),
    length: file.bytes.length,
  });
}
