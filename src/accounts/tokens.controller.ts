import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { mayUse } from '../access/domain/rights.js';
import { Calls } from '../platform/call/calls.js';
import { Submitted } from '../platform/http/questions.js';
import { Requires } from '../platform/http/requires.js';
import { type Submission } from '../platform/validation/submission.js';
import { AccountsService } from './accounts.service.js';
import { TokenMadeAnswer, TokensAnswer } from './dto/account.answers.js';
import { TokenDto } from './dto/account.requests.js';
import { tokenAnswer } from './token-answer.js';
import { TokensService } from './tokens.service.js';

@ApiTags('access')
@Controller('tokens')
export class TokensController {
  constructor(
    private readonly calls: Calls,
    private readonly accounts: AccountsService,
    private readonly tokens: TokensService,
  ) {}

  @Get()
  @Requires('account')
  @ApiOperation({ summary: "One's own tokens, latest first" })
  @ApiOkResponse({ type: TokensAnswer })
  async list(): Promise<TokensAnswer> {
    return { items: (await this.tokens.of(this.accountId())).map(tokenAnswer) };
  }

  @Post()
  @Requires('account')
  @ApiOperation({ summary: 'A new token of the account that is signed in; shown once' })
  @ApiBody({ type: TokenDto })
  @ApiCreatedResponse({ type: TokenMadeAnswer })
  async create(@Submitted(TokenDto) submission: Submission<TokenDto>): Promise<TokenMadeAnswer> {
    const made = await this.tokens.create(await this.accounts.get(this.accountId()), submission);
    return { ...tokenAnswer(made), token: made.token };
  }

  @Delete(':id')
  @Requires('account')
  @HttpCode(204)
  @ApiOperation({ summary: "Revoke a token of one's own; as administrator, any" })
  @ApiNoContentResponse()
  async revoke(@Param('id') id: string): Promise<void> {
    const any = mayUse(this.calls.current().caller, 'administer', false);
    await this.tokens.revoke(id, any ? null : this.accountId());
  }

  private accountId(): string {
    return this.calls.current().caller.account?.id ?? '';
  }
}
