import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { Writers } from '../../src/platform/database/writers.js';
import { RegisterService } from '../../src/register/register.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { taken } from '../support/made-up-province.js';
import { figureOf, lastRevision, log } from '../support/questions.js';

/**
 * Offices of Tây Ninh logged for July to September 2025 under the units of before, since nobody had entered the merger
 * of 2025-07-01. What became of each is in 1682/NQ-UBTVQH15, article 1, by its clause; of the district, in
 * 203/2025/QH15; of the province, in 202/2025/QH15.
 */
let tracker: TestApp;

const MERGER = '2025-07-01';
const REASON = 'Sắp xếp đơn vị hành chính từ 01/07/2025';

/** Entries on days after the merger, with the unit that all of theirs went into: null where it was divided or ended. */
const LATE: Record<string, { entry: Record<string, string>; into: string | null }> = {
  // Clause 65: Tân Hà and Tân Đông into Tân Đông.
  tanHa: { entry: { unit: '25519', stage: 'live', effectiveOn: '2025-07-01' }, into: '25522' },
  tanDong: { entry: { unit: '25522', stage: 'pilot', effectiveOn: '2025-08-15' }, into: '25522' },
  // Clause 58: Đôn Thuận and Hưng Thuận into Hưng Thuận, which bears the code of Đôn Thuận.
  donThuan: { entry: { unit: '25711', stage: 'suspended', effectiveOn: '2025-07-20' }, into: '25711' },
  // Clause 57: Phước Bình and Phước Chỉ into Phước Chỉ.
  phuocBinh: { entry: { unit: '25729', stage: 'live', effectiveOn: '2025-09-30' }, into: '25729' },
  // Clause 73: Thạnh Bình, whole, and a part of Tân Phong into Thạnh Bình; the rest of Tân Phong by clause 67.
  thanhBinh: { entry: { unit: '25498', stage: 'live', effectiveOn: '2025-09-01' }, into: '25498' },
  tanPhong: { entry: { unit: '25507', stage: 'live', effectiveOn: '2025-08-01' }, into: null },
  // Clauses 78 and 87: Thái Bình between Châu Thành and Phường Tân Ninh.
  thaiBinh: { entry: { unit: '25597', stage: 'preparing', effectiveOn: '2025-09-15' }, into: null },
  // Clause 66: a plan of Thị trấn Tân Châu.
  tanChau: {
    entry: { unit: '25516', stage: 'planned', effectiveOn: '2025-09-10', dueOn: '2025-12-31', note: 'Kế hoạch quý IV' },
    into: '25516',
  },
  // Clause 71: Tân Lập confirms what it has had since 2024.
  tanLap: { entry: { unit: '25489', stage: 'live', effectiveOn: '2025-08-01', dated: 'by' }, into: '25489' },
  district: { entry: { unit: '703', stage: 'live', effectiveOn: '2025-07-15' }, into: null },
  province: { entry: { unit: '72', stage: 'live', effectiveOn: '2025-07-02' }, into: '80' },
};
const MOVABLE = Object.keys(LATE).filter((name) => LATE[name]?.into !== null);
const LEFT = Object.keys(LATE).filter((name) => LATE[name]?.into === null);

const ids = new Map<string, number>();
const logged = new Map<string, any>();
const before = new Map<string, any>();
let revisionBefore: number;
let revisionLoaded: number;

/** The last period of the units of Tây Ninh of before 2025-07-01, districts first. */
function unitsOf2025(): Record<string, string>[] {
  const rows = readdirSync('data/register')
    .filter((name) => name.endsWith('.csv') && !name.startsWith('lineage'))
    .flatMap((name) => parse<Record<string, string>>(readFileSync(`data/register/${name}`), { columns: true }))
    .filter((row) => row['valid_to'] === MERGER);
  const districts = rows.filter((row) => row['parent_key'] === '72');
  const keys = new Set(districts.map((row) => row['key']));
  return [...districts, ...rows.filter((row) => keys.has(row['parent_key']))];
}

function figures(asOf: string, more: string): Promise<any> {
  return tracker.get(`/coverage?asOf=${asOf}${more}`).then(({ body }) => body);
}

async function communesOn(asOf: string): Promise<Record<string, number>> {
  const { covered, eligible, missing, unknown } = await figureOf(
    tracker,
    `asOf=${asOf}&within=80&system=e-office&level=commune`,
  );
  return { covered, eligible, missing, unknown };
}

async function stranded(): Promise<Map<number, any>> {
  const { body } = await tracker.get('/deployments/stranded?limit=500');
  expect(body.items).toHaveLength(body.total as number);
  return new Map(body.items.map((item: any) => [item.entry.id, item]));
}

async function successor(code: string): Promise<{ id: string; name: string }> {
  return (await tracker.get(`/units/${code}?asOf=${MERGER}`)).body.unit;
}

async function entryOf(name: string, more = ''): Promise<any> {
  return (await tracker.get(`/deployments/${ids.get(name)}${more}`)).body.entry;
}

beforeAll(async () => {
  tracker = await startApp();
  await taken(tracker, '/units', { code: '72', name: 'Tỉnh Tây Ninh', kind: 'tỉnh', level: 'province' });
  const units = unitsOf2025();
  expect(units.map(({ level }) => level).filter((level) => level === 'commune')).toHaveLength(94);
  for (const { code, name, kind, level, parent_key: parent, valid_from } of units) {
    // What was made in 2020 took the code of another; of the others nobody asked since when.
    const made = valid_from !== '' && code === '25729' ? { validFrom: valid_from } : {};
    await taken(tracker, '/units', { code, name, kind, level, parent, ...made });
  }
  await taken(tracker, '/systems', { code: 'e-office', name: 'Văn phòng điện tử' });
  await taken(tracker, '/systems/e-office/applicability', { level: 'commune' });

  for (const unit of ['25489', '25492', '25525', '25711', '25714'])
    await log(tracker, { unit, effectiveOn: '2024-03-01' });
  await log(tracker, { unit: '25537', stage: 'none', effectiveOn: '2024-03-01' });
  await log(tracker, { unit: '25456', effectiveOn: '2025-06-30' });
  const { id: wrong } = await log(tracker, { unit: '25459', effectiveOn: '2025-07-10' });
  await taken(tracker, `/deployments/${wrong}/retraction`, { reason: 'Nhập nhầm' });
  for (const [name, { entry }] of Object.entries(LATE)) ids.set(name, (await log(tracker, entry)).id);

  for (const name of ids.keys()) logged.set(name, await entryOf(name));
  for (const day of ['2024-12-31', '2025-06-30', '2025-09-30']) before.set(day, await figures(day, '&within=72'));
  revisionBefore = await lastRevision(tracker);
  expect((await stranded()).size).toBe(0);
  expect(before.get('2025-09-30').rows).toContainEqual(
    expect.objectContaining({ level: 'commune', covered: 9, eligible: 94 }),
  );
}, 60_000);
afterAll(() => tracker.stop());

describe('a merger that is loaded after offices have logged for the months behind it', () => {
  it('finds the units that were entered, and loads what became of them', async () => {
    const load = await tracker.app
      .get(Writers)
      .write((tx) => tracker.app.get(RegisterService).load(tx, { provinces: ['72'], apply: true }));
    expect(load).toMatchObject({ applied: true, unitsMatched: 104, obstacles: [] });
    revisionLoaded = await lastRevision(tracker);
    expect(revisionLoaded).toBe(revisionBefore + 1);
    const total = async (query: string): Promise<number> => (await tracker.get(`/units?${query}&limit=1`)).body.total;
    expect(await total('asOf=2025-06-30&within=72&level=commune')).toBe(94);
    expect(await total('asOf=2025-07-01&within=80&level=commune')).toBe(96);
    expect((await tracker.get('/units/72?asOf=2025-07-01')).status).toBe(404);
  });

  it('leaves every entry in place', async () => {
    for (const name of ids.keys()) expect(await entryOf(name)).toEqual(logged.get(name));
    const { body } = await tracker.get('/deployments/history?system=e-office&limit=500');
    expect(body.total).toBe(8 + ids.size);
  });

  it('counts none of those behind it', async () => {
    // Tân Lập and Hưng Thuận had it in both predecessors, Tân Hội in one of two; of the others something is unknown.
    const inherited = { covered: 2, eligible: 96, missing: 1, unknown: 93 };
    for (const day of ['2025-07-01', '2025-07-31', '2025-09-30']) expect(await communesOn(day)).toEqual(inherited);
    const { rows } = await figures('2025-09-30', '&within=80');
    expect(rows.map(({ level }: { level: string }) => level)).toEqual(['commune']);
  });

  it('changes no figure of a day before it, nor of any day as it was known', async () => {
    for (const [day, known] of before) {
      expect(await figures(day, `&within=72&revision=${revisionBefore}`)).toEqual(known);
      if (day >= MERGER) continue;
      const now = await figures(day, '&within=72');
      expect(now).toEqual({ ...known, revision: revisionLoaded, knownAt: now.knownAt });
    }
  });

  it('lists them, each with the unit that all of its own went into', async () => {
    const list = await stranded();
    expect([...list.keys()].sort()).toEqual([...ids.values()].sort());
    for (const [name, id] of ids) {
      const into = LATE[name]?.into;
      const expected = into ? (await successor(into)).id : null;
      expect([name, list.get(id).successorId]).toEqual([name, expected]);
      expect(list.get(id).entry).toEqual(logged.get(name));
    }
    expect((await tracker.get(`/deployments/stranded?revision=${revisionBefore}`)).body.total).toBe(0);
  });

  it('lets them be moved in one step, but for those whose unit was divided or has no successor', async () => {
    const refused = await tracker.post('/deployments/stranded/move', {});
    expect(refused.status).toBe(400);
    const moved = await tracker.post('/deployments/stranded/move', { reason: REASON });
    expect([moved.status, moved.body]).toEqual([200, { moved: MOVABLE.length, left: LEFT.length }]);
    expect(await lastRevision(tracker)).toBe(revisionLoaded + 1);
    const list = await stranded();
    expect([...list.keys()].sort()).toEqual(LEFT.map((name) => ids.get(name)).sort());
    expect([...list.values()].map(({ successorId }) => successorId)).toEqual(LEFT.map(() => null));
  });

  it('keeps what was moved, and says where it went', async () => {
    for (const name of MOVABLE) {
      const old = await entryOf(name);
      expect(old).toMatchObject({ id: ids.get(name), role: 'retracted', retraction: { reason: REASON } });
      expect(await entryOf(name, `?revision=${revisionLoaded}`)).toEqual(logged.get(name));
      const { unit, stage, effectiveOn, dated, dueOn, note } = (
        await tracker.get(`/deployments/${old.retraction.replacementId}`)
      ).body.entry;
      const then = logged.get(name);
      expect({ stage, effectiveOn, dated, dueOn, note }).toEqual({
        ...{ stage: then.stage, effectiveOn: then.effectiveOn, dated: then.dated, dueOn: then.dueOn, note: then.note },
      });
      expect(unit).toMatchObject(
        await successor(LATE[name]?.into ?? '').then(({ id, name: is }) => ({ id, name: is })),
      );
    }
  });

  it('counts what was moved from its day on', async () => {
    // Tân Đông is live from the first day and piloting from August 15; the other changes fall on their own days.
    expect(await communesOn('2025-07-01')).toEqual({ covered: 3, eligible: 96, missing: 1, unknown: 92 });
    expect(await communesOn('2025-07-20')).toEqual({ covered: 2, eligible: 96, missing: 2, unknown: 92 });
    expect(await communesOn('2025-08-15')).toEqual({ covered: 1, eligible: 96, missing: 3, unknown: 92 });
    expect(await communesOn('2025-09-30')).toEqual({ covered: 3, eligible: 96, missing: 3, unknown: 90 });
    const { rows } = await figures('2025-09-30', '&within=80');
    expect(rows).toContainEqual(expect.objectContaining({ level: 'province', covered: 1, eligible: null }));
    for (const [day, known] of before)
      expect(await figures(day, `&within=72&revision=${revisionBefore}`)).toEqual(known);
    const state = await tracker.get('/deployments?asOf=2025-09-30&unit=25516&system=e-office');
    expect(state.body.items).toMatchObject([{ plan: { plannedOn: '2025-09-10', dueOn: '2025-12-31' } }]);
  });

  it('leaves the rest to the offices: each is entered where it belongs, or withdrawn', async () => {
    const again = await tracker.post('/deployments/stranded/move', { reason: REASON });
    expect(again.body).toEqual({ moved: 0, left: LEFT.length });
    expect(await lastRevision(tracker)).toBe(revisionLoaded + 1);
    // Only the office knows which of the successors it logged for: one of each clause here.
    for (const [name, into] of [
      ['tanPhong', '25549'],
      ['thaiBinh', '25585'],
    ] as const) {
      const replacement = { system: 'e-office', ...LATE[name]?.entry, unit: (await successor(into)).id };
      await taken(tracker, `/deployments/${ids.get(name)}/retraction`, { reason: REASON, replacement });
    }
    await taken(tracker, `/deployments/${ids.get('district')}/retraction`, { reason: 'Cấp huyện kết thúc' });
    expect((await stranded()).size).toBe(0);
    expect(await communesOn('2025-09-30')).toEqual({ covered: 4, eligible: 96, missing: 4, unknown: 88 });
  });
});
