import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Env, EnvError, readEnv } from '../config/env.js';
import { optionsOf } from '../config/service-options.js';
import { createApplication, LOG_LEVELS } from './application.js';
import { publishApi } from './openapi.js';
import { EmbeddedServerError } from './platform/database/embedded/embedded-server.js';
import { DatabaseNotUsable, openDatabase, type OpenDatabase } from './platform/database/open-database.js';
import { OneTimeLinks } from './access/one-time-links.service.js';
import { servePages } from './platform/http/pages.js';
import { SampleService } from './sample/sample.service.js';

/**
 * By so much the heap may grow beyond what was in use before it is collected again. V8 by itself lets it grow to about four
 * times that: an import of 100,000 rows, of which 140 MB are in use at once, then took 430 MB of heap.
 */
const HEAP_GROWTH_PERCENT = 75;
setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);

const say = (line: string): void => {
  console.log(line);
};

async function start(): Promise<void> {
  const env = readEnv(process.env);
  const options = optionsOf(env);
  const database = await openDatabase(env, say);
  let app: NestFastifyApplication | undefined;
  let firstLink: string | null;
  try {
    app = await createApplication({ ...options, url: database.url });
    publishApi(app);
    await servePages(app.getHttpAdapter().getInstance());
    await loadSampleIfEmpty(app, database);
    firstLink = await app.get(OneTimeLinks).forFirstAdministrator();
    await listen(app, env);
  } catch (error) {
    await app?.close();
    await database.stop();
    throw error;
  }
  const address = await app.getUrl();
  stopOnSignal(app, database);
  say(`Ready: ${address}`);
  say(database.embedded ? `Data:  ${env.dataDir} (embedded PostgreSQL)` : 'Data:  the server of DATABASE_URL');
  // Until anybody has signed in, each start prints a link for the first administrator.
  if (firstLink !== null) {
    const page = `${env.publicUrl?.origin ?? address}/sign-in#link=${firstLink}`;
    say(`First: ${page} signs the administrator in, once, within 24 hours`);
  }
  say(`Try:   ${address}/api/v1/coverage    Read: ${address}/api/docs    Stop: Ctrl+C`);
}

async function loadSampleIfEmpty(app: NestFastifyApplication, database: OpenDatabase): Promise<void> {
  const loaded = database.embedded ? await app.get(SampleService).loadIfEmpty() : null;
  if (!loaded) return;
  say(`Loaded the sample, Tây Ninh at the end of 2016: ${loaded.units} units, ${loaded.deployments} deployments.`);
}

async function listen(app: NestFastifyApplication, env: Env): Promise<void> {
  // Nest would print the error before we say it in a sentence.
  app.useLogger(['fatal']);
  try {
    await app.listen(env.port, env.host);
    app.useLogger(LOG_LEVELS);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') throw new StartRefused(`Port ${env.port} on ${env.host} is taken; set PORT to another.`);
    if (code === 'EACCES')
      throw new StartRefused(`Port ${env.port} may not be opened by this user; set PORT above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartRefused(`HOST ${env.host} is no address of this machine.`);
    throw error;
  }
}

function stopOnSignal(app: NestFastifyApplication, database: OpenDatabase): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await app.close();
    await database.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}

/** Why the service does not start, in a sentence for the operator. */
class StartRefused extends Error {}

start().catch((error: unknown) => {
  const expected = [EnvError, EmbeddedServerError, DatabaseNotUsable, StartRefused].some(
    (type) => error instanceof type,
  );
  console.error(expected ? (error as Error).message : error);
  process.exit(1);
});
