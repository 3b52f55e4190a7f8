import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { Writers } from '../platform/database/writers.js';
import { Submitted } from '../platform/http/questions.js';
import { RepeatablePosts } from '../platform/http/repeatable-posts.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { ReminderRuleAnswer, ReminderRulesAnswer } from './dto/reminder.answers.js';
import { ReminderRuleDto } from './dto/reminder.requests.js';
import { ruleAnswer } from './reminder-answers.js';
import { ReminderRules } from './reminder-rules.service.js';

@ApiTags('reporting')
@Controller('reminder-rules')
export class ReminderRulesController {
  constructor(
    private readonly rules: ReminderRules,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('edit')
  @ApiOperation({ summary: 'Which duties are reminded of by mail, and when; without a rule nobody is written to' })
  @ApiOkResponse({ type: ReminderRulesAnswer })
  async list(): Promise<ReminderRulesAnswer> {
    return { items: (await this.rules.list()).map(ruleAnswer) };
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'Remind of what a duty makes owed, once each period, from today on' })
  @ApiBody({ type: ReminderRuleDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ReminderRuleAnswer })
  add(
    @Req() request: FastifyRequest,
    @Submitted(ReminderRuleDto) submission: Submission<ReminderRuleDto>,
  ): Promise<ReminderRuleAnswer> {
    return this.posts.once(request, async (tx) => ruleAnswer(await this.rules.add(tx, submission)));
  }

  @Delete(':id')
  @Requires('edit')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remind of it no more' })
  @ApiNoContentResponse()
  async remove(@Param('id') id: string): Promise<void> {
    await this.writers.write((tx) => this.rules.remove(tx, id));
  }
}
