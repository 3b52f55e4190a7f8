import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { recordCommune, recordProvince, taken } from '../support/made-up-province.js';
import { faultsOf, log } from '../support/questions.js';

let tracker: TestApp;
let united: string;

/** Two provinces of three and two communes, made one on 2019-01-01 under the code of the second. */
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  await recordProvince(tracker, '96', 'Đông');
  await recordProvince(tracker, '97', 'Tây');
  for (const within of ['96', '97']) {
    const rule = { level: 'commune', within, validFrom: '2018-01-01', validTo: '2019-01-01' };
    await taken(tracker, '/systems/e-office/applicability', rule);
  }
  for (const code of ['96101', '96102', '96103', '97101', '97102']) await recordCommune(tracker, code);
  await log(tracker, { unit: '96101', effectiveOn: '2018-10-10' });
  await log(tracker, { unit: '97101', effectiveOn: '2018-11-15' });
  await log(tracker, { unit: '97102', effectiveOn: '2018-12-14' });
  const into = { key: 'united', code: '97', name: 'Tỉnh Đông Tây', kind: 'tỉnh', level: 'province' };
  await taken(tracker, '/reorganisations', {
    effectiveOn: '2019-01-01',
    instruments: [
      { number: '2/NQ-THU', changes: [{ type: 'merge', from: [{ unit: '96' }, { unit: '97' }], into: [into] }] },
    ],
  });
  const rule = { level: 'commune', within: '97', validFrom: '2019-01-01' };
  await taken(tracker, '/systems/e-office/applicability', rule);
  united = (await tracker.get('/units/97?asOf=2019-01-01')).body.unit.id;
});
afterAll(() => tracker.stop());

async function pointsOf(query: string): Promise<string[]> {
  const { status, body } = await tracker.get(`/coverage/trend?system=e-office&level=commune&${query}`);
  expect(status).toBe(200);
  expect(body.series).toHaveLength(1);
  return body.series[0].points.map(({ asOf, figure }: any) =>
    figure === null ? `${asOf} null` : `${asOf} ${figure.covered}/${figure.eligible}`,
  );
}

describe('follow=lineage', () => {
  const span = 'from=2018-10-01&to=2019-02-28';

  it('unites the predecessors of a scope that was not there yet', async () => {
    expect(await pointsOf(`${span}&within=97&follow=lineage`)).toEqual([
      '2018-10-31 1/5',
      '2018-11-30 2/5',
      '2018-12-31 3/5',
      '2019-01-31 3/5',
      '2019-02-28 3/5',
    ]);
    expect(await pointsOf(`${span}&within=${united}&follow=lineage`)).toHaveLength(5);
  });

  it('is asked for: else there is nothing of a scope that was not there', async () => {
    expect(await pointsOf(`${span}&within=97`)).toEqual([
      ...['2018-10-31 null', '2018-11-30 null', '2018-12-31 null', '2019-01-31 3/5', '2019-02-28 3/5'],
    ]);
  });

  it('leaves a scope alone that was there', async () => {
    const plain = await pointsOf(`${span}&within=961`);
    expect(await pointsOf(`${span}&within=961&follow=lineage`)).toEqual(plain);
    expect(plain[0]).toBe('2018-10-31 1/3');
  });

  it('unites Tây Ninh and Long An before the province of 2025', async () => {
    // E-office was at 41 of Tây Ninh's communes, all there still in 2025; of Long An's nothing is known, nor asked for.
    const points = await pointsOf('from=2025-06-01&to=2025-07-31&within=80&follow=lineage');
    expect(points).toEqual(['2025-06-30 41/94', '2025-07-31 5/96']);
  });
});

describe('calendar=decree-09', () => {
  it('cuts months off on the 14th', async () => {
    expect(await pointsOf('within=97&follow=lineage&calendar=decree-09&from=2018-11-01&to=2019-01-31')).toEqual([
      '2018-11-14 1/5',
      '2018-12-14 3/5',
      '2019-01-14 3/5',
    ]);
  });

  it('cuts quarters and years off on the 14th of their last month', async () => {
    const span = 'within=97&follow=lineage&calendar=decree-09&from=2018-07-01&to=2019-06-30';
    expect(await pointsOf(`${span}&step=quarter`)).toEqual([
      ...['2018-09-14 0/5', '2018-12-14 3/5', '2019-03-14 3/5', '2019-06-14 3/5'],
    ]);
    expect(await pointsOf(`${span}&step=year`)).toEqual(['2018-12-14 3/5']);
  });

  it('says which calendar and lineage it went by', async () => {
    const asked = await tracker.get('/coverage/trend?from=2018-12-01&to=2018-12-31&calendar=decree-09&follow=lineage');
    expect(asked.body).toMatchObject({ calendar: 'decree-09', follow: 'lineage' });
    const plain = await tracker.get('/coverage/trend?from=2018-12-01&to=2018-12-31');
    expect(plain.body).toMatchObject({ calendar: 'calendar', follow: null });
  });

  it('knows no other', async () => {
    const answer = await tracker.get('/coverage/trend?from=2018-12-01&to=2018-12-31&calendar=lunar&follow=money');
    expect(faultsOf(answer)).toEqual(['calendar not-one-of', 'follow not-one-of']);
  });
});
