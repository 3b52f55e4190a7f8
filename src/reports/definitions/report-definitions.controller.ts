import { Controller, Get, Headers, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { Writers } from '../../platform/database/writers.js';
import { Submitted } from '../../platform/http/questions.js';
import { RepeatablePosts } from '../../platform/http/repeatable-posts.js';
import { Requires } from '../../platform/http/requires.js';
import { type Submission } from '../../platform/validation/submission.js';
import { DefinitionChangeDto, DefinitionDto } from '../dto/definition.requests.js';
import { DefinitionAnswer, DefinitionsAnswer, DefinitionVersionsAnswer } from '../dto/report.answers.js';
import { definitionAnswer } from '../report-answers.service.js';
import { ReportDefinitionsService } from './report-definitions.service.js';

@ApiTags('reports')
@Controller('report-definitions')
export class ReportDefinitionsController {
  constructor(
    private readonly definitions: ReportDefinitionsService,
    private readonly posts: RepeatablePosts,
    private readonly writers: Writers,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'What reports there are, of what and when' })
  @ApiOkResponse({ type: DefinitionsAnswer })
  async list(): Promise<DefinitionsAnswer> {
    return { items: (await this.definitions.list()).map(definitionAnswer) };
  }

  @Get(':idOrCode')
  @Requires('read')
  @ApiOperation({ summary: 'One definition as it is now' })
  @ApiOkResponse({ type: DefinitionAnswer })
  async get(@Param('idOrCode') reference: string): Promise<DefinitionAnswer> {
    return definitionAnswer(await this.definitions.get(reference));
  }

  @Get(':idOrCode/versions')
  @Requires('read')
  @ApiOperation({ summary: 'Every version of a definition: reports keep the one they were made by' })
  @ApiOkResponse({ type: DefinitionVersionsAnswer })
  async versions(@Param('idOrCode') reference: string): Promise<DefinitionVersionsAnswer> {
    const { id } = await this.definitions.get(reference);
    return { items: (await this.definitions.versions(id)).map(definitionAnswer) };
  }

  @Post()
  @Requires('edit')
  @ApiOperation({ summary: 'A new kind of report' })
  @ApiBody({ type: DefinitionDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: DefinitionAnswer })
  create(
    @Req() request: FastifyRequest,
    @Submitted(DefinitionDto) submission: Submission<DefinitionDto>,
  ): Promise<DefinitionAnswer> {
    return this.posts.once(request, async (tx) => definitionAnswer(await this.definitions.create(tx, submission)));
  }

  @Patch(':idOrCode')
  @Requires('edit')
  @ApiOperation({ summary: 'The next version of a definition; null: no schedule, the home unit, no body above' })
  @ApiBody({ type: DefinitionChangeDto })
  @ApiHeader({ name: 'If-Match', required: true, description: '`"v<version>"` of the definition as it was read' })
  @ApiOkResponse({ type: DefinitionAnswer })
  change(
    @Param('idOrCode') reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(DefinitionChangeDto) submission: Submission<DefinitionChangeDto>,
  ): Promise<DefinitionAnswer> {
    return this.writers.write(async (tx) =>
      definitionAnswer(await this.definitions.change(tx, reference, submission, ifMatch)),
    );
  }
}
