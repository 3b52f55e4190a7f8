import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startApp, type TestApp } from '../support/app.js';
import { figureOf } from '../support/questions.js';

/** What became of the 95 communes of 2016, by the register's lineage and 865/NQ-UBTVQH14, 1682/NQ-UBTVQH15. */
let tracker: TestApp;
let merger: string;
beforeAll(async () => {
  tracker = await startApp({ sample: true });
  const { body } = await tracker.get('/reorganisations?limit=500');
  merger = body.items.find(({ effectiveOn }: any) => effectiveOn === '2025-07-01').id;
});
afterAll(() => tracker.stop());

const rowsOf = (path: string): Record<string, string>[] => parse(readFileSync(path), { columns: true });

/** Code of each commune of the new province → its predecessors, as the files say and nothing else. */
function predecessorsIn2025(): Map<string, { key: string; extent: string }[]> {
  const communes = rowsOf('data/register/communes-since-2025.csv').filter(
    (row) => row['parent_key'] === '80-2025' && row['valid_from'] === '2025-07-01',
  );
  const links = rowsOf('data/register/lineage-communes-2025.csv');
  return new Map(
    communes.map(({ key, code }) => [
      code ?? '',
      links
        .filter(({ new_key }) => new_key === key)
        .map(({ old_key, extent }) => ({ key: old_key ?? '', extent: extent ?? '' })),
    ]),
  );
}

async function codesIn(list: string, system: string): Promise<string[]> {
  const path = `/coverage/units?asOf=2025-07-01&system=${system}&level=commune&list=${list}&limit=500`;
  return (await tracker.get(path)).body.items.map(({ unit }: any) => unit.code).sort();
}

describe('Phước Bình, made of two communes in 2020', () => {
  it('has the one-stop shop that both had', async () => {
    const figure = await figureOf(tracker, 'asOf=2020-02-01&system=one-stop-shop&level=commune');
    expect(figure).toMatchObject({ covered: 94, eligible: 94, percent: '100%' });
    const { body } = await tracker.get('/units/25729/lineage?asOf=2020-02-01');
    expect(body.predecessors.map(({ unit }: any) => unit.name)).toEqual(['Xã Phước Lưu', 'Xã Bình Thạnh']);
  });
});

describe('the 96 communes of 2025', () => {
  it('are 82 xã and 14 phường of one province without districts', async () => {
    const count = async (query: string): Promise<number> =>
      (await tracker.get(`/units?asOf=2025-07-01&limit=1&${query}`)).body.total;
    expect(await count('level=commune')).toBe(96);
    expect(await count('level=commune&kind=xã')).toBe(82);
    expect(await count('level=commune&kind=phường')).toBe(14);
    expect(await count('level=province')).toBe(1);
    expect(await count('level=district')).toBe(0);
  });

  it('have the one-stop shop where all their predecessors, whole, had it, and are unknown elsewhere', async () => {
    // Phước Bình has it from its two predecessors; of Long An nothing is known.
    const had = new Set(['25729-2020']);
    for (const { unit, system } of rowsOf('data/sample/deployments.csv'))
      if (system === 'one-stop-shop') had.add(unit ?? '');
    const expected = { covered: [] as string[], unknown: [] as string[] };
    for (const [code, predecessors] of predecessorsIn2025()) {
      const follows = predecessors.every(({ key, extent }) => extent === 'whole' && had.has(key));
      expected[follows ? 'covered' : 'unknown'].push(code);
    }
    expect(await codesIn('covered', 'one-stop-shop')).toEqual(expected.covered.sort());
    expect(await codesIn('unknown', 'one-stop-shop')).toEqual(expected.unknown.sort());
    expect([expected.covered.length, expected.unknown.length]).toEqual([24, 72]);
    expect(await figureOf(tracker, 'asOf=2025-07-01&system=one-stop-shop&level=commune')).toMatchObject({
      covered: 24,
      eligible: 96,
      unknown: 72,
      percent: '25,0%',
    });
  });

  it('are listed for decision where a predecessor is partial or unknown', async () => {
    const items: any[] = [];
    let cursor = '';
    do {
      const { body } = await tracker.get(`/reorganisations/${merger}/decisions?limit=500${cursor}`);
      items.push(...body.items);
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    const open = items.filter(({ system }) => system === 'one-stop-shop');
    expect(open.map(({ successor }) => successor.code).sort()).toEqual(await codesIn('unknown', 'one-stop-shop'));
    const divided = open.filter(({ predecessors }) => predecessors.some(({ extent }: any) => extent === 'partial'));
    expect(divided).toHaveLength(23);
  });

  it('follow what somebody decides', async () => {
    const [code, predecessors] = [...predecessorsIn2025()].find(
      ([, parts]) => parts.some(({ extent }) => extent === 'partial') && parts.every(({ key }) => key.startsWith('25')),
    ) as [string, { key: string }[]];
    const units = await Promise.all(
      predecessors.map(async ({ key }) => (await tracker.get(`/units/${key.slice(0, 5)}?asOf=2025-06-30`)).body.unit),
    );
    const decision = await tracker.post(`/reorganisations/${merger}/decisions`, {
      successor: code,
      system: 'one-stop-shop',
      predecessors: units.map(({ id }) => id),
      reason: 'Bộ phận một cửa của các xã cũ được giữ nguyên',
    });
    expect(decision.status).toBe(204);
    expect(await codesIn('covered', 'one-stop-shop')).toContain(code);
    expect((await figureOf(tracker, 'asOf=2025-07-01&system=one-stop-shop&level=commune')).covered).toBe(25);
  });

  it('leave the end of 2016 as it was', async () => {
    const figure = await figureOf(tracker, 'asOf=2016-12-31&system=one-stop-shop&level=commune');
    expect(figure).toMatchObject({ covered: 95, eligible: 95, percent: '100%' });
  });
});
