import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { entry, faultsOf, figureOf, lastRevision, log, stateOf } from '../support/questions.js';

let tracker: TestApp;
beforeEach(async () => {
  tracker = await startApp({ sample: true });
});
afterEach(() => tracker.stop());

const COMMUNES = 'system=e-office&level=commune';
const UNKNOWN = `/coverage/units?${COMMUNES}&list=unknown&within=705`;

async function unknownUnit(code: string, day: string): Promise<any> {
  const { body } = await tracker.get(`${UNKNOWN}&asOf=${day}`);
  return body.items.find(({ unit }: any) => unit.code === code);
}

describe('a plan', () => {
  const plan = { stage: 'planned', effectiveOn: '2016-06-01', dueOn: '2016-12-15' };

  it('stands beside the stage and moves no figure', async () => {
    const planned = await log(tracker, plan);
    expect(planned).toMatchObject({ role: 'plan', stage: 'planned', dueOn: '2016-12-15' });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 41, unknown: 54 });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-06-01')).toMatchObject({
      ...{ stage: null, since: null, entryId: null },
      plan: { entryId: planned.id, plannedOn: '2016-06-01', dueOn: '2016-12-15' },
    });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-05-31')).toBeNull();
  });

  it('is overdue from the day after it was due', async () => {
    await log(tracker, plan);
    expect(await unknownUnit('25495', '2016-12-15')).toMatchObject({ overdue: false, plan: { dueOn: '2016-12-15' } });
    expect(await unknownUnit('25495', '2016-12-16')).toMatchObject({ overdue: true, plan: { dueOn: '2016-12-15' } });
  });

  it.each([
    ['none', true],
    ['retired', true],
    ['preparing', false],
    ['pilot', false],
    ['suspended', false],
    ['live', false],
  ])('beside the stage %s shows: %s', async (stage, shows) => {
    await log(tracker, plan);
    await log(tracker, { stage, effectiveOn: '2016-03-01' });
    const state = await stateOf(tracker, '25495', 'e-office', '2016-12-31');
    expect([state.stage, state.plan !== null]).toEqual([stage, shows]);
  });

  it('is fulfilled by going live, and does not come back when the system is retired', async () => {
    await log(tracker, plan);
    await log(tracker, { effectiveOn: '2016-09-01' });
    await log(tracker, { stage: 'retired', effectiveOn: '2016-11-01' });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-08-31')).toMatchObject({ stage: null, plan: {} });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toMatchObject({ stage: 'retired', plan: null });
    await log(tracker, { stage: 'planned', effectiveOn: '2016-11-15', dueOn: '2017-06-30' });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toMatchObject({ plan: { dueOn: '2017-06-30' } });
  });

  it('may be without a due day, and a due day without a plan is refused', async () => {
    await log(tracker, { stage: 'planned', effectiveOn: '2016-06-01' });
    expect(await unknownUnit('25495', '2016-12-31')).toMatchObject({ overdue: false, plan: { dueOn: null } });
    const answer = await tracker.post('/deployments', entry({ dueOn: '2017-01-01' }));
    expect([answer.status, ...faultsOf(answer)]).toEqual([422, 'dueOn due-on-without-plan']);
  });
});

describe('a retraction', () => {
  it('takes the entry out of every figure from then on, and leaves it in the history', async () => {
    const { id, revision } = await log(tracker);
    const { status, body } = await tracker.post(`/deployments/${id}/retraction`, { reason: 'Nhập nhầm đơn vị' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      revision: revision + 1,
      retracted: { id, role: 'retracted', retraction: { reason: 'Nhập nhầm đơn vị', replacementId: null } },
      replacement: null,
    });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 41 });
    expect(await figureOf(tracker, `${COMMUNES}&revision=${revision}`)).toMatchObject({ covered: 42 });
    const { body: history } = await tracker.get('/deployments/history?unit=25495&system=e-office');
    expect(history.items).toMatchObject([{ id, role: 'retracted', retraction: { revision: revision + 1 } }]);
    const { body: then } = await tracker.get(`/deployments/history?unit=25495&system=e-office&revision=${revision}`);
    expect(then.items).toMatchObject([{ id, role: 'start', retraction: null }]);
  });

  it('is refused a second time, and writes nothing', async () => {
    const { id } = await log(tracker);
    await tracker.post(`/deployments/${id}/retraction`, { reason: 'Nhập nhầm' });
    const revision = await lastRevision(tracker);
    const again = await tracker.post(`/deployments/${id}/retraction`, { reason: 'Nhập nhầm' });
    expect([again.status, ...faultsOf(again)]).toEqual([409, ' retracted-already']);
    expect(await lastRevision(tracker)).toBe(revision);
  });

  it('answers the same to a repeated request with the same Idempotency-Key', async () => {
    const { id } = await log(tracker);
    const headers = { 'idempotency-key': 'thu-hoi-1' };
    const first = await tracker.post(`/deployments/${id}/retraction`, { reason: 'Nhập nhầm' }, headers);
    const again = await tracker.post(`/deployments/${id}/retraction`, { reason: 'Nhập nhầm' }, headers);
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('uncovers what the entry had overruled or ended', async () => {
    await log(tracker, { stage: 'pilot', effectiveOn: '2016-05-01' });
    const wrong = await log(tracker, { stage: 'live', effectiveOn: '2016-08-01' });
    await log(tracker, { stage: 'pilot', effectiveOn: '2016-10-01' });
    await tracker.post(`/deployments/${wrong.id}/retraction`, { reason: 'Chưa nghiệm thu' });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toMatchObject({
      ...{ stage: 'pilot', since: '2016-05-01', lastConfirmedOn: '2016-10-01' },
    });
  });

  it('corrects by a replacement in the same revision', async () => {
    const { id, revision } = await log(tracker);
    const replacement = entry({ unit: '25501', effectiveOn: '2016-12-22' });
    const { status, body } = await tracker.post(`/deployments/${id}/retraction`, { reason: 'Nhầm xã', replacement });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      revision: revision + 1,
      retracted: { id, role: 'retracted', retraction: { replacementId: body.replacement.id } },
      replacement: { unit: { name: 'Xã Thạnh Tây' }, role: 'start', revision: revision + 1 },
    });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 42 });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toBeNull();
  });

  it('names every fault of the reason and of the replacement, and withdraws nothing', async () => {
    const { id } = await log(tracker);
    const revision = await lastRevision(tracker);
    const replacement = entry({ unit: '99999', stage: 'alive', effectiveOn: '2999-01-01', system: 'nope' });
    const answer = await tracker.post(`/deployments/${id}/retraction`, { reason: ' ', replacement, extra: 1 });
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual([
      'extra unknown-field',
      'reason empty',
      'replacement.effectiveOn effective-in-the-future',
      'replacement.stage not-one-of',
      'replacement.system system-unknown',
      'replacement.unit unit-unknown',
    ]);
    expect(await lastRevision(tracker)).toBe(revision);
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 42 });
  });

  it('withdraws a plan', async () => {
    const { id } = await log(tracker, { stage: 'planned', effectiveOn: '2016-06-01', dueOn: '2016-12-15' });
    await tracker.post(`/deployments/${id}/retraction`, { reason: 'Hoãn' });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toBeNull();
  });
});

describe('a declaration', () => {
  const declaration = {
    ...{ system: 'digital-signature', level: 'commune', scope: '705', asOf: '2016-12-31', count: 7, total: 10 },
    ...{ comparator: '≥', document: 'Báo cáo 12/BC-UBND', quote: 'ít nhất 7/10 xã' },
  };

  it('stands beside the figure of its place, never in it, until it is retracted', async () => {
    const { status, body } = await tracker.post('/declarations', declaration);
    expect(status).toBe(201);
    const question = 'system=digital-signature&level=commune&within=705';
    const shown = { id: body.id, count: 7, total: 10, comparator: '≥', print: 'từ 7/10 trở lên' };
    expect(await figureOf(tracker, question)).toMatchObject({ covered: 0, eligible: 10, declared: [shown] });
    expect(await figureOf(tracker, `${question}&asOf=2016-12-30`)).toMatchObject({ declared: [] });
    expect((await tracker.get('/declarations?system=digital-signature')).body).toMatchObject({ total: 2 });

    const retraction = `/declarations/${body.id}/retraction`;
    expect((await tracker.post(retraction, { reason: 'Số liệu sai' })).status).toBe(204);
    expect(await figureOf(tracker, question)).toMatchObject({ declared: [] });
    expect(await figureOf(tracker, `${question}&revision=2`)).toMatchObject({ declared: [shown] });
    const again = await tracker.post(retraction, { reason: 'Số liệu sai' });
    expect([again.status, ...faultsOf(again)]).toEqual([409, ' retracted-already']);
  });

  it.each([
    [{ count: undefined, total: undefined, comparator: 'some' }, 'một số đơn vị', 'some units'],
    [{ count: undefined, total: undefined, comparator: undefined }, 'chưa có số liệu', 'no data yet'],
    [{ count: 1685, total: undefined, comparator: undefined }, '1.685', '1,685'],
    [{ count: 37, total: undefined, comparator: '>' }, 'trên 37', 'over 37'],
    [{ count: 37, total: undefined, comparator: '~' }, 'khoảng 37', 'about 37'],
    [{ count: 0, total: 10, comparator: '=' }, '0/10', '0/10'],
  ])('%j prints %s', async (stated, vietnamese, english) => {
    await tracker.post('/declarations', { ...declaration, ...stated });
    const newest = async (headers?: Record<string, string>): Promise<any> =>
      (await tracker.get('/declarations?system=digital-signature', headers)).body.items.at(0);
    const prints = [(await newest()).print, (await newest({ 'accept-language': 'en' })).print];
    expect(prints).toEqual([vietnamese, english]);
  });

  it('is refused with every fault', async () => {
    const answer = await tracker.post('/declarations', {
      ...{ system: 'nope', scope: '99999', level: 'moon', asOf: '2016-02-30', count: -1, total: 2.5, comparator: '≈' },
    });
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual([
      'asOf not-a-day',
      'comparator not-one-of',
      'count not-a-whole-number',
      'document required',
      'level not-one-of',
      'scope unit-unknown',
      'system system-unknown',
      'total not-a-whole-number',
    ]);
    const facts = { ...declaration, count: 11, comparator: 'some', asOf: '2999-01-01' };
    expect(faultsOf(await tracker.post('/declarations', facts))).toEqual([
      'asOf effective-in-the-future',
      'comparator count-and-comparator',
      'scope code-names-nothing',
      'total total-below-count',
    ]);
  });
});
