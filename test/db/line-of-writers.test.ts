import { type INestApplication } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { createApplication } from '../../src/application.js';
import { LedgerService } from '../../src/deployments/ledger.service.js';
import { DeploymentDto } from '../../src/deployments/dto/deployment.requests.js';
import { type Revision } from '../../src/kernel/read-point.js';
import { Writers, type WriteTransaction } from '../../src/platform/database/writers.js';
import { submit } from '../../src/platform/validation/submission.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { buildProvince, type Province } from '../support/ledger-province.js';

jest.setTimeout(120_000);

const COVERAGE = '/coverage?asOf=2016-12-31&system=desk&stages=live,pilot&groupBy=system,level';

let tracker: TestApp;
/** Another instance of the service on the same database. */
let other: INestApplication;
let owner: DataSource;
let province: Province;

beforeAll(async () => {
  tracker = await startApp();
  other = await (await createApplication(tracker.options)).init();
  owner = await openDataSource(tracker.database.ownerUrl);
  province = await buildProvince(tracker);
});
afterEach(async () => {
  for (const flight of flights.splice(0)) await flight.crash();
});
afterAll(async () => {
  await owner.destroy();
  await other.close();
  await tracker.stop();
});

function entry(stage: string): object {
  return { unit: province.ids['C1'], system: 'desk', stage, effectiveOn: '2016-05-02' };
}

async function log(tx: WriteTransaction, stage: string): Promise<Revision> {
  await tracker.app.get(LedgerService).log(tx, submit(DeploymentDto, entry(stage)));
  return tx.revision();
}

/** A writer of the other instance that has its place in the line and stays there until told. */
interface Flight {
  /** Lets it do the rest of its work and commit. */
  land(): Promise<void>;
  /** Makes it fail, unless it has ended already. */
  crash(): Promise<void>;
}

/** What must have ended after each test. */
const flights: Flight[] = [];

/** Returns when the writer has its place and has done what comes `before`; `after` follows when it is told to land. */
async function takeOff(work: {
  before?: (tx: WriteTransaction) => Promise<unknown>;
  after?: (tx: WriteTransaction) => Promise<unknown>;
}): Promise<Flight> {
  let land = (): void => undefined;
  let crash = (): void => undefined;
  let hasPlace = (): void => undefined;
  const order = new Promise<void>((resolve, reject) => {
    land = resolve;
    crash = () => {
      reject(new Error('as told'));
    };
  });
  const placed = new Promise<void>((resolve) => {
    hasPlace = resolve;
  });
  const written = other.get(Writers).write(async (tx) => {
    await work.before?.(tx);
    hasPlace();
    await order;
    await work.after?.(tx);
  });
  await placed;
  const flight: Flight = {
    land: () => {
      land();
      return written;
    },
    crash: () => {
      crash();
      return written.catch(() => undefined);
    },
  };
  flights.push(flight);
  return flight;
}

/** Returns when as many transactions as said wait for the line. */
async function waitersInLine(expected: number): Promise<void> {
  const sql = `select count(*) as n from pg_locks join pg_database on pg_database.oid = database
               where locktype = 'advisory' and not granted and datname = current_database()`;
  for (let tries = 0; tries < 2000; tries += 1) {
    const [{ n }] = await owner.query<[{ n: number }]>(sql);
    if (n >= expected) return;
    await delay(5);
  }
  throw new Error(`Fewer than ${expected} wait for the line`);
}

/** An instant by the server's clock, six decimals; `shift` is an interval. */
async function instant(shift = '0'): Promise<string> {
  const [{ at }] = await owner.query<[{ at: string }]>(
    `select to_char((clock_timestamp() + $1::interval) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    [shift],
  );
  return at;
}

const knownAt = async (at: string, app = tracker): Promise<TestAnswer> =>
  app.get(`${COVERAGE}&knownAt=${encodeURIComponent(at)}`);

const lastRevision = async (app = tracker): Promise<number> => (await app.get(COVERAGE)).body.revision as number;

describe('a reader who names no instant', () => {
  it.each<[string, (tx: WriteTransaction) => Promise<unknown>]>([
    ['has its place in the line', () => Promise.resolve()],
    ['has its revision', (tx) => tx.revision()],
    ['has written', (tx) => log(tx, 'pilot')],
  ])('is answered at once from what is committed while a writer %s', async (_, work) => {
    const before = await tracker.get(COVERAGE);
    const flight = await takeOff({ before: work, after: (tx) => tx.revision() });
    expect((await tracker.get(COVERAGE)).text).toBe(before.text);
    await flight.land();
    expect(await lastRevision()).toBe(Number(before.body.revision) + 1);
  });

  it('is answered though more writers wait than the service has connections', async () => {
    const before = await tracker.get(COVERAGE);
    const flight = await takeOff({});
    const posts = Array.from({ length: 25 }, () => tracker.post('/deployments', entry('live')));
    await waitersInLine(1);
    const answers = await Promise.all(posts.map(() => tracker.get(COVERAGE)));
    expect(answers.map(({ text }) => text)).toEqual(answers.map(() => before.text));
    await flight.land();
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(Array(25).fill(201));
    expect(await lastRevision()).toBe(Number(before.body.revision) + 25);
  });
});

describe('a reader who names an instant later than the last revision', () => {
  it.each([
    ['is told what was written before it', { before: (tx: WriteTransaction) => log(tx, 'live') }, 'land', 1],
    ['is not told what took its revision after it', { after: (tx: WriteTransaction) => log(tx, 'none') }, 'land', 0],
    ['is not told what failed', { before: (tx: WriteTransaction) => log(tx, 'retired') }, 'crash', 0],
  ] as const)('waits for the writer in flight and %s', async (_, work, end, expected) => {
    const last = await lastRevision();
    const flight = await takeOff(work);
    const at = await instant();
    const asked = knownAt(at);
    await waitersInLine(1);
    await flight[end]();
    const answer = await asked;
    expect(answer.body.revision).toBe(last + expected);
    await tracker.post('/deployments', entry('suspended'));
    expect((await knownAt(at)).text).toBe(answer.text);
  });

  it('never gets another answer, whoever was writing then', async () => {
    const milliseconds = fc.nat({ max: 6 });
    const writer = fc.record({
      start: milliseconds,
      work: milliseconds,
      rest: milliseconds,
      stage: fc.constantFrom('live', 'pilot', 'none'),
      fails: fc.nat({ max: 4 }).map((n) => n === 0),
      elsewhere: fc.boolean(),
    });
    const rounds = fc.asyncProperty(
      fc.array(writer, { minLength: 2, maxLength: 5 }),
      fc.array(milliseconds, { minLength: 2, maxLength: 5 }),
      async (writers, readers) => {
        let acknowledged = await lastRevision();
        const write = async ({
          start,
          work,
          rest,
          stage,
          fails,
          elsewhere,
        }: (typeof writers)[number]): Promise<void> => {
          await delay(start);
          const { n } = await (elsewhere ? other : tracker.app).get(Writers).write(async (tx) => {
            await delay(work);
            const revision = await log(tx, stage);
            await delay(rest);
            if (fails) throw new Error('as told');
            return revision;
          });
          acknowledged = Math.max(acknowledged, n);
        };
        const read = async (start: number): Promise<{ at: string; answer: TestAnswer }> => {
          await delay(start);
          const known = acknowledged;
          const at = await instant();
          const answer = await knownAt(at);
          expect(answer.body.revision).toBeGreaterThanOrEqual(known);
          return { at, answer };
        };
        const writing = Promise.allSettled(writers.map(write));
        const answers = await Promise.all(readers.map(read));
        const ends = await writing;
        expect(ends.map(({ status }) => status)).toEqual(
          writers.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
        for (const { at, answer } of answers) expect((await knownAt(at)).text).toBe(answer.text);
      },
    );
    await fc.assert(rounds, { numRuns: 60 });
  });

  it('is told that the line is busy when it does not clear within five seconds', async () => {
    const flight = await takeOff({});
    const at = await instant();
    const { status, body } = await knownAt(at);
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'line-busy' });
    await flight.land();
    expect((await knownAt(at)).status).toBe(200);
  });

  it('does not keep others waiting, however many wait', async () => {
    const flight = await takeOff({});
    const at = await instant();
    // The service has ten connections.
    const waiting = Array.from({ length: 40 }, () => knownAt(at));
    await delay(200);
    expect((await tracker.get(COVERAGE)).status).toBe(200);
    await flight.land();
    const answers = await Promise.all(waiting);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await knownAt(at)).text).toBe(answers[0]?.text);
  });

  it('is refused when the instant lies in the future', async () => {
    const { status, body } = await knownAt(await instant('1 hour'));
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'known-in-the-future' });
  });
});

describe('revisions', () => {
  const take = (app: INestApplication): Promise<Revision> => app.get(Writers).write((tx) => tx.revision());
  const microsecondBefore = async (at: string): Promise<string> => {
    const sql = `select to_char(($1::timestamptz - interval '1 microsecond') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
    const [row] = await owner.query<[{ at: string }]>(sql, [at]);
    return row.at;
  };

  it('follow one another without gaps, each at a later instant, which keeps its six decimals', async () => {
    const last = await lastRevision();
    const taken = await Promise.all(
      Array.from({ length: 60 }, (_, index) => take(index % 2 === 0 ? tracker.app : other)),
    );
    taken.sort((a, b) => a.n - b.n);
    expect(taken.map(({ n }) => n)).toEqual(taken.map((_, index) => last + 1 + index));
    expect(new Set(taken.map(({ at }) => at)).size).toBe(taken.length);
    expect(taken.map(({ at }) => at)).toEqual(taken.map(({ at }) => at).sort());
    expect(taken.some(({ at }) => !at.endsWith('000+07:00'))).toBe(true);
    for (const { n, at } of taken) {
      expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+07:00$/);
      expect((await knownAt(at)).body).toMatchObject({ revision: n, knownAt: at });
      expect((await knownAt(await microsecondBefore(at))).body).toMatchObject({ revision: n - 1 });
    }
  });

  it('take no number for a transaction that found nothing to do, or failed', async () => {
    const last = await lastRevision();
    await (await takeOff({})).land();
    await (await takeOff({ before: (tx) => tx.revision() })).crash();
    await (await takeOff({ before: (tx) => Promise.all([tx.revision(), tx.revision()]) })).land();
    expect(await lastRevision()).toBe(last + 1);
  });

  it('rise by a microsecond each when the clock has run back, and can still be asked for', async () => {
    const app = await startApp();
    const clock = await openDataSource(app.database.ownerUrl);
    try {
      await clock.query(`insert into revision (n, at) values (1, clock_timestamp() + interval '1 hour')`);
      const taken = await Promise.all(Array.from({ length: 20 }, () => take(app.app)));
      const gaps = `select distinct at - lag(at) over (order by n) = interval '1 microsecond' as one
                    from revision where n >= 1 order by one`;
      expect(await clock.query(gaps)).toEqual([{ one: true }, { one: null }]);
      for (const { n, at } of taken) {
        const { status, body } = await app.get(`/units?knownAt=${encodeURIComponent(at)}`);
        expect({ status, revision: body.revision }).toEqual({ status: 200, revision: n });
      }
    } finally {
      await clock.destroy();
      await app.stop();
    }
  });
});
