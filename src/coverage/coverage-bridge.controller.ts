import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { languageOf } from '../platform/http/language.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked } from '../platform/http/questions.js';
import { coverageBridgeAnswer } from './coverage-bridge-answers.js';
import { CoverageBridgeService } from './coverage-bridge.service.js';
import { CoverageBridgeAnswer } from './dto/bridge.answers.js';
import { CoverageBridgeQuery } from './dto/bridge.requests.js';
import { Requires } from '../platform/http/requires.js';

@ApiTags('coverage')
@Controller('coverage')
export class CoverageBridgeController {
  constructor(private readonly bridges: CoverageBridgeService) {}

  @Get('bridge')
  @Requires('read')
  @ApiOperation({
    summary: 'From one figure to another, unit by unit: first what became known, then what happened',
  })
  @ApiQuery({ type: CoverageBridgeQuery })
  @ApiOkResponse({ type: CoverageBridgeAnswer })
  async bridge(
    @Req() request: FastifyRequest,
    @Asked(CoverageBridgeQuery) query: CoverageBridgeQuery,
  ): Promise<PinnedAnswer<CoverageBridgeAnswer>> {
    const points = await this.bridges.points(query);
    const [, , last] = points;
    return new PinnedAnswer(last, async () =>
      coverageBridgeAnswer(await this.bridges.between(points, query), languageOf(request.headers)),
    );
  }
}
