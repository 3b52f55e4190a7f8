import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
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
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, ListQuery, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { type Submission } from '../platform/validation/submission.js';
import { SetAnswer, SetListAnswer, SetWithMembersAnswer } from './dto/unit.answers.js';
import { SetMembersDto, UnitSetDto } from './dto/unit.requests.js';
import { UnitSetsService } from './unit-sets.service.js';
import { Requires } from '../platform/http/requires.js';

@ApiTags('units')
@Controller('sets')
export class UnitSetsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly sets: UnitSetsService,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Named sets of units' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: SetListAnswer })
  async list(@Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<SetListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => cutPage(page, await this.sets.list(page.at)));
  }

  @Get(':code')
  @Requires('read')
  @ApiOperation({ summary: 'A set with all its memberships' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: SetWithMembersAnswer })
  async get(
    @Param('code') code: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<SetWithMembersAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const { set, members } = await this.sets.get(code, at);
      return {
        asOf: at.asOf,
        knownAt: at.knownAt,
        revision: at.revision,
        set,
        members: members.map(({ unitId, period }) => ({ unitId, validFrom: period.from, validTo: period.to })),
      };
    });
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Record a set with its members' })
  @ApiBody({ type: UnitSetDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: SetAnswer })
  create(
    @Req() request: FastifyRequest,
    @Submitted(UnitSetDto) submission: Submission<UnitSetDto>,
  ): Promise<SetAnswer> {
    return this.posts.once(request, async (tx) => ({
      ...(await this.sets.create(tx, submission)),
      name: submission.value.name ?? '',
    }));
  }

  @Post(':code/members')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Record further members' })
  @ApiBody({ type: SetMembersDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  async addMembers(
    @Req() request: FastifyRequest,
    @Param('code') code: string,
    @Submitted(SetMembersDto) submission: Submission<SetMembersDto>,
  ): Promise<void> {
    await this.posts.once(request, async (tx) => {
      await this.sets.addMembers(tx, code, submission);
      return null;
    });
  }
}
