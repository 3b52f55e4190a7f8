import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeApi } from '../../src/openapi.js';
import { tokenOf } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/app.js';

/** Huyện Tân Biên (705) and its communes; Sở Tư pháp for the civil registry; a commune of today. */
let tracker: TestApp;
let viewer: Record<string, string>;
let reporter: Record<string, string>;
let registrar: Record<string, string>;
const unitId: Record<string, string> = {};
/** Units that the viewer may see on the day, by id; and the names of those above them. */
let inside: Set<string>;
let above: Set<string>;
let all: { id: string; parent: { id: string } | null }[];

const DAY = '2016-12-31';
const authorization = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

beforeAll(async () => {
  tracker = await startApp({ sample: true });
  all = (await tracker.get(`/units?limit=500&asOf=${DAY}&within=72,80`)).body.items;
  for (const code of ['72', '705', '25495', '25465']) unitId[code] = (await tracker.get(`/units/${code}`)).body.unit.id;
  const below = (id: string): string[] => [
    id,
    ...all.filter(({ parent }) => parent?.id === id).flatMap((it) => below(it.id)),
  ];
  inside = new Set(below(unitId['705'] as string));
  above = new Set([unitId['72'] as string]);
  viewer = authorization(await tokenOf(tracker.database, [{ role: 'viewer' }], [unitId['705'] as string]));
  reporter = authorization(
    await tokenOf(tracker.database, [{ role: 'reporter', unitId: unitId['705'] }], [unitId['705'] as string]),
  );
  registrar = authorization(await tokenOf(tracker.database, [{ role: 'reporter', system: 'e-office' }]));
});
afterAll(() => tracker.stop());

const ANSWERS: Record<string, string> = {
  system: 'e-office',
  list: 'unknown',
  from: '2016-01-31',
  to: DAY,
  since: '1990-01-01T00:00:00+07:00',
  unit: '705',
  period: '2016-12',
};

/** Routes with other words for the same question. */
const OWN_ANSWERS: Record<string, Record<string, string>> = { '/completeness/units': { list: 'missing' } };

describe('who reads one district', () => {
  it('meets no unit beside it in any answer', async () => {
    const outside = all.map(({ id }) => id).filter((id) => !inside.has(id) && !above.has(id));
    expect([inside.size, outside.length > 200]).toEqual([11, true]);
    const operations = Object.entries(describeApi(tracker.app).paths).flatMap(([path, item]) => {
      const operation: any = (item as any).get;
      return operation && ['read', 'published'].includes(operation['x-right']) && !path.includes('{')
        ? [{ path: path.replace('/api/v1', ''), parameters: operation.parameters as any[] }]
        : [];
    });
    expect(operations.length).toBeGreaterThan(15);
    for (const { path, parameters } of operations) {
      const named = parameters.filter(({ in: place, required }) => place === 'query' && required);
      const query = new URLSearchParams(
        named.map(({ name }): [string, string] => [name, OWN_ANSWERS[path]?.[name] ?? ANSWERS[name] ?? '']),
      );
      if (parameters.some(({ name }) => name === 'limit')) query.set('limit', '500');
      const { status, text } = await tracker.get(`${path}?${query.toString()}`, viewer);
      expect([path, status]).toEqual([path, 200]);
      // What a law says of a merger, and which office owns a system, is every reader's to know.
      if (['/reorganisations', '/systems'].includes(path)) continue;
      expect([path, outside.filter((id) => text.includes(id))]).toEqual([path, []]);
    }
  });

  it('counts its units and no other', async () => {
    const [own, named] = [
      (await tracker.get(`/coverage?asOf=${DAY}&system=e-office&level=commune`, viewer)).body,
      (await tracker.get(`/coverage?asOf=${DAY}&system=e-office&level=commune&within=705`)).body,
    ];
    expect(own.within).toEqual(['705']);
    expect(own.rows).toEqual(named.rows);
    expect((await tracker.get(`/units?limit=1`, viewer)).body.total).toBe(11);
  });

  it('finds no other by code, id or name', async () => {
    for (const reference of ['25465', unitId['25465'] as string, '72', '27694']) {
      expect((await tracker.get(`/units/${reference}`, viewer)).status).toBe(404);
      expect((await tracker.get(`/units/${reference}/history`, viewer)).status).toBe(404);
      expect((await tracker.get(`/units/${reference}/lineage`, viewer)).status).toBe(404);
      expect((await tracker.get(`/coverage?within=${reference}`, viewer)).status).toBe(400);
      expect((await tracker.get(`/deployments/history?unit=${reference}`, viewer)).status).toBe(404);
    }
    const { items, total } = (await tracker.get(`/units?q=${encodeURIComponent('Tân Bình')}`, viewer)).body;
    expect([items.map((it: any) => it.code), total]).toEqual([['25495'], 1]);
  });

  it('is not told that a unit which it may not see exists', async () => {
    const [one, none] = [await tracker.get('/units/25465', viewer), await tracker.get('/units/99999', viewer)];
    expect(one.text.replaceAll('25465', '99999')).toBe(none.text);
  });

  it('reads no entry of another district', async () => {
    const entries = (await tracker.get('/deployments/history?system=e-office&limit=500')).body.items;
    const seen = (await tracker.get('/deployments/history?system=e-office&limit=500', viewer)).body;
    const own = entries.filter((entry: any) => inside.has(entry.unit.id)).map((entry: any) => entry.id);
    expect(own.length).toBeGreaterThan(0);
    expect(seen.items.map((entry: any) => entry.id)).toEqual(own);
    expect(seen.total).toBe(own.length);
    const other = entries.find((entry: any) => !inside.has(entry.unit.id));
    expect((await tracker.get(`/deployments/${other.id}`, viewer)).status).toBe(404);
    expect((await tracker.get(`/deployments/${own[0]}`, viewer)).status).toBe(200);
  });

  it('has another ETag than who reads everything', async () => {
    const tags = [await tracker.get('/coverage', viewer), await tracker.get('/coverage')].map((it) =>
      it.headers.get('etag'),
    );
    expect(tags[0]).not.toBe(tags[1]);
  });
});

const entry = (unit: string, more: object = {}): object => ({
  ...{ unit, unitName: undefined, system: 'e-office', stage: 'live', effectiveOn: '2016-12-20' },
  ...more,
});

describe('who writes for one district', () => {
  it('logs there', async () => {
    expect((await tracker.post('/deployments', entry(unitId['25495'] as string), reporter)).status).toBe(201);
  });

  it('logs nowhere else: all faults are named, and nothing is written', async () => {
    const before = (await tracker.get('/units?limit=1')).body.revision;
    const entries = [entry(unitId['25495'] as string), entry(unitId['25465'] as string), entry(unitId['72'] as string)];
    const { status, body } = await tracker.post('/deployments/batch', { entries }, reporter);
    expect(status).toBe(403);
    expect(body.errors.map(({ path, code }: any) => [path, code])).toEqual([
      ['entries[1].unit', 'outside-your-scope'],
      ['entries[2].unit', 'outside-your-scope'],
    ]);
    expect((await tracker.get('/units?limit=1')).body.revision).toBe(before);
  });

  it('withdraws no entry of another', async () => {
    const entries = (await tracker.get('/deployments/history?system=e-office&limit=500')).body.items;
    const other = entries.find((it: any) => !inside.has(it.unit.id));
    // It may not see it either: for it there is none.
    expect((await tracker.post(`/deployments/${other.id}/retraction`, { reason: 'thử' }, reporter)).status).toBe(404);
    const own = entries.find((it: any) => it.unit.id === unitId['25495']);
    const replacement = entry(unitId['25465'] as string);
    const moved = await tracker.post(`/deployments/${own.id}/retraction`, { reason: 'thử', replacement }, reporter);
    expect([moved.status, moved.body.errors[0].path]).toEqual([403, 'replacement.unit']);
  });
});

describe('who keeps one system everywhere', () => {
  it('logs it at any unit, and no other system', async () => {
    expect((await tracker.post('/deployments', entry(unitId['25465'] as string), registrar)).status).toBe(201);
    const other = entry(unitId['25465'] as string, { system: 'one-stop-shop' });
    expect((await tracker.post('/deployments', other, registrar)).status).toBe(403);
  });
});

describe('a commune of today', () => {
  it('writes for its predecessors on their days, and for nobody else', async () => {
    // Nghị quyết 865/NQ-UBTVQH14: 25495 stays; on 2025-07-01 the communes of 2016 went into those of the new province.
    const lineage = (await tracker.get(`/units/${unitId['25495']}/lineage?asOf=${DAY}`)).body;
    const successor = lineage.successors[0].unit.id;
    const kin = (await tracker.get(`/units/${successor}/lineage?asOf=2025-07-01`)).body.predecessors;
    const whole = kin.map((it: any) => it.unit.id);
    expect(whole).toContain(unitId['25495']);
    const heir = authorization(await tokenOf(tracker.database, [{ role: 'reporter', unitId: successor }], [successor]));
    expect((await tracker.post('/deployments', entry(unitId['25495'] as string), heir)).status).toBe(201);
    expect((await tracker.get(`/units/${unitId['25495']}?asOf=${DAY}`, heir)).status).toBe(200);
    expect(whole).not.toContain(unitId['25465']);
    expect((await tracker.post('/deployments', entry(unitId['25465'] as string), heir)).status).toBe(403);
    const former = authorization(await tokenOf(tracker.database, [{ role: 'reporter', unitId: unitId['25495'] }]));
    const later = { ...entry(successor), effectiveOn: '2025-07-02' };
    expect((await tracker.post('/deployments', later, former)).status).toBe(403);
  });
});
