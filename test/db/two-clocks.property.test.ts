import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { startApp, type TestApp } from '../support/app.js';
import { addsUp } from '../support/figure-sums.js';
import { type Command, commands } from '../support/ledger-commands.js';
import { startsOf, STRETCHES, stretchOf, type World } from '../support/ledger-model.js';
import { buildProvince, type Province } from '../support/ledger-province.js';
import { anyQuestion, type Question } from '../support/ledger-questions.js';
import { believedAgain, UNSEALED } from '../support/rewind.js';

jest.setTimeout(600_000);

/** An answer that was given, and what the model believed then. */
interface Kept {
  readonly question: Question;
  readonly revision: number;
  readonly knownAt: string;
  readonly text: string;
}

interface Step {
  readonly command: Command;
  readonly questions: readonly Question[];
}

let tracker: TestApp;
let owner: DataSource;
let province: Province;
let base: number;
let keyOf: ReadonlyMap<string, string>;
/** How often each kind of write was taken and refused. */
const taken = new Map<string, number>();
const refused = new Map<string, number>();

beforeAll(async () => {
  tracker = await startApp();
  owner = await openDataSource(tracker.database.ownerUrl);
  province = await buildProvince(tracker);
  keyOf = new Map(Object.entries(province.ids).map(([key, id]) => [id, key]));
  base = (await tracker.get('/units?limit=1')).body.revision;
});
afterAll(async () => {
  await owner.destroy();
  await tracker.stop();
});

const LONGEST = 20;
const questions = fc.array(anyQuestion, { minLength: 1, maxLength: 3 });
const steps = fc
  .tuple(
    commands({ minLength: 1, maxLength: LONGEST }),
    fc.array(questions, { minLength: LONGEST, maxLength: LONGEST }),
  )
  .map(([writes, asked]) => writes.map((command, index): Step => ({ command, questions: asked[index] ?? [] })));

it('answers as the plain model does, and never otherwise afterwards', async () => {
  await fc.assert(fc.asyncProperty(steps, walk), { numRuns: 100, plugins: [fc.beforeEach(forget)] });
  // No kind of write was always refused, and the refusals of the facts were met too.
  const kinds = ['entry', 'batch', 'correction', 'retraction', 'exemption', 'end of exemption', 'withdrawn exemption'];
  expect([...taken.keys()].sort()).toEqual([...kinds, 'rule', 'end of rule', 'change', 'unit correction'].sort());
  expect(refused.size).toBeGreaterThan(6);
});

describe('a write that the database could not hold is refused, not failed', () => {
  beforeEach(forget);

  it('when an exemption is to end after the next one begins', async () => {
    const exempt = (days: object) =>
      tracker.post('/exemptions', {
        unit: province.ids['C1'],
        system: 'desk',
        reason: 'xa',
        grantedBy: 'UBND',
        ...days,
      });
    const { body } = await exempt({ validFrom: '2016-02-01', validTo: '2016-03-01' });
    await exempt({ validFrom: '2016-03-01' });
    const end = (validTo: string) => tracker.patch(`/exemptions/${body.id}`, { validTo }, { 'if-match': '*' });
    expect(await end('2016-03-02')).toMatchObject({ status: 409, body: { code: 'exempt-already' } });
    expect(await end('2016-02-02')).toMatchObject({ status: 204 });
  });

  it('when a rule is to end after the same one begins again', async () => {
    const say = (days: object) => tracker.post('/systems/web/applicability', { level: 'commune', ...days });
    const { body } = await say({ validTo: '2016-03-01' });
    await say({ validFrom: '2016-03-01' });
    const end = (validTo: string) =>
      tracker.patch(`/systems/web/applicability/${body.id}`, { validTo }, { 'if-match': '*' });
    expect(await end('2016-03-02')).toMatchObject({ status: 409, body: { code: 'rule-said-already' } });
    expect(await end('2016-02-01')).toMatchObject({ status: 204 });
  });

  it('when a unit is moved to days on which its parent is not there at all', async () => {
    const correction = { corrects: '2016-01-15', validFrom: '2016-05-01', validTo: '2016-06-01' };
    const answer = await tracker.patch(`/units/${province.ids['C6']}`, correction, { 'if-match': '*' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'parent-not-throughout' } });
  });
});

/** Back to the province as it was built, as only the owner of the tables can. */
async function forget(): Promise<void> {
  const statements = ['unit_period', 'applicability_rule', 'exemption'].flatMap((table) => believedAgain(table, base));
  await owner.query(
    [...UNSEALED, 'truncate deployment_retraction, stage_start, deployment_entry', ...statements].join(';') +
      `; delete from revision where n > ${base}`,
  );
}

async function walk(steps: readonly Step[]): Promise<void> {
  const world = structuredClone(province.world);
  const believed = new Map<number, World>([[base, structuredClone(world)]]);
  const kept: Kept[] = [];
  let last = base;
  for (const { command, questions } of steps) {
    if (await write(command, world)) last += 1;
    believed.set(last, structuredClone(world));
    for (const question of questions) {
      const answer = await askNow(question, last, world);
      if (answer) kept.push(answer);
    }
  }
  for (const [index, answer] of kept.entries()) await askAgain(answer, index % 2 === 0);
  // Moments that nobody asked about then.
  for (const [index, { question }] of kept.entries()) {
    const revision = base + ((index * 7) % (last - base + 1));
    const { body } = await ask(question, { revision: String(revision) });
    compare(question, body, believed.get(revision) as World);
  }
  await inspectTables(believed);
}

/** Sends a write; true if it was taken, which must be what the model expects. */
async function write(command: Command, world: World): Promise<boolean> {
  const { request, allowed, believe } = command(world, province.ids);
  const { method, url, body: sent } = request;
  const { status, text, body } =
    method === 'POST' ? await tracker.post(url, sent) : await tracker.patch(url, sent, { 'if-match': '*' });
  const verdict = status < 300 ? 'taken' : status < 500 ? 'refused' : `failed with ${status}`;
  expect({ verdict, text }).toEqual({ verdict: allowed ? 'taken' : 'refused', text });
  const kind = /^[a-z ]*[a-z]/.exec(command.what)?.[0] ?? '';
  const counts = allowed ? taken : refused;
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (allowed) believe(body);
  return allowed;
}

async function ask(question: Question, clock: Record<string, string>): Promise<{ text: string; body: any }> {
  const query = Object.entries({
    ...question.query,
    ...(question.path === '/coverage' ? {} : limit(question)),
    ...clock,
  });
  const named = query.map(([name, value]) => [name, name === 'within' ? idsOf(value) : value] as [string, string]);
  const { text } = await tracker.get(`${question.path}?${new URLSearchParams(named).toString()}`);
  return { text, body: JSON.parse(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => keyOf.get(id) ?? id)) };
}

function limit({ path }: Question): Record<string, string> {
  return path === '/coverage/trend' ? {} : { limit: '500' };
}

function idsOf(keys: string): string {
  return keys
    .split(',')
    .map((key) => province.ids[key])
    .join(',');
}

async function askNow(question: Question, revision: number, world: World): Promise<Kept | null> {
  const { text, body } = await ask(question, {});
  compare(question, body, world);
  if ('errors' in body) return null;
  expect(body).toMatchObject({ revision });
  return { question, revision, knownAt: body.knownAt, text };
}

async function askAgain({ question, revision, knownAt, text }: Kept, byRevision: boolean): Promise<void> {
  const again = await ask(question, byRevision ? { revision: String(revision) } : { knownAt });
  expect(again.text).toBe(text);
}

function compare(question: Question, body: any, world: World): void {
  const { expected, told, path } = question;
  if (!expected || !told) return;
  const answer = expected(world);
  if (answer === null) {
    expect(body).toMatchObject({ status: 400 });
    return;
  }
  expect(body).not.toHaveProperty('errors');
  expect(told(body)).toEqual(answer);
  if (path === '/coverage') addsUp(body);
}

/** What the tables hold at every revision: no two believed starts or periods of a day, and what the ledger makes. */
async function inspectTables(believed: ReadonlyMap<number, World>): Promise<void> {
  const starts = await owner.query<any[]>(
    `select s.*, system.code as system from stage_start s join system on system.id = system_id`,
  );
  const periods = await owner.query<any[]>(`select * from unit_period`);
  for (const [revision, world] of believed) {
    const isBelieved = (row: any) => row.known_from <= revision && (row.known_to === null || row.known_to > revision);
    const derived = starts
      .filter(isBelieved)
      .map((row) => [keyOf.get(row.unit_id), row.system, row.starts_on, row.stage, row.dated, row.entry_id].join(' '));
    const recomputed = Object.keys(world.units).flatMap((unit) =>
      world.systems.flatMap((system) =>
        startsOf(world, unit, system).map(({ day, entry: { stage, dated, id } }) =>
          [unit, system, day, stage, dated, id].join(' '),
        ),
      ),
    );
    expect(derived.sort()).toEqual(recomputed.sort());

    const now = periods.filter(isBelieved);
    for (const [key, life] of Object.entries(world.units)) {
      const own = now.filter((row) => keyOf.get(row.unit_id) === key);
      const codes = Array.from({ length: STRETCHES }, (_, stretch) =>
        own.filter((row) => inStretch(row, stretch)).map((row) => row.code),
      );
      expect(codes).toEqual(life.map((known) => (known ? [known.code] : [])));
    }
  }
}

function inStretch({ valid_from, valid_to }: any, stretch: number): boolean {
  return (
    (valid_from === null || stretchOf(valid_from) <= stretch) && (valid_to === null || stretch < stretchOf(valid_to))
  );
}
