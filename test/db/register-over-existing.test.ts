import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../src/kernel/refusal.js';
import { Writers } from '../../src/platform/database/writers.js';
import { type RegisterLoad, RegisterService } from '../../src/register/register.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { taken } from '../support/made-up-province.js';
import { lastRevision } from '../support/questions.js';

/** Units of Tây Ninh entered by hand before data/register is loaded; what it says of them stands in its files. */
let tracker: TestApp;
beforeEach(async () => {
  tracker = await startApp();
});
afterEach(() => tracker.stop());

function load(apply: boolean, provinces: readonly string[] = ['72']): Promise<RegisterLoad> {
  return tracker.app.get(Writers).write((tx) => tracker.app.get(RegisterService).load(tx, { provinces, apply }));
}

async function refusedLoad(provinces?: readonly string[]): Promise<string[]> {
  const outcome = await load(true, provinces).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Refusal);
  return (outcome as Refusal).faults.map(({ path, code }) => `${path} ${code}`);
}

const KINDS = { province: 'tỉnh', district: 'huyện', commune: 'xã' };

async function enter(unit: { code: string; name: string; level: keyof typeof KINDS } & Record<string, unknown>) {
  return (await taken(tracker, '/units', { kind: KINDS[unit.level], ...unit })).id as string;
}

const province = (more = {}) => enter({ code: '72', name: 'Tỉnh Tây Ninh', level: 'province', ...more });

async function correct(code: string, correction: Record<string, string>): Promise<void> {
  const { status } = await tracker.patch(`/units/${code}`, correction, { 'if-match': '*' });
  expect(status).toBe(200);
}

async function unitOn(code: string, day: string): Promise<any> {
  return (await tracker.get(`/units/${code}?asOf=${day}`)).body.unit;
}

async function countOn(day: string, within: string): Promise<number[]> {
  return Promise.all(
    ['province', 'district', 'commune'].map(
      async (level) => (await tracker.get(`/units?asOf=${day}&level=${level}&within=${within}&limit=1`)).body.total,
    ),
  );
}

function inShort({ differences }: RegisterLoad): string[] {
  return differences.map(
    ({ code, day, what, register, recorded }) => `${code} ${day} ${what}: ${register} | ${recorded}`,
  );
}

describe('units recorded under the codes of the register', () => {
  const DIFFERENCES = [
    '25630 2020-01-31 parent: 709 Huyện Hòa Thành | 703 Thành phố Tây Ninh',
    '25630 2020-02-01 parent: 709 Thị xã Hòa Thành | 703 Thành phố Tây Ninh',
    '25711 2025-06-30 kind: xã | thị trấn',
    '703 2013-12-29 name: Thị xã Tây Ninh | Thành phố Tây Ninh',
    '703 2013-12-29 kind: thị xã | thành phố',
    '709 2020-01-31 name: Huyện Hòa Thành | Huyện Hoà Thành (cũ)',
  ];
  const ids: Record<string, string> = {};

  /** As the register has them, but for what DIFFERENCES says. */
  beforeEach(async () => {
    ids['72'] = await province();
    for (const [code, name, kind] of [
      ['703', 'Thành phố Tây Ninh', 'thành phố'],
      ['709', 'Huyện Hoà Thành (cũ)', 'huyện'],
      ['712', 'Huyện Trảng Bàng', 'huyện'],
    ] as const) {
      ids[code] = await enter({ code, name, kind, level: 'district', parent: '72' });
    }
    for (const [code, name, kind, parent] of [
      ['25630', 'Thị trấn Hòa Thành', 'thị trấn', '703'],
      ['25711', 'Xã Đôn Thuận', 'thị trấn', '712'],
      ['25714', 'Xã Hưng Thuận', 'xã', '712'],
    ] as const) {
      ids[code] = await enter({ code, name, kind, level: 'commune', parent });
    }
  });

  it('are told of with every difference, and nothing is written', async () => {
    const before = await tracker.get('/units?limit=500');
    const told = await load(false);
    expect(told).toMatchObject({ applied: false, unitsMatched: 7, unitsCreated: 405, obstacles: [] });
    expect(told).toMatchObject({ reorganisationsPresent: 0, reorganisationsApplied: 8 });
    expect(inShort(told)).toEqual(DIFFERENCES);
    expect((await tracker.get('/units?limit=500')).body).toEqual(before.body);
    expect((await tracker.get('/reorganisations')).body.total).toBe(0);
  });

  it('keep what is recorded of them when the rest is loaded, and are reorganised with it', async () => {
    const revision = await lastRevision(tracker);
    const loaded = await load(true);
    expect(loaded).toMatchObject({ applied: true, unitsMatched: 7, unitsCreated: 405, reorganisationsApplied: 8 });
    expect(inShort(loaded)).toEqual(DIFFERENCES);
    expect(await lastRevision(tracker)).toBe(revision + 1);
    expect(await countOn('2016-12-31', '72')).toEqual([1, 9, 95]);
    expect(await countOn('2020-02-01', '72')).toEqual([1, 9, 94]);
    expect(await countOn('2025-06-30', '80')).toEqual([1, 15, 186]);
    expect(await countOn('2025-07-01', '80')).toEqual([1, 0, 96]);

    for (const [code, id] of Object.entries(ids)) {
      expect(await unitOn(code, '2016-12-31')).toMatchObject({ id });
      expect(loaded.idOf.get(code)).toBe(id);
    }
    expect((await unitOn('709', '2016-12-31')).name).toBe('Huyện Hoà Thành (cũ)');
    expect((await unitOn('25711', '2025-06-30')).kind).toBe('thị trấn');
    expect((await tracker.get('/units?asOf=2016-12-31&parent=703&level=commune&q=25630')).body.total).toBe(1);
    // 865/NQ-UBTVQH14 renamed these two; it says nothing of where 25630 stands.
    expect(await unitOn('709', '2020-02-01')).toMatchObject({ id: ids['709'], name: 'Thị xã Hòa Thành' });
    expect(await unitOn('25630', '2020-02-01')).toMatchObject({ id: ids['25630'], name: 'Phường Long Hoa' });
    expect((await tracker.get('/units?asOf=2020-02-01&parent=703&level=commune&q=25630')).body.total).toBe(1);
    // 1682/NQ-UBTVQH15, article 1 clause 58.
    const { body } = await tracker.get('/units/25711/lineage?asOf=2025-07-01');
    expect(body.predecessors.map(({ unit }: any) => unit.id).sort()).toEqual([ids['25711'], ids['25714']].sort());

    const again = await load(true);
    expect(again).toMatchObject({ applied: false, unitsMatched: 412, unitsCreated: 0, reorganisationsApplied: 0 });
    expect(inShort(again)).toEqual(DIFFERENCES);
    expect(await lastRevision(tracker)).toBe(revision + 1);
  });

  it('are read as they were at the revision before', async () => {
    const revision = await lastRevision(tracker);
    const query = `/units?asOf=2025-07-01&limit=500&revision=${revision}`;
    const before = await tracker.get(query);
    await load(true);
    expect((await tracker.get(query)).body).toEqual(before.body);
  });
});

describe('units of today, entered from their first day', () => {
  it('become the successors of those that were before them', async () => {
    const now = { validFrom: '2025-07-01' };
    const ofToday = await enter({ code: '80', name: 'Tỉnh Tây Ninh', level: 'province', ...now });
    const commune = await enter({ code: '25711', name: 'Xã Hưng Thuận', level: 'commune', parent: '80', ...now });
    await taken(tracker, '/systems', { code: 'e-office', name: 'Văn phòng điện tử' });
    await taken(tracker, '/systems/e-office/applicability', { level: 'commune' });

    expect(await load(true)).toMatchObject({ applied: true, unitsMatched: 2, differences: [] });
    expect(await unitOn('80', '2025-07-01')).toMatchObject({ id: ofToday, name: 'Tỉnh Tây Ninh' });
    expect(await unitOn('80', '2025-06-30')).toMatchObject({ name: 'Tỉnh Long An' });
    expect(await countOn('2025-06-30', '80')).toEqual([1, 15, 186]);
    expect(await countOn('2025-07-01', '80')).toEqual([1, 0, 96]);
    const { body } = await tracker.get('/units/25711/lineage?asOf=2025-07-01');
    expect(body.predecessors.map(({ unit }: any) => unit.name).sort()).toEqual(['Xã Hưng Thuận', 'Xã Đôn Thuận']);

    // It was not there to be its own predecessor: its stage follows from those two alone.
    for (const code of ['25711', '25714']) {
      const unitName = code === '25711' ? 'Xã Đôn Thuận' : 'Xã Hưng Thuận';
      const live = { unit: code, unitName, system: 'e-office', stage: 'live', effectiveOn: '2025-01-01' };
      await taken(tracker, '/deployments', live);
    }
    const state = await tracker.get(`/deployments?asOf=2025-07-01&unit=${commune}&system=e-office`);
    expect(state.body.items).toMatchObject([{ stage: 'live', inheritedOn: '2025-07-01' }]);
    expect(await load(true)).toMatchObject({ applied: false, unitsCreated: 0, differences: [] });
  });
});

describe('what leaves no room for the register', () => {
  it('is a code recorded for the unit of today on the days of another', async () => {
    await enter({ code: '80', name: 'Tỉnh Tây Ninh', level: 'province' });
    await enter({ code: '25711', name: 'Xã Hưng Thuận', level: 'commune', parent: '80' });
    const revision = await lastRevision(tracker);
    const told = await load(false);
    expect(inShort(told)).toEqual(['25711 2025-07-01 begins: 2025-07-01 | ', '80 2025-07-01 begins: 2025-07-01 | ']);
    const codes = ['80 code-names-another', '25711 code-names-another'];
    expect(told.obstacles.map(({ path, code }) => `${path} ${code}`)).toEqual(codes);
    expect(told.obstacles.map(({ message }) => message.en)).toEqual([
      'The code 80 is recorded for Tỉnh Tây Ninh, but in the register until before 2025-07-01 it is that of Tỉnh Long An. Correct the days that are recorded first.',
      'The code 25711 is recorded for Xã Hưng Thuận, but in the register until before 2025-07-01 it is that of Xã Đôn Thuận. Correct the days that are recorded first.',
    ]);
    expect(await refusedLoad()).toEqual(codes);
    expect(await lastRevision(tracker)).toBe(revision);

    const begins = { corrects: '2026-01-01', validFrom: '2025-07-01' };
    await correct('25711', begins);
    await correct('80', begins);
    expect(await load(true)).toMatchObject({ applied: true, unitsMatched: 2, differences: [] });
    expect(await countOn('2025-07-01', '80')).toEqual([1, 0, 96]);
  });

  it('is a unit that begins after those below it', async () => {
    await province({ validFrom: '2016-01-01' });
    const told = await load(false);
    expect(inShort(told)).toEqual(['72 2016-01-01 begins:  | 2016-01-01']);
    expect(told.obstacles.map(({ message }) => message.en)).toEqual([
      'Tỉnh Tây Ninh is recorded from 2016-01-01 only, but in the register 9 units stand below it outside that time. Correct the days that are recorded first.',
    ]);
    expect(await refusedLoad()).toEqual(['72 parent-not-throughout']);

    // The register's record starts on that day.
    await correct('72', { corrects: '2016-01-01', validFrom: '2004-08-31' });
    expect(await load(true)).toMatchObject({ applied: true, unitsMatched: 1, differences: [] });
    expect(await countOn('2004-08-31', '72')).toEqual([1, 9, 95]);
    expect((await tracker.get('/units?asOf=2004-08-30&within=72')).status).toBe(400);
    expect(await load(true)).toMatchObject({ applied: false, differences: [], unitsCreated: 0 });
  });

  it('is a unit that the register does not know below a district that ends', async () => {
    await province();
    await enter({ code: '703', name: 'Thị xã Tây Ninh', kind: 'thị xã', level: 'district', parent: '72' });
    const branch = { name: 'Chi cục Thuế Thị xã', kind: 'chi cục', code: '703.CCT', parent: '703' };
    await taken(tracker, '/units', { ...branch, level: 'subordinate' });
    const { obstacles } = await load(false);
    expect(obstacles.map(({ code, message }) => `${code}: ${message.en}`)).toEqual([
      'orphans: Thành phố Tây Ninh ends without one whole successor and leaves behind: Chi cục Thuế Thị xã.',
    ]);
    expect(await refusedLoad()).toEqual(['203/2025/QH15; Luật 72/2025/QH15: 703 orphans']);
    await correct('703.CCT', { corrects: '2025-06-30', validTo: '2025-07-01' });
    expect(await load(true)).toMatchObject({ applied: true });
  });

  it('is a province that the register does not know: all of them are named', async () => {
    expect(await refusedLoad(['72', '99', 'TN'])).toEqual(['province province-unknown', 'province province-unknown']);
    expect(await lastRevision(tracker)).toBe(0);
  });
});
