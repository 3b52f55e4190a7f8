import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../platform/http/requires.js';
import { accept } from '../platform/validation/submission.js';
import { SettingsAnswer } from './dto/account.answers.js';
import { SettingsDto } from './dto/account.requests.js';
import { Publication } from './publication.service.js';

@ApiTags('access')
@Controller('settings')
export class SettingsController {
  constructor(private readonly publication: Publication) {}

  @Get()
  @Requires('administer')
  @ApiOperation({ summary: 'What the province decides for all' })
  @ApiOkResponse({ type: SettingsAnswer })
  async get(): Promise<SettingsAnswer> {
    return { published: await this.publication.isOn() };
  }

  @Patch()
  @Requires('administer')
  @ApiOperation({ summary: 'Let anybody read the figures, or nobody who has not signed in' })
  @ApiBody({ type: SettingsDto })
  @ApiOkResponse({ type: SettingsAnswer })
  async change(@Body() body: unknown): Promise<SettingsAnswer> {
    const { published } = accept(SettingsDto, body);
    await this.publication.set(published);
    return { published };
  }
}
