import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { together } from '../kernel/refusal.js';
import { refuseIfAny } from '../kernel/refusal.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { type WriteTransaction } from '../platform/database/writers.js';
import { cutPage, pageOf, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked, ListQuery, TimeQuery } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { submit, submitList, submitWithReplacement } from '../platform/validation/submission.js';
import { SystemsService } from '../systems/systems.service.js';
import { compareUnits } from '../units/domain/unit-tree.js';
import { type UnitOnDay } from '../units/domain/unit.js';
import { UnitsService } from '../units/units.service.js';
import { EntryAnswers } from './entry-answers.js';
import {
  EntryAnswer,
  EntryBatchAnswer,
  EntryListAnswer,
  EntryOnAnswer,
  RetractedAnswer,
  type StateAnswer,
  StateListAnswer,
  StrandedListAnswer,
  StrandedMovedAnswer,
} from './dto/deployment.answers.js';
import {
  DeploymentBatchDto,
  DeploymentDto,
  HistoryQuery,
  RetractEntryDto,
  StatesQuery,
} from './dto/deployment.requests.js';
import { RetractEntryWithReplacementDto } from './dto/retraction.request.js';
import { LedgerService } from './ledger.service.js';
import { StrandedService } from './stranded.service.js';
import { pairKey } from './pair-key.js';
import { type StateOnDay, StatesService } from './states.service.js';
import { Requires } from '../platform/http/requires.js';

const MOST_IN_A_BATCH = 1000;

@ApiTags('deployments')
@ApiExtraModels(DeploymentDto)
@Controller('deployments')
export class DeploymentsController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly units: UnitsService,
    private readonly systems: SystemsService,
    private readonly states: StatesService,
    private readonly ledger: LedgerService,
    private readonly stranded: StrandedService,
    private readonly answers: EntryAnswers,
    private readonly posts: RepeatablePosts,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'The stage of every unit and system that has one on a day, and what is planned' })
  @ApiQuery({ type: StatesQuery })
  @ApiOkResponse({ type: StateListAnswer })
  async list(@Asked(StatesQuery) query: StatesQuery): Promise<PinnedAnswer<StateListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const tree = await this.units.tree(page.at);
      const [tops, systems, [only]] = await together([
        this.units.scope(query.within, tree, page.at),
        this.systems.chosen(query.system, page.at),
        query.unit === undefined ? [] : this.units.scope([query.unit], tree, page.at, 'unit'),
      ]);
      const units = tree
        .subtree(tops)
        .filter((unit) => (query.level ?? unit.level) === unit.level && (only?.id ?? unit.id) === unit.id)
        .sort(compareUnits);
      const states = await this.states.statesOnDay(page.at, systems, tree, units);
      const rows = units.flatMap((unit) =>
        systems.flatMap((system) => {
          const state = states.get(pairKey({ unitId: unit.id, systemId: system.id }));
          return state && (!query.stages || (state.stage && query.stages.includes(state.stage)))
            ? [{ unit, system: system.code, state }]
            : [];
        }),
      );
      const cut = cutPage(page, rows);
      const confirmed = await this.states.lastConfirmed(
        cut.items.map(({ state }) => state),
        page.at,
      );
      return {
        ...cut,
        items: cut.items.map(({ unit, system, state }) =>
          toStateAnswer(unit, system, state, confirmed.get(pairKey(state)) ?? null),
        ),
      };
    });
  }

  @Get('history')
  @Requires('read')
  @ApiOperation({ summary: 'All entries of a unit, a system or both, latest day first; retracted ones too' })
  @ApiQuery({ type: HistoryQuery })
  @ApiOkResponse({ type: EntryListAnswer })
  async history(@Asked(HistoryQuery) query: HistoryQuery): Promise<PinnedAnswer<EntryListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const { entries, total } = await this.states.history(query, page.at, page);
      return pageOf(page, await this.answers.of(entries, page.at), total);
    });
  }

  @Get('stranded')
  @Requires('read')
  @ApiOperation({ summary: 'Entries of days on which their unit did not exist: they count nowhere until moved' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: StrandedListAnswer })
  async strandedEntries(@Asked(ListQuery) query: ListQuery): Promise<PinnedAnswer<StrandedListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const cut = cutPage(page, await this.stranded.list(page.at.revision));
      const entries = await this.states.withRoles(
        cut.items.map(({ entry }) => entry),
        page.at,
      );
      const answers = await this.answers.of(entries, page.at);
      return {
        ...cut,
        items: cut.items.map(({ successorId }, index) => ({ entry: answers[index] as EntryAnswer, successorId })),
      };
    });
  }

  @Post('stranded/move')
  @Requires('edit')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Move every stranded entry that has one whole successor to it, by retraction and new entry',
  })
  @ApiBody({ type: RetractEntryDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOkResponse({ type: StrandedMovedAnswer })
  moveStranded(@Req() request: FastifyRequest): Promise<StrandedMovedAnswer> {
    const submission = submit(RetractEntryDto, request.body);
    return this.posts.once(request, async (tx) => {
      refuseIfAny(submission.faults);
      return this.stranded.moveAll(tx, submission.value.reason ?? '');
    });
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One entry' })
  @ApiQuery({ type: TimeQuery })
  @ApiOkResponse({ type: EntryOnAnswer })
  async get(@Param('id') id: string, @Asked(TimeQuery) query: TimeQuery): Promise<PinnedAnswer<EntryOnAnswer>> {
    const at = await this.readPoints.resolve(query);
    return new PinnedAnswer(at, async () => {
      const [entry] = await this.answers.of([await this.states.getEntry(id, at)], at);
      return { asOf: at.asOf, knownAt: at.knownAt, revision: at.revision, entry: entry as EntryAnswer };
    });
  }

  @Post()
  @Requires('log')
  @ApiOperation({ summary: 'Log a deployment' })
  @ApiBody({ type: DeploymentDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: EntryAnswer })
  log(@Req() request: FastifyRequest): Promise<EntryAnswer> {
    const submission = submit(DeploymentDto, request.body);
    return this.posts.once(request, async (tx) => this.written(tx, await this.ledger.log(tx, submission)));
  }

  @Post('batch')
  @Requires('log')
  @ApiOperation({ summary: 'Log many deployments: all of them, or none and every fault' })
  @ApiBody({ type: DeploymentBatchDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: EntryBatchAnswer })
  logBatch(@Req() request: FastifyRequest): Promise<EntryBatchAnswer> {
    const list = submitList(DeploymentDto, request.body, 'entries', MOST_IN_A_BATCH);
    return this.posts.once(request, async (tx) => {
      const ids = await this.ledger.logBatch(tx, list);
      const entries = await this.writtenAll(tx, ids);
      return { revision: (await tx.revision()).n, entries };
    });
  }

  @Post(':id/retraction')
  @Requires('log')
  @ApiOperation({ summary: 'Withdraw an entry, with another in its place if given' })
  @ApiBody({ type: RetractEntryWithReplacementDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: RetractedAnswer })
  retract(@Req() request: FastifyRequest, @Param('id') id: string): Promise<RetractedAnswer> {
    const [submission, instead] = submitWithReplacement(RetractEntryDto, DeploymentDto, request.body);
    return this.posts.once(request, async (tx) => {
      const replacementId = await this.ledger.retract(tx, id, submission, instead);
      return {
        revision: (await tx.revision()).n,
        retracted: await this.written(tx, Number(id)),
        replacement: replacementId === null ? null : await this.written(tx, replacementId),
      };
    });
  }

  private async written(tx: WriteTransaction, id: number): Promise<EntryAnswer> {
    const [answer] = await this.writtenAll(tx, [id]);
    return answer as EntryAnswer;
  }

  private async writtenAll(tx: WriteTransaction, ids: readonly number[]): Promise<EntryAnswer[]> {
    const at = { revision: (await tx.revision()).n };
    return this.answers.of(await this.states.getEntries(ids, at, tx.manager), at, tx.manager);
  }
}

function toStateAnswer(
  unit: UnitOnDay,
  system: string,
  state: StateOnDay,
  lastConfirmedOn: string | null,
): StateAnswer {
  const { stage, since, dated, entryId, inheritedOn, openDecision, plan } = state;
  const { id, code, name } = unit;
  return {
    unit: { id, code, name },
    system,
    stage,
    since,
    dated,
    entryId,
    inheritedOn,
    openDecision,
    lastConfirmedOn,
    plan,
  };
}
