import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { recordCommune, recordProvince, taken } from '../support/made-up-province.js';
import { expectProblem, faultsOf, figureOf, log } from '../support/questions.js';

let tracker: TestApp;
/** The instant until which nothing but the first entries of 2017 was known. */
let early: string;
const ids = new Map<string, string>();

/**
 * Two provinces that no law knows. As first known, at the end of 2017: e-office live at 99101, 99102, 99103, a pilot
 * at 99104, nothing known of 99105 to 99108; live at 98101 in the other province.
 */
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  await recordProvince(tracker, '99', 'Thử');
  await recordProvince(tracker, '98', 'Bên Cạnh');
  for (const within of ['98', '99']) {
    await taken(tracker, '/systems/e-office/applicability', { level: 'commune', within });
  }
  for (const code of ['99101', '99102', '99103', '99104', '99105', '99106', '99107', '99108', '98101']) {
    ids.set(code, await recordCommune(tracker, code));
  }
  for (const unit of ['99101', '99102', '98101']) await log(tracker, { unit, effectiveOn: '2017-03-01' });
  const wrong = await log(tracker, { unit: '99103', effectiveOn: '2017-03-01' });
  await log(tracker, { unit: '99104', stage: 'pilot', effectiveOn: '2017-03-01' });
  early = (await tracker.get('/coverage?system=e-office')).body.knownAt;

  // What became known of 2017 afterwards.
  await log(tracker, { unit: '99105', effectiveOn: '2017-06-01' });
  await taken(tracker, `/deployments/${wrong.id}/retraction`, {
    reason: 'Mới là thí điểm',
    replacement: { unit: '99103', system: 'e-office', stage: 'pilot', effectiveOn: '2017-03-01' },
  });
  await taken(tracker, '/exemptions', {
    ...{ unit: '99106', system: 'e-office', validFrom: '2017-01-01', reason: 'Chưa có điện', grantedBy: 'UBND tỉnh' },
  });

  // What happened in 2018.
  await log(tracker, { unit: '99104', effectiveOn: '2018-02-01' });
  await log(tracker, { unit: '99107', effectiveOn: '2018-03-01', dated: 'by' });
  await log(tracker, { unit: '99101', stage: 'suspended', effectiveOn: '2018-05-01' });
  const into = { key: 'new', code: '99109', name: 'Xã Số 99109', kind: 'xã', level: 'commune', parent: '991' };
  await taken(tracker, '/reorganisations', {
    effectiveOn: '2018-07-01',
    instruments: [
      {
        number: '1/NQ-THU',
        changes: [
          { type: 'merge', from: [{ unit: '99102' }, { unit: '99103' }], into: [into] },
          { type: 'move', unit: '99108', parent: '981' },
          { type: 'move', unit: '98101', parent: '991' },
          { type: 'reclassify', unit: '99105', kind: 'phường', name: 'Phường Số 99105' },
        ],
      },
    ],
  });

  // A system with a rule for xã from 2018 on; live at 99101 before anybody said who should have it.
  await taken(tracker, '/systems', { code: 'made-up', name: 'Hệ thống thử' });
  await taken(tracker, '/systems/made-up/applicability', {
    ...{ level: 'commune', kind: 'xã', within: '99', validFrom: '2018-01-01' },
  });
  await log(tracker, { unit: '99101', system: 'made-up', effectiveOn: '2017-05-01' });
});
afterAll(() => tracker.stop());

async function bridge(query: Record<string, string>): Promise<any> {
  const { status, body } = await tracker.get(`/coverage/bridge?${new URLSearchParams(query).toString()}`);
  expect(body).not.toHaveProperty('errors');
  expect(status).toBe(200);
  return body;
}

const OF_99 = { system: 'e-office', level: 'commune', within: '99' };
const linesOf = (step: any): string[] =>
  step.lines.map(({ unit, cause, deltaCovered, deltaEligible }: any) =>
    [cause, unit.code, deltaCovered, deltaEligible].join(' '),
  );
const causesOf = (step: any): string[] =>
  step.causes.map(({ cause, lines, deltaCovered, deltaEligible }: any) =>
    [cause, lines, deltaCovered, deltaEligible].join(' '),
  );

describe('GET /coverage/bridge', () => {
  it('leads from what was known of 2017 to the end of 2018, one line for every unit that changed', async () => {
    const body = await bridge({ ...OF_99, from: '2017-12-31', to: '2018-12-31', knownFrom: early });
    expect(body).toMatchObject({
      from: { asOf: '2017-12-31', knownAt: early, figure: { covered: 3, eligible: 8, percent: '37,5%' } },
      between: { asOf: '2017-12-31', figure: { covered: 3, eligible: 7, exempt: 1, percent: '42,9%' } },
      to: { asOf: '2018-12-31', figure: { covered: 4, eligible: 6, exempt: 1, percent: '66,7%' } },
      within: ['99'],
      stages: ['live'],
      projected: false,
    });
    expect(body.between.revision).toBe(body.to.revision);
    expect(body.from.revision).toBeLessThan(body.to.revision);

    const [knowledge, time] = body.steps;
    expect(knowledge).toMatchObject({ step: 'knowledge', deltaCovered: 0, deltaEligible: -1, eligibleBridges: true });
    expect(linesOf(knowledge)).toEqual(['exemption 99106 0 -1', 'late-entry 99105 1 0', 'correction 99103 -1 0']);
    expect(time).toMatchObject({ step: 'time', deltaCovered: 1, deltaEligible: -1, eligibleBridges: true });
    expect(linesOf(time)).toEqual([
      'established 99109 0 1', // the lower of live and pilot
      'ended 99102 -1 -1',
      'ended 99103 0 -1',
      'moved 98101 1 1',
      'moved 99108 0 -1',
      'newly-live 99104 1 0',
      'live-by 99107 1 0', // since when is not known
      'lapsed 99101 -1 0',
    ]);
    expect(causesOf(time)).toEqual([
      ...['established 1 0 1', 'ended 2 -1 -2', 'moved 2 1 0', 'newly-live 1 1 0', 'live-by 1 1 0', 'lapsed 1 -1 0'],
    ]);
    expect(time.lines[1]).toEqual({
      unit: { id: ids.get('99102'), code: '99102', name: 'Xã Số 99102' },
      ...{ system: 'e-office', cause: 'ended', deltaCovered: -1, deltaEligible: -1 },
    });
  });

  it('has the figures that coverage has', async () => {
    const body = await bridge({ ...OF_99, from: '2017-12-31', to: '2018-12-31', knownFrom: early });
    const question = 'system=e-office&level=commune&within=99';
    const [from, between, to] = [
      await figureOf(tracker, `${question}&asOf=2017-12-31&knownAt=${encodeURIComponent(early)}`),
      await figureOf(tracker, `${question}&asOf=2017-12-31`),
      await figureOf(tracker, `${question}&asOf=2018-12-31`),
    ];
    for (const [point, row] of [
      [body.from, from],
      [body.between, between],
      [body.to, to],
    ]) {
      const { system, level, levelName, declared, ...figure } = row;
      expect([system, level, levelName, declared]).toEqual(['e-office', 'commune', 'cấp xã', []]);
      expect(point.figure).toEqual(figure);
    }
  });

  it('is of one day and of everything committed, unless told otherwise', async () => {
    const same = await bridge({ ...OF_99, from: '2017-12-31' });
    expect(same.to).toEqual(same.from);
    expect(same.steps.flatMap(({ lines }: any) => lines)).toEqual([]);

    const known = await bridge({ ...OF_99, from: '2017-12-31', knownFrom: early });
    expect(causesOf(known.steps[0])).toEqual(['exemption 1 0 -1', 'late-entry 1 1 0', 'correction 1 -1 0']);
    expect(known.steps[1].lines).toEqual([]);

    const then = await bridge({ ...OF_99, from: '2017-02-28', to: '2017-12-31', knownTo: early });
    expect(then.from.knownAt).toBe(early);
    expect(then.steps[0].lines).toEqual([]);
    expect(linesOf(then.steps[1])).toEqual(['newly-live 99101 1 0', 'newly-live 99102 1 0', 'newly-live 99103 1 0']);
  });

  it('tells a change of kind and one of the rules', async () => {
    const question = { system: 'made-up', within: '99' };
    const half = await bridge({ ...question, from: '2018-06-30', to: '2018-12-31' });
    expect(half).toMatchObject({ from: { figure: { covered: 1, eligible: 8 } }, to: { figure: { eligible: 6 } } });
    expect(linesOf(half.steps[1])).toEqual([
      'established 99109 0 1',
      'ended 99102 0 -1',
      'ended 99103 0 -1',
      'moved 98101 0 1',
      'moved 99108 0 -1',
      'level-or-kind 99105 0 -1',
    ]);
    const onlyXa = await bridge({ ...OF_99, kind: 'xã', from: '2018-06-30', to: '2018-07-01' });
    expect(linesOf(onlyXa.steps[1])).toContain('level-or-kind 99105 -1 -1');
  });

  it('does not bridge denominators where one was not stated, and says so', async () => {
    const body = await bridge({ system: 'made-up', within: '99', from: '2017-12-31', to: '2018-01-01' });
    expect(body).toMatchObject({
      from: { figure: { covered: 1, eligible: null, percent: '1' } },
      to: { figure: { covered: 1, eligible: 8 } },
    });
    const [, time] = body.steps;
    expect(time).toMatchObject({ eligibleBridges: false, deltaCovered: 0, deltaEligible: null });
    expect(causesOf(time)).toEqual(['applicability 8 0 8']);
  });

  it('counts what was only known "by" a day as live by then, never as newly live', async () => {
    const body = await bridge({
      system: 'e-office',
      level: 'commune',
      within: '72',
      from: '2016-12-30',
      to: '2016-12-31',
    });
    expect(body).toMatchObject({ to: { figure: { covered: 41, eligible: 95 } } });
    expect(causesOf(body.steps[1])).toEqual(['live-by 41 41 0']);
  });

  it('reads codes on the later day, and means the home unit on each where no scope is named', async () => {
    const question = { system: 'e-office', level: 'commune', to: '2025-07-01', from: '2025-06-30' };
    const named = await bridge({ ...question, within: '80' });
    expect(named).toMatchObject({ from: { figure: { eligible: 0 } }, to: { figure: { eligible: 96 } } });
    const atHome = await bridge(question);
    expect(atHome.from.figure).toMatchObject({ eligible: 94 });
    expect(atHome.within).toEqual(['80']);
    expect(new Set(atHome.steps[1].causes.map(({ cause }: any) => cause))).toEqual(new Set(['established', 'ended']));
  });

  it('gives the same answer for the same tag', async () => {
    const path = `/coverage/bridge?from=2017-12-31&to=2018-12-31&within=99&knownTo=${encodeURIComponent(early)}`;
    const first = await tracker.get(path);
    const etag = first.headers.get('etag') ?? '';
    expect((await tracker.get(path, { 'if-none-match': etag })).status).toBe(304);
    await log(tracker, { unit: '99101', stage: 'retired', effectiveOn: '2019-01-01' });
    expect((await tracker.get(path)).text).toBe(first.text);
  });

  it('refuses what leads backwards or nowhere, with every fault at its place', async () => {
    const refused = async (query: string): Promise<string[]> => {
      const answer = await tracker.get(`/coverage/bridge?${query}`);
      expectProblem(answer, 400);
      return faultsOf(answer);
    };
    expect(await refused('to=2016-02-30&step=month')).toEqual(['from required', 'step unknown-field', 'to not-a-day']);
    expect(await refused('from=2018-01-01&to=2017-12-31')).toEqual(['to bridge-backwards']);
    expect(
      await refused(`from=2018-01-01&knownTo=2010-01-01T00:00:00Z&knownFrom=${encodeURIComponent(early)}`),
    ).toEqual(['knownTo knowledge-backwards']);
    expect(await refused('from=2018-01-01&knownFrom=9999-01-01T00:00:00Z&knownTo=9999-01-01T00:00:00Z')).toEqual([
      'knownFrom known-in-the-future',
      'knownTo known-in-the-future',
    ]);
    expect(await refused('from=2018-01-01&system=nowhere&within=99110')).toEqual([
      'system system-unknown',
      'within unit-unknown',
    ]);
    // Named on the later day: until 2018-06-30 there was no 99109.
    expect(await refused('from=2018-01-01&to=2018-06-30&within=99109')).toEqual(['within code-names-nothing']);
  });
});
