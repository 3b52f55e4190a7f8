import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { expectProblem, faultsOf, lastRevision } from '../support/questions.js';

jest.setTimeout(60_000);

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const authorization = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** Of 2015 and in district 705 (Tân Biên) with its communes 25492 and 25495, so that the sample's year is left alone. */
const training = {
  kind: 'training',
  title: 'Tập huấn quản trị văn phòng điện tử',
  startsOn: '2015-03-02',
  endsOn: '2015-03-04',
  organiser: '705',
  place: 'Hội trường huyện Tân Biên',
  systems: ['e-office'],
  people: 20,
  attendance: [{ unit: '25492', people: 12 }, { unit: '25495' }],
};
const handover = {
  kind: 'handover',
  title: 'Bàn giao máy vi tính',
  startsOn: '2015-06-30',
  organiser: '705',
  items: [
    { unit: '25492', type: 'Máy vi tính', quantity: 5, measure: 'bộ' },
    { unit: '25495', type: 'Máy vi tính', quantity: 4, measure: 'bộ' },
    { unit: '25495', type: 'Máy quét', quantity: 1, measure: 'cái' },
  ],
};

let tracker: TestApp;
let trainingId: number;
let handoverId: number;
const unitId: Record<string, string> = {};

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  for (const code of ['705', '25492', '25495', '25465'])
    unitId[code] = (await tracker.get(`/units/${code}?asOf=2015-03-02`)).body.unit.id;
  trainingId = (await record(training)).id;
  handoverId = (await record(handover)).id;
});
afterAll(() => tracker.stop());

async function record(body: object, headers?: Record<string, string>): Promise<any> {
  const answer = await tracker.post('/activities', body, headers);
  expect(answer.body).not.toHaveProperty('errors');
  expect(answer.status).toBe(201);
  return answer.body;
}
const list = async (query: string, headers?: Record<string, string>): Promise<number[]> => {
  const { status, body } = await tracker.get(`/activities?${query}`, headers);
  expect([status, body.items.length]).toEqual([200, body.total]);
  return body.items.map(({ id }: any) => id);
};
const figures = async (query: string, headers?: Record<string, string>): Promise<any> =>
  (await tracker.get(`/activities/figures?${query}`, headers)).body;

describe('an activity', () => {
  it('is answered with the units of its first day', async () => {
    const { body } = await tracker.get(`/activities/${trainingId}`);
    expect(body.activity).toEqual({
      ...{ id: trainingId, kind: 'training', title: training.title, startsOn: '2015-03-02', endsOn: '2015-03-04' },
      ...{ print: '02/03/2015 - 04/03/2015', place: training.place, systems: ['e-office'], people: 20, items: [] },
      organiser: { id: unitId['705'], code: '705', name: 'Huyện Tân Biên' },
      attendance: [
        { unit: { id: unitId['25492'], code: '25492', name: expect.any(String) }, people: 12 },
        { unit: { id: unitId['25495'], code: '25495', name: 'Xã Tân Bình' }, people: null },
      ],
      ...{ note: null, documents: [], revision: 2, recordedAt: expect.any(String), retraction: null },
    });
    const { body: other } = await tracker.get(`/activities/${handoverId}`);
    expect(other.activity.items.map(({ unit, ...item }: any) => ({ ...item, unit: unit.code }))).toEqual(
      handover.items,
    );
  });

  it('is found by words with or without diacritics, by system, unit, kind and period', async () => {
    const found = (words: string): Promise<number[]> => list(`q=${encodeURIComponent(words)}`);
    expect(await list('q=tap%20huan%20van%20phong&to=2015-12-31')).toEqual([trainingId]);
    expect(await found('HỘI TRƯỜNG huyện')).toEqual([trainingId]);
    expect(await found('máy quét')).toEqual([handoverId]);
    expect(await found('máy chiếu')).toEqual([]);
    expect(await list('within=25492&to=2015-12-31')).toEqual([handoverId, trainingId]);
    expect(await list('within=25465&to=2015-12-31')).toEqual([]);
    expect(await list('kind=handover&period=2015')).toEqual([handoverId]);
    expect(await list('period=2015-Q1&system=e-office')).toEqual([trainingId]);
    expect(await list('period=2015-03')).toEqual([trainingId]);
    expect(await list('period=2015-03&calendar=decree-09')).toEqual([trainingId]);
    expect(await list('period=2015-07&calendar=decree-09')).toEqual([handoverId]);
    expect(await list('from=2015-06-30&to=2015-06-30')).toEqual([handoverId]);
    // A day before it began knows nothing of it, and neither does a revision before.
    expect(await list('asOf=2015-06-29&from=2015-01-01')).toEqual([trainingId]);
    expect(await list('period=2015&revision=2')).toEqual([trainingId]);
  });

  it('is withdrawn with a reason, another in its place; what was known stays', async () => {
    const wrong = await record({ ...handover, startsOn: '2014-01-10', title: 'Bàn giao nhầm' });
    const { status, body } = await tracker.post(`/activities/${wrong.id}/retraction`, {
      reason: 'Nhầm năm',
      replacement: { ...handover, startsOn: '2014-02-10' },
    });
    expect([status, body.retracted.retraction]).toEqual([
      201,
      {
        ...{ reason: 'Nhầm năm', replacementId: body.replacement.id, revision: body.revision },
        retractedAt: body.replacement.recordedAt,
      },
    ]);
    expect(await list('period=2014')).toEqual([body.replacement.id]);
    expect(await list('period=2014&state=retracted')).toEqual([wrong.id]);
    expect(await list(`period=2014&revision=${wrong.revision}`)).toEqual([wrong.id]);
    const again = await tracker.post(`/activities/${wrong.id}/retraction`, { reason: 'Nữa' });
    expectProblem(again, 409);
    expect(faultsOf(again)).toEqual([' retracted-already']);
    expect((await tracker.post('/activities/999999/retraction', { reason: 'x' })).status).toBe(404);
    expect((await tracker.get('/activities/x')).status).toBe(404);
    await tracker.post(`/activities/${body.replacement.id}/retraction`, { reason: 'Không có' });
  });

  it('rests on documents, which are linked when it is recorded or later', async () => {
    const document = { type: 'plan', issuer: 'UBND huyện Tân Biên', title: 'Kế hoạch tập huấn' };
    const { id } = (await tracker.post('/documents', document)).body;
    const one = await record({ ...training, startsOn: '2013-01-07', endsOn: '2013-01-07', documents: [id] });
    expect([one.documents.map((it: any) => it.id), one.print]).toEqual([[id], '07/01/2013']);
    const other = await record({ ...training, startsOn: '2013-01-08', endsOn: '2013-01-08' });
    const subject = { type: 'activity', id: String(other.id) };
    expect((await tracker.post(`/documents/${id}/links`, { subject })).status).toBe(201);
    const links = (await tracker.get(`/documents/${id}`)).body.document.links.map((link: any) => link.subject.id);
    expect(links).toEqual([String(one.id), String(other.id)]);
    const unknown = { subject: { ...subject, id: '01' } };
    expect(faultsOf(await tracker.post(`/documents/${id}/links`, unknown))).toEqual(['subject.id subject-unknown']);
  });

  it('is sent twice with one key and recorded once', async () => {
    const key = { 'idempotency-key': 'lop-2012' };
    const body = { ...training, startsOn: '2012-01-09', endsOn: '2012-01-09' };
    expect((await record(body, key)).id).toBe((await record(body, key)).id);
    expect(await list('period=2012')).toHaveLength(1);
  });
});

describe('figures', () => {
  it('sum a period, and each unit of it', async () => {
    const all = await figures('period=2015&within=705&groupBy=unit');
    expect(all).toMatchObject({ from: '2015-01-01', to: '2015-12-31', within: ['705'] });
    const equipment = (sum: number) => ({ type: 'Máy vi tính', measure: 'bộ', quantity: sum });
    expect(all.totals).toEqual({
      ...{ trainings: 1, people: 20, unstated: 0, printPeople: '20', unitsTrained: 2 },
      equipment: [
        { type: 'Máy quét', measure: 'cái', quantity: 1, units: 1, print: 'Máy quét: 01 cái' },
        { ...equipment(9), units: 2, print: 'Máy vi tính: 09 bộ' },
      ],
    });
    const rows = Object.fromEntries(all.rows.map(({ unit, ...row }: any) => [unit.code, row]));
    expect(Object.keys(rows).sort()).toEqual(['25492', '25495', '705']);
    expect(rows['705']).toMatchObject({ trainings: 1, people: 8, equipment: [] });
    expect(rows['25492']).toMatchObject({ trainings: 0, people: 12, equipment: [equipment(5)] });
    // Nobody said how many came from there; it is not 0.
    expect(rows['25495']).toMatchObject({ people: null, printPeople: 'chưa có số liệu', unstated: 1 });
  });

  it('stand by quarter, and print as English does when asked for English', async () => {
    const { rows } = await figures('period=2015&within=705&groupBy=quarter', { 'accept-language': 'en' });
    expect(rows.map(({ period, trainings }: any) => [period, trainings])).toEqual([
      ['2015-Q1', 1],
      ['2015-Q2', 0],
    ]);
    expect(rows[1].equipment[0].print).toBe('Máy quét: 1 cái');
    const { totals } = await figures('period=2015&within=25495', { 'accept-language': 'en' });
    expect(totals.printPeople).toBe('no data yet');
  });

  it('mean the home unit where none is named, and nothing outside of it', async () => {
    expect((await figures('period=2015')).totals).toEqual((await figures('period=2015&within=72')).totals);
    expect((await figures('period=2015&within=80')).totals).toMatchObject({ trainings: 0, people: 0, equipment: [] });
  });

  it('follow the units into what they became', async () => {
    const { totals } = await figures('period=2015&asOf=2025-07-01');
    expect(totals).toMatchObject({ trainings: 1, people: 20 });
  });
});

describe('rights', () => {
  it('let a reporter record for its own unit, or what its own units received', async () => {
    const commune = await tokenOf(tracker.database, [{ role: 'reporter', unitId: unitId['25492'] }]);
    const own = { ...handover, startsOn: '2011-05-05', items: [handover.items[0]] };
    const recorded = await record(own, authorization(commune));
    const foreign = await tracker.post('/activities', { ...handover, startsOn: '2011-05-06' }, authorization(commune));
    expectProblem(foreign, 403);
    expect(faultsOf(foreign)).toEqual(['organiser outside-your-scope']);
    const retraction = `/activities/${handoverId}/retraction`;
    expect((await tracker.post(retraction, { reason: 'x' }, authorization(commune))).status).toBe(403);
    expect(
      (await tracker.post(`/activities/${recorded.id}/retraction`, { reason: 'x' }, authorization(commune))).status,
    ).toBe(201);
  });

  it('let who answers for a system record about it alone', async () => {
    const token = authorization(await tokenOf(tracker.database, [{ role: 'reporter', system: 'e-office' }]));
    const about = (systems?: string[]) =>
      tracker.post('/activities', { ...training, startsOn: '2010-05-04', endsOn: undefined, systems }, token);
    expect((await about(['e-office'])).status).toBe(201);
    expect((await about(['e-office', 'one-stop-shop'])).status).toBe(403);
    expect((await about()).status).toBe(403);
  });

  it('show a reader the part of its own units, and no other', async () => {
    const viewer = authorization(await tokenOf(tracker.database, [{ role: 'viewer' }], [unitId['25492'] as string]));
    expect(await list('period=2015', viewer)).toEqual([handoverId, trainingId]);
    const { text, body } = await tracker.get('/activities?period=2015', viewer);
    expect([text.includes(unitId['705'] as string), text.includes(unitId['25495'] as string)]).toEqual([false, false]);
    expect(body.items[1]).toMatchObject({ organiser: null, people: null, attendance: [{ people: 12 }] });
    expect(body.items[0].items).toHaveLength(1);
    expect((await figures('period=2015', viewer)).totals).toMatchObject({ trainings: 0, people: 12, unitsTrained: 1 });
    const other = authorization(await tokenOf(tracker.database, [{ role: 'viewer' }], [unitId['25465'] as string]));
    expect(await list('period=2015', other)).toEqual([]);
    expect((await tracker.get(`/activities/${trainingId}`, other)).status).toBe(404);
    expect((await figures('period=2015', other)).totals).toMatchObject({ trainings: 0, people: 0, equipment: [] });
  });
});

describe('bad input', () => {
  it('has all its faults named at once, of form and of fact, and nothing is written', async () => {
    const revision = await lastRevision(tracker);
    const answer = await tracker.post('/activities/batch', {
      activities: [
        training,
        {
          ...training,
          startsOn: '2015-03-02',
          endsOn: '2015-03-01',
          organiser: '99999',
          systems: ['nope'],
          people: 11,
          attendance: [{ unit: '25492', people: 12 }, { unit: '25492' }, { unit: '00000', people: 1 }],
          items: handover.items,
          documents: [NOWHERE],
        },
        { ...handover, startsOn: '9999-12-31', people: 1, attendance: [{ unit: '25492' }], items: undefined },
        { ...handover, kind: 'party', items: [{ unit: '25492', type: '', quantity: 0, measure: 'bộ' }], x: 1 },
        {
          kind: 'training',
          startsOn: '2015-02-30',
          organiser: '25711',
          attendance: [{ unit: '25492', people: -1 }, { unit: '00000' }],
        },
      ],
      more: 1,
    });
    expectProblem(answer, 400);
    expect(faultsOf(answer)).toEqual(
      [
        'activities[1].attendance[1].unit attends-twice',
        'activities[1].attendance[2].unit unit-unknown',
        'activities[1].documents[0] document-unknown',
        'activities[1].endsOn period-without-days',
        'activities[1].items field-of-another-kind',
        'activities[1].organiser unit-unknown',
        'activities[1].people people-below-attendance',
        'activities[1].systems[0] system-unknown',
        'activities[2].attendance field-of-another-kind',
        'activities[2].attendance[0].unit code-names-nothing',
        'activities[2].organiser code-names-nothing',
        'activities[2].items required',
        'activities[2].people field-of-another-kind',
        'activities[2].startsOn activity-in-the-future',
        'activities[3].items[0].quantity not-a-whole-number',
        'activities[3].items[0].type empty',
        'activities[3].kind not-one-of',
        'activities[3].x unknown-field',
        'activities[4].attendance[0].people not-a-whole-number',
        'activities[4].attendance[1].unit unit-unknown',
        'activities[4].startsOn not-a-day',
        'activities[4].title required',
        'more unknown-field',
      ].sort(),
    );
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('is refused in questions', async () => {
    const refused = async (query: string): Promise<string[]> => {
      const answer = await tracker.get(`/activities/figures?${query}`);
      expectProblem(answer, 400);
      return faultsOf(answer);
    };
    expect(await refused('period=2015-13&groupBy=week')).toEqual([
      'groupBy not-one-of',
      'period not-a-reporting-period',
    ]);
    expect(await refused('period=2015&from=2015-01-01&to=2015-01-02')).toEqual([
      'from period-and-days',
      'to period-and-days',
    ]);
    expect(await refused('from=2015-01-02&to=2015-01-01')).toEqual(['to period-without-days']);
    expect(await refused('system=nope&within=nope')).toEqual(['system system-unknown', 'within unit-unknown']);
  });

  it('a code that has changed hands is asked about', async () => {
    const answer = await tracker.post('/activities', { ...handover, organiser: '25711' });
    expectProblem(answer, 409);
    expect(faultsOf(answer)).toEqual(['organiser code-changed']);
  });
});
