import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { entry, faultsOf, figureOf, lastRevision, log, stateOf } from '../support/questions.js';

let tracker: TestApp;
beforeEach(async () => {
  tracker = await startApp({ sample: true });
});
afterEach(() => tracker.stop());

const COMMUNES = 'system=e-office&level=commune';

describe('logging a deployment', () => {
  it('moves the figure, and never the figure as it was known before', async () => {
    const { body: before } = await tracker.get(`/coverage?${COMMUNES}`);
    expect(before.rows).toMatchObject([{ covered: 41, eligible: 95, percent: '43,2%' }]);

    const logged = await log(tracker, {
      unitName: 'Xã Tân Bình',
      note: 'Bàn giao',
      evidence: [
        { kind: 'document', title: '418/QĐ-UBND ngày 24/02/2016' },
        { kind: 'link', title: 'Biên bản', url: 'https://example.org/bien-ban' },
      ],
    });
    expect(logged).toEqual({
      id: expect.any(Number),
      unit: { id: expect.any(String), code: '25495', name: 'Xã Tân Bình' },
      ...{ system: 'e-office', stage: 'live', effectiveOn: '2016-12-20', dated: 'on', dueOn: null, role: 'start' },
      evidence: [
        { kind: 'document', title: '418/QĐ-UBND ngày 24/02/2016' },
        { kind: 'link', title: 'Biên bản', url: 'https://example.org/bien-ban' },
      ],
      documents: [],
      ...{ note: 'Bàn giao', vendor: null, version: null, contract: null, retraction: null },
      revision: before.revision + 1,
      recordedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+07:00$/),
      recordedBy: expect.stringMatching(/^account-/),
    });

    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 42, unknown: 53, percent: '44,2%' });
    for (const known of [
      `knownAt=${encodeURIComponent(before.knownAt)}`,
      `knownAt=${before.knownAt}`,
      `revision=${before.revision}`,
    ]) {
      const { body } = await tracker.get(`/coverage?${COMMUNES}&${known}`);
      expect(body).toEqual(before);
    }
    expect(await figureOf(tracker, `${COMMUNES}&asOf=2016-12-19`)).toMatchObject({ covered: 0 });
    expect(await figureOf(tracker, `${COMMUNES}&asOf=2016-12-20`)).toMatchObject({ covered: 1, unknown: 94 });
    expect((await tracker.get(`/deployments/${logged.id}`)).body.entry).toEqual(logged);
    expect((await tracker.get(`/deployments/${logged.id}?revision=${before.revision}`)).status).toBe(404);
  });

  it('answers one instant before the entry as it answered then', async () => {
    const { recordedAt, revision } = await log(tracker);
    const at = await tracker.get(`/coverage?${COMMUNES}&knownAt=${recordedAt}`);
    expect(at.body).toMatchObject({ revision, knownAt: recordedAt, rows: [{ covered: 42 }] });
    const micros = Number(recordedAt.slice(20, 26)) - 1;
    if (micros < 0) return;
    const justBefore = `${recordedAt.slice(0, 20)}${String(micros).padStart(6, '0')}+07:00`;
    const { body } = await tracker.get(`/coverage?${COMMUNES}&knownAt=${justBefore}`);
    expect(body).toMatchObject({ revision: revision - 1, rows: [{ covered: 41 }] });
  });

  it('takes a code that changed hands with the name of that day, or the id', async () => {
    const named = await log(tracker, { unit: '25711', unitName: 'Xã Đôn Thuận' });
    expect(named.unit).toEqual({ id: expect.any(String), code: '25711', name: 'Xã Đôn Thuận' });
    for (const [effectiveOn, unitName] of [
      ['2016-12-21', 'UBND xã Đôn Thuận'],
      ['2016-12-22', 'X. Đôn Thuận, huyện Trảng Bàng'],
      ['2016-12-23', 'ĐÔN THUẬN'],
    ]) {
      expect((await log(tracker, { unit: '25711', unitName, effectiveOn })).unit).toEqual(named.unit);
    }
    const byId = await log(tracker, { unit: named.unit.id, effectiveOn: '2016-12-25' });
    expect([byId.unit, byId.role]).toEqual([named.unit, 'confirmation']);
    const today = await log(tracker, { unit: '25711', effectiveOn: '2025-07-01' });
    expect(today.unit).toMatchObject({ name: 'Xã Hưng Thuận' });
    expect(today.unit.id).not.toBe(named.unit.id);
  });

  it('writes once under an Idempotency-Key, and refuses the key for anything else', async () => {
    const headers = { 'idempotency-key': 'van-phong-2016-12' };
    const first = await tracker.post('/deployments', entry(), headers);
    const again = await tracker.post('/deployments', entry(), headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const other = await tracker.post('/deployments', entry({ stage: 'pilot' }), headers);
    expect(other.status).toBe(422);
    expect(faultsOf(other)).toEqual(['Idempotency-Key idempotency-key-reused']);
    expect(await lastRevision(tracker)).toBe(first.body.revision);
  });

  it('is not blocked by a refusal under the same key', async () => {
    const headers = { 'idempotency-key': 'k1' };
    expect((await tracker.post('/deployments', entry({ system: 'nope' }), headers)).status).toBe(422);
    expect((await tracker.post('/deployments', entry(), headers)).status).toBe(201);
  });

  it('takes entries of many writers at once, each in a revision of its own', async () => {
    const units = ['25492', '25495', '25501', '25504', '25507', '25513', '25594', '25597'];
    const entries = await Promise.all(units.map((unit) => log(tracker, { unit })));
    const revisions = entries.map(({ revision }) => revision as number).sort((a, b) => a - b);
    expect(revisions).toEqual(units.map((_, index) => index + 2));
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 41 + units.length });
  });
});

describe('stages over time', () => {
  it('fits late entries into the past', async () => {
    await log(tracker, { stage: 'live', effectiveOn: '2016-12-20' });
    await log(tracker, { stage: 'pilot', effectiveOn: '2016-03-01' });
    await log(tracker, { stage: 'suspended', effectiveOn: '2016-06-01' });
    const stageOn = async (day: string): Promise<unknown> => {
      const state = await stateOf(tracker, '25495', 'e-office', day);
      return state && [state.stage, state.since];
    };
    expect(await stageOn('2016-02-29')).toBeNull();
    expect(await stageOn('2016-03-01')).toEqual(['pilot', '2016-03-01']);
    expect(await stageOn('2016-05-31')).toEqual(['pilot', '2016-03-01']);
    expect(await stageOn('2016-06-01')).toEqual(['suspended', '2016-06-01']);
    expect(await stageOn('2016-12-19')).toEqual(['suspended', '2016-06-01']);
    expect(await stageOn('2016-12-20')).toEqual(['live', '2016-12-20']);
    expect(await figureOf(tracker, `${COMMUNES}&asOf=2016-07-01`)).toMatchObject({ covered: 0, missing: 1 });
    expect(await figureOf(tracker, `${COMMUNES}&asOf=2016-07-01&stages=live,suspended`)).toMatchObject({ covered: 1 });
  });

  it('keeps a repeated stage as a confirmation', async () => {
    const start = await log(tracker, { effectiveOn: '2016-10-01' });
    const confirmed = await log(tracker, { effectiveOn: '2016-11-30', dated: 'by' });
    expect([start.role, confirmed.role]).toEqual(['start', 'confirmation']);
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toMatchObject({
      ...{ stage: 'live', since: '2016-10-01', dated: 'on', entryId: start.id, lastConfirmedOn: '2016-11-30' },
    });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-11-29')).toMatchObject({ lastConfirmedOn: '2016-10-01' });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 42 });
  });

  it('turns a start into a confirmation when an earlier entry says the same', async () => {
    const later = await log(tracker, { effectiveOn: '2016-12-20' });
    const earlier = await log(tracker, { effectiveOn: '2016-09-01' });
    const { body } = await tracker.get('/deployments/history?unit=25495&system=e-office');
    expect(body.items.map(({ id, role }: any) => [id, role])).toEqual([
      [later.id, 'confirmation'],
      [earlier.id, 'start'],
    ]);
  });

  it('says of "by" that it was so already, its beginning unknown', async () => {
    const logged = await log(tracker, { effectiveOn: '2016-12-31', dated: 'by' });
    expect(logged).toMatchObject({ dated: 'by', role: 'start' });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toMatchObject({
      ...{ stage: 'live', since: '2016-12-31', dated: 'by' },
    });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-30')).toBeNull();
    const exact = await log(tracker, { effectiveOn: '2016-08-15', dated: 'on' });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toMatchObject({
      ...{ since: '2016-08-15', dated: 'on', entryId: exact.id },
    });
  });

  it('lets the later recorded of a day win', async () => {
    const first = await log(tracker, { stage: 'pilot' });
    const second = await log(tracker, { stage: 'live' });
    const { body } = await tracker.get('/deployments/history?unit=25495&system=e-office');
    expect(body.items.map(({ id, role }: any) => [id, role])).toEqual([
      [second.id, 'start'],
      [first.id, 'overruled'],
    ]);
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 42 });
  });

  it('tells none, which somebody confirmed, from unknown', async () => {
    await log(tracker, { stage: 'none' });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 41, missing: 1, unknown: 53 });
    expect(await stateOf(tracker, '25495', 'e-office', '2016-12-31')).toMatchObject({ stage: 'none' });
  });

  it('follows a unit through a change of name, and by its id wherever a code is taken', async () => {
    await log(tracker, { unit: '25717', unitName: 'xã Lộc Hưng' });
    const { body } = await tracker.get('/units/25717?asOf=2021-01-01');
    expect(body.unit.name).toBe('Phường Lộc Hưng');
    for (const unit of ['25717', body.unit.id]) {
      expect(await stateOf(tracker, unit, 'e-office', '2021-01-01')).toMatchObject({
        ...{ stage: 'live', unit: { id: body.unit.id, code: '25717', name: 'Phường Lộc Hưng' } },
      });
    }
    const { body: history } = await tracker.get(`/deployments/history?unit=${body.unit.id}&system=e-office`);
    expect(history.items[0].unit).toEqual({ id: body.unit.id, code: '25717', name: 'Xã Lộc Hưng' });
    expect((await log(tracker, { unit: body.unit.id, effectiveOn: '2016-12-25' })).role).toBe('confirmation');
  });
});

describe('a batch', () => {
  it('is recorded in one revision, in its order, the later row of a day winning', async () => {
    const { status, body } = await tracker.post('/deployments/batch', {
      entries: [entry({ stage: 'pilot' }), entry(), entry({ unit: '25501' })],
    });
    expect(status).toBe(201);
    expect(body.revision).toBe(2);
    expect(body.entries.map(({ unit, stage, role, revision }: any) => [unit.code, stage, role, revision])).toEqual([
      ['25495', 'pilot', 'overruled', 2],
      ['25495', 'live', 'start', 2],
      ['25501', 'live', 'start', 2],
    ]);
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 43 });
  });

  it('is refused as a whole, with every fault of every row', async () => {
    const answer = await tracker.post('/deployments/batch', {
      entries: [
        entry(),
        entry({ unit: '99999', system: 'nope' }),
        entry({ stage: 'alive', effectiveOn: '2016-02-30' }),
        'not an entry',
        entry({ unit: '25711', effectiveOn: '2016-12-20', colour: 'red' }),
        entry({ stage: 'planned', dueOn: '2016-12-01', evidence: [{ kind: 'rumour', title: ' ' }] }),
        entry({ effectiveOn: '2999-01-01' }),
      ],
    });
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual([
      'entries[1].system system-unknown',
      'entries[1].unit unit-unknown',
      'entries[2].effectiveOn not-a-day',
      'entries[2].stage not-one-of',
      'entries[3] not-an-object',
      'entries[4].colour unknown-field',
      'entries[4].unit code-changed',
      'entries[5].dueOn due-before-planned',
      'entries[5].evidence[0].kind not-one-of',
      'entries[5].evidence[0].title empty',
      'entries[6].effectiveOn effective-in-the-future',
      'entries[6].unit code-names-nothing',
    ]);
    expect(await lastRevision(tracker)).toBe(1);
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ covered: 41 });
  });

  it('holds between 1 and 1000 entries', async () => {
    expect(faultsOf(await tracker.post('/deployments/batch', { entries: [] }))).toEqual(['entries not-a-list']);
    const many = Array.from({ length: 1001 }, () => entry());
    expect(faultsOf(await tracker.post('/deployments/batch', { entries: many }))).toEqual(['entries not-a-list']);
    const most = await tracker.post('/deployments/batch', { entries: many.slice(1) });
    expect(most.status).toBe(201);
    expect(most.body.entries.filter(({ role }: any) => role === 'overruled')).toHaveLength(999);
  });
});
