import { Controller, Get, Patch } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { refuseIfAny } from '../kernel/refusal.js';
import { Submitted } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { SettingsAnswer } from './dto/account.answers.js';
import { SettingsDto } from './dto/account.requests.js';
import { type AccessSettings, ProvinceSettings } from './province-settings.service.js';

@ApiTags('access')
@Controller('settings')
export class SettingsController {
  constructor(private readonly settings: ProvinceSettings) {}

  @Get()
  @Requires('administer')
  @ApiOperation({ summary: 'What the province decides for all' })
  @ApiOkResponse({ type: SettingsAnswer })
  async get(): Promise<SettingsAnswer> {
    return toAnswer(await this.settings.get());
  }

  @Patch()
  @Requires('administer')
  @ApiOperation({ summary: 'Decide who reads the figures without signing in, and who needs a second factor' })
  @ApiBody({ type: SettingsDto })
  @ApiOkResponse({ type: SettingsAnswer })
  async change(@Submitted(SettingsDto) { value, faults }: Submission<SettingsDto>): Promise<SettingsAnswer> {
    refuseIfAny(faults);
    return toAnswer(await this.settings.change(value));
  }
}

function toAnswer({ published, secondFactorRoles }: AccessSettings): SettingsAnswer {
  return { published, secondFactorRoles: [...secondFactorRoles] };
}
