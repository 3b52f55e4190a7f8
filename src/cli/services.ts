import 'reflect-metadata';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readEnv } from '../../config/env.js';
import { AppModule } from '../app.module.js';
import { joinDatabase } from '../platform/database/open-database.js';
import { SampleService } from '../sample/sample.service.js';

const toStandardError = (line: string): void => {
  console.error(line);
};

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
  const database = await joinDatabase(env, toStandardError);
  try {
    const services = await NestFactory.createApplicationContext(AppModule.on(database.url, 2), {
      logger: ['error', 'fatal'],
      abortOnError: false,
    });
    try {
      if (options.sample && database.embedded) await services.get(SampleService).loadIfEmpty();
      return await work(services);
    } finally {
      await services.close();
    }
  } finally {
    await database.stop();
  }
}
