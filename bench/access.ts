import 'reflect-metadata';
import { Agent, request } from 'node:http';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { readEnv } from '../config/env.js';
import { optionsOf } from '../config/service-options.js';
import { AppModule } from '../src/app.module.js';
import { digestOf } from '../src/access/authentication.service.js';
import { openDatabase } from '../src/platform/database/open-database.js';
import { ReadPoints } from '../src/platform/database/read-points.js';
import { Requires } from '../src/platform/http/requires.js';
import { UnitScopes } from '../src/units/unit-scopes.service.js';
import { UnitsModule } from '../src/units/units.module.js';
import { SampleService } from '../src/sample/sample.service.js';
import { inOwnFolder, median, report } from './measuring.js';

/**
 * npm run bench:access: what signing in, rights and scope add to a request. A constant handler in a bare service is
 * asked in turn with the same handler behind the guard of the whole service, which also works out what the caller may
 * read and write: with a token, with a session, and with a session whose account reads and writes one district.
 * Target: at most 0.15 ms.
 */
const ROUNDS = 4_000;
const WARM_UP = 1_000;
const MOST_MS = 0.15;

const ANSWER = { status: 'ok' };

@Controller('constant')
class BareController {
  @Get()
  get(): typeof ANSWER {
    return ANSWER;
  }
}

@Controller('constant')
class GuardedController {
  private revision: Promise<number> | undefined;

  constructor(
    private readonly scopes: UnitScopes,
    private readonly readPoints: ReadPoints,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Requires('log')
  async get(): Promise<typeof ANSWER> {
    // Which revision a read is of costs the same with accounts and without.
    this.revision ??= this.readPoints.resolve({}).then(({ revision }) => revision);
    const revision = await this.revision;
    await this.scopes.readable(revision);
    await this.scopes.loggable(revision, this.dataSource.manager);
    return ANSWER;
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

@Module({})
class GuardedModule {}

async function measure(): Promise<void> {
  await inOwnFolder(async (dataDir) => {
    const env = readEnv({ DATA_DIR: dataDir });
    const database = await openDatabase(env, () => undefined);
    const bare = await listen(BareModule);
    const guarded = await listen({
      module: GuardedModule,
      imports: [AppModule.with({ ...optionsOf(env), url: database.url }), UnitsModule],
      controllers: [GuardedController],
    });
    try {
      await guarded.get(SampleService).loadIfEmpty();
      const keys = await accounts(guarded.get(DataSource));
      for (const [who, headers] of Object.entries(keys)) await compare(who, headers, bare, guarded);
    } finally {
      await Promise.all([bare.close(), guarded.close()]);
      await database.stop();
    }
  });
}

async function listen(module: Parameters<typeof NestFactory.create>[0]): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  return app;
}

/** Headers of an editor's token, an editor's session, and the session of a reporter of one district. */
async function accounts(dataSource: DataSource): Promise<Record<string, Record<string, string>>> {
  const keyOf = (name: string): string => name.padEnd(43, 'x');
  const statements: [string, unknown[]][] = ['editor', 'reporter'].flatMap((role): [string, unknown[]][] => [
    [`insert into account (name, full_name, totp_confirmed) values ($1, $1, true)`, [role]],
    [
      `insert into account_grant (account_id, role, unit_id)
       select account.id, name, (select unit_id from unit_period where name = 'reporter' and code = '705' limit 1)
       from account where name = $1`,
      [role],
    ],
    [
      `insert into session (digest, account_id, expires_at)
       select $2, id, clock_timestamp() + interval '1 hour' from account where name = $1`,
      [role, digestOf(keyOf(role))],
    ],
  ]);
  statements.push([
    `insert into api_token (digest, account_id, name, roles, expires_at)
     select $1, id, 'bench', '{editor}', clock_timestamp() + interval '1 hour' from account where name = 'editor'`,
    [digestOf(keyOf('token'))],
  ]);
  statements.push([
    `insert into account_read_scope (account_id, unit_id)
     select account.id, unit_id from account, unit_period where account.name = 'reporter' and code = '705' limit 1`,
    [],
  ]);
  for (const [statement, parameters] of statements) await dataSource.query(statement, parameters);
  return {
    'with a token': { authorization: `Bearer ${keyOf('token')}` },
    'with a session': { cookie: `session=${keyOf('editor')}` },
    'with a session, reading and writing one district': { cookie: `session=${keyOf('reporter')}` },
  };
}

async function compare(
  who: string,
  headers: Record<string, string>,
  bare: NestFastifyApplication,
  guarded: NestFastifyApplication,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const took: [number[], number[]] = [[], []];
  const addresses = await Promise.all([bare.getUrl(), guarded.getUrl()]);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const began = process.hrtime.bigint();
      await ask(`${addresses[side]}/constant`, headers, agent);
      if (round >= 0) took[side].push(Number(process.hrtime.bigint() - began) / 1e6);
    }
  }
  agent.destroy();
  const [without, withAccess] = [median(took[0]), median(took[1])];
  const added = withAccess - without;
  report(`a constant answer (median of ${ROUNDS})`, without, '', 'ms', 3);
  report(`the same ${who}`, withAccess, '', 'ms', 3);
  report('added', added, `target ${MOST_MS} ms: ${added <= MOST_MS ? 'met' : 'MISSED'}`, 'ms', 3);
  report('in relation to the constant answer', withAccess / without, '', '×', 2);
}

function ask(url: string, headers: Record<string, string>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`It answered ${response.statusCode}`));
      response.resume().on('end', resolve);
    })
      .on('error', reject)
      .end();
  });
}

await measure();
