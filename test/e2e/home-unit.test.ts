import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Settings } from '../../src/platform/database/settings.js';
import { Writers } from '../../src/platform/database/writers.js';
import { UnitSearchService } from '../../src/units/unit-search.service.js';
import { ReadPoints } from '../../src/platform/database/read-points.js';
import { startApp, type TestApp } from '../support/app.js';

/** ADR 10, on the sample: at home in Tây Ninh (72), with Long An (80) beside it until both became the new 80. */
let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
});
afterAll(() => tracker.stop());

async function communes(query: string): Promise<number> {
  return (await tracker.get(`/units?level=commune&limit=1&${query}`)).body.total as number;
}

describe('a question without a scope', () => {
  it('means the home unit, and what became of it', async () => {
    // data/register/README.md: Tây Ninh 95, and 96 of the new province; Long An 186 at its end.
    expect(await communes('asOf=2016-12-31')).toBe(95);
    expect(await communes('asOf=2025-06-30')).toBe(94);
    expect(await communes('asOf=2025-07-01')).toBe(96);
    expect((await tracker.get('/coverage?asOf=2025-06-30')).body.within).toEqual(['72']);
    expect((await tracker.get('/coverage?asOf=2025-07-01')).body.within).toEqual(['80']);
  });

  it('leaves the rest to those who ask for it', async () => {
    expect(await communes('asOf=2025-06-30&within=80')).toBe(186);
    expect(await communes('asOf=2025-06-30&within=72,80')).toBe(280);
  });

  it('passes through the merger in a trend and a bridge', async () => {
    const trend = '/coverage/trend?system=one-stop-shop&level=commune&from=2025-06-01&to=2025-07-31&step=month';
    const { body } = await tracker.get(trend);
    // 30 June: the 94 communes of 2020 all have it; 31 July: 24 of 96 by inheritance.
    expect(body.series[0].points.map(({ asOf, figure }: any) => [asOf, figure.covered, figure.eligible])).toEqual([
      ['2025-06-30', 94, 94],
      ['2025-07-31', 24, 96],
    ]);
    const bridge = '/coverage/bridge?system=one-stop-shop&level=commune&from=2025-06-30&to=2025-07-31';
    const [, time] = (await tracker.get(bridge)).body.steps;
    const sum = (of: string): number => time.lines.reduce((total: number, line: any) => total + line[of], 0);
    expect([sum('deltaCovered'), sum('deltaEligible')]).toEqual([24 - 94, 96 - 94]);
  });
});

describe('a name that no place goes with', () => {
  const named = async (typed: string): Promise<string> => {
    const at = await tracker.app.get(ReadPoints).resolve({ asOf: '2016-12-31' as never });
    return (await tracker.app.get(UnitSearchService).resolveOne(typed, at)).code;
  };

  it('is looked for at home first, and elsewhere where home has none', async () => {
    // Phường 4 is 25462 in Thành phố Tây Ninh and 27691 in Thành phố Tân An.
    expect(await named('Phường 4')).toBe('25462');
    expect(await named('Huyện Bến Lức')).toBe('803');
    await expect(named('Xã Tân Bình')).rejects.toMatchObject({
      faults: [{ detail: { candidates: [{ code: '25474' }, { code: '25495' }] } }],
    });
  });
});

describe('a tracker at home nowhere', () => {
  it('means all its roots', async () => {
    const { app } = tracker;
    await app.get(Writers).write((tx) => app.get(Settings).setHomeUnit(tx, null));
    expect((await tracker.get('/coverage?asOf=2025-06-30')).body.within).toEqual(['72', '80']);
    expect(await communes('asOf=2025-06-30')).toBe(280);
  });
});

describe('a home that began later', () => {
  it('stands for what it came from on the days before', async () => {
    const { app } = tracker;
    const { body } = await tracker.get('/units/80?asOf=2025-07-01');
    await app.get(Writers).write((tx) => app.get(Settings).setHomeUnit(tx, body.unit.id));
    expect((await tracker.get('/coverage?asOf=2025-06-30')).body.within.sort()).toEqual(['72', '80']);
    expect((await tracker.get('/coverage?asOf=2025-07-01')).body.within).toEqual(['80']);
  });
});
