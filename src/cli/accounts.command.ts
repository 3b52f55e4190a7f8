import { type Command, Option } from 'commander';
import { type AccountRow, AccountsService } from '../accounts/accounts.service.js';
import { AccountChangeDto, AccountDto, SettingsDto, TokenDto } from '../accounts/dto/account.requests.js';
import { ProvinceSettings } from '../accounts/province-settings.service.js';
import { TokensService } from '../accounts/tokens.service.js';
import { ROLES } from '../kernel/caller.js';
import { Refusal } from '../kernel/refusal.js';
import { accept, submit } from '../platform/validation/submission.js';
import { formatOption, type FormatOption } from './options.js';
import { printJson, printLines } from './print.js';
import { withServices } from './services.js';

interface AccountOptions {
  readonly fullName?: string;
  readonly role: string;
  readonly unit?: string;
  readonly system?: string;
  readonly readWithin?: string[];
}

interface TokenOptions extends FormatOption {
  readonly role: string;
  readonly name: string;
  readonly account?: string;
  readonly unit?: string;
  readonly system?: string;
  readonly days?: string;
}

const roleOption = (): Option => new Option('--role <role>', 'vai trò').choices([...ROLES]).makeOptionMandatory();

/** `accounts`, `tokens`, `publish` and `second-factor`. */
export function addAccounts(program: Command): void {
  const accounts = program.command('accounts').description('tài khoản: who may sign in');

  formatOption(accounts.command('list').description('all accounts')).action(({ format }: FormatOption) =>
    withServices(async (services) => {
      const rows = await services.get(AccountsService).list();
      if (format === 'json') printJson(rows);
      else printLines(['name', 'fullName', 'roles', 'disabled', 'id'], rows.map(lineOf), format);
    }),
  );

  accounts
    .command('create')
    .description('a new account; prints the one-time link for its owner')
    .argument('<name>')
    .addOption(roleOption())
    .option('--full-name <name>', 'họ tên hoặc tên cơ quan')
    .option('--unit <code>', 'of a reporter: writes for this unit and all below it')
    .option('--system <code>', 'of a reporter: writes for this system')
    .option('--read-within <units...>', 'reads only these units and all below them')
    .action((name: string, { fullName, role, unit, system, readWithin }: AccountOptions) =>
      withServices(async (services) => {
        const plain = { name, fullName: fullName ?? name, grants: [{ role, unit, system }], readWithin };
        const { link } = await services.get(AccountsService).create(submit(AccountDto, plain));
        process.stdout.write(`${link}\n`);
      }),
    );

  accounts
    .command('reset')
    .description('forget password, second factor, sessions and tokens; prints a new one-time link')
    .argument('<name>')
    .action((name: string) =>
      withServices(async (services) => {
        process.stdout.write(`${(await services.get(AccountsService).reset(name)).link}\n`);
      }),
    );

  for (const [verb, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    accounts
      .command(verb)
      .description(disabled ? 'it may not sign in, and its sessions and tokens end' : 'it may sign in again')
      .argument('<name>')
      .action((name: string) =>
        withServices(async (services) => {
          await services.get(AccountsService).update(name, submit(AccountChangeDto, { disabled }), '*');
        }),
      );
  }

  addTokens(program);

  program
    .command('publish')
    .description('let anybody read the figures without signing in, or (off) nobody')
    .argument('<on|off>')
    .action(async (word: string, _options: unknown, command: Command) => {
      if (word !== 'on' && word !== 'off') command.error('say on or off');
      await withServices(async (services) => {
        await services.get(ProvinceSettings).change({ published: word === 'on' });
      });
    });

  program
    .command('second-factor')
    .description('whose signing in takes a second factor: these roles, or none')
    .argument('<roles>', `${ROLES.join(',')}, or none`)
    .action((roles: string) =>
      withServices(async (services) => {
        const asked = accept(SettingsDto, { secondFactorRoles: roles === 'none' ? [] : roles });
        await services.get(ProvinceSettings).change(asked);
      }),
    );
}

function addTokens(program: Command): void {
  const tokens = program.command('tokens').description('mã truy cập: for programs that call on behalf of an account');

  formatOption(tokens.command('create').description('prints the token, once'))
    .addOption(roleOption())
    .requiredOption('--name <name>', 'what it is for')
    .option('--account <name>', 'whose it is; default: an account of that name, made for it if there is none')
    .option('--unit <code>', 'of a reporter: only this unit and all below it')
    .option('--system <code>', 'of a reporter: only this system')
    .option('--days <n>', 'until it expires; default 90')
    .action(({ role, name, account: owner, unit, system, days, format }: TokenOptions) =>
      withServices(async (services) => {
        const accounts = services.get(AccountsService);
        const account = owner === undefined ? await accountFor(accounts, name, role) : await accounts.get(owner);
        const submission = submit(TokenDto, { name, roles: role, unit, system, days });
        const made = await services.get(TokensService).create(account, submission);
        if (format === 'json') printJson(made);
        else process.stdout.write(`${made.token}\n`);
      }),
    );

  formatOption(tokens.command('list').description('tokens of an account'))
    .argument('<account>')
    .action((name: string, { format }: FormatOption) =>
      withServices(async (services) => {
        const { id } = await services.get(AccountsService).get(name);
        const rows = await services.get(TokensService).of(id);
        if (format === 'json') printJson(rows);
        else {
          printLines(
            ['name', 'roles', 'expiresAt', 'revokedAt', 'id'],
            rows.map((row) => [row.name, row.roles.join(), row.expiresAt, row.revokedAt ?? '', row.id]),
            format,
          );
        }
      }),
    );

  tokens
    .command('revoke')
    .description('refuse a token from now on')
    .argument('<id>')
    .action((id: string) => withServices((services) => services.get(TokensService).revoke(id, null)));
}

/** The account of a program: it has a role and no password. */
async function accountFor(accounts: AccountsService, name: string, role: string): Promise<AccountRow> {
  try {
    return await accounts.get(name);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  return (await accounts.create(submit(AccountDto, { name, fullName: name, grants: [{ role }] }))).account;
}

function lineOf({ name, fullName, grants, disabled, id }: AccountRow): string[] {
  return [name, fullName, grants.map(({ role }) => role).join(), disabled ? 'yes' : '', id];
}
