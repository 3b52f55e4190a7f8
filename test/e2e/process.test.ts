import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createDataDir,
  endServices,
  isRunning,
  refusedStart,
  type Service,
  signInWithPrintedLink,
  startByNpm,
  startService,
} from '../support/service-process.js';

const LONG = 120_000;
const ENTRY = { unit: '25495', system: 'e-office', stage: 'live', effectiveOn: '2016-12-20' };

let place: ReturnType<typeof createDataDir>;
/** The administrator's session, which outlasts every service on the data. */
let cookie: string;
beforeAll(() => {
  place = createDataDir();
});
afterEach(endServices, LONG);
afterAll(() => {
  place.remove();
});

async function covered({ address }: Service): Promise<number> {
  const response = await fetch(`${address}/api/v1/coverage?system=e-office&level=commune`, { headers: { cookie } });
  return ((await response.json()) as any).rows[0].covered as number;
}

async function log({ address }: Service, entry: Record<string, string>): Promise<number> {
  const headers = { 'content-type': 'application/json', cookie };
  const response = await fetch(`${address}/api/v1/deployments`, {
    method: 'POST',
    headers,
    body: JSON.stringify(entry),
  });
  return response.status;
}

/** Everything gone: the service, the database server, and what watches over it. */
async function expectGone(pids: readonly number[]): Promise<void> {
  for (let round = 0; round < 200 && pids.some(isRunning); round += 1) await delay(100);
  expect(pids.filter(isRunning)).toEqual([]);
}

describe('the built service on a data directory of its own', () => {
  it(
    'loads the sample at its first start, says where it is, and keeps what is written at the next',
    async () => {
      const first = await startService({ DATA_DIR: place.dataDir });
      expect(first.said()).toContain('Loaded the sample, Tây Ninh at the end of 2016: 434 units, 293 deployments.');
      expect(first.said()).toContain(`Ready: ${first.address}\n`);
      cookie = await signInWithPrintedLink(first);
      expect(await covered(first)).toBe(41);
      expect(await log(first, ENTRY)).toBe(201);

      const page = await fetch(`${first.address}/api/docs`);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
      const signIn = await fetch(`${first.address}/sign-in`);
      expect([signIn.status, await signIn.text()]).toEqual([200, expect.stringContaining('<title>Đăng nhập')]);
      expect(signIn.headers.get('content-security-policy')).toContain("default-src 'none'");
      const document = (await (await fetch(`${first.address}/api/openapi.json`)).json()) as any;
      expect(document.openapi).toMatch(/^3\.1\./);
      expect(Object.keys(document.paths as object)).toContain('/api/v1/coverage');
      for (const path of ['live', 'ready']) {
        expect(await (await fetch(`${first.address}/api/v1/health/${path}`)).json()).toEqual({ status: 'ok' });
      }

      const pids = first.processes();
      expect(pids.length).toBeGreaterThan(2);
      expect(await first.end('SIGTERM')).toBe(0);
      await expectGone(pids);

      const second = await startService({ DATA_DIR: place.dataDir });
      expect(second.said()).not.toMatch(/Loaded|First/);
      expect(await covered(second)).toBe(42);
      expect(await second.end('SIGINT')).toBe(0);
    },
    LONG,
  );

  it(
    'survives being killed',
    async () => {
      const killed = await startService({ DATA_DIR: place.dataDir });
      expect(await log(killed, { ...ENTRY, unit: '25501' })).toBe(201);
      const pids = killed.processes();
      expect(await killed.end('SIGKILL')).toBeNull();

      const next = await startService({ DATA_DIR: place.dataDir });
      expect(next.said()).not.toContain('Loaded');
      expect(await covered(next)).toBe(43);
      expect(await log(next, { ...ENTRY, unit: '25504' })).toBe(201);
      expect(await covered(next)).toBe(44);
      pids.push(...next.processes());
      expect(await next.end('SIGTERM')).toBe(0);
      await expectGone(pids);
    },
    LONG,
  );

  it(
    'refuses a second copy on the same data, and goes on itself',
    async () => {
      const service = await startService({ DATA_DIR: place.dataDir });
      const [pid] = service.processes();
      const { code, said } = await refusedStart({ DATA_DIR: place.dataDir });
      expect([code, said]).toEqual([
        1,
        `The database in ${place.dataDir} is in use by process ${pid}: stop that one first.\n`,
      ]);
      expect(await covered(service)).toBe(44);
      expect(await service.end('SIGTERM')).toBe(0);
    },
    LONG,
  );

  it(
    'refuses a port that is taken, and leaves nothing running',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => other.once('listening', resolve));
      const { port } = other.address() as { port: number };
      try {
        const { code, said } = await refusedStart({ DATA_DIR: place.dataDir, PORT: String(port) });
        expect([code, said]).toEqual([1, `Port ${port} on 127.0.0.1 is taken; set PORT to another.\n`]);
      } finally {
        other.close();
      }
      const next = await startService({ DATA_DIR: place.dataDir, PORT: String(port) });
      expect(next.address).toBe(`http://127.0.0.1:${port}`);
      expect(await next.end('SIGTERM')).toBe(0);
    },
    LONG,
  );

  it(
    'ends on SIGTERM while it is being asked',
    async () => {
      const service = await startService({ DATA_DIR: place.dataDir });
      const pids = service.processes();
      const asked = Array.from({ length: 20 }, () => covered(service).catch(() => null));
      expect(await service.end('SIGTERM')).toBe(0);
      for (const answer of await Promise.all(asked)) expect([44, null]).toContain(answer);
      await expectGone(pids);
    },
    LONG,
  );

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with npm start on %s: npm last, the service before it, and the database server before that one',
    async (signal) => {
      const service = await startByNpm({ DATA_DIR: place.dataDir });
      expect(await covered(service)).toBe(44);
      const pids = service.processes();
      // npm, the service, what watches over the database server, and the server.
      expect(pids.length).toBeGreaterThan(3);
      expect(await service.end(signal)).toBe(0);
      expect(pids.filter(isRunning)).toEqual([]);
      expect(existsSync(join(place.dataDir, 'postmaster.pid'))).toBe(false);
      const log = readFileSync(join(place.dataDir, '..', 'postgres.log'), 'utf8')
        .trimEnd()
        .split('\n');
      expect(log.at(-1)).toContain('database system is shut down');
    },
    LONG,
  );
});
