import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApp, type TestAnswer, type TestApp } from '../support/app.js';
import { buildProvince, type Province } from '../support/ledger-province.js';

jest.setTimeout(60_000);

const STAGES = ['none', 'preparing', 'pilot', 'live', 'suspended', 'retired'];

let tracker: TestApp;
let province: Province;
beforeAll(async () => {
  tracker = await startApp();
  province = await buildProvince(tracker);
});
afterAll(() => tracker.stop());

/** Entries of each test go to a unit of its own. */
function log(unit: string, facts: object, headers?: Record<string, string>): Promise<TestAnswer> {
  const entry = { unit: province.ids[unit], system: 'desk', stage: 'live', effectiveOn: '2016-05-02', ...facts };
  return tracker.post('/deployments', entry, headers);
}

async function historyOf(unit: string): Promise<any[]> {
  const { body } = await tracker.get(`/deployments/history?unit=${province.ids[unit]}&limit=500`);
  return body.items;
}

async function stateOf(unit: string, asOf: string, revision?: number): Promise<any> {
  const knowledge = revision === undefined ? '' : `&revision=${revision}`;
  const { body } = await tracker.get(`/deployments?unit=${province.ids[unit]}&system=desk&asOf=${asOf}${knowledge}`);
  expect(body.items.length).toBeLessThanOrEqual(1);
  return body.items[0] ?? null;
}

const ascending = (a: number, b: number): number => a - b;

describe('twenty entries at once of one unit and system', () => {
  it('are all kept when they speak of one day, the last recorded deciding, at every revision', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => log('C1', { stage: STAGES[n % STAGES.length], note: `số ${n}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    const entries = answers.map(({ body }) => body).sort((a, b) => a.id - b.id);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(20);

    // The order of the ids is that of the revisions and of their instants.
    const revisions = entries.map(({ revision }): number => revision);
    expect(revisions).toEqual(revisions.map((_, index) => Number(revisions[0]) + index));
    const instants = entries.map(({ recordedAt }): string => recordedAt);
    expect(instants).toEqual([...new Set(instants)].sort());

    expect((await historyOf('C1')).map(({ id }) => id)).toEqual(entries.map(({ id }) => id).reverse());
    expect(await stateOf('C1', '2016-05-01')).toBeNull();
    for (const { id, stage, revision, recordedAt } of entries) {
      expect((await tracker.get(`/units?limit=1&revision=${revision}`)).body.knownAt).toBe(recordedAt);
      expect(await stateOf('C1', '2016-05-02', revision)).toMatchObject({ stage, entryId: id, since: '2016-05-02' });
    }
    expect(await stateOf('C1', '2016-12-31')).toMatchObject({ entryId: entries.at(-1).id });
  });

  it('make the stages of all their days, whatever order they arrive in', async () => {
    const days = Array.from({ length: 20 }, (_, n) => `2016-05-${String(n + 1).padStart(2, '0')}`);
    const stageOf = (n: number) => STAGES[n % STAGES.length];
    const answers = await Promise.all(days.map((effectiveOn, n) => log('C2', { effectiveOn, stage: stageOf(n) })));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    for (const [n, day] of days.entries()) {
      expect(await stateOf('C2', day)).toMatchObject({ stage: stageOf(n), since: day, entryId: answers[n]?.body.id });
    }
    expect((await historyOf('C2')).map(({ role }) => role)).toEqual(Array(20).fill('start'));
  });

  it('are one start and nineteen confirmations when all say the same of several days', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => log('C3', { effectiveOn: `2016-05-${10 + n}` })));
    const roles = (await historyOf('C3')).map(({ role }) => role as string);
    expect(roles).toEqual([...Array<string>(19).fill('confirmation'), 'start']);
    expect(await stateOf('C3', '2016-12-31')).toMatchObject({ since: '2016-05-10', lastConfirmedOn: '2016-05-29' });
  });
});

describe('several retractions at once of one entry', () => {
  it('succeed once', async () => {
    const { body } = await log('C4', {});
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => tracker.post(`/deployments/${body.id}/retraction`, { reason: 'nhầm' })),
    );
    const statuses = answers.map(({ status }) => status).sort(ascending);
    expect(statuses).toEqual([201, ...Array(7).fill(409)]);
    expect(await stateOf('C4', '2016-12-31')).toBeNull();
  });
});

describe('an Idempotency-Key', () => {
  it('sent ten times at once records one entry and gives ten equal answers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => log('C5', { note: 'một lần' }, { 'idempotency-key': 'once' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await historyOf('C5')).toHaveLength(1);
    expect((await log('C5', { note: 'một lần' }, { 'idempotency-key': 'once' })).text).toBe(answers[0]?.text);
  });

  it('sent again with another body, or to another address, is refused and records nothing', async () => {
    const headers = { 'idempotency-key': 'once' };
    const before = await historyOf('C5');
    const otherBody = await log('C5', { note: 'hai lần' }, headers);
    const { id } = before[0];
    const otherAddress = await tracker.post(`/deployments/${id}/retraction`, { reason: 'nhầm' }, headers);
    expect([otherBody.status, otherAddress.status]).toEqual([422, 422]);
    expect(await historyOf('C5')).toEqual(before);
  });

  it('sent at once with two bodies records the one that came first', async () => {
    const headers = { 'idempotency-key': 'two-bodies' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => log('A', { note: n % 2 === 0 ? 'chẵn' : 'lẻ' }, headers)),
    );
    const statuses = answers.map(({ status }) => status).sort(ascending);
    expect(statuses).toEqual([...Array(5).fill(201), ...Array(5).fill(422)]);
    const taken = answers.filter(({ status }) => status === 201);
    expect(new Set(taken.map(({ text }) => text)).size).toBe(1);
    expect(await historyOf('A')).toMatchObject([{ id: taken[0]?.body.id, note: taken[0]?.body.note }]);
  });

  it('is not used up by a write that was refused', async () => {
    const headers = { 'idempotency-key': 'refused-first' };
    expect((await log('B', { system: 'no-such-system' }, headers)).status).toBe(422);
    expect((await log('B', {}, headers)).status).toBe(201);
    expect(await historyOf('B')).toHaveLength(1);
  });
});
