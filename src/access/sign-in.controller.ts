import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Calls } from '../platform/call/calls.js';
import { Submitted } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { AccessState } from './access-state.service.js';
import { digestOf } from './authentication.service.js';
import { SessionsAnswer } from './dto/sign-in.answers.js';
import { OneTimeLinkDto, SignInDto } from './dto/sign-in.requests.js';
import { sessionKeyOf } from './session-cookie.js';
import { SessionCookies } from './session-cookies.service.js';
import { Sessions } from './sessions.service.js';
import { selectSessions } from './sign-in.queries.js';
import { SignIn } from './sign-in.service.js';

@ApiTags('access')
@Controller()
export class SignInController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: Calls,
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly cookies: SessionCookies,
    private readonly state: AccessState,
  ) {}

  @Post('session')
  @Requires('public')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign in: the session comes as a cookie' })
  @ApiBody({ type: SignInDto })
  @ApiNoContentResponse()
  async begin(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Submitted(SignInDto) submission: Submission<SignInDto>,
  ): Promise<void> {
    this.cookies.give(reply, await this.signIn.withPassword(request, submission));
  }

  @Post('session/link')
  @Requires('public')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign in with a one-time link and choose a password' })
  @ApiBody({ type: OneTimeLinkDto })
  @ApiNoContentResponse()
  async useLink(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Submitted(OneTimeLinkDto) submission: Submission<OneTimeLinkDto>,
  ): Promise<void> {
    this.cookies.give(reply, await this.signIn.withLink(request, submission));
  }

  @Delete('session')
  @Requires('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse()
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end(this.accountId(), request);
    this.cookies.take(reply);
  }

  @Get('sessions')
  @Requires('account')
  @ApiOperation({ summary: "The account's sessions that last still" })
  @ApiOkResponse({ type: SessionsAnswer })
  async list(@Req() request: FastifyRequest): Promise<SessionsAnswer> {
    const key = sessionKeyOf(request.headers.cookie);
    const digest = key === null ? null : digestOf(key);
    return { items: await selectSessions(this.dataSource.manager, this.accountId(), digest) };
  }

  @Delete('sessions')
  @Requires('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out everywhere' })
  @ApiNoContentResponse()
  async endAll(@Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.dataSource.transaction((db) => this.sessions.endAll(db, this.accountId()));
    await this.state.confirm();
    this.cookies.take(reply);
  }

  private accountId(): string {
    return this.calls.current().caller.account?.id ?? '';
  }
}
