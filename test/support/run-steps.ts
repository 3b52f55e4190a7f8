import pg from 'pg';
import { type TestDatabase, testServer } from './database.js';
import { type MailServer } from './mail-server.js';

/** The address of the recipient at whom the steps of a delivery are held up; nobody else's. */
export const HELD_ADDRESS = 'van-phong@tayninh.gov.vn';

const FIRST = `(select id from delivery_recipient where address = '${HELD_ADDRESS}')`;

/**
 * The steps of a run and of a delivery in their order, and where each is held: `commit`, when everything of it is written
 * and the server is about to commit; `within`, in the middle of its transaction; `line`, in the line of writers; `mail`, by
 * the mail server.
 */
export const STEPS = {
  noted: { at: 'commit', on: 'insert on report_run' },
  claimed: { at: 'commit', on: 'update on report_run', when: 'new.attempts > old.attempts and new.report_id is null' },
  'snapshot computed': { at: 'within', on: 'before insert on report' },
  'snapshot stored': { at: 'commit', on: 'insert on report' },
  rendered: { at: 'line' },
  numbered: { at: 'within', on: 'after update on report', when: 'new.number is not null' },
  issued: { at: 'commit', on: 'update on report', when: 'new.number is not null' },
  done: { at: 'commit', on: 'update on report_run', when: `old.state = 'drafted' and new.state = 'done'` },
  queued: { at: 'commit', on: 'insert on delivery_queued' },
  taken: { at: 'commit', on: 'update on delivery', when: 'new.attempts > old.attempts', first: true },
  named: {
    ...{ at: 'commit', on: 'update on delivery', first: true },
    when: 'old.message_id is null and new.message_id is not null',
  },
  connected: { at: 'mail' },
  arrived: { at: 'mail' },
  accepted: { at: 'within', on: 'before update on delivery', when: `new.state = 'delivered'`, first: true },
  'written in the ledger': { at: 'commit', on: 'update on delivery', when: `new.state = 'delivered'`, first: true },
} as const satisfies Record<string, { at: string; on?: string; when?: string; first?: true }>;

export type Step = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as Step[];

/** What becomes of what was under way when its process was killed: it comes to nothing, or the other side ends it all the same. */
export type Fate = 'lost' | 'kept';

/** Every step with each fate it can have: a transaction that is not at its commit is always lost. */
export const CASES: readonly { readonly step: Step; readonly fate: Fate }[] = STEP_NAMES.flatMap((step) => {
  const both = STEPS[step].at === 'commit' || step === 'arrived';
  return both
    ? [
        { step, fate: 'lost' as const },
        { step, fate: 'kept' as const },
      ]
    : [{ step, fate: 'lost' as const }];
});

/** Whether the crash falls between the server's acceptance of a message and the ledger: it is sent once more then. */
export function isBetween({ step, fate }: { readonly step: Step; readonly fate: Fate }): boolean {
  return (
    step === 'accepted' ||
    (step === 'arrived' && fate === 'kept') ||
    (step === 'written in the ledger' && fate === 'lost')
  );
}

/** Whoever is held at a step: a process of the database server and its role, or, at the mail server, nobody of either. */
export interface Held {
  readonly backend: number | null;
  readonly role: string | null;
}

const LINE_OF_WRITERS = '7201620250701';

/** Holds up whoever comes to a step, by locks that this test has and triggers wait for; no code of the service knows of it. */
export class StepHold {
  /** The connection that has the lock of each step that is armed. */
  private readonly holders = new Map<Step, pg.Client>();
  private step: Step | null = null;
  private atMail = false;
  private answer: (fate: Fate) => void = () => undefined;

  private constructor(
    private readonly database: TestDatabase,
    mail: MailServer,
  ) {
    mail.onAddressed = async (to) => {
      if (this.step === 'connected' && to === HELD_ADDRESS) await this.heldByMail();
    };
    mail.afterData = async (to) => {
      if (this.step !== 'arrived' || to !== HELD_ADDRESS) return null;
      return (await this.heldByMail()) === 'kept' ? null : { code: 451, text: 'the connection broke' };
    };
  }

  /** Once the recipient of HELD_ADDRESS is there. */
  static async over(database: TestDatabase, mail: MailServer): Promise<StepHold> {
    const hold = new StepHold(database, mail);
    const owner = await connect(database.ownerUrl);
    await owner.query(`
      create function held_by_test() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(hashtext('held by test'), hashtext(tg_argv[0]));
        return new;
      end $$`);
    const found = await owner.query<{ id: string }>(`select ${FIRST} as id`);
    const isFirst = `new.recipient_id = '${found.rows[0]?.id ?? ''}'`;
    for (const [name, step] of Object.entries<{ at: string; on?: string; when?: string; first?: true }>(STEPS)) {
      if (step.on === undefined) continue;
      const conditions = [...(step.when ? [step.when] : []), ...(step.first ? [isFirst] : [])];
      const when = conditions.length > 0 ? `when (${conditions.join(' and ')})` : '';
      const isDeferred = step.at === 'commit';
      await owner.query(`
        create ${isDeferred ? 'constraint' : ''} trigger "held at ${name}" ${isDeferred ? 'after' : ''} ${step.on}
          ${isDeferred ? 'deferrable initially deferred' : ''} for each row ${when}
          execute function held_by_test('${name}')`);
    }
    await owner.end();
    return hold;
  }

  /** From now on whoever comes to the step waits there. */
  async arm(step: Step): Promise<void> {
    this.step = step;
    this.atMail = false;
    const { at } = STEPS[step];
    if (at === 'mail' || this.holders.has(step)) return;
    const holder = await connect(this.database.ownerUrl);
    this.holders.set(step, holder);
    if (at === 'line') await holder.query(`select pg_advisory_lock(${LINE_OF_WRITERS})`);
    else await holder.query(`select pg_advisory_lock(hashtext('held by test'), hashtext($1))`, [step]);
  }

  /** Who waits at the step that was armed last; null: nobody yet. */
  async waiting(): Promise<Held | null> {
    if (this.atMail) return { backend: null, role: null };
    const holder = this.step && this.holders.get(this.step);
    if (!holder || !this.step) return null;
    const { rows } = await holder.query<{ backend: number; role: string }>(
      `select a.pid as backend, a.usename as role from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and not l.granted and l.database = (select oid from pg_database where datname = current_database())
         and (l.classid::bigint << 32) + l.objid::bigint = case when $1 = '' then ${LINE_OF_WRITERS}
           else ((hashtext('held by test')::bigint & 4294967295) << 32) + (hashtext($1)::bigint & 4294967295) end`,
      [STEPS[this.step].at === 'line' ? '' : this.step],
    );
    return rows[0] ?? null;
  }

  /**
   * Whoever is held was killed: what it had begun ends as its fate says. At a commit that is kept the server commits, although
   * nobody is left to be told. With a `next` step nobody gets past that one in between.
   */
  async settle(fate: Fate, { backend }: Held, next: Step | null = null): Promise<void> {
    const { step, answer } = this;
    if (next !== null) await this.arm(next);
    if (backend !== null && fate === 'lost') await asAdmin(`select pg_terminate_backend(${backend}, 10000)`);
    answer(fate);
    if (step !== null && step !== next) await this.release(step);
  }

  /** Whoever is held at the step goes on, as will all who come to it. */
  async release(step: Step): Promise<void> {
    if (this.step === step) this.step = null;
    if (STEPS[step].at === 'mail') this.answer('kept');
    // Its lock goes with the connection; a restart of the database may have ended both.
    await this.holders
      .get(step)
      ?.end()
      .catch(() => undefined);
    this.holders.delete(step);
  }

  private heldByMail(): Promise<Fate> {
    return new Promise((resolve) => {
      this.answer = (fate) => {
        this.answer = () => undefined;
        resolve(fate);
      };
      this.atMail = true;
    });
  }
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // The database may be restarted under it.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function asAdmin(statement: string): Promise<void> {
  const { admin } = testServer();
  const client = await connect(admin);
  await client.query(statement).finally(() => client.end());
}
