import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Refusal } from '../kernel/refusal.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { ExportQuery } from './dto/import.requests.js';
import { ExportsService } from './exports.service.js';
import { IMPORT_KINDS, type ImportKindName } from './import-kind.js';
import { kindUnknown } from './imports.errors.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('imports')
@Controller()
export class ExportsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly exports: ExportsService,
  ) {}

  @Get('imports/template/:kind.xlsx')
  @Requires('read')
  @ApiOperation({ summary: 'A template to fill in: lists to choose from, and a sheet of help' })
  @ApiParam({ name: 'kind', enum: IMPORT_KINDS })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async template(@Param('kind') kind: string): Promise<StreamableFile> {
    const name = kindOf(kind);
    const at = await this.readPoints.resolve({});
    return new StreamableFile(await this.exports.template(name, at), {
      type: XLSX,
      disposition: `attachment; filename="bieu-mau-${name}.xlsx"`,
    });
  }

  @Get('exports/:kind.csv')
  @Requires('read')
  @ApiOperation({
    summary: 'What is recorded, in the columns that the import takes: bringing it in again changes nothing',
  })
  @ApiParam({ name: 'kind', enum: IMPORT_KINDS })
  @ApiQuery({ type: ExportQuery })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async csv(
    @Param('kind') kind: string,
    @Asked(ExportQuery) query: ExportQuery,
  ): Promise<PinnedAnswer<StreamableFile>> {
    const name = kindOf(kind);
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, () =>
      Promise.resolve(
        new StreamableFile(this.exports.csv(name, at), {
          type: 'text/csv; charset=utf-8',
          disposition: `attachment; filename="${name}-${at.asOf}.csv"`,
        }),
      ),
    );
  }

  @Get('exports/:kind.xlsx')
  @Requires('read')
  @ApiOperation({ summary: 'The same as an Excel workbook' })
  @ApiParam({ name: 'kind', enum: IMPORT_KINDS })
  @ApiQuery({ type: ExportQuery })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async xlsx(
    @Param('kind') kind: string,
    @Asked(ExportQuery) query: ExportQuery,
  ): Promise<PinnedAnswer<StreamableFile>> {
    const name = kindOf(kind);
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, () =>
      Promise.resolve(
        new StreamableFile(this.exports.xlsx(name, at), {
          type: XLSX,
          disposition: `attachment; filename="${name}-${at.asOf}.xlsx"`,
        }),
      ),
    );
  }
}

function kindOf(kind: string): ImportKindName {
  const found = IMPORT_KINDS.find((one) => one === kind);
  if (!found) throw new Refusal([kindUnknown(kind, IMPORT_KINDS)]);
  return found;
}
