import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ReadPoints } from '../platform/database/read-points.js';
import { pageOf, resolvePage } from '../platform/http/paging.js';
import { PinnedAnswer } from '../platform/http/pinned-answer.js';
import { Asked } from '../platform/http/questions.js';
import { LateEntryListAnswer } from './dto/late-entry.answers.js';
import { LateEntriesQuery } from './dto/late-entry.requests.js';
import { type EntryAnswer } from './dto/deployment.answers.js';
import { EntryAnswers } from './entry-answers.js';
import { LateEntriesService } from './late-entries.service.js';
import { Requires } from '../platform/http/requires.js';

@ApiTags('deployments')
@Controller('late-entries')
export class LateEntriesController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly lateEntries: LateEntriesService,
    private readonly answers: EntryAnswers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'What was recorded or retracted after an instant and speaks of days before it' })
  @ApiQuery({ type: LateEntriesQuery })
  @ApiOkResponse({ type: LateEntryListAnswer })
  async list(@Asked(LateEntriesQuery) query: LateEntriesQuery): Promise<PinnedAnswer<LateEntryListAnswer>> {
    const page = await resolvePage(this.readPoints, query);
    return new PinnedAnswer(page.at, async () => {
      const { items, total } = await this.lateEntries.since(query.since, page);
      const entries = await this.answers.of(
        items.map(({ entry }) => entry),
        page.at,
      );
      return pageOf(
        page,
        items.map(({ event, changesStage }, index) => ({ entry: entries[index] as EntryAnswer, event, changesStage })),
        total,
      );
    });
  }
}
