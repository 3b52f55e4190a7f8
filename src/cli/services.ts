import 'reflect-metadata';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readEnv } from '../../config/env.js';
import { optionsOf } from '../../config/service-options.js';
import { type Caller } from '../kernel/caller.js';
import { type Call, Calls } from '../platform/call/calls.js';
import { AppModule } from '../app.module.js';
import { joinDatabase } from '../platform/database/open-database.js';
import { SampleService } from '../sample/sample.service.js';

const toStandardError = (line: string): void => {
  console.error(line);
};

const TERMINAL: Caller = { via: 'command-line', account: null, grants: [], readWithin: null };

/** The command as the audit names it, without its arguments: `register load`. */
const commandLine = (): string =>
  process.argv
    .slice(2)
    .filter((word) => /^[a-z]+$/.test(word))
    .slice(0, 2)
    .join(' ');

/**
 * Runs `work` with the services of the app, on the database of a running service or, with the embedded server,
 * on one that is started for the while. Where `npm start` would load the sample, so does this, unless `sample` is
 * false.
 */
export async function withServices<T>(
  work: (services: INestApplicationContext) => Promise<T>,
  options: { sample: boolean } = { sample: true },
): Promise<T> {
  const env = readEnv(process.env);
  const settings = optionsOf(env);
  const database = await joinDatabase(env, toStandardError);
  try {
    const services = await NestFactory.createApplicationContext(
      AppModule.with({ ...settings, url: database.url, poolSize: 2 }),
      {
        logger: ['error', 'fatal'],
        abortOnError: false,
      },
    );
    try {
      if (options.sample && database.embedded) await services.get(SampleService).loadIfEmpty();
      const call: Call = { caller: TERMINAL, action: commandLine(), requestId: null, address: null, reason: null };
      return await services.get(Calls).run(call, () => work(services));
    } finally {
      await services.close();
    }
  } finally {
    await database.stop();
  }
}
