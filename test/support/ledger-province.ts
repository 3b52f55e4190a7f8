import { expect } from '@jest/globals';
import { type TestApp } from './app.js';
import { FIRST_DAYS, type Life, STRETCHES, type World } from './ledger-model.js';

/** The province that every case starts from, in the model and in the database. */
export interface Province {
  readonly world: World;
  /** Key of a unit → its id. */
  readonly ids: Readonly<Record<string, string>>;
}

type Row = [key: string, level: string, kind: string, parent: string | null, from?: number, to?: number];

const UNITS: Row[] = [
  ['P', 'province', 'tỉnh', null],
  ['A', 'department', 'sở', 'P'],
  ['B', 'department', 'văn phòng', 'P'],
  ['D1', 'district', 'huyện', 'P'],
  ['D2', 'district', 'thị xã', 'P'],
  ['D3', 'district', 'huyện', 'P', 0, 3],
  ['C1', 'commune', 'xã', 'D1'],
  ['C2', 'commune', 'phường', 'D1'],
  ['C3', 'commune', 'xã', 'D1'],
  ['C4', 'commune', 'xã', 'D2'],
  ['C5', 'commune', 'phường', 'D2', 2],
  ['C6', 'commune', 'xã', 'D3', 0, 3],
];

const MEMBERS = [
  { set: 'key', unit: 'A', from: 0, to: STRETCHES },
  { set: 'key', unit: 'B', from: 2, to: 5 },
];

const ANY = { kind: null, set: null, within: null, from: 0, to: STRETCHES };
/** Nothing is said of who should have `web`. */
const RULES = [
  { ...ANY, system: 'desk', level: 'commune', kind: 'xã' },
  { ...ANY, system: 'desk', level: 'commune', within: 'D2', from: 2 },
  { ...ANY, system: 'desk', level: 'department' },
  { ...ANY, system: 'sign', level: 'commune', within: 'D1' },
  { ...ANY, system: 'sign', level: 'department', set: 'key' },
  { ...ANY, system: 'sign', level: 'district', from: 3, to: 6 },
];

export async function buildProvince(
  tracker: TestApp,
  inheritance: Readonly<Record<string, string>> = { desk: 'all', sign: 'all', web: 'all' },
): Promise<Province> {
  const write = async (path: string, body: object): Promise<any> => {
    const answer = await tracker.post(path, body);
    expect(answer).toMatchObject({ status: 201 });
    return answer.body;
  };
  const world: World = {
    systems: Object.keys(inheritance),
    units: {},
    members: MEMBERS,
    rules: [],
    exemptions: [],
    entries: [],
  };
  const ids: Record<string, string> = {};
  for (const [key, level, kind, parent, from = 0, to = STRETCHES] of UNITS) {
    const life: Life = { code: key, name: `Đơn vị ${key}`, kind, level, parent };
    world.units[key] = Array.from({ length: STRETCHES }, (_, at) => (from <= at && at < to ? life : null));
    const { id } = await write('/units', {
      ...life,
      parent: parent === null ? undefined : ids[parent],
      ...days(from, to),
    });
    ids[key] = id;
  }
  const members = MEMBERS.map(({ unit, from, to }) => ({ unit: ids[unit], ...days(from, to) }));
  await write('/sets', { code: 'key', name: 'Cơ quan chủ chốt', members });
  for (const [code, rule] of Object.entries(inheritance))
    await write('/systems', { code, name: `Hệ thống ${code}`, inheritance: rule });
  for (const { system, from, to, ...rule } of RULES) {
    const within = rule.within === null ? null : ids[rule.within];
    const { id } = await write(`/systems/${system}/applicability`, { ...rule, within, ...days(from, to) });
    world.rules.push({ ...rule, system, from, to, id });
  }
  return { world, ids };
}

function days(from: number, to: number): object {
  return { validFrom: FIRST_DAYS[from - 1], validTo: FIRST_DAYS[to - 1] };
}
