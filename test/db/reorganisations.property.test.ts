import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { openDataSource } from '../../config/data-source.js';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { FIRST_DAYS, figuresOf, type Life, standings, STRETCHES } from '../support/ledger-model.js';
import { buildProvince } from '../support/ledger-province.js';
import { figureQuestion, figures, type Question } from '../support/ledger-questions.js';
import { type Crossing, crossing } from '../support/reorganisation-bridges.js';
import { Case, type Kept, sorted } from '../support/reorganisation-case.js';
import { type Attempt, type Command, commands } from '../support/reorganisation-commands.js';
import { type Realm, stranded, undo, unitsIn, worldOf } from '../support/reorganisation-model.js';
import { believedAgain, UNSEALED } from '../support/rewind.js';

jest.setTimeout(600_000);

interface Step {
  readonly command: Command;
  /** An accepted package is first applied and undone, for every figure to come back. */
  readonly rehearsed: boolean;
  readonly questions: readonly Question[];
}

let tracker: TestApp;
let owner: DataSource;
let start: Realm;
let startIds: Readonly<Record<string, string>>;
let base: number;
/** The case that runs. */
let now: Case;

/** How often each kind of write, and of change in a package, was taken and refused. */
const taken = new Map<string, number>();
const refused = new Map<string, number>();
/** Cases that ended with a believed package, and with a stage that somebody inherits. */
const cases = { all: 0, reorganised: 0, inheriting: 0 };

beforeAll(async () => {
  tracker = await startApp();
  owner = await openDataSource(tracker.database.ownerUrl);
  const inheritance = { desk: 'all', sign: 'any', meet: 'lead', web: 'none' };
  const { world, ids } = await buildProvince(tracker, inheritance);
  const { id } = (await tracker.post('/systems/meet/applicability', { level: 'commune' })).body;
  const everywhere = { kind: null, set: null, within: null, from: 0, to: STRETCHES };
  world.rules.push({ ...everywhere, id, system: 'meet', level: 'commune' });
  const pieces = Object.entries(world.units).map(([unit, life]) => {
    const from = life.findIndex((piece) => piece !== null);
    const to = life.findLastIndex((piece) => piece !== null) + 1;
    return { unit, from, to, life: life[from] as Life };
  });
  start = { ...world, systems: inheritance, pieces, edges: [], packages: [], decisions: [] };
  startIds = ids;
  base = (await tracker.get('/units?limit=1')).body.revision;
});
afterAll(async () => {
  await owner.destroy();
  await tracker.stop();
});

const asked = fc.record({
  questions: fc.array(figureQuestion, { minLength: 1, maxLength: 2 }),
  rehearsed: fc.nat({ max: 4 }).map((chance) => chance === 0),
});
/** Commands with what is asked after each; what is asked comes round again where there are more commands. */
const steps = fc
  .tuple(commands({ minLength: 5, maxLength: 12 }), fc.tuple(asked, fc.array(asked, { minLength: 8, maxLength: 16 })))
  .map(([writes, [first, others]]) => {
    const extras = [first, ...others];
    return writes.map((command, index): Step => ({ command, ...(extras[index % extras.length] ?? first) }));
  });
const CHANGES = ['establish', 'rename', 'reclassify', 'move', 'merge', 'split', 'dissolve'];
const crossings = fc.array(crossing, { minLength: 2, maxLength: 4 });

it('leaves figures as the plain model has them, and takes them back', async () => {
  await fc.assert(fc.asyncProperty(steps, crossings, walk), {
    numRuns: 100,
    interruptAfterTimeLimit: 240_000,
    plugins: [fc.beforeEach(forget)],
  });
  // Every kind of write was taken; about half the cases end with a believed package, a third with an inherited stage.
  const writes = ['census', 'entries', 'retraction', 'exemption', 'withdrawn exemption', 'decision', 'moved entries'];
  const packages = ['reorganisation', 'undo', ...CHANGES];
  expect([...taken.keys()].sort()).toEqual([...writes, ...packages].sort());
  for (const kind of ['reorganisation', 'undo']) expect(refused.has(kind)).toBe(true);
  expect(cases.reorganised).toBeGreaterThan(cases.all / 4);
  expect(cases.inheriting).toBeGreaterThan(cases.all / 10);
});

/** Back to the province as it was built, as only the owner of the tables can. */
async function forget(): Promise<void> {
  const statements = [
    ...UNSEALED,
    'truncate deployment_retraction, stage_start, deployment_entry, inheritance_decision, lineage',
    ...believedAgain('unit_period', base, ', closed_by = null'),
    ...believedAgain('exemption', base),
    'delete from reorganisation',
    `delete from unit where recorded_in > ${base}`,
    `delete from revision where n > ${base}`,
  ];
  await owner.query(statements.join(';'));
  now = new Case(tracker, base, start, startIds);
}

async function walk(steps: readonly Step[], crossings: readonly Crossing[]): Promise<void> {
  let realm = start;
  const kept: Kept[] = [];
  for (const { command, rehearsed, questions } of steps) {
    if (rehearsed) realm = await rehearse(command, realm);
    realm = await write(command, realm);
    for (const question of questions) kept.push(await now.askNow(question, realm));
  }
  await now.askAgain(kept);
  for (const each of crossings) await now.cross(each);
  await now.inspectLedger(realm);
  await now.inspectTables(owner);
  note(realm);
}

/** Sends a write, which must be taken just when the model expects it; what is believed then. */
async function write(command: Command, realm: Realm): Promise<Realm> {
  const attempt = command(realm, now.ids);
  const { stretch, body } = attempt;
  const previewed = stretch === undefined ? null : await preview(attempt, stretch, realm);
  const answer = await send(attempt);
  const counts = attempt.after ? taken : refused;
  const kinds: string[] = (body as any).instruments?.[0].changes.map(({ type }: any) => type) ?? [];
  for (const kind of [command.what, ...kinds]) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (!attempt.after) {
    if (previewed) expect(answer.text).toBe(previewed.text);
    return realm;
  }
  const after = await believe(answer, attempt, realm);
  if (previewed && stretch !== undefined)
    expect(side('after', previewed.body.figures)).toEqual(await now.figuresOn(stretch));
  return after;
}

/** A package is applied, decided upon and undone: every figure and every entry is back. */
async function rehearse(command: Command, realm: Realm): Promise<Realm> {
  const attempt = command(realm, now.ids);
  if (attempt.stretch === undefined || !attempt.after) return realm;
  const before = await now.everything();
  const applied = await send(attempt);
  let after = await believe(applied, attempt, realm);
  const by = after.packages.length - 1;
  const url = `/reorganisations/${applied.body.id}`;
  const edge = after.edges.find((one) => one.by === by);
  if (edge) {
    const { predecessor, successor } = edge;
    const decision = { successor: now.ids[successor], system: 'desk', predecessors: [now.ids[predecessor]] };
    expect(await tracker.post(`${url}/decisions`, { ...decision, reason: 'thử' })).toMatchObject({ status: 204 });
    const decided = { by, successor, system: 'desk', predecessors: [predecessor] };
    after = now.remember({ ...after, decisions: [...after.decisions, decided] });
  }
  expect(await tracker.post(`${url}/undo`, { reason: 'thử' })).toMatchObject({ status: 204 });
  expect(await now.everything()).toEqual(before);
  return now.remember(undo(after, by) as Realm);
}

async function send({ url, body, after }: Attempt): Promise<TestAnswer> {
  const answer = await tracker.post(url, body);
  const verdict = answer.status < 300 ? 'taken' : answer.status < 500 ? 'refused' : `failed with ${answer.status}`;
  expect({ verdict, text: answer.text }).toEqual({ verdict: after ? 'taken' : 'refused', text: answer.text });
  return answer;
}

/** Lets the model believe what was taken. */
async function believe({ body }: TestAnswer, { url, after, stretch }: Attempt, realm: Realm): Promise<Realm> {
  const isMove = url === '/deployments/stranded/move';
  // Who finds nothing to move takes no revision.
  if (isMove && body.moved === 0) return realm;
  const history = isMove ? (await tracker.get('/deployments/history?limit=500')).body.items : [];
  const realmAfter = now.remember(after?.({ ...body, history }) ?? realm);
  if (stretch !== undefined) await now.learn(realmAfter, stretch);
  return realmAfter;
}

/** The preview of a package, held against the figures of now and of the model. */
async function preview(attempt: Attempt, stretch: number, realm: Realm): Promise<TestAnswer> {
  const answer = await tracker.post('/reorganisations/preview', attempt.body);
  if (!attempt.after) return answer;
  const after = attempt.after({});
  const { created, ended, strandedEntries, figures: rows } = answer.body;
  const there = new Set(unitsIn(after, stretch));
  expect({ created, ended, strandedEntries }).toEqual({
    created: after.packages.at(-1)?.made.length,
    ended: unitsIn(realm, stretch).filter((unit) => !there.has(unit)).length,
    strandedEntries: stranded(after).length - stranded(realm).length,
  });
  expect(side('before', rows)).toEqual(await now.figuresOn(stretch));
  const question = { asOf: FIRST_DAYS[stretch - 1] as string, groupBy: ['system', 'level'], stages: ['live'] };
  const world = worldOf(after);
  const expected = figuresOf(world, question, standings(world, question) ?? []);
  expect(figures(side('after', rows), question.groupBy)).toEqual(expected);
  return answer;
}

/** The figures of one side of a preview, as rows of coverage. */
function side(name: 'before' | 'after', changes: any[]): any[] {
  return sorted(
    changes.flatMap(({ before, after, ...key }) => {
      const figure = name === 'before' ? before : after;
      return figure ? [{ ...key, ...figure }] : [];
    }),
  );
}

/** Counts what a case has met. */
function note(realm: Realm): void {
  const world = worldOf(realm);
  const inherits = (unit: string, stretch: number) =>
    world.systems.some((system) => world.inherited?.(unit, system, FIRST_DAYS[stretch - 1] as string));
  const inherited = realm.edges.some(({ successor, stretch }) => inherits(successor, stretch));
  cases.all += 1;
  cases.reorganised += Number(realm.packages.some(({ undone }) => !undone));
  cases.inheriting += Number(inherited);
}
