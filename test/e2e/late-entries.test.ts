import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { recordCommune, recordProvince, taken } from '../support/made-up-province.js';
import { expectProblem, faultsOf, log } from '../support/questions.js';

let tracker: TestApp;
/** When the report went out, and its day. */
let since: string;
let day: string;
const ids: Record<string, number> = {};

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  await recordProvince(tracker, '99', 'Thử');
  for (const code of ['99101', '99102', '99103', '99104']) await recordCommune(tracker, code);
  ids['before'] = (await log(tracker, { unit: '99101', effectiveOn: '2017-03-01' })).id;
  ids['wrong'] = (await log(tracker, { unit: '99102', effectiveOn: '2017-03-01' })).id;
  ids['confirmation'] = (await log(tracker, { unit: '99101', effectiveOn: '2017-09-01' })).id;
  since = (await tracker.get('/coverage?system=e-office')).body.knownAt;
  day = since.slice(0, 10);

  ids['start'] = (await log(tracker, { unit: '99103', effectiveOn: '2017-06-01' })).id;
  ids['confirming'] = (await log(tracker, { unit: '99101', effectiveOn: '2017-12-31' })).id;
  ids['overruled'] = (await log(tracker, { unit: '99104', stage: 'pilot', effectiveOn: '2017-07-01' })).id;
  ids['overruling'] = (await log(tracker, { unit: '99104', effectiveOn: '2017-07-01' })).id;
  ids['plan'] = (await log(tracker, { unit: '99102', stage: 'planned', effectiveOn: '2017-08-01' })).id;
  ids['onTime'] = (await log(tracker, { unit: '99103', stage: 'suspended', effectiveOn: day })).id;
  const { retracted, replacement } = await taken(tracker, `/deployments/${ids['wrong']}/retraction`, {
    reason: 'Nhầm ngày',
    replacement: { unit: '99102', system: 'e-office', stage: 'live', effectiveOn: '2017-04-01' },
  });
  expect(retracted.id).toBe(ids['wrong']);
  ids['right'] = replacement.id;
  await taken(tracker, `/deployments/${ids['confirmation']}/retraction`, { reason: 'Trùng' });
  await taken(tracker, `/deployments/${ids['start']}/retraction`, { reason: 'Không phải' });
});
afterAll(() => tracker.stop());

async function late(query = '', instant = since): Promise<any> {
  const { status, body } = await tracker.get(`/late-entries?since=${encodeURIComponent(instant)}${query}`);
  expect(body).not.toHaveProperty('errors');
  expect(status).toBe(200);
  return body;
}

function inShort(items: any[]): string[] {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return items.map(
    ({ entry, event, changesStage }) =>
      `${names.get(entry.id) ?? entry.id}: ${event}, ${entry.role}${changesStage ? ', changes' : ''}`,
  );
}

const ALL = [
  'confirming: recorded, confirmation',
  'overruled: recorded, overruled',
  'overruling: recorded, start, changes',
  'plan: recorded, plan',
  'wrong: retracted, retracted, changes',
  'right: recorded, start, changes',
  'confirmation: retracted, retracted',
  'start: recorded-and-retracted, retracted',
];

describe('GET /late-entries', () => {
  it('lists what was recorded or withdrawn since and speaks of days before, each with what it changed', async () => {
    const body = await late();
    expect(inShort(body.items)).toEqual(ALL);
    expect(body).toMatchObject({ total: ALL.length, nextCursor: null });
    expect(body.items[2]).toEqual({
      entry: expect.objectContaining({
        id: ids['overruling'],
        unit: { id: expect.any(String), code: '99104', name: 'Xã Số 99104' },
        ...{ system: 'e-office', stage: 'live', effectiveOn: '2017-07-01', role: 'start', retraction: null },
        recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+07:00$/),
      }),
      event: 'recorded',
      changesStage: true,
    });
    for (const { entry } of body.items) {
      expect((entry.retraction?.retractedAt ?? entry.recordedAt) > since).toBe(true);
      expect(entry.effectiveOn < day).toBe(true);
    }
  });

  it('takes the instant to the microsecond, in whatever zone it is written', async () => {
    const first = (await late()).items[0].entry;
    // Recorded before it, `start` was believed at that instant.
    const after = [...ALL.slice(1, -1), 'start: retracted, retracted, changes'];
    expect(inShort((await late('', first.recordedAt)).items)).toEqual(after);
    const utc = new Date(since).toISOString().slice(0, 19) + since.slice(19, 26) + 'Z';
    expect(inShort((await late('', utc)).items)).toEqual(ALL);
  });

  it('is empty where nothing was said of days before: the instant lies before every entry', async () => {
    expect((await late('', '2016-12-31T00:00:00Z')).total).toBe(0);
    expect((await late('', '0001-01-01T00:00:00+15:00')).total).toBe(0);
    // Days are those of Vietnam: it is 2017-01-01 there, and the sample speaks of 2016-12-31.
    const sample = await late('&limit=1', '2016-12-31T17:00:00Z');
    expect(sample.total).toBe((await late('&limit=1', '2017-01-01T00:00:00+07:00')).total);
    expect(sample.total).toBe(293);
  });

  it('is as known at the point asked for', async () => {
    const start = (await late()).items.at(-1).entry;
    const body = await late(`&revision=${start.revision}`);
    expect(inShort(body.items)).toEqual(['start: recorded, start, changes']);
    expect((await late('&revision=0')).items).toEqual([]);
  });

  it('pages, all pages of one walk at the point of the first', async () => {
    const seen: any[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: any = await late(`&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.total).toBe(ALL.length);
      seen.push(...page.items);
      cursor = page.nextCursor;
      if (seen.length === 3) await log(tracker, { unit: '99104', stage: 'retired', effectiveOn: '2017-10-01' });
    }
    expect(inShort(seen)).toEqual(ALL);
    expect((await late()).total).toBe(ALL.length + 1);
  });

  it('refuses what is no instant, or is to come', async () => {
    const refused = async (query: string): Promise<string[]> => {
      const answer = await tracker.get(`/late-entries?${query}`);
      expectProblem(answer, 400);
      return faultsOf(answer);
    };
    expect(await refused('limit=0')).toEqual(['limit not-a-whole-number', 'since required']);
    expect(await refused('since=2017-01-01')).toEqual(['since not-an-instant']);
    expect(await refused('since=9999-01-01T00:00:00Z')).toEqual(['since known-in-the-future']);
  });
});
