import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Settings } from '../../src/platform/database/settings.js';
import { Writers } from '../../src/platform/database/writers.js';
import { type RegisterLoad, RegisterService } from '../../src/register/register.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { lastRevision } from '../support/questions.js';

/** Counts, days and names are those of data/register/README.md, which names the sources of each. */
const LONG = 120_000;

function load(tracker: TestApp, provinces: readonly string[] | null): Promise<RegisterLoad> {
  return tracker.app.get(Writers).write((tx) => tracker.app.get(RegisterService).load(tx, { provinces, apply: true }));
}

async function total(tracker: TestApp, query: string): Promise<number> {
  const { status, body } = await tracker.get(`/units?limit=1&${query}`);
  expect(status).toBe(200);
  return body.total as number;
}

/** Provinces, districts and communes of a day; `scope` narrows. */
async function countOn(tracker: TestApp, day: string | null, scope = ''): Promise<number[]> {
  const asOf = day === null ? '' : `asOf=${day}&`;
  return Promise.all(
    ['province', 'district', 'commune'].map((level) => total(tracker, `${asOf}level=${level}${scope}`)),
  );
}

const COUNTRY: [string | null, number[]][] = [
  ['2025-06-30', [63, 696, 10_035]],
  ['2025-07-01', [34, 0, 3_321]],
  ['2026-04-29', [34, 0, 3_321]],
  ['2026-04-30', [34, 0, 3_321]],
  // Today.
  [null, [34, 0, 3_321]],
];

describe('the whole country in an empty database', () => {
  let tracker: TestApp;
  let first: RegisterLoad;
  const progress: [number, number][] = [];
  beforeAll(async () => {
    tracker = await startApp();
    first = await tracker.app
      .get(Writers)
      .write((tx) =>
        tracker.app
          .get(RegisterService)
          .load(tx, { provinces: null, apply: false }, (done, all) => progress.push([done, all])),
      );
  }, LONG);
  afterAll(() => tracker.stop());

  it('is loaded in one revision, and tells how far it is', async () => {
    expect(first).toMatchObject({ applied: true, unitsMatched: 0, reorganisationsPresent: 0, differences: [] });
    expect(first.idOf.size).toBe(first.unitsCreated);
    expect(await lastRevision(tracker)).toBe(1);
    const done = progress.map(([sum]) => sum);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(progress.at(-1)?.[0]).toBe(progress.at(-1)?.[1]);
    expect(progress).toHaveLength(1 + first.reorganisationsApplied);
  });

  it.each(COUNTRY)('has on %s provinces, districts and communes: %j', async (day, expected) => {
    expect(await countOn(tracker, day)).toEqual(expected);
  });

  it.each([
    ['2016-12-31', [1, 9, 95]],
    ['2020-01-31', [1, 9, 95]],
    ['2020-02-01', [1, 9, 94]],
    ['2025-06-30', [1, 9, 94]],
  ])('has on %s in Tây Ninh, then 72: %j', async (day, expected) => {
    expect(await countOn(tracker, day, '&within=72')).toEqual(expected);
  });

  it('has in the Tây Ninh of 2025, then 80, 82 xã and 14 phường', async () => {
    expect(await countOn(tracker, '2025-06-30', '&within=80')).toEqual([1, 15, 186]);
    expect(await countOn(tracker, '2025-07-01', '&within=80')).toEqual([1, 0, 96]);
    expect(await total(tracker, 'asOf=2025-07-01&within=80&level=commune&kind=xã')).toBe(82);
    expect(await total(tracker, 'asOf=2025-07-01&within=80&level=commune&kind=phường')).toBe(14);
    const names = await Promise.all(
      ['2025-06-30', '2025-07-01'].map(async (day) => (await tracker.get(`/units/80?asOf=${day}`)).body.unit.name),
    );
    expect(names).toEqual(['Tỉnh Long An', 'Tỉnh Tây Ninh']);
  });

  it('has ten communes that became phường when Đồng Nai became a city on 2026-04-30', async () => {
    const wards = (day: string): Promise<number> => total(tracker, `asOf=${day}&level=commune&kind=phường`);
    expect((await wards('2026-04-30')) - (await wards('2026-04-29'))).toBe(10);
    const within = '&within=75&level=commune&kind=phường';
    expect(
      (await total(tracker, `asOf=2026-04-30${within}`)) - (await total(tracker, `asOf=2026-04-29${within}`)),
    ).toBe(10);

    const [eve, day] = await Promise.all(
      ['2026-04-29', '2026-04-30'].map(async (asOf) => (await tracker.get(`/units/25270?asOf=${asOf}`)).body),
    );
    expect([eve.unit.name, day.unit.name]).toEqual(['Xã Lộc Ninh', 'Phường Lộc Ninh']);
    expect([eve.unit.kind, day.unit.kind]).toEqual(['xã', 'phường']);
    expect(day.unit.id).toBe(eve.unit.id);
    const province = await Promise.all(
      ['2026-04-29', '2026-04-30'].map(async (asOf) => (await tracker.get(`/units/75?asOf=${asOf}`)).body.unit),
    );
    expect(province.map(({ name }) => name)).toEqual(['Tỉnh Đồng Nai', 'Thành phố Đồng Nai']);
  });

  it('changes nothing when it is loaded again', async () => {
    const again = await load(tracker, null);
    expect(again).toMatchObject({ applied: false, unitsCreated: 0, reorganisationsApplied: 0, differences: [] });
    expect(again).toMatchObject({ unitsMatched: first.unitsCreated, obstacles: [] });
    expect(again.reorganisationsPresent).toBe(first.reorganisationsApplied);
    expect(new Map([...again.idOf].sort())).toEqual(new Map([...first.idOf].sort()));
    expect(await lastRevision(tracker)).toBe(1);
  });
});

describe('the country after some of its provinces', () => {
  let tracker: TestApp;
  beforeAll(async () => {
    tracker = await startApp();
    await load(tracker, ['72']);
    await load(tracker, ['79']);
  }, LONG);
  afterAll(() => tracker.stop());

  // 202/2025/QH15 united provinces, 203/2025/QH15 ended all districts: both are recorded already, for some of them.
  it(
    'is completed, and what was there keeps its identity',
    async () => {
      const communes = async (): Promise<string[]> => {
        const { body } = await tracker.get('/units?asOf=2025-07-01&within=80&level=commune&limit=500');
        return body.items.map(({ id, name }: { id: string; name: string }) => `${id} ${name}`).sort();
      };
      const before = await communes();
      expect(before).toHaveLength(96);
      const { unitsMatched, applied, differences } = await load(tracker, null);
      expect({ applied, differences }).toEqual({ applied: true, differences: [] });
      expect(unitsMatched).toBeGreaterThan(412);
      // It began as the tracker of Tây Ninh (ADR 10).
      expect(await countOn(tracker, '2025-06-30')).toEqual([1, 9, 94]);
      await tracker.app.get(Writers).write((tx) => tracker.app.get(Settings).setHomeUnit(tx, null));
      for (const [day, expected] of COUNTRY) expect(await countOn(tracker, day)).toEqual(expected);
      expect(await communes()).toEqual(before);
      const { body } = await tracker.get('/units/80/lineage?asOf=2025-07-01');
      expect(body.predecessors.map(({ unit }: { unit: { name: string } }) => unit.name).sort()).toEqual([
        'Tỉnh Long An',
        'Tỉnh Tây Ninh',
      ]);
      const revision = await lastRevision(tracker);
      for (const provinces of [null, ['72'], ['79']])
        expect(await load(tracker, provinces)).toMatchObject({ applied: false, unitsCreated: 0 });
      expect(await lastRevision(tracker)).toBe(revision);
    },
    LONG,
  );
});
