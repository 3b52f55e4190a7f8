import { Controller, Get, Headers, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, ListQuery, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { type Submission } from '../platform/validation/submission.js';
import { type SystemOnDay } from './domain/system.js';
import {
  RecordedAnswer,
  type RuleAnswer,
  RuleListAnswer,
  type SystemAnswer,
  SystemListAnswer,
  SystemOnDayAnswer,
  SystemRecordedAnswer,
} from './dto/system.answers.js';
import { ApplicabilityDto, EndDto, SystemChangeDto, SystemDto } from './dto/system.requests.js';
import { type RuleRow } from './obligations.queries.js';
import { ObligationsService } from './obligations.service.js';
import { SystemsService } from './systems.service.js';
import { Requires } from '../platform/http/requires.js';

@ApiTags('systems')
@Controller('systems')
export class SystemsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly systems: SystemsService,
    private readonly obligations: ObligationsService,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'The catalogue of systems on a day' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: SystemListAnswer })
  async list(@Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<SystemListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const systems = await this.systems.onDay(page.at);
      return cutPage(
        page,
        systems.map((system) => toAnswer(system, systems)),
      );
    });
  }

  @Get(':code')
  @Requires('read')
  @ApiOperation({ summary: 'A system on a day, with all its periods' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: SystemOnDayAnswer })
  async get(@Param('code') code: string, @Asked(TimeQuery) query: TimeQuery): Promise<PinnedAnswer<SystemOnDayAnswer>> {
    const at = await this.readPoints.resolve(query);
    const { system, periods, version } = await this.systems.get(code, at);
    const compute = async (): Promise<SystemOnDayAnswer> => ({
      asOf: at.asOf,
      knownAt: at.knownAt,
      revision: at.revision,
      system: toAnswer(system, await this.systems.onDay(at)),
      periods: periods.map(({ period, name, nameEn, legalBasis }) => ({
        validFrom: period.from,
        validTo: period.to,
        name,
        nameEn,
        legalBasis,
      })),
    });
    return new PinnedAnswer(at, compute, version);
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Record a system' })
  @ApiBody({ type: SystemDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: SystemRecordedAnswer })
  create(
    @Req() request: FastifyRequest,
    @Submitted(SystemDto) submission: Submission<SystemDto>,
  ): Promise<SystemRecordedAnswer> {
    return this.posts.once(request, async (tx) => ({ code: (await this.systems.create(tx, submission)).code }));
  }

  @Patch(':code')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'A change from a day: name, parent, owner, legal basis' })
  @ApiBody({ type: SystemChangeDto })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the system as it was read' })
  @ApiNoContentResponse()
  async change(
    @Param('code') code: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(SystemChangeDto) submission: Submission<SystemChangeDto>,
  ): Promise<void> {
    await this.writers.write((tx) => this.systems.change(tx, code, submission, ifMatch));
  }

  @Get(':code/applicability')
  @Requires('read')
  @ApiOperation({ summary: 'Who should have the system' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: RuleListAnswer })
  async rules(@Param('code') code: string, @Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<RuleListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () =>
      cutPage(page, (await this.obligations.rulesOf(code, page.at)).map(toRuleAnswer)),
    );
  }

  @Post(':code/applicability')
  @Requires('edit')
  @ApiOperation({ summary: 'Record who should have the system' })
  @ApiBody({ type: ApplicabilityDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: RecordedAnswer })
  addRule(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Submitted(ApplicabilityDto) submission: Submission<ApplicabilityDto>,
  ): Promise<RecordedAnswer> {
    return this.posts.once(request, (tx) => this.obligations.addRule(tx, code, submission));
  }

  @Patch(':code/applicability/:id')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a rule' })
  @ApiBody({ type: EndDto })
  @ApiHeader({ name: 'If-Match', required: true, description: '`"v<version>"` of the rule as it was read' })
  @ApiNoContentResponse()
  async endRule(
    @Param('code') code: string,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(EndDto) submission: Submission<EndDto>,
  ): Promise<void> {
    await this.writers.write((tx) => this.obligations.endRule(tx, code, id, submission, ifMatch));
  }
}

function toAnswer(system: SystemOnDay, all: readonly SystemOnDay[]): SystemAnswer {
  const { code, name, nameEn, ownerId, legalBasis, inheritance } = system;
  return {
    code,
    name,
    nameEn,
    parent: all.find((other) => other.id === system.parentId)?.code ?? null,
    parts: all.filter((other) => other.parentId === system.id).map((part) => part.code),
    ownerId,
    legalBasis,
    inheritance,
  };
}

function toRuleAnswer({
  id,
  version,
  level,
  kind,
  setId,
  withinId,
  validFrom,
  validTo,
  legalBasis,
}: RuleRow): RuleAnswer {
  return { id, version, level, kind, setId, withinId, validFrom, validTo, legalBasis };
}
