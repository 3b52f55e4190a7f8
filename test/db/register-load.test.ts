import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '../../src/kernel/local-date.js';
import { Writers } from '../../src/platform/database/writers.js';
import { ReadPoints } from '../../src/platform/database/read-points.js';
import { RegisterService } from '../../src/register/register.service.js';
import { UnitsService } from '../../src/units/units.service.js';
import { startApp, type TestApp } from '../support/app.js';

let tracker: TestApp;
beforeAll(async () => {
  tracker = await startApp();
});
afterAll(() => tracker.stop());

function load(apply = false) {
  return tracker.app
    .get(Writers)
    .write((tx) => tracker.app.get(RegisterService).load(tx, { provinces: ['72'], apply }));
}

async function countOn(day: string): Promise<Record<string, number>> {
  const at = await tracker.app.get(ReadPoints).resolve({ asOf: parseLocalDate(day) });
  const tree = await tracker.app.get(UnitsService).tree(at);
  const counts: Record<string, number> = {};
  for (const root of tree.roots()) {
    for (const unit of tree.subtree([root])) {
      const key = `${root.code} ${unit.level}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

describe('the register of Tây Ninh', () => {
  it('is loaded as units and reorganisations, and Long An comes along', async () => {
    const first = await load();
    expect(first).toMatchObject({ applied: true, unitsMatched: 0, differences: [] });
    expect(first.reorganisationsApplied).toBeGreaterThan(0);
  });

  // 865/NQ-UBTVQH14 made 94 of 95 on 2020-02-01; 1682/NQ-UBTVQH15 made 96 of 94 + 186 on 2025-07-01.
  it.each([
    ['2016-12-31', { '72 province': 1, '72 district': 9, '72 commune': 95 }],
    ['2020-01-31', { '72 province': 1, '72 district': 9, '72 commune': 95 }],
    ['2020-02-01', { '72 province': 1, '72 district': 9, '72 commune': 94 }],
    ['2025-06-30', { '72 province': 1, '72 district': 9, '72 commune': 94, '80 commune': 186 }],
  ])('has on %s the units of that day', async (day, expected) => {
    expect(await countOn(day)).toMatchObject(expected);
  });

  it('has on 2025-07-01 one province with 96 communes and no districts', async () => {
    expect(await countOn('2025-07-01')).toEqual({ '80 province': 1, '80 commune': 96 });
    const { body } = await tracker.get('/units?asOf=2025-07-01&level=commune&kind=phường&limit=1');
    expect(body.total).toBe(14);
  });

  it('knows what a code names on a day', async () => {
    const before = await tracker.get('/units/25711?asOf=2016-12-31');
    const after = await tracker.get('/units/25711?asOf=2025-07-01');
    expect([before.body.unit.name, after.body.unit.name]).toEqual(['Xã Đôn Thuận', 'Xã Hưng Thuận']);
    const nothing = await tracker.get('/units/25726?asOf=2020-02-01', { 'accept-language': 'en' });
    expect(nothing.status).toBe(404);
    expect(nothing.body.errors[0]).toMatchObject({
      code: 'code-names-nothing',
      before: { name: 'Xã Phước Lưu' },
      after: null,
    });
  });

  it('tells of Phước Bình where it came from', async () => {
    const { body } = await tracker.get('/units/25729/lineage?asOf=2020-02-01');
    expect(
      body.predecessors.map(({ unit, extent }: { unit: { name: string }; extent: string }) => [unit.name, extent]),
    ).toEqual([
      ['Xã Phước Lưu', 'whole'],
      ['Xã Bình Thạnh', 'whole'],
    ]);
    expect(body.successors).toHaveLength(1);
  });

  it('keeps the id of a unit through a change of kind and name', async () => {
    const before = await tracker.get('/units/25630?asOf=2020-01-31');
    const after = await tracker.get('/units/25630?asOf=2020-02-01');
    expect([before.body.unit.name, after.body.unit.name]).toEqual(['Thị trấn Hòa Thành', 'Phường Long Hoa']);
    expect(after.body.unit.id).toBe(before.body.unit.id);
  });

  it('changes nothing when it is loaded again', async () => {
    const { body } = await tracker.get('/coverage');
    const again = await load(true);
    expect(again).toMatchObject({ applied: false, unitsCreated: 0, reorganisationsApplied: 0, differences: [] });
    expect((await tracker.get('/coverage')).body.revision).toBe(body.revision);
  });
});
