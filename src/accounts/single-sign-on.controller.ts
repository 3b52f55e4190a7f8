import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { SessionCookies } from '../access/session-cookies.service.js';
import { SingleSignOn } from '../access/single-sign-on.service.js';
import { ANONYMOUS } from '../kernel/caller.js';
import { Calls } from '../platform/call/calls.js';
import { ProblemPageFilter } from '../platform/http/problem-page.filter.js';
import { Requires } from '../platform/http/requires.js';
import { SingleSignOnAnswer } from './dto/account.answers.js';
import { ProvidedAccounts } from './provided-accounts.service.js';

/** Whoever comes back, from wherever, lands here and nowhere else. */
const PAGE = '/sign-in/';
const toAnotherPlace = {
  headers: { Location: { description: 'Where to go on', schema: { type: 'string' } } },
} as const;

/** Routes that a browser is led to, away to the provider and back. */
@ApiTags('access')
@Controller('session/sso')
@UseFilters(ProblemPageFilter)
export class SingleSignOnController {
  constructor(
    private readonly calls: Calls,
    private readonly singleSignOn: SingleSignOn,
    private readonly accounts: ProvidedAccounts,
    private readonly cookies: SessionCookies,
  ) {}

  @Get()
  @Requires('public')
  @ApiOperation({ summary: 'Whether one may sign in at a provider (OpenID Connect)' })
  @ApiOkResponse({ type: SingleSignOnAnswer })
  offer(): SingleSignOnAnswer {
    return { offered: this.singleSignOn.isOffered() };
  }

  @Get('begin')
  @Requires('public')
  @ApiOperation({ summary: 'Sign in at the provider: follow it with a browser' })
  @ApiFoundResponse({ description: 'To the provider', ...toAnotherPlace })
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { address, key } = await this.singleSignOn.begin(request);
    this.cookies.giveAttempt(reply, key);
    await reply.redirect(address, 302);
  }

  @Get('callback')
  @Requires('public')
  @ApiOperation({ summary: 'Where the provider sends people back to: the session comes as a cookie' })
  @ApiQuery({ name: 'code', required: false, type: 'string' })
  @ApiQuery({ name: 'state', required: false, type: 'string' })
  @ApiQuery({ name: 'iss', required: false, type: 'string' })
  @ApiQuery({ name: 'error', required: false, type: 'string' })
  @ApiFoundResponse({ description: 'To the page of who is signed in', ...toAnotherPlace })
  async complete(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.cookies.takeAttempt(reply);
    // Whoever is signed in here already has no part in it.
    const key = await this.calls.run({ ...this.calls.current(), caller: ANONYMOUS }, async () =>
      this.accounts.enter(await this.singleSignOn.complete(request), request),
    );
    this.cookies.give(reply, key);
    await reply.redirect(PAGE, 302);
  }

  @Get('end')
  @Requires('public')
  @ApiOperation({ summary: 'After signing out here: sign out of the provider too, if it offers that' })
  @ApiFoundResponse({ description: 'To the provider, else to the page', ...toAnotherPlace })
  async end(@Res() reply: FastifyReply): Promise<void> {
    await reply.redirect((await this.singleSignOn.endAddress(PAGE)) ?? PAGE, 302);
  }
}
