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
import { addDays } from '../kernel/local-date.js';
import { holds } from '../kernel/period.js';
import { type ReadPoint } from '../kernel/read-point.js';
import { together } from '../kernel/refusal.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { Writers } from '../platform/database/writers.js';
import { cutPage, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, Submitted, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { type Submission } from '../platform/validation/submission.js';
import { compareUnits, type UnitTree } from './domain/unit-tree.js';
import { type UnitOnDay, type UnitPeriod } from './domain/unit.js';
import {
  type UnitAnswer,
  type UnitFoundAnswer,
  UnitHistoryAnswer,
  UnitLineageAnswer,
  UnitListAnswer,
  UnitOnDayAnswer,
  UnitRecordedAnswer,
} from './dto/unit.answers.js';
import { UnitChangeDto, UnitDto, UnitsQuery } from './dto/unit.requests.js';
import { LineageService } from './lineage.service.js';
import { UnitRegisterService } from './unit-register.service.js';
import { UnitSearchService } from './unit-search.service.js';
import { UnitsService } from './units.service.js';
import { Requires } from '../platform/http/requires.js';

@ApiTags('units')
@Controller('units')
export class UnitsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly units: UnitsService,
    private readonly search: UnitSearchService,
    private readonly register: UnitRegisterService,
    private readonly lineage: LineageService,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Units of a day; with q, those that match as people type' })
  @ApiQuery({ type: UnitsQuery })
  @ApiOkResponse({ type: UnitListAnswer })
  async list(@Asked(UnitsQuery) query: UnitsQuery): Promise<PinnedAnswer<UnitListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const tree = await this.units.tree(page.at);
      const matches = await this.filter(query, tree, page.at);
      if (query.q === undefined) {
        return cutPage(
          page,
          matches.sort(compareUnits).map((unit) => toAnswer(unit, tree)),
        );
      }
      const allowed = new Set(matches.map((unit) => unit.id));
      const found = (await this.search.find(query.q, page.at)).filter(({ unit }) => allowed.has(unit.id));
      const items = found.map(({ unit, match, formerName }): UnitFoundAnswer => ({
        ...toAnswer(unit, tree),
        match,
        formerName,
      }));
      const ambiguous = found.filter(({ match, formerName }) => match === 'exact' && formerName === null).length > 1;
      return { ...cutPage(page, items), ambiguous };
    });
  }

  @Get(':idOrCode')
  @Requires('read')
  @ApiOperation({ summary: 'The unit that an id or code means on a day' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: UnitOnDayAnswer })
  async get(
    @Param('idOrCode') reference: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<UnitOnDayAnswer>> {
    const at = await this.readPoints.resolve(query);
    const unit = await this.units.getUnit(reference, at);
    const compute = async (): Promise<UnitOnDayAnswer> => {
      const [tree, periods] = await Promise.all([this.units.tree(at), this.units.periodsOf(unit.id, at.revision)]);
      const current = periods.find(({ period }) => holds(period, at.asOf));
      return {
        ...clocks(at),
        unit: toAnswer(unit, tree),
        validFrom: current?.period.from ?? null,
        validTo: current?.period.to ?? null,
      };
    };
    return new PinnedAnswer(at, compute, await this.units.versionOf(unit.id, at.revision));
  }

  @Get(':idOrCode/history')
  @Requires('read')
  @ApiOperation({ summary: 'All periods of a unit, earliest first' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: UnitHistoryAnswer })
  async history(
    @Param('idOrCode') reference: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<UnitHistoryAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const periods = await this.units.getHistory(reference, at);
      return {
        ...clocks(at),
        id: periods[0]?.unitId ?? '',
        periods: periods.map(({ period, code, agencyCode, name, kind, level, parentId }) => ({
          validFrom: period.from,
          validTo: period.to,
          code,
          agencyCode,
          name,
          kind,
          level,
          parentId,
        })),
      };
    });
  }

  @Get(':idOrCode/lineage')
  @Requires('read')
  @ApiOperation({ summary: 'Which units it came from and went into' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: UnitLineageAnswer })
  async kin(
    @Param('idOrCode') reference: string,
    @Asked(TimeQuery) query: TimeQuery,
  ): Promise<PinnedAnswer<UnitLineageAnswer>> {
    const at = await this.readPoints.resolve(query);
    const unit = await this.units.getUnit(reference, at);
    return new PinnedAnswer(at, async () => {
      const rows = await this.lineage.of(unit.id, at.revision);
      const others = await this.units.onDays(
        rows.map(({ predecessorId, successorId, effectiveOn }) =>
          successorId === unit.id
            ? { id: predecessorId, day: addDays(effectiveOn, -1) }
            : { id: successorId, day: effectiveOn },
        ),
        at.revision,
      );
      const kin = rows.map(({ effectiveOn, extent, lead, reorganisationId, successorId }, index) => {
        const { unitId: id, code, name } = others[index] as UnitPeriod;
        return {
          isPredecessor: successorId === unit.id,
          answer: { unit: { id, code, name }, effectiveOn, extent, lead, reorganisationId },
        };
      });
      return {
        ...clocks(at),
        id: unit.id,
        predecessors: kin.filter(({ isPredecessor }) => isPredecessor).map(({ answer }) => answer),
        successors: kin.filter(({ isPredecessor }) => !isPredecessor).map(({ answer }) => answer),
      };
    });
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Record a unit' })
  @ApiBody({ type: UnitDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: UnitRecordedAnswer })
  create(
    @Req() request: FastifyRequest,
    @Submitted(UnitDto) submission: Submission<UnitDto>,
  ): Promise<UnitRecordedAnswer> {
    return this.posts.once(request, async (tx) => {
      const { id } = await this.register.create(tx, submission);
      return { id, revision: (await tx.revision()).n };
    });
  }

  @Patch(':idOrCode')
  @Requires('edit')
  @HttpCode(200)
  @ApiOperation({ summary: 'A change from a day, or a correction of a period' })
  @ApiBody({ type: UnitChangeDto })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the unit as it was read' })
  @ApiOkResponse({ type: UnitRecordedAnswer })
  async change(
    @Param('idOrCode') reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(UnitChangeDto) submission: Submission<UnitChangeDto>,
  ): Promise<UnitRecordedAnswer> {
    return this.writers.write(async (tx) => {
      const id = await this.register.change(tx, reference, submission, ifMatch);
      return { id, revision: (await tx.revision()).n };
    });
  }

  private async filter(query: UnitsQuery, tree: UnitTree, at: ReadPoint): Promise<UnitOnDay[]> {
    const [tops, [parent]] = await together([
      this.units.scope(query.within, tree, at),
      query.parent === undefined ? [] : this.units.scope([query.parent], tree, at, 'parent'),
    ]);
    return tree
      .subtree(tops)
      .filter(
        (unit) =>
          (query.level === undefined || unit.level === query.level) &&
          (query.kind === undefined || unit.kind === query.kind.toLocaleLowerCase('vi')) &&
          (parent === undefined || unit.parentId === parent.id),
      );
  }
}

function clocks({ asOf, knownAt, revision }: ReadPoint): { asOf: string; knownAt: string; revision: number } {
  return { asOf, knownAt, revision };
}

function toAnswer(unit: UnitOnDay, tree: UnitTree): UnitAnswer {
  const { id, code, name, agencyCode, kind, level, parentId } = unit;
  const parent = parentId === null ? undefined : tree.find(parentId);
  return {
    id,
    code,
    name,
    agencyCode,
    kind,
    level,
    parent: parent ? { id: parent.id, code: parent.code, name: parent.name } : null,
  };
}
