import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { faultsOf, figureOf, lastRevision, log } from '../support/questions.js';

let tracker: TestApp;
beforeEach(async () => {
  tracker = await startApp({ sample: true });
});
afterEach(() => tracker.stop());

const COMMUNES = 'system=e-office&level=commune';
const LISTS = ['covered', 'missing', 'unknown', 'exempt', 'outside'] as const;

/** How many units each list of a figure opens to; each must agree with its own total. */
async function lengthsOf(question: string): Promise<Record<string, number>> {
  const lengths: Record<string, number> = {};
  for (const list of LISTS) {
    const { body } = await tracker.get(`/coverage/units?${question}&list=${list}&limit=500`);
    expect(body.items).toHaveLength(body.total);
    lengths[list] = body.total;
  }
  return lengths;
}

async function exempt(unit: string, more: Record<string, unknown> = {}): Promise<string> {
  const exemption = { unit, system: 'e-office', validFrom: '2016-01-01', reason: 'Xã đảo', grantedBy: 'UBND tỉnh' };
  const { status, body } = await tracker.post('/exemptions', { ...exemption, ...more });
  expect(status).toBe(201);
  return body.id as string;
}

function member(unit: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { unit, validFrom: '2016-07-01', ...more };
}

describe('the lists behind a figure', () => {
  it('are as long as the figure says, for every group', async () => {
    await log(tracker, { stage: 'none' });
    await log(tracker, { unit: '25501' });
    await exempt('25492');
    await exempt('25501');
    const { body } = await tracker.get('/coverage');
    for (const { system, level, covered, missing, unknown, exempt: off, outside, eligible } of body.rows) {
      const lengths = await lengthsOf(`system=${system}&level=${level}`);
      expect(lengths).toEqual({ covered, missing, unknown, exempt: off, outside });
      expect(eligible).toBe(eligible === null ? null : covered + missing + unknown);
    }
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({
      ...{ covered: 41, missing: 1, unknown: 51, exempt: 2, outside: 1, eligible: 93 },
    });
  });

  it('say of each unit why it stands there', async () => {
    const none = await log(tracker, { stage: 'none', effectiveOn: '2016-12-01' });
    const live = await log(tracker, { unit: '25501', effectiveOn: '2016-12-20' });
    await exempt('25501');
    const list = async (name: string): Promise<any[]> =>
      (await tracker.get(`/coverage/units?${COMMUNES}&within=705&list=${name}`)).body.items;
    expect(await list('missing')).toMatchObject([
      {
        unit: { id: expect.any(String), code: '25495', name: 'Xã Tân Bình' },
        ...{ level: 'commune', kind: 'xã', stage: 'none', since: '2016-12-01', dated: 'on', days: 30 },
        parent: { id: expect.any(String), code: '705', name: 'Huyện Tân Biên' },
        ...{ entryId: none.id, lastConfirmedOn: '2016-12-01', plan: null, overdue: false, exemption: null },
      },
    ]);
    const exemption = { reason: 'Xã đảo', grantedBy: 'UBND tỉnh' };
    const islander = { unit: { code: '25501' }, stage: 'live', entryId: live.id, exemption };
    expect(await list('exempt')).toMatchObject([islander]);
    expect(await list('outside')).toMatchObject([islander]);
    expect(await list('covered')).toEqual([]);
    expect(await list('unknown')).toHaveLength(8);
  });

  it('narrow as the figure does', async () => {
    expect(await lengthsOf(`${COMMUNES}&kind=phường`)).toMatchObject({ covered: 7, unknown: 0 });
    expect(await lengthsOf(`${COMMUNES}&within=705&kind=thị trấn`)).toMatchObject({ covered: 0, unknown: 1 });
    expect(await lengthsOf('system=e-office&parent=705')).toMatchObject({ covered: 0, unknown: 10 });
    expect(await lengthsOf('system=e-office&parent=72')).toMatchObject({ covered: 9, unknown: 0 });
  });
});

describe('an exemption', () => {
  it('takes a unit out of the denominator for its period, until it is ended or retracted', async () => {
    const id = await exempt('25495', { validTo: '2017-01-01' });
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ eligible: 94, exempt: 1, percent: '43,6%' });
    expect(await figureOf(tracker, `${COMMUNES}&asOf=2015-12-31`)).toMatchObject({ eligible: 95, exempt: 0 });
    expect(await figureOf(tracker, `${COMMUNES}&asOf=2017-01-01`)).toMatchObject({ eligible: 95, exempt: 0 });
    expect(await figureOf(tracker, `${COMMUNES}&revision=1`)).toMatchObject({ eligible: 95, exempt: 0 });

    const { body } = await tracker.get('/exemptions?unit=25495');
    expect(body.items).toMatchObject([{ id, system: 'e-office', version: 2, validTo: '2017-01-01' }]);
    const end = { validTo: '2016-07-01' };
    expect((await tracker.patch(`/exemptions/${id}`, end)).status).toBe(428);
    expect((await tracker.patch(`/exemptions/${id}`, end, { 'if-match': '"v1"' })).status).toBe(412);
    expect((await tracker.patch(`/exemptions/${id}`, end, { 'if-match': '"v2"' })).status).toBe(204);
    expect(await figureOf(tracker, COMMUNES)).toMatchObject({ eligible: 95, exempt: 0 });
    expect(await figureOf(tracker, `${COMMUNES}&asOf=2016-06-30`)).toMatchObject({ eligible: 94, exempt: 1 });

    const current = (await tracker.get('/exemptions?unit=25495')).body.items[0].id as string;
    expect((await tracker.post(`/exemptions/${current}/retraction`, { reason: 'Sai' })).status).toBe(204);
    expect(await figureOf(tracker, `${COMMUNES}&asOf=2016-06-30`)).toMatchObject({ eligible: 95, exempt: 0 });
    const again = await tracker.post(`/exemptions/${current}/retraction`, { reason: 'Sai' });
    expect([again.status, ...faultsOf(again)]).toEqual([404, ' exemption-unknown']);
  });

  it('is refused with every fault, twice at once, and without days', async () => {
    await exempt('25495');
    const revision = await lastRevision(tracker);
    const answer = await tracker.post('/exemptions', { unit: '99999', system: 'nope', validFrom: '2016-13-01', x: 1 });
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual([
      'grantedBy required',
      'reason required',
      'system system-unknown',
      'unit unit-unknown',
      'validFrom not-a-day',
      'x unknown-field',
    ]);
    const more = { system: 'e-office', reason: 'a', grantedBy: 'b' };
    const twice = await tracker.post('/exemptions', { ...more, unit: '25495', validFrom: '2016-06-01' });
    expect([twice.status, ...faultsOf(twice)]).toEqual([409, 'unit exempt-already']);
    const days = { validFrom: '2016-06-01', validTo: '2016-06-01' };
    const empty = await tracker.post('/exemptions', { ...more, unit: '25501', ...days });
    expect([empty.status, ...faultsOf(empty)]).toEqual([422, 'validTo period-without-days']);
    expect(await lastRevision(tracker)).toBe(revision);
  });
});

describe('a rule', () => {
  it('gives departments a denominator, and the live ones of it are counted', async () => {
    const complaints = 'system=complaints&level=department';
    expect(await figureOf(tracker, complaints)).toMatchObject({ covered: 3, eligible: null, percent: '3' });
    const rule = { level: 'department', kind: 'Sở', validFrom: '2016-01-01', legalBasis: '06/2016/QĐ-UBND' };
    const { status, body } = await tracker.post('/systems/complaints/applicability', rule);
    expect(status).toBe(201);
    expect(await figureOf(tracker, complaints)).toMatchObject({
      covered: 1,
      eligible: 16,
      outside: 2,
      percent: '6,3%',
    });
    expect((await lengthsOf(complaints)).outside).toBe(2);
    expect(await figureOf(tracker, `${complaints}&revision=1`)).toMatchObject({ eligible: null });

    const path = `/systems/complaints/applicability/${body.id}`;
    const { body: rules } = await tracker.get('/systems/complaints/applicability');
    expect(rules.items).toContainEqual(expect.objectContaining({ id: body.id, version: 2, kind: 'sở' }));
    expect((await tracker.patch(path, { validTo: '2016-12-31' })).status).toBe(428);
    expect((await tracker.patch(path, { validTo: '2016-12-31' }, { 'if-match': '"v1"' })).status).toBe(412);
    const none = await tracker.patch(path, { validTo: '2016-01-01' }, { 'if-match': '"v2"' });
    expect([none.status, ...faultsOf(none)]).toEqual([422, 'validTo period-without-days']);
    expect((await tracker.patch(path, { validTo: '2016-12-31' }, { 'if-match': '"v2"' })).status).toBe(204);
    expect(await figureOf(tracker, complaints)).toMatchObject({ eligible: null, percent: '3' });
    expect(await figureOf(tracker, `${complaints}&asOf=2016-12-30&stages=live,none`)).toMatchObject({ eligible: 16 });
  });

  it('speaks of a set, whose members have periods', async () => {
    const set = { code: 'thi-diem', name: 'Xã thí điểm', members: [member('25495'), member('25501')] };
    expect((await tracker.post('/sets', set)).body).toMatchObject({ code: 'thi-diem', name: 'Xã thí điểm' });
    const rule = { level: 'commune', set: 'thi-diem', within: '705', validFrom: '2016-01-01' };
    expect((await tracker.post('/systems/portal/applicability', rule)).status).toBe(201);
    const portal = 'system=portal&level=commune';
    expect(await figureOf(tracker, portal)).toMatchObject({ covered: 0, eligible: 2, unknown: 2 });
    const further = { members: [member('25504', { validTo: '2016-12-01' })] };
    expect((await tracker.post('/sets/thi-diem/members', further)).status).toBe(204);
    expect(await figureOf(tracker, `${portal}&asOf=2016-07-01`)).toMatchObject({ eligible: 3 });
    expect(await figureOf(tracker, `${portal}&asOf=2016-11-30`)).toMatchObject({ eligible: 3 });
    expect(await figureOf(tracker, `${portal}&asOf=2016-12-01`)).toMatchObject({ eligible: 2 });
    expect((await tracker.get('/sets/thi-diem')).body.members).toHaveLength(3);
    await log(tracker, { unit: '25507', system: 'portal' });
    await log(tracker, { unit: '25594', system: 'portal' });
    const { body } = await tracker.get(`/coverage?${portal}&groupBy=district`);
    expect(body.rows.map((row: any) => [row.district.code, row.covered, row.eligible, row.outside])).toEqual([
      ['708', 1, null, 0],
      ['705', 0, 2, 1],
    ]);
  });

  it('is refused where it says nothing new, and with every fault', async () => {
    // 72 names nothing today, and one unit alone before.
    const again = await tracker.post('/systems/e-office/applicability', { level: 'commune', within: '72' });
    expect([again.status, ...faultsOf(again)]).toEqual([409, ' rule-said-already']);
    const rule = { level: 'moon', set: 'nope', within: '99999', validFrom: '2016-02-30', x: 1 };
    expect(faultsOf(await tracker.post('/systems/e-office/applicability', rule))).toEqual([
      'level not-one-of',
      'set set-unknown',
      'validFrom not-a-day',
      'within unit-unknown',
      'x unknown-field',
    ]);
    expect((await tracker.post('/systems/nope/applicability', { level: 'commune' })).status).toBe(404);
    expect(await lastRevision(tracker)).toBe(1);
  });
});

describe('a set', () => {
  it('refuses a member twice, an unknown one and a code that is taken, all at once', async () => {
    const members = [member('25495'), member('25495', { validTo: '2016-12-01' }), member('99999')];
    const answer = await tracker.post('/sets', { code: 'so-tu-phap', name: 'x', members });
    expect(answer.status).toBe(422);
    expect(faultsOf(answer)).toEqual([
      'code set-code-taken',
      'members[1].unit already-member',
      'members[2].unit unit-unknown',
    ]);
    expect((await tracker.post('/sets/nope/members', { members: [member('25495')] })).status).toBe(404);
    expect(await lastRevision(tracker)).toBe(1);
  });

  it('names what is wrong with other members beside one that is malformed', async () => {
    const members = [
      member('25495', { validFrom: 'x' }),
      member('99999'),
      { ...member('25495'), x: 1 },
      member('88888'),
    ];
    const faults = ['members[0].validFrom not-a-day', 'members[1].unit unit-unknown', 'members[2].x unknown-field'];
    const answer = await tracker.post('/sets', { code: 'moi', name: 'Mới', members });
    expect([answer.status, ...faultsOf(answer)]).toEqual([400, ...faults, 'members[3].unit unit-unknown']);
    const further = await tracker.post('/sets/so-tu-phap/members', { members });
    expect([further.status, ...faultsOf(further)]).toEqual([400, ...faults, 'members[3].unit unit-unknown']);
  });
});
