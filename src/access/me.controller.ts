import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Calls } from '../platform/call/calls.js';
import { Submitted } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { MeAnswer, SecondFactorAnswer } from './dto/sign-in.answers.js';
import { CodeDto, PasswordChangeDto, SecondFactorBeginDto, SecondFactorEndDto } from './dto/sign-in.requests.js';
import { OwnAccount } from './own-account.service.js';
import { SessionCookies } from './session-cookies.service.js';

@ApiTags('access')
@Controller('me')
export class MeController {
  constructor(
    private readonly calls: Calls,
    private readonly own: OwnAccount,
    private readonly cookies: SessionCookies,
  ) {}

  @Get()
  @Requires('signed-in')
  @ApiOperation({ summary: 'Who is signed in, and what it may do' })
  @ApiOkResponse({ type: MeAnswer })
  async me(): Promise<MeAnswer> {
    const { via, account, grants, readWithin, lacksSecondFactor = false } = this.calls.current().caller;
    const { id, name } = account ?? { id: '', name: '' };
    return {
      ...{ id, name, via, lacksSecondFactor, readWithin: readWithin && [...readWithin] },
      grants: grants.map(({ role, unitId, systemId }) => ({ role, unitId, systemId })),
      ...(await this.own.signsIn(id)),
    };
  }

  @Post('password')
  @Requires('account')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change the password; all other sessions end' })
  @ApiBody({ type: PasswordChangeDto })
  @ApiNoContentResponse()
  async changePassword(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Submitted(PasswordChangeDto) submission: Submission<PasswordChangeDto>,
  ): Promise<void> {
    this.cookies.give(reply, await this.own.changePassword(request, submission));
  }

  @Post('second-factor')
  @Requires('signed-in')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin with one-time codes: a secret for an authenticator app, shown once' })
  @ApiBody({ type: SecondFactorBeginDto })
  @ApiOkResponse({ type: SecondFactorAnswer })
  async beginSecondFactor(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Submitted(SecondFactorBeginDto) submission: Submission<SecondFactorBeginDto>,
  ): Promise<SecondFactorAnswer> {
    void reply.header('cache-control', 'no-store');
    return this.own.beginSecondFactor(request, submission);
  }

  @Post('second-factor/confirmation')
  @Requires('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ask for one-time codes from now on; all other sessions end' })
  @ApiBody({ type: CodeDto })
  @ApiNoContentResponse()
  async confirmSecondFactor(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Submitted(CodeDto) submission: Submission<CodeDto>,
  ): Promise<void> {
    this.cookies.give(reply, await this.own.confirmSecondFactor(request, submission));
  }

  @Post('second-factor/end')
  @Requires('account')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ask for one-time codes no longer; all other sessions end' })
  @ApiBody({ type: SecondFactorEndDto })
  @ApiNoContentResponse()
  async endSecondFactor(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Submitted(SecondFactorEndDto) submission: Submission<SecondFactorEndDto>,
  ): Promise<void> {
    this.cookies.give(reply, await this.own.endSecondFactor(request, submission));
  }
}
