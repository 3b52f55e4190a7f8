import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { createApplication } from '../../src/application.js';
import { SampleService } from '../../src/sample/sample.service.js';
import { tokenOf } from '../support/accounts.js';
import { createDatabase, type TestDatabase, type TestServer } from '../support/database.js';
import { MONTHLY } from '../support/deliveries.js';
import { effort } from '../support/effort.js';
import { type AcceptedMail, type MailServer, startMailServer } from '../support/mail-server.js';
import { endServices, type Service, startService } from '../support/service-process.js';

/**
 * Three services over one database make, number and send reports by themselves. In each round one of them is killed at one
 * step of a run: whoever is at that step, as the database or the mail server shows it. What a lease would keep the others
 * waiting for is cut short. Every report must be there once, with a number of its own, and with its recipients once.
 */
const INSTANCES = 3;
const ROUNDS = effort(3);
const LONGEST_STEP_MS = 240_000;

interface Instance {
  readonly role: string;
  service: Service;
  pid: number;
}

let database: TestDatabase;
let watcher: pg.Client;
let mail: MailServer;
let token: string;
let home: string;
const secret = randomBytes(48).toString('base64');
const suffix = randomBytes(4).toString('hex');
const instances: Instance[] = [];
/** Asked when the mail server has all of a message and has not answered; told right after it took it. */
const onMail: { arriving: (to: string) => Promise<void>; taken: () => void } = {
  arriving: () => Promise.resolve(),
  taken: () => undefined,
};

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'kill-test-'));
  database = await createDatabase();
  const app = await createApplication({
    ...{ url: database.appUrl, poolSize: 4, secret: Buffer.from(secret), auditHeadFile: join(home, 'head') },
    ...{
      publicUrl: null,
      trustedProxies: [],
      singleSignOn: null,
      delivery: { smtp: null, webhookNetworks: [], alarmTo: [] },
      signing: null,
    },
  });
  await app.init();
  await app.get(SampleService).load();
  await app.close();
  token = await tokenOf(database, [{ role: 'administrator' }]);
  mail = await startMailServer();
  mail.afterData = async (to) => {
    await onMail.arriving(to);
    return null;
  };
  mail.onAccepted = () => {
    onMail.taken();
  };
  watcher = await watch();
  for (let n = 0; n < INSTANCES; n += 1) {
    const role = `kill_${suffix}_${n}`;
    await asAdmin(`create role ${role} login in role tracker_app`);
    const service = await start(role);
    instances.push({ role, service, pid: service.processes()[0] ?? 0 });
  }
});

afterAll(async () => {
  await endServices();
  await watcher.end().catch(() => undefined);
  await mail.close();
  await database.drop();
  for (const { role } of instances) await asAdmin(`drop role ${role}`);
  rmSync(home, { recursive: true, force: true });
});

/** Each instance is a role of its own, so that the database shows who holds what. */
function start(role: string): Promise<Service> {
  const url = new URL(database.appUrl);
  url.username = role;
  return startService({
    ...{ DATABASE_URL: url.href, DATABASE_POOL_SIZE: '5', SECRET: secret, AUDIT_HEAD_FILE: join(home, role) },
    ...{ SMTP_URL: `smtp://127.0.0.1:${mail.port}`, SMTP_FROM: 'Sở TTTT <bao-cao@tayninh.gov.vn>' },
  });
}

async function watch(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  // The database is restarted under it.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function asAdmin(statement: string): Promise<void> {
  const { admin } = JSON.parse(process.env['TRACKER_TEST_SERVER'] ?? '') as TestServer;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(statement).finally(async () => {
    await client.end();
  });
}

async function rows<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await watcher.query<T>(text, values)).rows;
}

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(`${instances[0]?.service.address ?? ''}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status !== 201) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** The first answer that is neither false nor null. */
async function until<T>(what: string, ask: () => Promise<T | false | null>, pause = 5): Promise<T> {
  const end = performance.now() + LONGEST_STEP_MS;
  while (performance.now() < end) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    await delay(pause);
  }
  throw new Error(`${what} did not come`);
}

/** Who makes the reports of a definition now: a role, or null. */
async function maker(code: string): Promise<string | null> {
  const [row] = await rows<{ usename: string }>(
    `select a.usename from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted
       and l.classid::bigint = (hashtext('report_definition')::bigint & 4294967295)
       and l.objid::bigint = (hashtext((select id::text from report_definition where code = $1))::bigint & 4294967295)`,
    [code],
  );
  return row?.usename ?? null;
}

/** Who sends something of a definition now. */
async function sender(code: string): Promise<Instance | null> {
  const sending = await rows<{ pid: number }>(
    `select split_part(d.claimed_by, '/', 2)::int as pid from delivery d join report r on r.id = d.report_id
     join report_definition f on f.id = r.definition_id where f.code = $1 and d.state = 'sending'`,
    [code],
  );
  return instances.find((one) => sending.some(({ pid }) => one.pid === pid)) ?? null;
}

async function runIs(code: string, state: string): Promise<boolean> {
  const found = await rows(
    `select 1 from report_run r join report_definition f on f.id = r.definition_id where f.code = $1 and r.state = $2`,
    [code, state],
  );
  return found.length > 0;
}

const anyone = (): Instance => instances[Math.floor(Math.random() * INSTANCES)] ?? raise('No instance');
const byRole = (role: string | null): Instance | null => instances.find((one) => one.role === role) ?? null;

async function makerWhile(code: string, state: string): Promise<Instance | null> {
  return (await runIs(code, state)) ? byRole(await maker(code)) : null;
}

/** The steps of a run, each as a moment that somebody is at it; who it is. */
const STEPS: Readonly<Record<string, (code: string) => Promise<Instance>>> = {
  noted: async (code) => {
    await until('a noted period', () => runIs(code, 'due'));
    return byRole(await maker(code)) ?? anyone();
  },
  computing: (code) => until('a period under way', () => makerWhile(code, 'running')),
  drafted: (code) => until('a draft', () => makerWhile(code, 'drafted')),
  done: async (code) => {
    await until('a report', () => runIs(code, 'done'));
    return anyone();
  },
  claimed: (code) => until('a delivery under way', () => sender(code)),
  arriving: (code) => duringMail(code, () => undefined),
  taken: (code) =>
    duringMail(code, ({ pid }) => {
      onMail.taken = () => {
        onMail.taken = () => undefined;
        process.kill(pid, 'SIGKILL');
      };
      answer();
    }),
  anywhere: async (code) => {
    await until('a noted period', () => runIs(code, 'due'));
    await delay(Math.random() * 8_000);
    return byRole(await maker(code)) ?? (await sender(code)) ?? anyone();
  },
};

/** Lets the mail server answer what it holds back. */
let answer = (): void => undefined;

/** Who sends a message of a definition that the mail server has and has not answered yet. */
async function duringMail(code: string, then: (sending: Instance) => void): Promise<Instance> {
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await new Promise<void>((resolve) => {
    onMail.arriving = (to) => {
      if (!to.startsWith(`${code}.`)) return Promise.resolve();
      resolve();
      return held;
    };
  });
  const sending = await until('who sends it', () => sender(code));
  then(sending);
  return sending;
}

function raise(message: string): never {
  throw new Error(message);
}

async function kill(instance: Instance): Promise<void> {
  await instance.service.end('SIGKILL');
  answer();
  onMail.arriving = () => Promise.resolve();
  // The others would wait for its leases to end.
  await watcher.query(
    `update delivery set lease_until = clock_timestamp() where state = 'sending' and split_part(claimed_by, '/', 2) = $1`,
    [String(instance.pid)],
  );
  instance.service = await start(instance.role);
  instance.pid = instance.service.processes()[0] ?? 0;
}

/** One server process crashes, so PostgreSQL ends every connection and recovers. */
async function restartDatabase(): Promise<void> {
  const [{ pid } = { pid: 0 }] = await rows<{ pid: number }>(`select pg_backend_pid() as pid`);
  process.kill(pid, 'SIGKILL');
  for (let round = 0; ; round += 1) {
    await delay(200);
    try {
      watcher = await watch();
      return;
    } catch (error) {
      if (round > 100) throw error;
    }
  }
}

async function finished(code: string): Promise<boolean> {
  const [{ open } = { open: 1 }] = await rows<{ open: number }>(
    `select (select count(*) from report_run r where r.definition_id = f.id and r.state <> 'done')::int
       + (select count(*) from report_run r where r.definition_id = f.id and r.to_deliver
           and not exists (select from delivery_queued q where q.report_id = r.report_id))::int
       + (select count(*) from delivery d join report r on r.id = d.report_id
           where r.definition_id = f.id and d.state <> 'delivered')::int
       + (case when exists (select from report_run r where r.definition_id = f.id) then 0 else 1 end) as open
     from report_definition f where f.code = $1`,
    [code],
  );
  return open === 0;
}

it('loses nothing and doubles nothing when any of them is killed at any step', async () => {
  const monthsAgo = new Date(Date.now() - 62 * 86_400_000).toISOString().slice(0, 7);
  const codes: string[] = [];
  const tooLate = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [step, moment] of Object.entries(STEPS)) {
      const code = `kill-${step}-${round}`;
      codes.push(code);
      const found = moment(code);
      await post('/report-definitions', {
        ...{ ...MONTHLY, code, numbering: 'own', issuesItself: true },
      });
      for (const part of ['a', 'b'])
        await post(`/report-definitions/${code}/recipients`, {
          ...{ name: 'Văn phòng', channel: 'email', address: `${code}.${part}@tayninh.gov.vn`, formats: ['csv'] },
        });
      await schedule(code, monthsAgo);
      await kill(await found);
      if (step === 'arriving' || step === 'taken') tooLate.add(code);
      if (round === 0 && step === 'computing') await restartDatabase();
      await until(`the end of ${code}`, () => finished(code), 250);
    }
  }

  // Each period of each definition has one report.
  const made = await rows<{ code: string; period: string; reports: number; runs: number }>(
    `select f.code, r.period, count(*)::int as reports,
       (select count(*)::int from report_run n where n.definition_id = f.id and n.period = r.period) as runs
     from report r join report_definition f on f.id = r.definition_id group by f.id, f.code, r.period`,
  );
  expect(new Set(made.map(({ code }) => code))).toEqual(new Set(codes));
  expect(made.filter(({ reports, runs }) => reports !== 1 || runs !== 1)).toEqual([]);

  // The last period of each is issued; the numbers run from 1 without gap or double.
  const numbers = await rows<{ number: number }>(`select number from report where number is not null order by number`);
  expect(numbers.map(({ number }) => number)).toEqual(codes.map((_, index) => index + 1));

  // Each recipient has one message; a second copy bears the same name, and is there only where the crash fell between.
  for (const code of codes) {
    for (const part of ['a', 'b']) {
      const got: AcceptedMail[] = mail.accepted.filter(({ to }) => to === `${code}.${part}@tayninh.gov.vn`);
      expect(new Set(got.map((one) => one.mail.messageId)).size).toBe(1);
      expect(got[0]?.mail.subject).toMatch(/^Báo cáo số \d+\/BC-STTTT: /);
      if (!tooLate.has(code) && !code.startsWith('kill-claimed') && !code.startsWith('kill-anywhere'))
        expect(got).toHaveLength(1);
      const attempts = await rows<{ outcome: string }>(
        `select a.outcome from delivery_attempt a join delivery d on d.id = a.delivery_id
         join delivery_recipient r on r.id = d.recipient_id where r.address = $1`,
        [`${code}.${part}@tayninh.gov.vn`],
      );
      expect(attempts.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
      // Each copy beyond the first is an attempt of which nobody noted what came of it.
      const unknown = attempts.filter(({ outcome }) => outcome === 'unknown').length;
      expect(got.length - 1).toBeLessThanOrEqual(unknown);
    }
    // There the server had all of a message, and nobody was left to note that it took it.
    if (code.startsWith('kill-arriving'))
      expect(mail.accepted.filter(({ to }) => to.startsWith(`${code}.`)).length).toBeGreaterThan(2);
  }
});

async function schedule(code: string, from: string): Promise<void> {
  const path = `${instances[0]?.service.address ?? ''}/api/v1/report-definitions/${code}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { version } = (await (await fetch(path, { headers })).json()) as { version: number };
  const response = await fetch(path, {
    method: 'PATCH',
    headers: { ...headers, 'if-match': `"v${version}"` },
    body: JSON.stringify({ schedule: { from, daysAfter: 1, time: '06:00' } }),
  });
  if (response.status !== 200) throw new Error(await response.text());
}
