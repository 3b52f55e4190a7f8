import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { addDays, daysBetween } from '../kernel/local-date.js';
import { refuseIfAny } from '../kernel/refusal.js';
import { nameReportingPeriod, parseReportingPeriod } from '../kernel/reporting-period.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { languageOf } from '../platform/http/language.js';
import { cutPage, type Page, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { ContactsService } from '../units/contacts.service.js';
import { completenessAnswer, owedAnswer } from './completeness-answers.js';
import { CompletenessService, type OwedItem } from './completeness.service.js';
import { completenessLists } from './domain/completeness.js';
import { remindersBackwards, remindersTooLong } from './duties.errors.js';
import { CompletenessAnswer, OwedListAnswer } from './dto/duty.answers.js';
import { CompletenessQuery, CompletenessUnitsQuery, RemindersQuery } from './dto/duty.requests.js';

const OVERDUE_DAYS = 31;
const COMING_DAYS = 14;
const MOST_DAYS = 366;

@ApiTags('reporting')
@Controller()
export class CompletenessController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly completeness: CompletenessService,
    private readonly contacts: ContactsService,
  ) {}

  @Get('completeness')
  @Requires('read')
  @ApiOperation({ summary: 'How many gave what they owe of a period, and how many in time' })
  @ApiQuery({ type: CompletenessQuery })
  @ApiOkResponse({ type: CompletenessAnswer })
  async figures(
    @Req() request: FastifyRequest,
    @Asked(CompletenessQuery) query: CompletenessQuery,
  ): Promise<PinnedAnswer<CompletenessAnswer>> {
    const at = await this.readPoints.resolve(query);
    const language = languageOf(request.headers);
    return new PinnedAnswer(at, async () => {
      const rows = await this.completeness.figures(at, query);
      const { asOf, knownAt, revision } = at;
      return {
        ...{ asOf, knownAt, revision, period: query.period },
        periodName: nameReportingPeriod(parseReportingPeriod(query.period), language),
        rows: rows.map((row) => completenessAnswer(row, language)),
      };
    });
  }

  @Get('completeness/units')
  @Requires('read')
  @ApiOperation({ summary: 'The units behind completeness: who gave, in time or late, and who still owes' })
  @ApiQuery({ type: CompletenessUnitsQuery })
  @ApiOkResponse({ type: OwedListAnswer })
  async list(
    @Req() request: FastifyRequest,
    @Asked(CompletenessUnitsQuery) query: CompletenessUnitsQuery,
  ): Promise<PinnedAnswer<OwedListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const all = await this.completeness.items(page.at, query);
      const listed = all.filter((item) => completenessLists(item, page.at.asOf).includes(query.list));
      return this.answer(page, listed, request);
    });
  }

  @Get('reminders')
  @Requires('read')
  @ApiOperation({ summary: 'Who still owes what, and by when: overdue, and due soon' })
  @ApiQuery({ type: RemindersQuery })
  @ApiOkResponse({ type: OwedListAnswer })
  async reminders(
    @Req() request: FastifyRequest,
    @Asked(RemindersQuery) query: RemindersQuery,
  ): Promise<PinnedAnswer<OwedListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    const from = query.dueFrom ?? addDays(page.at.asOf, -OVERDUE_DAYS);
    const to = query.dueTo ?? addDays(page.at.asOf, COMING_DAYS);
    refuseIfAny([
      ...(to < from ? [remindersBackwards()] : []),
      ...(daysBetween(from, to) > MOST_DAYS ? [remindersTooLong(MOST_DAYS)] : []),
    ]);
    return new PinnedAnswer(page.at, async () => {
      const all = await this.completeness.outstanding(page.at, { from, to, within: query.within });
      return this.answer(page, all, request);
    });
  }

  private async answer(page: Page, items: readonly OwedItem[], request: FastifyRequest): Promise<OwedListAnswer> {
    const cut = cutPage(page, items);
    const unitIds = [...new Set(cut.items.map(({ unit }) => unit.id))];
    const contacts = await this.contacts.onDay(unitIds, page.at);
    const language = languageOf(request.headers);
    return { ...cut, items: cut.items.map((item) => owedAnswer(item, page.at, contacts, language)) };
  }
}
