import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { tokenOf } from './accounts.js';
import { Chronicle } from './chronicle.js';
import { createDatabase, type TestDatabase, testSecret } from './database.js';
import { type MailServer, startMailServer } from './mail-server.js';
import { asAdmin, connect, type Held } from './run-steps.js';
import { endServices, type Service, startService } from './service-process.js';
import { type ToldClock, toldClock } from './told-clock.js';

const LONGEST_WAIT_MS = 180_000;

/** One process of the service; its role in the database is its own, so that the database shows who does what. */
export interface Instance {
  readonly role: string;
  service: Service;
  pid: number;
}

/** Services in processes of their own, over one database with the sample, with one clock and one mail server. */
export class Instances {
  readonly chronicle = new Chronicle();
  readonly all: Instance[] = [];
  private watcher: pg.Client | null = null;

  private constructor(
    readonly database: TestDatabase,
    readonly mail: MailServer,
    readonly clock: ToldClock,
    private readonly home: string,
    private readonly token: string,
  ) {}

  static async start(count: number, instant: string): Promise<Instances> {
    const home = mkdtempSync(join(tmpdir(), 'instances-test-'));
    const database = await createDatabase('sample');
    const token = await tokenOf(database, [{ role: 'administrator' }, { role: 'approver' }]);
    const instances = new Instances(database, await startMailServer(), toldClock(home), home, token);
    instances.setClock(instant);
    const name = randomBytes(4).toString('hex');
    for (let n = 0; n < count; n += 1) {
      const role = `instance_${name}_${n}`;
      await asAdmin(`create role ${role} login in role tracker_app`);
      const service = await instances.service(role);
      instances.all.push({ role, service, pid: service.processes()[0] ?? 0 });
    }
    return instances;
  }

  async end(): Promise<void> {
    await endServices();
    await this.watcher?.end().catch(() => undefined);
    await this.mail.close();
    await this.database.drop();
    for (const { role } of this.all) await asAdmin(`drop role ${role}`);
    rmSync(this.home, { recursive: true, force: true });
  }

  setClock(instant: string): void {
    this.chronicle.note(`the clock shows ${instant}`);
    this.clock.set(instant);
  }

  /** Rows of the database, as its owner. */
  async rows<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    this.watcher ??= await connect(this.database.ownerUrl);
    try {
      return (await this.watcher.query<T>(text, values)).rows;
    } catch (error) {
      // It may be restarting.
      this.watcher = null;
      throw error;
    }
  }

  /** An answer of the service, from the instance named or the first; the body, or an error that quotes it. */
  async ask<T>(
    method: string,
    path: string,
    body?: unknown,
    more: { from?: Instance; match?: string } = {},
  ): Promise<T> {
    const { from = this.all[0] } = more;
    const response = await fetch(`${from?.service.address ?? ''}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(more.match === undefined ? {} : { 'if-match': more.match }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** The first answer that is neither false nor null; while it waits, time passes for the services `speed` times as fast. */
  async until<T>(what: string, ask: () => Promise<T | false | null>, speed = 1): Promise<T> {
    const end = performance.now() + LONGEST_WAIT_MS;
    let last: unknown = 'nothing';
    for (let before = performance.now(); before < end;) {
      try {
        const answer = await ask();
        if (answer !== null && answer !== false) return answer;
        last = answer;
      } catch (error) {
        last = error;
      }
      await delay(speed === 1 ? 20 : 200);
      const now = performance.now();
      if (speed !== 1) this.clock.set(this.clock.now() + (now - before) * (speed - 1));
      before = now;
    }
    throw new Error(`${what} did not come (${String(last)})`);
  }

  /** The instance that is held: by its role, or by what it sends to an address. */
  async heldInstance({ role }: Held, address: string): Promise<Instance> {
    return this.until('the instance that is held', async () => {
      if (role !== null) return this.all.find((one) => one.role === role) ?? null;
      const [row] = await this.rows<{ pid: number }>(
        `select split_part(d.claimed_by, '/', 2)::int as pid from delivery d
           join delivery_recipient r on r.id = d.recipient_id where d.state = 'sending' and r.address = $1`,
        [address],
      );
      return this.all.find(({ pid }) => pid === row?.pid) ?? null;
    });
  }

  async kill(instance: Instance): Promise<void> {
    this.chronicle.note(`${instance.role} (${instance.pid}) is killed`);
    await instance.service.end('SIGKILL');
  }

  /** Starts it anew, and lets nobody wait for the leases that it died with. */
  async restart(instance: Instance): Promise<void> {
    await this.until('the end of its leases', async () => {
      await this.rows(
        `update delivery set lease_until = clock_timestamp() where state = 'sending' and split_part(claimed_by, '/', 2) = $1`,
        [String(instance.pid)],
      );
      return true;
    });
    instance.service = await this.service(instance.role);
    instance.pid = instance.service.processes()[0] ?? 0;
    this.chronicle.note(`${instance.role} runs again (${instance.pid})`);
  }

  /** One of its processes crashes, so PostgreSQL ends every connection and recovers. */
  async restartDatabase(): Promise<void> {
    const victim = await connect(this.database.ownerUrl);
    const { rows } = await victim.query<{ pid: number }>(`select pg_backend_pid() as pid`);
    const [since] = await this.rows<{ at: string }>(`select pg_postmaster_start_time()::text as at`);
    this.chronicle.note('the database crashes');
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    await this.until('the end of the connections', async () => {
      await this.rows(`select 1`).then(
        () => false,
        () => true,
      );
      return this.watcher === null;
    });
    await this.until('the database', async () => (await this.rows(`select 1`)).length === 1);
    this.chronicle.note(`the database is back (server of ${since?.at ?? ''})`);
  }

  /** What to tell of a failure: every run, delivery and attempt, every message, and the last words of each process. */
  async facts(): Promise<Record<string, unknown>> {
    const last = (text: string): string => text.trim().split('\n').slice(-8).join('\n  ');
    return {
      runs: await this.rows(
        `select d.code, r.period, r.state, r.attempts, r.last_error, r.to_deliver, p.number, p.issued_on
         from report_run r join report_definition d on d.id = r.definition_id left join report p on p.id = r.report_id
         order by r.due_at desc limit 20`,
      ),
      deliveries: await this.rows(
        `select p.period, r.address, d.round, d.state, d.attempts, d.claimed_by, d.message_id, d.last_error,
           (select json_agg(json_build_array(a.attempt, a.outcome, a.instance) order by a.id) from delivery_attempt a
            where a.delivery_id = d.id) as ledger
         from delivery d join report p on p.id = d.report_id join delivery_recipient r on r.id = d.recipient_id
         order by d.ordered_at desc limit 20`,
      ),
      mails: this.mail.accepted.slice(-20).map(({ to, mail }) => `${to} ${mail.messageId ?? ''} ${mail.subject ?? ''}`),
      said: this.all.map(({ role, service }) => `${role}: ${last(service.said())}`),
    };
  }

  private service(role: string): Promise<Service> {
    const url = new URL(this.database.appUrl);
    url.username = role;
    return startService({
      ...{
        DATABASE_URL: url.href,
        DATABASE_POOL_SIZE: '5',
        SECRET: testSecret(),
        AUDIT_HEAD_FILE: join(this.home, role),
      },
      ...{ SMTP_URL: `smtp://127.0.0.1:${this.mail.port}`, SMTP_FROM: 'Sở TTTT <bao-cao@tayninh.gov.vn>' },
      ...{ ...this.clock.env, NO_COLOR: '1' },
    });
  }
}
