import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { type ServiceOptions } from '../../config/service-options.js';
import { tokenOf } from './accounts.js';
import { createDatabase, type TestDatabase, testSecret } from './database.js';

/** The real service on a real database, listening on a free loopback port. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly options: ServiceOptions;
  readonly address: string;
  /** Bearer token of the administrator that get, post and patch call as, unless headers say otherwise. */
  readonly administrator: string;
  get(path: string, headers?: Record<string, string>): Promise<TestAnswer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  delete(path: string, headers?: Record<string, string>): Promise<TestAnswer>;
  stop(): Promise<void>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON; undefined for an empty body or another type. */
  readonly body: any;
}

/** Starts the service; with the sample in it if asked for. Stop it in afterAll. */
export async function startApp(
  options: { sample?: boolean; service?: Partial<ServiceOptions>; port?: number } = {},
): Promise<TestApp> {
  const database = await createDatabase(options.sample ? 'sample' : 'schema');
  const home = mkdtempSync(join(tmpdir(), 'tracker-test-'));
  const serviceOptions: ServiceOptions = {
    url: database.appUrl,
    poolSize: 10,
    secret: Buffer.from(testSecret()),
    auditHeadFile: join(home, 'audit-head'),
    publicUrl: null,
    trustedProxies: [],
    singleSignOn: null,
    delivery: { smtp: null, webhookNetworks: [], alarmTo: [] },
    signing: null,
    ...options.service,
  };
  const app = await createApplication(serviceOptions);
  await app.listen(options.port ?? 0, '127.0.0.1');
  const address = await app.getUrl();
  const administrator = await tokenOf(database, [{ role: 'administrator' }]);
  const send = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> => {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${administrator}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  };
  return {
    app,
    database,
    options: serviceOptions,
    address,
    administrator,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
    stop: async () => {
      await app.close();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
