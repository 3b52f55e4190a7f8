import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Mails } from '../delivery/mail.service.js';
import { ReadPoints } from '../platform/database/read-points.js';
import { pageOf, resolvePage } from '../platform/http/paging.js';
import { Asked, ListQuery } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { ReminderLettersAnswer, ReminderPreviewAnswer } from './dto/reminder.answers.js';
import { ReminderPreviewQuery } from './dto/reminder.requests.js';
import { itemAnswer, letterAnswer, toSendAnswer } from './reminder-answers.js';
import { ReminderLetters } from './reminder-letters.service.js';

@ApiTags('reporting')
@Controller('reminders/letters')
export class ReminderLettersController {
  constructor(
    private readonly readPoints: ReadPoints,
    private readonly letters: ReminderLetters,
    private readonly mails: Mails,
  ) {}

  @Get()
  @Requires('edit')
  @ApiOperation({ summary: 'Who was reminded of what, and where each letter stands; latest first' })
  @ApiQuery({ type: ListQuery })
  @ApiOkResponse({ type: ReminderLettersAnswer })
  async list(@Asked(ListQuery) query: ListQuery): Promise<ReminderLettersAnswer> {
    const page = await resolvePage(this.readPoints, query);
    const { rows, total } = await this.letters.list(page.at.revision, page);
    return pageOf(page, rows.map(letterAnswer), total);
  }

  @Get('preview')
  @Requires('edit')
  @ApiOperation({ summary: 'Who would be reminded of what, now or by the end of a day; nothing is sent' })
  @ApiQuery({ type: ReminderPreviewQuery })
  @ApiOkResponse({ type: ReminderPreviewAnswer })
  async preview(@Asked(ReminderPreviewQuery) { on }: ReminderPreviewQuery): Promise<ReminderPreviewAnswer> {
    const { letters, unreachable } = await this.letters.preview(on);
    return {
      items: letters.map(toSendAnswer),
      unreachable: unreachable.map(itemAnswer),
      mailConfigured: this.mails.isConfigured,
    };
  }
}
