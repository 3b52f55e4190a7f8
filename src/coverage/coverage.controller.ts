import { Controller, Get, Header, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked } from '../platform/http/questions.js';
import { writeWorkbook } from '../platform/spreadsheets/write-workbook.js';
import { coverageAnswer, coverageUnitAnswer, figureAnswer, keyAnswer } from './coverage-answers.js';
import { coverageCsv, coverageTable } from './coverage-table.js';
import { CoverageTrendService } from './coverage-trend.service.js';
import { CoverageUnitsService } from './coverage-units.service.js';
import { CoverageService } from './coverage.service.js';
import { CoverageAnswer, CoverageTrendAnswer, CoverageUnitsAnswer } from './dto/coverage.answers.js';
import { CoverageQuery, CoverageTrendQuery, CoverageUnitsQuery } from './dto/coverage.requests.js';
import { Requires } from '../platform/http/requires.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('coverage')
@Controller()
export class CoverageController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly coverage: CoverageService,
    private readonly behind: CoverageUnitsService,
    private readonly trends: CoverageTrendService,
  ) {}

  @Get('coverage')
  @Requires('published')
  @ApiOperation({ summary: 'Coverage of a day, as known at an instant' })
  @ApiQuery({ type: CoverageQuery })
  @ApiOkResponse({ type: CoverageAnswer })
  async figures(
    @Req() request: FastifyRequest,
    @Asked(CoverageQuery) query: CoverageQuery,
  ): Promise<PinnedAnswer<CoverageAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () =>
      coverageAnswer(await this.coverage.figures(at, query), languageOf(request.headers)),
    );
  }

  @Get('coverage.csv')
  @Requires('published')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="coverage.csv"')
  @ApiOperation({ summary: 'The same as a CSV file that Excel opens' })
  @ApiQuery({ type: CoverageQuery })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async csv(@Req() request: FastifyRequest, @Asked(CoverageQuery) query: CoverageQuery): Promise<PinnedAnswer<string>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () =>
      coverageCsv(coverageTable(await this.coverage.figures(at, query), languageOf(request.headers))),
    );
  }

  @Get('coverage.xlsx')
  @Requires('published')
  @Header('content-type', XLSX)
  @Header('content-disposition', 'attachment; filename="coverage.xlsx"')
  @ApiOperation({ summary: 'The same as an Excel workbook, numbers as numbers' })
  @ApiQuery({ type: CoverageQuery })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async xlsx(
    @Req() request: FastifyRequest,
    @Asked(CoverageQuery) query: CoverageQuery,
  ): Promise<PinnedAnswer<StreamableFile>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const table = coverageTable(await this.coverage.figures(at, query), languageOf(request.headers));
      const columns = table.header.map((title) => ({ title }));
      return new StreamableFile(writeWorkbook([{ name: at.asOf, columns, rows: table.lines }]));
    });
  }

  @Get('coverage/units')
  @Requires('read')
  @ApiOperation({ summary: 'The units behind a figure' })
  @ApiQuery({ type: CoverageUnitsQuery })
  @ApiOkResponse({ type: CoverageUnitsAnswer })
  async units(@Asked(CoverageUnitsQuery) query: CoverageUnitsQuery): Promise<PinnedAnswer<CoverageUnitsAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const list = await this.behind.list(page, query);
      return { ...list, items: list.items.map(coverageUnitAnswer) };
    });
  }

  @Get('coverage/trend')
  @Requires('published')
  @ApiOperation({ summary: 'Figures at the ends of months, quarters or years, each with the units of its day' })
  @ApiQuery({ type: CoverageTrendQuery })
  @ApiOkResponse({ type: CoverageTrendAnswer })
  async trend(
    @Req() request: FastifyRequest,
    @Asked(CoverageTrendQuery) query: CoverageTrendQuery,
  ): Promise<PinnedAnswer<CoverageTrendAnswer>> {
    const { from, to, knownAt, revision, step = 'month', calendar = 'calendar', follow = null } = query;
    const at = await this.readPoints.resolve({ asOf: to, knownAt, revision });
    return new PinnedAnswer(at, async () => {
      const language = languageOf(request.headers);
      const { scope, series } = await this.trends.trend(at, { ...query, step, calendar, follow });
      return {
        from,
        to,
        step,
        calendar,
        follow,
        knownAt: at.knownAt,
        revision: at.revision,
        within: scope.map((unit) => unit.code),
        series: series.map(({ key, points }) => ({
          ...keyAnswer(key),
          points: points.map(({ asOf, figure }) => ({ asOf, figure: figure && figureAnswer(figure, language) })),
        })),
      };
    });
  }
}
