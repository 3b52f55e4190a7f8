import { Controller, Get, Headers, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Submitted } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { type AccountRow } from './accounts.queries.js';
import { AccountsService } from './accounts.service.js';
import { AccountAnswer, AccountLinkAnswer, AccountsAnswer, TokensAnswer } from './dto/account.answers.js';
import { AccountChangeDto, AccountDto } from './dto/account.requests.js';
import { tokenAnswer } from './token-answer.js';
import { TokensService } from './tokens.service.js';

@ApiTags('access')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly tokens: TokensService,
  ) {}

  @Get()
  @Requires('administer')
  @ApiOperation({ summary: 'All accounts, by name' })
  @ApiOkResponse({ type: AccountsAnswer })
  async list(): Promise<AccountsAnswer> {
    return { items: (await this.accounts.list()).map(toAnswer) };
  }

  @Get(':idOrName')
  @Requires('administer')
  @ApiOperation({ summary: 'One account' })
  @ApiOkResponse({ type: AccountAnswer })
  async get(@Param('idOrName') reference: string): Promise<AccountAnswer> {
    return toAnswer(await this.accounts.get(reference));
  }

  @Get(':idOrName/tokens')
  @Requires('administer')
  @ApiOperation({ summary: 'Tokens of an account, latest first; `DELETE /tokens/{id}` revokes one' })
  @ApiOkResponse({ type: TokensAnswer })
  async tokensOf(@Param('idOrName') reference: string): Promise<TokensAnswer> {
    const { id } = await this.accounts.get(reference);
    return { items: (await this.tokens.of(id)).map(tokenAnswer) };
  }

  @Post()
  @Requires('administer')
  @ApiOperation({ summary: 'A new account, with the one-time link for its owner' })
  @ApiBody({ type: AccountDto })
  @ApiCreatedResponse({ type: AccountLinkAnswer })
  async create(@Submitted(AccountDto) submission: Submission<AccountDto>): Promise<AccountLinkAnswer> {
    const { account, link } = await this.accounts.create(submission);
    return { account: toAnswer(account), link };
  }

  @Patch(':idOrName')
  @Requires('administer')
  @ApiOperation({ summary: 'Change an account, its rights, or disable it' })
  @ApiBody({ type: AccountChangeDto })
  @ApiHeader({ name: 'If-Match', required: true, description: '`"v<version>"` of the account as it was read' })
  @ApiOkResponse({ type: AccountAnswer })
  async change(
    @Param('idOrName') reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Submitted(AccountChangeDto) submission: Submission<AccountChangeDto>,
  ): Promise<AccountAnswer> {
    return toAnswer(await this.accounts.update(reference, submission, ifMatch));
  }

  @Post(':idOrName/reset')
  @Requires('administer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Forget password, second factor, sessions and tokens; a new one-time link' })
  @ApiOkResponse({ type: AccountLinkAnswer })
  async reset(@Param('idOrName') reference: string): Promise<AccountLinkAnswer> {
    const { account, link } = await this.accounts.reset(reference);
    return { account: toAnswer(account), link };
  }

  @Post(':idOrName/sign-out')
  @Requires('administer')
  @HttpCode(204)
  @ApiOperation({ summary: 'End every session of an account' })
  @ApiNoContentResponse()
  async signOut(@Param('idOrName') reference: string): Promise<void> {
    await this.accounts.signOut(reference);
  }
}

function toAnswer(row: AccountRow): AccountAnswer {
  const { id, name, fullName, disabled, hasPassword, secondFactor, issuer, grants, readWithin, version } = row;
  return {
    ...{ id, name, fullName, disabled, hasPassword, secondFactor, issuer, version },
    grants: grants.map(({ role, unitId, systemId }) => ({ role, unitId, systemId })),
    readWithin: [...readWithin],
  };
}
