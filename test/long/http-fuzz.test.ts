import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { ROLES } from '../../src/kernel/caller.js';
import { sessionOf, tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { effort } from '../support/effort.js';
import { type Operation, operationsOf, sendWrong, wrongRequest } from '../support/malformed-requests.js';
import { rowCounts } from '../support/row-counts.js';
import { endServices, type Service, startService } from '../support/service-process.js';

const REQUESTS = effort(30_000);
const ROUNDS = 3;
/** The same requests are sent in every run. */
const SEED = 20_161_231;
/** What is left after rubbish was collected may grow by so much: code compiled late, statements prepared late. */
const MOST_GROWTH_BYTES = 8 * 1024 * 1024;

let tracker: TestApp;
/** The built service on the same database, in a process of its own. */
let service: Service;
let owner: DataSource;
/** What callers carry: nothing, nonsense, and a token and a session of every role. */
let credentials: Record<string, string>[];
/** Those of them that are no session: whoever signs out is nobody from then on. */
let withoutSession: Record<string, string>[];
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  owner = await openDataSource(tracker.database.ownerUrl);
  service = await startService({
    DATABASE_URL: tracker.database.appUrl,
    SECRET: randomBytes(48).toString('base64'),
    AUDIT_HEAD_FILE: tracker.options.auditHeadFile,
    NODE_OPTIONS: `--import=${join(import.meta.dirname, '../support/memory-reporter.mjs')}`,
  });
  withoutSession = [
    {},
    { authorization: 'Bearer nobody' },
    { authorization: 'Basic cXVhbi10cmk6bWF0a2hhdQ==' },
    { authorization: `Bearer ${'x'.repeat(5000)}` },
    { cookie: `session=${'a'.repeat(43)}` },
    { cookie: 'session=; __Host-session=%00; =' },
  ];
  credentials = [...withoutSession];
  for (const role of ROLES) {
    credentials.push({ authorization: `Bearer ${await tokenOf(tracker.database, [{ role }])}` });
    credentials.push({ cookie: `session=${await sessionOf(tracker.database, [{ role }])}` });
  }
}, 120_000);
afterAll(async () => {
  await endServices();
  await owner.destroy();
  await tracker.stop();
});

const signsOut = ({ method, path }: Operation): boolean => method === 'DELETE' && /\/sessions?$/.test(path);

it('takes any malformed request to any operation, from anybody, without failing, writing or growing', async () => {
  const operations = operationsOf(tracker.app);
  const each = Math.ceil(REQUESTS / operations.length / ROUNDS);
  const before = await rowCounts(owner);
  const memory: number[] = [];
  let requests = 0;
  // More than once over everything: what is looked at first has met every operation already.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const operation of operations) {
      const own = signsOut(operation) ? withoutSession : credentials;
      const check = fc.asyncProperty(wrongRequest(operation), fc.nat(), async (wrong, who) => {
        const response = await sendWrong(service.address, operation, wrong, own[who % own.length] ?? {});
        await response.text();
        requests += 1;
        expect(response.status).toBeLessThan(500);
        if (operation.method !== 'GET') expect(response.status).toBeGreaterThanOrEqual(400);
        if (response.status >= 400)
          expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      });
      await fc.assert(check, { numRuns: each, seed: SEED + round });
      const { name, rows } = { name: `${operation.method} ${operation.path}`, rows: await rowCounts(owner) };
      expect({ name, rows }).toEqual({ name, rows: before });
    }
    memory.push(await memoryLeft());
  }
  expect(requests).toBeGreaterThanOrEqual(REQUESTS);
  const [early = 0, ...later] = memory;
  expect({ memory, grows: Math.max(...later) - early > MOST_GROWTH_BYTES }).toEqual({ memory, grows: false });
  expect(service.said()).not.toMatch(/ERROR/);
  expect(service.said()).toMatch(/Refused POST \/accounts to account-\w+ at 127\.0\.0\.1, request \S+/);
});

/** Bytes of the service's heap and of buffers beside it, after rubbish was collected. */
async function memoryLeft(): Promise<number> {
  const said = (): RegExpMatchArray[] => [...service.said().matchAll(/^Memory: (\d+) (\d+)$/gm)];
  const before = said().length;
  const [pid = 0] = service.processes();
  process.kill(pid, 'SIGUSR2');
  while (said().length === before) await pause(50);
  const [, heap, external] = said().at(-1) ?? [];
  return Number(heap) + Number(external);
}
